"""Words of the data files that others look up: towns that we know, and first names."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from core.text.normal import fold
from core.towns import listed_towns

_LISTS = Path(__file__).parents[1] / "understand/data"
_LONGEST_TOWN = 4  # words


def town_words(forms: list[str]) -> list[bool]:
    """Of each folded word whether it is part of the name of a town that we know."""
    found, known = [False] * len(forms), _towns()
    for start in range(len(forms)):
        for end in range(min(start + _LONGEST_TOWN, len(forms)), start, -1):
            if " ".join(forms[start:end]) in known:
                found[start:end] = [True] * (end - start)
                break
    return found


@cache
def first_names() -> frozenset[str]:
    """First names that we know, folded."""
    lines = (_LISTS / "given.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(
        fold(name) for line in lines if not line.startswith("#") for name in line.replace(",", " ").split()
    )


@cache
def _towns() -> frozenset[str]:
    found = {fold(town) for town in listed_towns()}
    for file in ("towns.txt", "cities.txt"):
        for line in (_LISTS / file).read_text(encoding="utf-8").splitlines():
            if line and not line.startswith(("#", "[")):
                found.update(fold(name) for name in line.replace("\t", ",").replace("|", ",").split(","))
    return frozenset(found - {""})
