"""The way to a LibreTranslate server: one text there, its translation back, or nothing within a time limit.

Nobody waits for it longer than LIMIT_S, and after a failure it is left alone for a while: a partner's words go out
untranslated then. Only the words themselves are sent, never a name, a number or an address.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import OrderedDict
from collections.abc import Callable

import httpx
import orjson

from bot.channels.trusted import trusted
from core.text.clean import clean

log = logging.getLogger(__name__)

LIMIT_S = 8.0
REST_S = 60.0
"""How long the server is left alone after it failed."""
_AT_ONCE = 4
_MOST_BYTES = 64 * 1024
_LONGEST = 4000
_KEPT = 200


class Translator:
    """`url` is the server's address without a path, `key` its API key or ''. `clock` tells seconds."""

    def __init__(
        self, url: str, key: str = "", *, limit_s: float = LIMIT_S, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._url, self._key, self._limit, self._clock = url.rstrip("/") + "/translate", key, limit_s, clock
        self._gate = asyncio.Semaphore(_AT_ONCE)
        self._rests_until = float("-inf")
        self._done: OrderedDict[tuple[str, str, str], str] = OrderedDict()  # a send that is tried again asks once

    async def translate(self, text: str, source: str, target: str) -> str | None:
        """The translation; None when there is none in time. Never raises."""
        known = self._done.get((text, source, target))
        if known is not None:
            return known
        if self._clock() < self._rests_until:
            return None
        try:
            async with asyncio.timeout(self._limit), self._gate:
                found = _read(await self._ask(text, source, target))
        except (httpx.HTTPError, httpx.InvalidURL, TimeoutError, ValueError, OSError) as error:
            # the kind of failure only: what a server answers may repeat what was asked
            log.warning("no translation (%s); asked again in %d s", type(error).__name__, REST_S)
            self._rests_until = self._clock() + REST_S
            return None
        self._done[text, source, target] = found
        if len(self._done) > _KEPT:
            self._done.popitem(last=False)
        return found

    async def _ask(self, text: str, source: str, target: str) -> bytes:
        body = {"q": text, "source": source, "target": target, "format": "text"}
        if self._key:
            body["api_key"] = self._key
        async with (
            httpx.AsyncClient(verify=trusted(), timeout=self._limit) as client,
            client.stream("POST", self._url, json=body) as answer,
        ):
            if answer.status_code != httpx.codes.OK:
                raise ValueError(answer.status_code)
            found = bytearray()
            async for part in answer.aiter_bytes():
                found += part
                if len(found) > _MOST_BYTES:
                    raise ValueError("too long")
            return bytes(found)


def _read(body: bytes) -> str:
    """The text in the answer; ValueError for anything else."""
    answer = orjson.loads(body)
    text = answer.get("translatedText") if isinstance(answer, dict) else None
    if not isinstance(text, str) or not text.strip():
        raise ValueError("no text")
    return clean(text, _LONGEST)
