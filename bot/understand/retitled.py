"""What does a title become by the words that put it right? "Not gates but stands" changes one word of it, "a plumber"
all of it, "not on Fridays" comes to it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from core.matching.words import has_arabic

from .lexis.lexicon import small
from .lexis.tokens import tokenise

_SIGNS = " ,،.;؛:-–!¡?¿؟'\"«»“”‘’()"
_TELLS = 3  # letters of a word that tells something
_BEGUN = 4  # letters by which two words are forms of one
_CLITICS = re.compile("^(?:وال|بال|لل|ال|و|ب|ل)(?=...)")
_INDEFINITE = small("indefinite")
ARTICLES = small("articles") | _INDEFINITE
_JOINING = ARTICLES.union(
    *map(small, ("joining", "of", "with", "in", "for", "from", "on", "to_all", "and", "before_details"))
)
"""What joins the parts of a title, or leads up to one."""
_LEFT_OVER = 2  # small words before one that goes, which go with it
_MOST = 0.6  # of the words of a title, which are all of it
_BRIEF = 3  # words of what tells more of one that stands in a title; all else is another title
_GOES = 0.75  # from which on a part of a title goes, where nothing stands in its place


class Said(NamedTuple):
    """Words of a part: "-" wrong, "+" right, or ">" beside what is there; how likely, where they begin, and what they
    are with the words around them.
    """

    sign: str
    words: str
    probability: float
    start: int
    around: str = ""


def retitled(title: str, said: Sequence[Said]) -> str:
    """The title as these words put it right; '' where all of it goes and nothing stands in its place."""
    wrongs, rights, more = ([one for one in said if one.sign == sign] for sign in "-+>")
    for wrong in wrongs:
        at = _where(title, wrong.words)
        if at is None:
            continue
        news = rights or (more if len(more) == 1 else [])  # "not at the school, at the church"
        right = min(news, key=lambda one: abs(one.start - wrong.start), default=None)
        if right:
            news.remove(right)
        if right or wrong.probability >= _GOES:
            title = _replaced(title, at, right.words if right else "")
    more = [*(one for one in rights if _is_detail(one.words)), *more]
    for place, right in enumerate(one for one in rights if one not in more):
        title = _joined(title, right.words) if place else _restated(title, right.words)
    for new in (one.words for one in more):
        if _where(title, new, all_of_it=True) is None:
            title = _joined(title, new) if title else new
    return title


def _joined(title: str, more: str) -> str:
    return f"{title}{'،' if has_arabic(title) else ','} {more}"


def _is_detail(words: str) -> bool:
    """Whether words begin as no title does but what is added to one: "at the church", "for twelve children"."""
    first = tokenise(words).forms[0]
    return first in _JOINING and first not in ARTICLES and not first.isdigit()


def is_alike(one: str, other: str) -> bool:
    """Whether two words are forms of one."""
    first, second = (_CLITICS.sub("", form) for form in (one, other))
    return first == second or (min(len(first), len(second)) >= _BEGUN and first[:_BEGUN] == second[:_BEGUN])


def tells(form: str) -> bool:
    """Whether a word says what something is, and is no article, preposition or the like."""
    return (len(form) >= _TELLS or form.isdigit()) and form not in _JOINING


def told(text: str) -> list[str]:
    """Its words that say what something is, folded, in order."""
    return [form for form in tokenise(text).forms if tells(form)]


def _where(title: str, words: str, *, all_of_it: bool = False) -> tuple[int, int] | None:
    """From which to which word of the title these stand, most of them in whatever form, with the small words that lead
    both in.
    """
    forms, said, wanted = tokenise(title).forms, tokenise(words).forms, told(words) or tokenise(words).forms
    places = [at for at, form in enumerate(forms) if any(is_alike(form, one) for one in wanted)]
    met = [one for one in wanted if any(is_alike(forms[at], one) for at in places)]
    if not places or 2 * len(met) < len(wanted) or (all_of_it and len(met) < len(wanted)):
        return None
    start, led = places[0], said.index(wanted[0])
    while start and led and forms[start - 1] == said[led - 1]:
        start, led = start - 1, led - 1
    return start, places[-1] + 1


def _replaced(title: str, at: tuple[int, int], new: str) -> str:
    """A title with other words at that place, or without; all of it where that place is the whole."""
    tokens, (start, end) = tokenise(title), at
    left = [form for place, form in enumerate(tokens.forms) if tells(form) and not start <= place < end]
    if not left:
        return new
    start, end = _with_said_again(tokens.forms, start, end, new)
    led = tokenise(new).forms[0] if new else ""
    while start and tokens.forms[start - 1] in (ARTICLES if led in ARTICLES else _JOINING if led in _JOINING else ()):
        start -= 1
    if not new:
        least = max(start - _LEFT_OVER, 0)
        while start > least and (tokens.is_sign(start - 1) or tokens.forms[start - 1] in _JOINING):
            start -= 1
        while not start and end < len(tokens.forms) and not tells(tokens.forms[end]):
            end += 1
    before, behind = title[: tokens.starts[start]] if start else "", title[tokens.ends[end - 1] :]
    return " ".join(re.sub(r"\s+([,،.;])", r"\1", f"{before} {new} {behind}").split()).strip(_SIGNS)


def _with_said_again(forms: list[str], start: int, end: int, new: str) -> tuple[int, int]:
    """A place with the word beside it that the new words say again: "Saturday and Wednesday" for the Tuesday of
    "Saturday and Tuesday".
    """
    said = told(new)
    before = next((at for at in range(start - 1, -1, -1) if tells(forms[at])), None)
    behind = next((at for at in range(end, len(forms)) if tells(forms[at])), None)
    if before is not None and any(is_alike(forms[before], one) for one in said):
        start = before
    if behind is not None and any(is_alike(forms[behind], one) for one in said):
        end = behind + 1
    return start, end


def _restated(title: str, new: str) -> str:
    """All of the title in other words, or a part of it with more about it: "upright piano" in "tune the piano"."""
    forms, said = tokenise(title).forms, told(new)
    places = [at for at, form in enumerate(forms) if tells(form) and any(is_alike(form, one) for one in said)]
    first = next((at for at, form in enumerate(forms) if tells(form)), 0)
    brief = len(said) <= _BRIEF and 2 * len(places) >= len(said)
    whole = not brief or not places or first in places or len(places) >= _MOST * len(told(title))
    if whole:
        tokens = tokenise(new)
        led = len(tokens.forms) > 1 and tokens.forms[0] in _INDEFINITE
        return tokens.said(1, len(tokens.forms)) if led else new
    return _replaced(title, (places[0], places[-1] + 1), new)
