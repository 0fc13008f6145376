"""How far can an organisation be relied on? The figures that are shown of it, as a plain value."""

from __future__ import annotations

from typing import NamedTuple


class Relied(NamedTuple):
    """What its history says, and what others say; zeros for a newcomer.

    It kept `kept` of `all`, `timely` of them in time; `promised` of `asked` found it as promised; 1 to 5 `stars`.
    """

    kept: int = 0
    timely: int = 0
    all: int = 0
    promised: int = 0
    asked: int = 0
    stars: int = 0
