"""What `doctor` asks Telegram and Twilio: is the token right, who gets the messages, is our clock right?"""

from __future__ import annotations

import asyncio
import http.client
import time
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from bot.channels.channel import Channel, Rejected, SendError
from bot.channels.sms import SmsChannel
from bot.channels.switchboard import open_channels
from bot.channels.telegram import TelegramChannel
from bot.channels.telegram_updates import KINDS
from bot.channels.whatsapp import WhatsAppChannel
from bot.commands.checks import Finding
from core.settings import Settings

_SKEW_S = 60
_TIMEOUT_S = 10.0
_TWILIO = "https://api.twilio.com"
_TWO_PROGRAMS = "two programs with one token take each other's messages"
_NETWORK = "see that this machine reaches the internet, and try again"


async def check(settings: Settings) -> list[Finding]:
    """The findings of the channels that are on."""
    found: list[Finding] = []
    channels = open_channels(settings)
    try:
        for channel in channels.values():
            found += await _channel(settings, channel)
    finally:
        for channel in channels.values():
            await channel.close()
    if settings.twilio and not any(one.what in ("whatsapp", "sms") and not one.fine for one in found):
        from bot.commands import checks_twilio

        found += await asyncio.to_thread(checks_twilio.check, settings, time.time_ns() // 1_000_000)
    if settings.translate_url:
        found.append(await _translation(settings))
    if channels:
        base = settings.telegram_api_base_url if settings.telegram else settings.twilio_api_base_url or _TWILIO
        found += await asyncio.to_thread(_clock, base)
    return found


async def _channel(settings: Settings, channel: Channel) -> list[Finding]:
    try:
        if isinstance(channel, TelegramChannel):
            name = await channel.username()
            return [Finding("Telegram", True, f"the bot is @{name}"), await _webhook(settings, channel)]
        if isinstance(channel, WhatsAppChannel | SmsChannel):
            await channel.missed_inbound(time.time_ns() // 1_000_000)
            return [Finding(channel.name, True, "Twilio takes the credentials")]
    except Rejected as error:
        names = "TELEGRAM_BOT_TOKEN" if channel.name == "telegram" else "TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN"
        return [Finding(channel.name, False, f"refuses us ({error.code})", f"check {names}")]
    except SendError as error:
        return [Finding(channel.name, False, f"cannot be reached ({error.code})", _NETWORK)]
    return []


async def _webhook(settings: Settings, channel: TelegramChannel) -> Finding:
    """Whether Telegram sends to us, or, where we fetch, to nobody else."""
    info = await channel.webhook()
    ours = f"{settings.public_base_url}/telegram/webhook" if settings.webhook else ""
    if info.url != ours:
        there = f"messages go to {info.url}" if info.url else "messages go nowhere"
        cure = (
            "python -m bot setup-telegram" if settings.webhook else "python -m bot run takes them over when it starts"
        )
        return Finding("Telegram webhook", False, there, f"{cure}; {_TWO_PROGRAMS}")
    missing = set(KINDS) - set(info.allowed_updates or KINDS)
    if ours and missing:
        how = f"Telegram keeps back {', '.join(sorted(missing))}"
        return Finding("Telegram webhook", False, how, "python -m bot setup-telegram")
    if info.last_error_message and info.pending_update_count:
        cure = "see that PUBLIC_BASE_URL can be reached from outside, with a valid certificate"
        how = f"{info.pending_update_count} messages wait; the last try failed: {info.last_error_message}"
        return Finding("Telegram webhook", False, how, cure)
    return Finding("Telegram webhook", True, f"messages come to {ours}" if ours else "not set: messages are fetched")


async def _translation(settings: Settings) -> Finding:
    """Whether the translation server translates."""
    from bot.sending.translator import Translator

    done = await Translator(settings.translate_url, settings.translate_api_key).translate("hola", "es", "en")
    if done:
        return Finding("translation", True, "works")
    return Finding(
        "translation", False, "does not answer", "check TRANSLATE_URL and TRANSLATE_API_KEY; it must know es and en"
    )


def _clock(base: str) -> list[Finding]:
    """Our clock against the Date that a provider answers with; nothing is said when it cannot be known."""
    ahead = _ahead(base)
    if ahead is None:
        return []
    if abs(ahead) > _SKEW_S:
        where = "ahead" if ahead > 0 else "behind"
        return [Finding("clock", False, f"{abs(ahead)} s {where}", "set the machine's clock by NTP")]
    return [Finding("clock", True, "right")]


def _ahead(base: str) -> int | None:
    """Seconds that our clock is ahead of the server's."""
    url = urlsplit(base)
    kind = http.client.HTTPSConnection if url.scheme == "https" else http.client.HTTPConnection
    try:
        connection = kind(url.netloc, timeout=_TIMEOUT_S)
        try:
            connection.request("GET", "/")
            date = connection.getresponse().getheader("Date")
        finally:
            connection.close()
        return round(time.time() - parsedate_to_datetime(date).timestamp()) if date else None
    except (OSError, ValueError, http.client.HTTPException):
        return None
