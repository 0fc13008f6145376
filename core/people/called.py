"""Which organisations may a name mean that somebody typed? By its bones, its words, or in another script its sound."""

from __future__ import annotations

from collections.abc import Sequence

from core.text.across import sounding
from core.text.normal import fold, skeleton


def called(sought: str, names: Sequence[str]) -> tuple[list[int], bool]:
    """The places of those that are called so, else of those whose name holds all the words, else of those that sound so
    in other letters; and whether it was only the sound, which is a guess.
    """
    wanted, words = skeleton(sought), fold(sought).split()
    if not words:
        return [], False
    same = [at for at, name in enumerate(names) if skeleton(name) == wanted]
    near = same or [at for at, name in enumerate(names) if not set(words).difference(fold(name).split())]
    return (near, False) if near else (sounding(sought, names), True)
