"""Which lines of a long list stand on this page? Those that hold the words looked for, so many at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import urlencode

from core.panel.sheet import Turning
from core.text.normal import fold

PAGE = 50
LONGEST = 100  # letters that are looked for
FEW = 10  # of a list that is shorter everything is in sight: nothing has to be looked for


class Found(NamedTuple):
    """The `ids` of a page's lines, in their order; `first` is the place of the first of them among `all`."""

    ids: tuple[int, ...]
    first: int
    all: int
    words: str

    @property
    def last(self) -> int:
        return self.first + len(self.ids) - 1


def find(rows: Sequence[tuple[Any, ...]], args: Mapping[str, str], *, whole: bool = False) -> Found:
    """`rows` are an id and the texts by which it is known. `args`: `q`, the words looked for, and `page`, from 1.

    Every word has to begin one of the line's, however it is written: "diseno" finds "Diseño". `whole`: all of them, as
    a file holds.
    """
    words = " ".join(args.get("q", "")[:LONGEST].split())
    wanted = fold(words).split()
    ids = tuple(id for id, *texts in rows if _holds(texts, wanted)) if wanted else tuple(row[0] for row in rows)
    if whole:
        return Found(ids, min(1, len(ids)), len(ids), words)
    at = min(_page(args), max(1, -(-len(ids) // PAGE)))
    shown = ids[(at - 1) * PAGE : at * PAGE]
    return Found(shown, (at - 1) * PAGE + 1 if shown else 0, len(ids), words)


def turning(found: Found, kept: Mapping[str, str]) -> Turning | None:
    """Its place among the pages, with which `kept` goes along; None where everything is in sight."""
    if found.all <= FEW and not found.words:
        return None
    at = (found.first - 1) // PAGE + 1 if found.ids else 1
    asked = {name: value for name, value in (*kept.items(), ("q", found.words)) if value}
    back = "?" + urlencode(asked | {"page": str(at - 1)}) if at > 1 else ""
    on = "?" + urlencode(asked | {"page": str(at + 1)}) if found.last < found.all else ""
    return Turning(found.words, found.first, found.last, found.all, back, on, kept)


def in_order(rows: Sequence[tuple[Any, ...]], ids: Sequence[int]) -> list[tuple[Any, ...]]:
    """Rows that begin with their id, as the ids stand."""
    by_id = {row[0]: row for row in rows}
    return [by_id[id] for id in ids if id in by_id]


def _holds(texts: Sequence[Any], wanted: Sequence[str]) -> bool:
    told = " " + fold(" ".join(str(text) for text in texts))
    return all(f" {word}" in told or (len(word) > 2 and word in told) for word in wanted)


def _page(args: Mapping[str, str]) -> int:
    written = args.get("page", "")
    return max(1, int(written)) if len(written) < 7 and written.isascii() and written.isdigit() else 1
