"""What is in one of two sets, without a copy of either? A hub's own words stand beside those of the list."""

from __future__ import annotations

from collections.abc import Container


class Either(Container[str]):
    """What is in one or the other."""

    def __init__(self, one: Container[str], other: Container[str]) -> None:
        self._one = one
        self._other = other

    def __contains__(self, it: object) -> bool:
        return it in self._one or it in self._other
