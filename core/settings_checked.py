"""Which settings cannot be as they are, or lack another one? Said by `doctor`, and before anything starts.

Nobody is asked here: only what the words themselves show.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

from core.errors import Misconfigured
from core.prices import read_prices
from core.settings import Settings, is_address

WHATSAPP = "whatsapp:"
_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")  # core.telegram.org/bots/api#authorizing-your-bot
_NUMBER = re.compile(r"\+\d{8,15}")
_SMS_SENDER = re.compile(r"\+\d{8,15}|\d{3,8}")  # a number, or a short code
_SERVICE = re.compile(r"MG[0-9a-f]{32}")


class Wrong(NamedTuple):
    """A setting, how it stands, and the line that mends it. `fatal`: nothing starts with it."""

    name: str
    how: str
    cure: str
    fatal: bool = True

    def __str__(self) -> str:
        return f"{self.name} {self.how}: {self.cure}{'' if self.cure.endswith('…') else '.'}"


def checked(settings: Settings) -> Iterator[Wrong]:
    """What is wrong, the gravest of each setting only."""
    yield from _files(settings)
    yield from _telegram(settings)
    yield from _twilio(settings)
    if settings.twilio and not settings.public_base_url.startswith("https://"):
        cure = "set it to the https address that Twilio calls"
        yield Wrong("PUBLIC_BASE_URL", "is no https address, so WhatsApp and SMS cannot reach us", cure, fatal=False)


def must_be_possible(settings: Settings) -> None:
    """Raises Misconfigured with the first that nothing starts with."""
    for one in checked(settings):
        if one.fatal:
            raise Misconfigured(str(one))


def _files(settings: Settings) -> Iterator[Wrong]:
    try:
        read_prices(settings.prices_file)
    except Misconfigured as wrong:
        why = str(wrong).partition(": ")[2].rstrip(".")
        yield Wrong("PRICES_FILE", f"cannot be used ({why})" if why else "cannot be read", _PRICES)
    if settings.sentry_dsn and not _is_dsn(settings.sentry_dsn):
        cure = "copy it whole from Sentry, like https://key@sentry.example.org/1, or leave it empty"
        yield Wrong("SENTRY_DSN", "is no address of a Sentry project", cure)


_PRICES = "write PRICES_FILE=/path/to/prices.json, a file like core/data/prices.json, or leave it empty"


def _is_dsn(dsn: str) -> bool:
    try:
        found = urlsplit(dsn)
        port_is_one = found.port is None or found.port > 0
    except ValueError:
        return False
    project = found.path.rpartition("/")[2]
    whole = found.scheme in ("http", "https") and bool(found.hostname and found.username)
    return whole and port_is_one and project.isascii() and project.isdigit()


def _telegram(settings: Settings) -> Iterator[Wrong]:
    token = settings.telegram_bot_token
    if token and not _TOKEN.fullmatch(token):
        yield Wrong("TELEGRAM_BOT_TOKEN", "is no token", "copy it whole from @BotFather, like 123456:ABC…")
    for name, base in (
        ("TELEGRAM_API_BASE_URL", settings.telegram_api_base_url),
        ("TWILIO_API_BASE_URL", settings.twilio_api_base_url),
    ):
        if base and not is_address(base):
            yield Wrong(name, "is no address", "write it whole, like https://api.example.org, or leave it empty")


def _twilio(settings: Settings) -> Iterator[Wrong]:
    sid, token = settings.twilio_account_sid, settings.twilio_auth_token
    whatsapp, sms = settings.twilio_whatsapp_from, settings.twilio_sms_from
    service = settings.twilio_messaging_service_sid
    if whatsapp and not whatsapp.startswith(WHATSAPP):
        yield Wrong("TWILIO_WHATSAPP_FROM", "lacks its prefix", f"write TWILIO_WHATSAPP_FROM={WHATSAPP}{whatsapp}")
    elif whatsapp and not _NUMBER.fullmatch(whatsapp.removeprefix(WHATSAPP)):
        cure = f"write the plus, the country and the number, like {WHATSAPP}+14155238886"
        yield Wrong("TWILIO_WHATSAPP_FROM", "is no number", cure)
    if sms and not _SMS_SENDER.fullmatch(sms):
        yield Wrong("TWILIO_SMS_FROM", "is no number", "write the plus, the country and the number, like +15005550006")
    if service and not _SERVICE.fullmatch(service):
        yield Wrong(
            "TWILIO_MESSAGING_SERVICE_SID", "is no SID", "copy it from Twilio's console: MG and 32 more letters"
        )
    elif service and not sms:
        cure = "set TWILIO_SMS_FROM to a number of that service, or remove TWILIO_MESSAGING_SERVICE_SID"
        yield Wrong("TWILIO_MESSAGING_SERVICE_SID", "does nothing alone", cure, fatal=False)
    if bool(sid) != bool(token):
        there, missing = ("TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN")[:: 1 if sid else -1]
        yield Wrong(there, f"is set without {missing}, so WhatsApp and SMS are off", f"set {missing} too", fatal=False)
    elif sid and not (whatsapp or sms):
        cure = "set TWILIO_WHATSAPP_FROM, TWILIO_SMS_FROM or both"
        yield Wrong("TWILIO_ACCOUNT_SID", "is set without a sender, so WhatsApp and SMS are off", cure, fatal=False)
    elif (whatsapp or sms) and not sid:
        there = "TWILIO_WHATSAPP_FROM" if whatsapp else "TWILIO_SMS_FROM"
        cure = "set TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN"
        yield Wrong(there, "is set without an account, so it is off", cure, fatal=False)
