"""Who do words say that they are? Name and town inside any sentence, and what is told beside them."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from bot.understanding.acts import DATA
from bot.understanding.spans import Found, spans
from core.text.normal import digits, fold, skeleton

_LEAST = 0.35
"""Probability from which on a name or a town is taken for one; what was not plain is shown before it counts."""
_LONGEST = 60
_LONGEST_CODE = 8  # digits, of those that begin with a zero
_SCREEN = "newcomer"
_EDGES = " \t\n,،.;:؛!?¡¿؟\"'«»“”()-–—/|👋😊🙏"
_RUN = re.compile(r"\+?(?<!\d)\d(?:[\s-]?\d){6,14}(?!\d)")
_WORD = r"[A-ZÀ-ÖØ-Þ][\w’'-]*"
_GOES_ON = re.compile(rf"(?: {_WORD})+")
_LARGE = re.compile(rf"{_WORD}(?: (?:(?:de|del|da|do|of|the|la|el|du|des) )?{_WORD})+")
_CODE = 7, 10  # digits, at least and at most


class Presented(NamedTuple):
    """`name` and `town` are '' where none is found. `plain`: the message says nothing else. `told`: the rest of it,
    before the first or behind the last of them.
    """

    name: str = ""
    town: str = ""
    plain: bool = False
    told: str = ""


def presented(text: str) -> Presented:
    """Who is presented in a message."""
    found = [one for one in spans(text, _SCREEN) if one.probability >= _LEAST]
    name, town = _best(found, "org"), _best(found, "town")
    if name is None:
        return Presented(town=_tidy(town.text) if town else "")
    taken = [one for one in (name, town) if one]
    first, last = min(one.start for one in taken), max(one.end for one in taken)
    before, behind = text[:first], text[last:]
    rest = re.findall(r"[^\W_]+", fold(before + " " + behind + " " + _between(text, taken)))
    told = behind if len(behind.split()) >= len(before.split()) else before
    return Presented(_tidy(name.text), _tidy(town.text) if town else "", set(rest) <= _small(), told.strip(_EDGES))


def town_in(text: str) -> str | None:
    """The town that an answer to "in which town?" names; None where none is found."""
    found = _best([one for one in spans(text, "town") if one.probability >= _LEAST], "town")
    return _tidy(found.text) if found else None


def told_name(text: str, screen: str, but: str) -> str:
    """The name of an organisation in a message that says how it is called, other than the one it had; '' for none."""
    return _told(text, screen, ("org",), but) or written_large(text, but)


def written_large(text: str, but: str = "") -> str:
    """The longest run of words written large that no sentence begins with, where there are two or more: a name that
    the tagger did not find. '' for none.
    """
    runs = (
        one[0] for one in _LARGE.finditer(text) if text[: one.start()].rstrip(_EDGES) and _inside(text, one.start())
    )
    return max((one for one in runs if skeleton(one) != skeleton(but) and len(one) <= _LONGEST), key=len, default="")


def _inside(text: str, start: int) -> bool:
    """Whether a word there is inside a sentence."""
    before = text[:start].rstrip(" \"'«“(")
    return bool(before) and before[-1] not in ".!?¡¿\n"


def told_town(text: str, screen: str, but: str, *, only: bool) -> str:
    """The same of a town; `only`: what else is named in the message is taken for one, too."""
    return _told(text, screen, ("town", "org", "person") if only else ("town",), but)


def _told(text: str, screen: str, kinds: tuple[str, ...], but: str) -> str:
    found = [
        one for one in spans(text, screen) if one.probability >= _LEAST and skeleton(_tidy(one.text)) != skeleton(but)
    ]
    best = next((one for kind in kinds if (one := _best(found, kind))), None)
    if best is None:
        return ""
    others = [one.start for one in found if one.start >= best.end]
    goes_on = _GOES_ON.match(text, best.end, min(others, default=len(text))) if best.text[:1].isupper() else None
    return _tidy(best.text + (goes_on[0] if goes_on else ""))


def code_in(text: str) -> str:
    """The digits of a code anywhere in a message: the only run of 7 to 10 digits in it; '' where there is none."""
    found = _RUN.findall(digits(text))
    runs = [re.sub(r"\D", "", run) for run in found if not run.startswith("+")]
    phone = len(runs) == 1 and runs[0].startswith("0") and len(runs[0]) > _LONGEST_CODE
    least, most = _CODE
    return runs[0] if len(found) == len(runs) == 1 and not phone and least <= len(runs[0]) <= most else ""


@cache
def _small() -> frozenset[str]:
    lines = (DATA / "small_words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(fold(word) for line in lines if not line.startswith("#") for word in line.split())


def _best(found: list[Found], kind: str) -> Found | None:
    of_kind = [one for one in found if one.kind == kind and 2 <= len(_tidy(one.text)) <= _LONGEST]
    return max(of_kind, key=lambda one: one.probability, default=None)


def _between(text: str, taken: list[Found]) -> str:
    first, last = sorted(taken, key=lambda one: one.start)[0], sorted(taken, key=lambda one: one.start)[-1]
    return text[first.end : last.start] if last is not first else ""


def _tidy(text: str) -> str:
    return " ".join(text.split()).strip(_EDGES)
