"""What `doctor` sees when it knocks at our own door from outside: are we there, and do we know Twilio's signature?

The signature is taken over the public address, so a proxy that changes the address, or another PUBLIC_BASE_URL than
the one the web process runs with, shows here and not in the first message that is lost.
"""

from __future__ import annotations

import socket
import ssl
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from urllib.parse import urlencode

from bot.channels.twilio_signature import signature_of
from bot.commands.checks import Finding
from core.settings import Settings

_TIMEOUT_S = 10.0
_TELEGRAMS_HEADER = "X-Telegram-Bot-Api-Secret-Token"
_NOTHING = {"MessageSid": f"SM{0:032x}", "MessageStatus": "a-knock-at-the-door"}  # signed, and about nothing


def check(settings: Settings) -> Iterator[Finding]:
    """The findings; none without a public address."""
    base = settings.public_base_url
    if not base:
        return
    status, why = knock(f"{base}/health/live")
    if status != 200:
        cure = "see that the web process runs, that the name points here, and that its certificate is valid"
        yield Finding("our address", False, f"{base} does not answer ({why or status})", cure)
        return
    yield Finding("our address", True, f"{base} answers")
    if settings.webhook:
        yield telegram_door(settings)
    if settings.whatsapp or settings.sms:
        yield _signature(settings, f"{base}/twilio/status?m=0")


def telegram_door(settings: Settings) -> Finding:
    """Whether our door takes what carries Telegram's secret, and nothing else."""
    what, url = "Telegram's secret", f"{settings.public_base_url}/telegram/webhook"
    status, why = knock(url, _NOTHING, {_TELEGRAMS_HEADER: settings.telegram_webhook_secret})
    if status == 403:
        cure = "run the web process with the same TELEGRAM_BOT_TOKEN, TELEGRAM_WEBHOOK_SECRET and SECRET_KEY"
        return Finding(what, False, "is refused at our door", cure)
    if status != 200:
        cure = (
            "see that the web process runs, with TELEGRAM_BOT_TOKEN, and that nothing in front of it changes the path"
        )
        return Finding(what, False, f"our door answers {why or status}", cure)
    if knock(url, _NOTHING)[0] != 403:
        cure = "see what answers there in place of the web process: anybody could write in anybody's name"
        return Finding(what, False, "is not asked for at our door", cure)
    return Finding(what, True, "is known at our door, and asked for")


def knock(url: str, form: Mapping[str, str] | None = None, headers: Mapping[str, str] | None = None) -> tuple[int, str]:
    """The status of a GET, or of a POST with `form`; (0, why) when nobody answers."""
    body = None if form is None else urlencode(form).encode()
    try:
        asked = urllib.request.Request(url, body, dict(headers or {}))  # noqa: S310  http or https: settings see to it
        with urllib.request.urlopen(asked, timeout=_TIMEOUT_S) as answer:  # noqa: S310
            return answer.status, ""
    except urllib.error.HTTPError as refused:
        return refused.code, ""
    except (OSError, ValueError) as gone:
        return 0, _why(getattr(gone, "reason", gone))


def _why(reason: object) -> str:
    """In words, for who does not program."""
    match reason:
        case ssl.SSLCertVerificationError():
            return "its certificate is not valid"
        case ssl.SSLError():
            return "it does not speak https"
        case socket.gaierror():
            return "its name points nowhere"
        case ConnectionRefusedError():
            return "nobody listens there"
        case TimeoutError():
            return "no answer in time"
        case Exception():
            return type(reason).__name__
    return str(reason)


def _signature(settings: Settings, url: str) -> Finding:
    form = _NOTHING | {"AccountSid": settings.twilio_account_sid}
    status, why = knock(url, form, {"X-Twilio-Signature": signature_of(settings.twilio_auth_token, url, form)})
    if status == 204:
        return Finding("Twilio's signature", True, "is known at our door")
    if status == 403:
        cure = (
            "run the web process with the same PUBLIC_BASE_URL and TWILIO_AUTH_TOKEN, and let no proxy change the path"
        )
        return Finding("Twilio's signature", False, "is refused at our door", cure)
    cure = "see the web process's log, and that it runs with the same TWILIO_… settings"
    return Finding("Twilio's signature", False, f"our door answers {why or status}", cure)
