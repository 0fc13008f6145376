"""Which words of a message are only the name of who writes? "Somos Sábado Solidario, de Quito" names no Saturday.

A name may say anything, so it is left out where a message is read for what it asks: each of its words is then a sign.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from bot.understand.cues.cuelines import HEAVY
from bot.understand.cues.intents import LISTINGS, Found, find_cues
from bot.understand.lexis.leading import behind, listed
from bot.understand.lexis.lexicon import small
from bot.understand.lexis.tokens import Tokens
from bot.understand.services.services import service_words
from core.languages import LANGUAGES

from .kinds import is_kind
from .placed import known_town, led_in
from .presented import behind_introduction, may_introduce, tells_what_they_keep

_GOES_ON, _KINDS = listed("presented", "goes_on"), listed("presented", "kinds")
_OF_WHOM = listed("presented", "of_whom")
_UNNAMED = listed("presented", "unnamed")  # «جمعية ثانية» is another organisation, and no name
_IN, _OF = listed("placed", "in"), listed("placed", "of")
_AND = small("list_and") | {"&"}
_SENTENCE_ENDS = frozenset(".!?؟")
_CLAUSE = ","
_LEFT_OUT = "/"  # parts what is said, and ends no sentence
_ARABIC = ("\u0621", "\u064a")
_SEVERAL = ("ين", "ون", "ات")  # «مجموعة مصورين» says what they are
_ARABIC_AND, _ARABIC_IN, _JOINED = "و", "ب", 4
_GONE = "delete_my_data"
_LEAST_TOLD = 2  # words: "need painting"
_MOST, _SMALL, _TOWN = 8, 2, 4  # words of a name, those of them written small in a row, and of a town


class Apart(NamedTuple):
    """A message without the name of who writes, and also without where they are, where more is told behind it."""

    name: Tokens
    place: Tokens


def apart_from_who(tokens: Tokens, lang: str) -> Apart:
    """Both the message itself where nobody is presented, or the name is not surely one."""
    if not may_introduce(tokens):
        return Apart(tokens, tokens)
    cues = find_cues(tokens, lang) if lang in LANGUAGES else []
    if any(cue.intent == _GONE and cue.weight > HEAVY for cue in cues):
        return Apart(tokens, tokens)  # «نطلع من الشبكة وامسحوا كل شي»: the network that they leave is not theirs
    name, place = list(tokens.forms), list(tokens.forms)
    for begun in _introduced(tokens):
        told = told_at(tokens, begun, cues)
        if named := _name(tokens, begun, told, cues) or _described(tokens, lang, begun, told):
            _leave_out(name, named, told)
            _leave_out(place, range(begun, told) if told < len(place) else named, told)
    for begun, kind, told in _kept(tokens, cues):
        if before := _behind_and(tokens, begun, told):
            _leave_out(name, range(begun, kind), told)
            _leave_out(place, before, told)
    if name == tokens.forms:
        return Apart(tokens, tokens)
    return Apart(replace(tokens, forms=name), replace(tokens, forms=place))


def _leave_out(forms: list[str], gone: range, told: int) -> None:
    """Signs in place of words; behind the "and" before what is told a clause begins, as behind a comma."""
    joins = told < len(forms) and forms[told - 1] in _AND
    forms[gone.start : gone.stop] = [_LEFT_OUT if forms[at][0].isalnum() else forms[at] for at in gone]
    if joins:
        forms[told - 1] = _CLAUSE


def told_at(tokens: Tokens, begun: int, cues: list[Found]) -> int:
    """Where it begins to be told what is needed or offered, behind the name that begins at token `begun`.

    "And we have" and "we need" go on behind a sign.
    """
    kind = _KINDS.at(tokens.forms, begun)
    first = kind[1] if kind else begun
    told = [at for cue in cues if cue.intent in LISTINGS for at in _told_from(tokens, cue, begun, first)]
    told = [at for at in told if at != begun or not _is_large(tokens, at)]  # "Hope for All"
    told = [at for at in told if at != first or _OF_WHOM.at(tokens.forms, at) is None]  # «نادي شباب رفح»
    on = (at for at in range(begun, len(tokens.forms)) if _goes_on(tokens, begun, at))
    return min(*told, next(on, len(tokens.forms)), len(tokens.forms))


def _told_from(tokens: Tokens, cue: Found, begun: int, first: int) -> list[int]:
    """Where a cue tells it. One of which "we are" stands before the name does not begin there, and of "the group …
    needs" tells it what is behind the name.
    """
    head = next((at for at, place in enumerate(cue.places, cue.start) if at != place), cue.end)
    if cue.start >= first or head > first:
        name = _name_said(tokens, cue.start)
        behind_name = [place for place in cue.places if place > name and tokens.forms[place] not in _AND]
        return behind_name[:1] if name else [cue.start]
    return [place for place in cue.places if place > first][:1] if cue.start >= begun else []


def _goes_on(tokens: Tokens, begun: int, at: int) -> bool:
    if _GOES_ON.at(tokens.forms, at) is None or _name_said(tokens, at):
        return False
    if _is_arabic(tokens.forms[at]):
        return True
    parted = at > begun and (tokens.forms[at - 1] in _AND or tokens.is_sign(at - 1) or _new_line(tokens, at))
    return parted or (at > begun + 1 and tokens.said(at, at + 1).islower() and known_town(tokens.said(at - 1, at)))


def _name_said(tokens: Tokens, at: int) -> int:
    """Where the name begins, where a sentence there says who writes: "Ben here. I am with Tech4All …"; else 0."""
    name = behind_introduction(tokens, at) if at and tokens.forms[at - 1] in _SENTENCE_ENDS else None
    if name is None or name >= len(tokens.forms):
        return 0
    return name if _is_large(tokens, name) or is_kind(tokens, name) else 0


def _introduced(tokens: Tokens) -> Iterator[int]:
    """Where a name may begin: behind "we are" that begins a sentence."""
    for at in range(len(tokens.forms)):
        if at == 0 or _ends_before(tokens, at):
            begun = behind_introduction(tokens, at)
            if begun is not None and begun < len(tokens.forms):
                yield begun


def _kept(tokens: Tokens, cues: list[Found]) -> Iterator[tuple[int, int, int]]:
    """Where "we have a nursery" begins that begins a sentence, where that ends, and where it is told what is needed."""
    begins = (at for at in range(len(tokens.forms)) if at == 0 or _ends_before(tokens, at))
    for begun, kind in filter(None, (tells_what_they_keep(tokens, at) for at in begins)):
        found = _KINDS.at(tokens.forms, kind)
        yield begun, found[1] if found else kind, told_at(tokens, kind, cues)


def _ends_before(tokens: Tokens, at: int) -> bool:
    return tokens.forms[at - 1] in _SENTENCE_ENDS or _new_line(tokens, at)


def _name(tokens: Tokens, begun: int, told: int, cues: list[Found]) -> range:
    """The tokens of the name: written large, or in Arabic behind what an organisation is."""
    kind = _KINDS.at(tokens.forms, begun)
    first = (behind(tokens, kind[1], _OF) or kind[1]) if kind else begun
    if first >= told or tokens.is_sign(first) or (kind and _leads_in_place(tokens, kind[1], told)):
        return range(0)
    end = _end(tokens, first, told)
    if _is_arabic(tokens.forms[first]):
        none = tokens.forms[first].endswith(_SEVERAL) or tokens.forms[first] in _UNNAMED
        return range(begun, end) if kind and not none else range(0)
    end = next((at + 1 for at in range(end - 1, first - 1, -1) if _is_large(tokens, at)), first)
    if not _is_large(tokens, first) or tokens.said(first, max(end, first + 1)).isupper():
        return range(0)
    says = any(cue.intent in LISTINGS and first in cue.places for cue in cues)
    return range(0) if end == first + 1 and says else range(begun, end)


def _described(tokens: Tokens, lang: str, begun: int, told: int) -> range:
    """The tokens of what they are, where behind an "and" or a sign it is told what is needed: "we are a small library
    in Tela and we need a website".
    """
    names = any(start >= told for start, _end in service_words(tokens, lang))
    return _behind_and(tokens, begun, told) if names else range(0)


def _behind_and(tokens: Tokens, begun: int, told: int) -> range:
    """The tokens before "and" or a sign, behind which enough is told."""
    if not 0 < told <= len(tokens.forms) - _LEAST_TOLD:
        return range(0)
    parted = tokens.forms[told - 1] in _AND or tokens.is_sign(told - 1)
    return range(begun, told - parted) if parted or tokens.forms[told].startswith(_ARABIC_AND) else range(0)


def _end(tokens: Tokens, first: int, told: int) -> int:
    """Up to a sign, a new line, "in" a town, or so many small words that it is a sentence."""
    written_small = 0
    for at in range(first + 1, min(first + _MOST, told)):
        written_small = 0 if _is_large(tokens, at) or _is_arabic(tokens.forms[at]) else written_small + 1
        joined = tokens.forms[at].startswith(_ARABIC_AND) and len(tokens.forms[at]) > _JOINED
        ends = tokens.is_sign(at) or _new_line(tokens, at) or written_small > _SMALL
        if ends or joined or _leads_in_place(tokens, at, told):
            return at
    return min(first + _MOST, told)


def _leads_in_place(tokens: Tokens, at: int, told: int) -> bool:
    """Whether "in" stands there and a town that we know; the Sunday of "Clube de Domingo de Curitiba" is none."""
    place = _behind_lead(tokens, at)
    if place is None:
        return bool(tokens.forms[at].startswith(_ARABIC_IN) and led_in(tokens.said(at, at + 1)))
    ends = range(min(place + _TOWN, told), place, -1)
    end = next((end for end in ends if known_town(tokens.said(place, end))), None)
    return _is_arabic(tokens.forms[at]) or (end is not None and _behind_lead(tokens, end) is None)


def _behind_lead(tokens: Tokens, at: int) -> int | None:
    return behind(tokens, at, _IN) or behind(tokens, at, _OF)


def _is_large(tokens: Tokens, at: int) -> bool:
    return tokens.text[tokens.starts[at]].isupper()


def _is_arabic(form: str) -> bool:
    return _ARABIC[0] <= form[0] <= _ARABIC[1]


def _new_line(tokens: Tokens, at: int) -> bool:
    return 0 < at < len(tokens.forms) and "\n" in tokens.text[tokens.ends[at - 1] : tokens.starts[at]]
