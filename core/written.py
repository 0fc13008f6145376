"""How do the words of a request tell an hour? On the clock of who wrote them, in their language."""

from __future__ import annotations

from typing import NamedTuple


class Written(NamedTuple):
    """The language of the words, the zone of who wrote them, and that of who reads."""

    lang: str
    zone: str
    read_in: str
