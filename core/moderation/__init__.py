"""Does a text tell of danger to somebody, or is it abuse? Read before anything else is understood of it.

`danger` says whether somebody's life or body is at risk; `abuse` whether a text must not reach others before a
coordinator looked at it; `emergency` knows the numbers to call in a country. The first two look for the patterns of
the data files beside this module and keep nothing.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from core.moderation.emergency import Emergency, emergency
from core.text.normal import fold

__all__ = ("ABUSES", "DANGERS", "Emergency", "abuse", "danger", "emergency")

DANGERS = ("self_harm", "child", "sexual", "violence", "emergency")
"""Kinds of danger, the first named first where a text tells of several: suicide or self-harm; harm to a child; sexual
violence; violence or its threat against the writer or somebody near; anything else that needs help at once."""

ABUSES = ("threat", "scam", "sexual", "hate", "insult")
"""Kinds of abuse: a threat; fraud (bank cards, PINs, money sent ahead); an unwanted sexual offer; hatred of a group; an
insult."""

_DATA = Path(__file__).parent / "data"


def danger(words: str) -> str:
    """The kind of danger that the text tells of, one of DANGERS; '' for none."""
    return _first(DANGERS, "danger", words)


def abuse(words: str) -> str:
    """The kind of abuse that the text is, one of ABUSES; '' for none."""
    return _first(ABUSES, "abuse", words)


def _first(kinds: tuple[str, ...], file: str, words: str) -> str:
    text = f" {fold(words)} "
    return next((kind for kind in kinds if (found := _patterns(file).get(kind)) and found.search(text)), "")


@cache
def _patterns(file: str) -> dict[str, re.Pattern[str]]:
    """Kind → pattern, of lines `kind<tab>phrase`."""
    of: dict[str, list[str]] = {}
    for line in (_DATA / f"{file}.tsv").read_text(encoding="utf-8").splitlines():
        kind, _tab, phrase = line.partition("\t")
        of.setdefault(kind, []).append(re.escape(fold(phrase)))
    return {kind: re.compile(r"(?<!\w)(?:" + "|".join(phrases) + r")(?!\w)") for kind, phrases in of.items()}
