"""Which organisations may a name mean that somebody typed? By its bones, its words, or in another script its sound."""

from __future__ import annotations

from collections.abc import Sequence

from core.text.across import sounding
from core.text.normal import fold, is_form, skeleton, words

_LEAST = 3  # letters of a word that may be a name


def called(sought: str, names: Sequence[str]) -> tuple[list[int], bool]:
    """The places of those that are called so, else of those whose name holds all the words, else of those that sound so
    in other letters; and whether it was only the sound, which is a guess.
    """
    wanted, typed = skeleton(sought), fold(sought).split()
    if not typed:
        return [], False
    same = [at for at, name in enumerate(names) if skeleton(name) == wanted]
    near = same or [at for at, name in enumerate(names) if not set(typed).difference(fold(name).split())]
    return (near, False) if near else (sounding(sought, names), True)


def mentioned(said: str, names: Sequence[str]) -> list[int]:
    """The places of those whose whole name, small words aside, is among the words: "let in Casa Luz"."""
    there = set(words(said))
    telling = [{word for word in words(name) if not is_form(word)} for name in names]
    return [at for at, own in enumerate(telling) if own and own <= there and max(map(len, own)) >= _LEAST]
