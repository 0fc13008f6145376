"""Fetching one file over HTTP: from hosts that are named beforehand, no larger than allowed, and not for ever.

An address inside an answer is followed only to such a host, without credentials. What a server says about length and
type is not believed: bytes are counted while they come.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from urllib.parse import urljoin, urlsplit

import requests
import urllib3

from bot.channels.channel import Rejected, Unreachable

_PART = 64 * 1024
_MOST_JUMPS = 3
_PLAIN = {"Accept-Encoding": "identity"}
_JUMPS = frozenset((301, 302, 303, 307, 308))

Allowed = Callable[[str], bool]


def download(
    url: str, most: int, *, seconds: float, auth: tuple[str, str] | None = None, allowed: Allowed | None = None
) -> bytes:
    """The file at `url`; `allowed` says which addresses it may send us on to (default: none).

    Raises Unreachable for what may pass, Rejected("gone") or Rejected("too_large") for what will not.
    """
    ends = time.monotonic() + seconds
    for _jump in range(_MOST_JUMPS + 1):
        try:
            with requests.get(
                url, auth=auth or _nobody, stream=True, allow_redirects=False, timeout=seconds, headers=_PLAIN
            ) as answer:
                if answer.status_code not in _JUMPS:
                    return _read(answer, most, ends)
                target = urljoin(url, answer.headers.get("Location", ""))
        except (requests.Timeout, urllib3.exceptions.TimeoutError):
            raise Unreachable("timeout") from None
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError):
            raise Unreachable("network") from None
        if allowed is None or not allowed(target):
            raise Rejected("gone")
        url, auth = target, None
    raise Rejected("gone")


def _nobody(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """No credentials, also none of a file on this machine."""
    return request


def _read(answer: requests.Response, most: int, ends: float) -> bytes:
    if answer.status_code == 429 or answer.status_code >= 500:
        raise Unreachable(str(answer.status_code))
    if answer.status_code != 200:
        raise Rejected("gone")
    length = answer.headers.get("Content-Length", "")
    if length.isascii() and length.isdigit() and int(length) > most:
        raise Rejected("too_large")
    found = bytearray()
    while part := answer.raw.read1(_PART):  # whatever is there, so that a slow sender does not hold us
        found += part
        if len(found) > most:
            raise Rejected("too_large")
        if time.monotonic() > ends:
            raise Unreachable("timeout")
    if length.isascii() and length.isdigit() and len(found) < int(length):
        raise Unreachable("network")  # it broke off
    return bytes(found)


def host_of(url: str) -> str:
    """The host of an https address in small letters, '' for any other address."""
    split = urlsplit(url)
    plain = split.scheme == "https" and split.username is None and split.port in (None, 443)
    return (split.hostname or "").lower() if plain else ""
