"""What becomes of a list of titles by words that put it right: "take out the second and the sewing", "only the sewing",
"the van is for adults"? Each stretch of the words is about the title that it names.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from .lexis.leading import listed
from .lexis.lexicon import numbered, small
from .lexis.lexicon import one as one_of
from .lexis.phrases import Phrases
from .lexis.tokens import Tokens, tokenise
from .retitled import is_alike, tells, told

_NO, _ONLY, _AND, _ARTICLES = small("negated"), small("need_only"), small("list_and"), small("articles")
_SAYS_NOTHING = _AND | _ARTICLES | frozenset(listed("passing_on", "please").telling())
_ALSO, _THAT = small("also"), listed("passing_on", "that")
_COMMAS, _ARABIC_AND = ",،", "و"
_CHANGES, _DROPS, _KEEPS, _AS_BEFORE = "changes", "drops", "keeps", "as before"

_MOST = 20  # stretches that are read: no list has more than ten titles, and each reading costs a millisecond

Retitle = Callable[[str, str], str | None]
"""Of a title and the words about it the title that they make: '' where they say nothing of it, None where it goes."""


class _Named(NamedTuple):
    """Which title is named, from which word to which, and whether by its place ("the second")."""

    title: int
    start: int
    end: int
    by_place: bool = False


class _Stretch(NamedTuple):
    """Words about a title: which one it is, all of them, and the forms before and behind its name."""

    title: int
    words: str
    before: list[str]
    behind: list[str]

    def beside(self) -> list[str]:
        """The forms around its name that tell something."""
        return [form for form in (*self.before, *self.behind) if form not in _SAYS_NOTHING and form[0].isalnum()]

    def is_denied(self) -> bool:
        """Whether a "no" stands behind its name, and nothing more: "the sewing not"."""
        return self.behind[:1] != [] and self.behind[0] in _NO and not "".join(self.behind[1:2]).isalnum()


def adds(text: str, lang: str) -> bool:
    """Whether words say that more comes to what is written ("we also sew"), and not how that is ("add that we sew")."""
    forms = tokenise(text).forms
    found = [(at, at + 1) for at, form in enumerate(forms) if form in _ALSO]
    found += [(start, end) for start, end, _cue in one_of(lang, "amend", "add").all_in(forms)]
    return any(_THAT.at(forms, end) is None for _start, end in found)


def alike(title: str, other: str) -> bool:
    """Whether two titles share a word that tells something, in whatever form."""
    return any(is_alike(one, two) for one in told(title) for two in told(other))


def relisted(titles: Sequence[str], text: str, lang: str, retitle: Retitle) -> tuple[str, ...]:
    """The titles as the words put them right; the same where they say nothing of any."""
    tail = _tail(titles)
    heads = [title.removesuffix(tail) for title in titles]
    tokens = tokenise(text)
    named = _named(tokens, heads, lang)
    stretches = [_stretch(tokens, named, place) for place in range(min(len(named), _MOST))]
    alone = {one.title for one in stretches if _is_of(one, tail)}
    tails = [tail if not alone or at in alone else "" for at in range(len(titles))]
    news = _put_right(heads, stretches, lang, retitle)
    return tuple(f"{new}{behind}" for new, behind in zip(news, tails, strict=True) if new is not None)


def _put_right(heads: Sequence[str], stretches: Sequence[_Stretch], lang: str, retitle: Retitle) -> list[str | None]:
    """What each title becomes; None for one that goes. What a bare name is said for is what was said before it."""
    made: dict[int, str | None] = {}
    kept = set[int]()
    does = _AS_BEFORE
    for one in stretches:
        said, head = _does(one, lang), heads[one.title]
        does = does if said == _AS_BEFORE else said
        if does == _KEEPS:
            kept.add(one.title)
        new = retitle(head, one.words) if said == _CHANGES else None if does == _DROPS else ""
        same = not new or told(new) == told(head)  # the same with an article
        made[one.title] = None if new is None else made.get(one.title) or head if same else new
    return [made.get(at, None if kept else head) for at, head in enumerate(heads)]


def _tail(titles: Sequence[str]) -> str:
    """What stands behind the last comma of each title, with it: ", on Tuesdays"; '' where they differ in that."""
    tails = {title[at:] if (at := max(map(title.rfind, _COMMAS))) >= 0 else "" for title in titles}
    return tails.pop() if len(tails) == 1 else ""


def _named(tokens: Tokens, titles: Sequence[str], lang: str) -> list[_Named]:
    """Each title that is named, by a word that is in no other or by its place, in order."""
    words_of = [told(title) for title in titles]
    found = {
        start: _Named(number - 1, start, end, by_place=True)
        for start, end, number in numbered(lang, "ordinals").all_in(tokens.forms)
        if 0 < number <= len(titles)
    }
    for at, form in enumerate(tokens.forms):
        of = [
            title for title, words in enumerate(words_of) if tells(form) and any(is_alike(form, one) for one in words)
        ]
        if len(of) == 1:
            found[at] = _Named(of[0], at, at + 1)
    parted: list[_Named] = []
    for one in sorted(found.values(), key=lambda named: named.start):
        last = parted[-1] if parted else None
        if last and not any(_parts(tokens, at) for at in range(last.end, one.start)):
            parted[-1] = last._replace(end=one.end) if last.title == one.title else last
        else:
            parted.append(one)
    return parted


def _parts(tokens: Tokens, at: int) -> bool:
    return tokens.is_sign(at) or tokens.forms[at] in _AND or tokens.forms[at].startswith(_ARABIC_AND)


def _stretch(tokens: Tokens, named: Sequence[_Named], place: int) -> _Stretch:
    one, start, end = named[place], _cut(tokens, named, place), _cut(tokens, named, place + 1)
    words = tokens.said(one.end if one.by_place else start, end)
    return _Stretch(one.title, words, tokens.forms[start : one.start], tokens.forms[one.end : end])


def _cut(tokens: Tokens, named: Sequence[_Named], place: int) -> int:
    """Where the stretch about this name begins: behind the last sign before it, or at the last "and"."""
    if not 0 < place < len(named):
        return len(tokens.forms) if place else 0
    at = next(at for at in range(named[place].start, named[place - 1].end - 1, -1) if _parts(tokens, at))
    return at + 1 if tokens.is_sign(at) else at


def _does(one: _Stretch, lang: str) -> str:
    """What is said of the title: that it goes, that it alone stays, or something to be read beside it."""
    beside = one.beside()
    if not beside:
        return _AS_BEFORE
    drops, without_drop = _without(beside, one_of(lang, "amend", "drop"))
    _keeps, without_keep = _without(beside, one_of(lang, "amend", "keep"))
    dropped = drops and not any(_tells(form, lang) for form in without_drop)
    if dropped or one.is_denied() or _NO.issuperset(beside):
        return _DROPS
    only = not _ONLY.isdisjoint(without_keep) and (_ONLY | _NO).issuperset(without_keep)
    return _KEEPS if only else _CHANGES


def _without(forms: list[str], phrases: Phrases[str]) -> tuple[bool, list[str]]:
    """Whether one of these phrases stands there, and the forms beside them."""
    said = {at for start, end, _phrase in phrases.all_in(forms) for at in range(start, end)}
    return bool(said), [form for at, form in enumerate(forms) if at not in said]


def _tells(form: str, lang: str) -> bool:
    return tells(form) and not form.isdigit() and form not in numbered(lang, "numbers")


def _is_of(one: _Stretch, tail: str) -> bool:
    """Whether it says that this title alone is so: "Tuesdays is only the sewing", where all are "on Tuesdays"."""
    named = [form for form in one.beside() if any(is_alike(form, other) for other in told(tail))]
    left = [form for form in one.beside() if form not in named and tells(form)]
    return bool(named) and bool(left) and _ONLY.issuperset(left)
