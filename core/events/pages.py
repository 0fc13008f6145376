"""What became of pages of an organisation that others may open: plain values like those of core/events/."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PageOpened:
    """The page is at the address that ends in this word, until then (None: until it is closed)."""

    kind: str
    word: str
    until: int | None


@dataclass(frozen=True, slots=True)
class PageClosed:
    """Nobody opens it any more."""

    kind: str


PageEvent = PageOpened | PageClosed
