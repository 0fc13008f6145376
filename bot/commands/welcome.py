"""What does `run` say when it is up? Where it listens, which channels are on, and what to do next."""

from __future__ import annotations

from collections.abc import Sequence

from bot.next_steps import STEPS, TALK
from core.settings import Settings


def welcome(settings: Settings, url: str, done: Sequence[str]) -> str:
    """A few lines for the terminal; `done` is what was prepared."""
    lines = ["ComuniDAS is running.", *done, ""]
    if settings.simulates:
        lines.append(f"  to try it out     {url}/simulator")
    trial_first = settings.simulates and not settings.any_channel  # where / leads to the telephones
    lines.append(f"  in this browser   {url}/{'about' if trial_first else ''}")
    if settings.public_base_url:
        lines.append(f"  for the world     {settings.public_base_url}/")
    lines += [f"  {name:<17} {how}" for name, how in _channels(settings)]
    return "\n".join([*lines, "", *_next(settings), "Stop with Ctrl-C.", ""])


def _channels(settings: Settings) -> list[tuple[str, str]]:
    found = []
    if settings.telegram:
        how = f"sends to {settings.public_base_url}/telegram/webhook" if settings.webhook else "is asked for messages"
        found.append(("Telegram", how))
    if settings.whatsapp:
        found.append(("WhatsApp", settings.twilio_whatsapp_from.removeprefix("whatsapp:")))
    if settings.sms:
        found.append(("SMS", settings.twilio_sms_from))
    return found


def _next(settings: Settings) -> list[str]:
    steps = dict(STEPS)
    if settings.any_channel:
        del steps[TALK]
    else:
        steps["TELEGRAM_BOT_TOKEN=… in .env"] = "a token from @BotFather puts it on Telegram"
    return ["What next:", *(f"  {command:<34} {what}" for command, what in steps.items())]
