"""Whether Twilio sent it: apart from the REST client, which the web process does not need to load."""

from __future__ import annotations

from typing import Any

from twilio.request_validator import RequestValidator


def signed(token: str, url: str, form: Any, signature: str) -> bool:
    """Whether `signature` is Twilio's for this address and form (a mapping or Flask's MultiDict itself).

    twilio.com/docs/usage/security#validating-requests; the comparison takes constant time.
    """
    if not signature.isascii():
        return False
    return bool(RequestValidator(token).validate(url, form, signature))


def signature_of(token: str, url: str, form: dict[str, str]) -> str:
    """What Twilio would write under this address and form."""
    return str(RequestValidator(token).compute_signature(url, form))
