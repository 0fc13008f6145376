"""Which channels this installation has: the settings become open channels, by name."""

from __future__ import annotations

from bot.channels.channel import Channel
from core.settings import Settings


def open_channels(settings: Settings) -> dict[str, Channel]:
    """The configured channels; provider libraries are only imported for those. Close each when done."""
    channels: dict[str, Channel] = {}
    if settings.telegram:
        from bot.channels.telegram import TelegramChannel

        channels["telegram"] = TelegramChannel(settings.telegram_bot_token, settings.telegram_api_base_url)
    if settings.whatsapp or settings.sms:
        from bot.channels.sms import SmsChannel
        from bot.channels.twilio_door import Account, TwilioDoor
        from bot.channels.whatsapp import WhatsAppChannel

        account = Account(
            settings.twilio_account_sid,
            settings.twilio_auth_token,
            settings.twilio_api_base_url,
            settings.public_base_url,
        )
        door = TwilioDoor(account)
        if settings.whatsapp:
            channels["whatsapp"] = WhatsAppChannel(door, settings.twilio_whatsapp_from)
        if settings.sms:
            channels["sms"] = SmsChannel(door, settings.twilio_sms_from, settings.twilio_messaging_service_sid)
    return channels
