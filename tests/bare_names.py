"""Where does an organisation's name stand in what is stored? Only in its own row (decision 065)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import orjson
from sqlalchemy import select

from core.db import Database, Q
from core.tables import command_key, held_alert, organisation, outbound, tap_answer

_NAMES = Q(select(organisation.c.name))
_STORED = tuple(
    Q(select(column)) for column in (outbound.c.screen, held_alert.c.screen, tap_answer.c.screen, command_key.c.answer)
)
_OURS = ("t", "n", "c")
"""Where our own sentences and codes stand."""
_TYPED = ("what", "words", "text")
"""Places of a sentence for what somebody wrote."""
_TYPED_BACK = (
    "Organisation: {organisation}\nTown: {town}\n\nIs that right?",
    "Organisation: {organisation}\n\nIn which town is it? If that is not its name, write “back”.",
    "What is {organisation}?",
    "Are you {organisation}? Then “ok” is enough.",
    "New organisation without a phone: {organisation}, {town} ({kind}). You know it, and it agrees that coordinators "
    "write for it.\n\nIs this right?",
)
"""Questions that show somebody the name they just wrote, of an organisation that is not there yet."""


def bare_names(db: Database) -> list[tuple[str, str]]:
    """(sentence, what stands in it), wherever a stored text holds an organisation's name in letters."""
    with db.read() as tx:
        names = [name for (name,) in tx.all(_NAMES)]
        texts = [text for q in _STORED for (text,) in tx.all(q) if text[:1] in ("{", "[")]
    return [
        (sentence, words)
        for text in texts
        for sentence, words in _words(orjson.loads(text), "")
        if sentence not in _TYPED_BACK and any(name in words for name in names)
    ]


def _words(value: Any, sentence: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield sentence, value
    elif isinstance(value, list):
        for one in value:
            yield from _words(one, sentence)
    elif isinstance(value, dict):
        inside = value["t"] if isinstance(value.get("t"), str) else sentence
        for key, one in value.items():
            if not isinstance(one, str) or key not in (*_OURS, *_TYPED):
                yield from _words(one, inside)
