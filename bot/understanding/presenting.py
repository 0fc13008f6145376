"""Who do words say that they are? Name and town inside any sentence, and what is told beside them."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from bot.understanding.acts import DATA, likely
from bot.understanding.spans import Found, Token, spans, tokenise
from bot.understanding.word_lists import town_words
from core.text.normal import digits, fold, skeleton

_LEAST = 0.35
"""Probability from which on a name or a town is taken for one; what was not plain is shown before it counts."""
_LONGEST = 60
_LONGEST_CODE = 8  # digits, of those that begin with a zero
_SCREEN = "newcomer"
_EDGES = " \t\n,،.;:؛!?¡¿؟\"'«»“”()-–—/|👋😊🙏"
_RUN = re.compile(r"\+?(?<!\d)\d(?:[\s-]?\d){6,14}(?!\d)")
_CODE = 7, 10  # digits, at least and at most
_PRESENTS, _BESIDE = "present", ("present", "post_need", "post_offer", "none")
"""What who presents themselves may say in the same message."""


class Presented(NamedTuple):
    """`name` and `town` are '' where none is found. `plain`: the message says nothing else. `told`: the rest of it,
    before the first or behind the last of them. `sure`: how likely the name is one, and that of who writes.
    """

    name: str = ""
    town: str = ""
    plain: bool = False
    told: str = ""
    sure: float = 0.0


def presented(text: str) -> Presented:
    """Who is presented in a message."""
    found, tokens = [one for one in spans(text, _SCREEN) if one.probability >= _LEAST], tokenise(text)
    town = _town(text, tokens, found)
    name = _best(found, "org")
    name = name and _whole(text, tokens, name, town)
    if name is None:
        return Presented(town=_tidy(town.text) if town else "")
    town = town or _known_town(text, tokens, name)
    taken = [one for one in (name, town) if one]
    first, last = min(one.start for one in taken), max(one.end for one in taken)
    before, behind = text[:first], text[last:]
    rest = re.findall(r"[^\W_]+", fold(before + " " + behind + " " + _between(text, taken)))
    told = behind if len(behind.split()) >= len(before.split()) else before
    plain = set(rest) <= _small()
    return Presented(
        _tidy(name.text),
        _tidy(town.text) if town else "",
        plain,
        told.strip(_EDGES),
        name.probability if plain else name.probability * _presents(text, found),
    )


def _presents(text: str, found: list[Found]) -> float:
    """How likely the message presents who writes, beside whatever else it says: a name and a town do, if both are sure."""
    both = [max((one.probability for one in found if one.kind == kind), default=0.0) for kind in ("org", "town")]
    chances = dict(likely(text, _SCREEN))
    return max(chances.get(_PRESENTS, 0.0), min(both) * sum(chances.get(act, 0.0) for act in _BESIDE))


def town_in(text: str) -> str | None:
    """The town that an answer to "in which town?" names; None where none is found."""
    found = _best([one for one in spans(text, "town") if one.probability >= _LEAST], "town")
    return _tidy(found.text) if found else None


def told_name(text: str, screen: str, but: str) -> str:
    """The name of an organisation in a message that says how it is called, other than the one it had; '' for none."""
    return _told(text, screen, ("org",), but)


def told_town(text: str, screen: str, but: str, *, only: bool) -> str:
    """The same of a town; `only`: what else is named in the message is taken for one, too."""
    return _told(text, screen, ("town", "org", "person") if only else ("town",), but)


def _told(text: str, screen: str, kinds: tuple[str, ...], but: str) -> str:
    found = [
        one for one in spans(text, screen) if one.probability >= _LEAST and skeleton(_tidy(one.text)) != skeleton(but)
    ]
    best = next((one for kind in kinds if (one := _best(found, kind))), None)
    return _tidy(best.text) if best else ""


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
    of_kind = [one for one in of_kind if not set(re.findall(r"[^\W_]+", fold(one.text))) <= _small()]
    return max(of_kind, key=lambda one: one.probability, default=None)


def _town(text: str, tokens: list[Token], found: list[Found]) -> Found | None:
    """The likeliest town; of one that holds a known town and more words, only that: "Thiès" of "Thiès pardi"."""
    best = _best(found, "town")
    return best and (_known_town(text, tokens, best, inside=True) or best)


def _known_town(text: str, tokens: list[Token], part: Found, *, inside: bool = False) -> Found | None:
    """The first town that we know outside, or inside, a part of the text; none in small letters."""
    known = town_words([one.form for one in tokens])
    run: list[Token] = []
    for token, is_known in zip([*tokens, None], [*known, False], strict=True):
        within = token is not None and (part.start <= token.start < part.end) is inside
        if token and is_known and within and (run or not token.said[0].islower()):
            run.append(token)
        elif run:
            break
    if not run:
        return None
    start, end = run[0].start, run[-1].end
    return Found("town", text[start:end], start, end, part.probability)


def _whole(text: str, tokens: list[Token], name: Found, town: Found | None) -> Found:
    """A name written large goes on to the last word behind it that is large as well, and is not the town."""
    if not text[name.start].isupper():
        return name
    end = name.end
    for token in tokens:
        if token.start < end or (town and token.start < town.end and town.start < token.end):
            continue
        if text[end : token.start].strip() or not token.said[0].isupper() or text[end : token.start].count("\n"):
            break
        end = token.end
    return name._replace(text=text[name.start : end], end=end)


def _between(text: str, taken: list[Found]) -> str:
    first, last = sorted(taken, key=lambda one: one.start)[0], sorted(taken, key=lambda one: one.start)[-1]
    return text[first.end : last.start] if last is not first else ""


def _tidy(text: str) -> str:
    return " ".join(text.split()).strip(_EDGES)
