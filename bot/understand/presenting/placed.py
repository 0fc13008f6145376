"""Where does an answer to "who are you, and where?" put "in" or "based in", where others write a comma?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import takewhile

from bot.understand.lexis.leading import behind, listed, text_from
from bot.understand.lexis.lexicon import own, small
from bot.understand.lexis.phrases import Phrases
from bot.understand.lexis.tokens import Tokens, tokenise
from bot.understand.where.lands import country_named, lies_in
from bot.understand.where.towns import is_town
from core.languages import LANGUAGES
from core.listings import distances
from core.text.normal import fold

_LONGEST = 80  # letters of the name of a town or country
_TOWN = 3  # words of a town, at most
_MOST = 4  # "in" before a place, one behind another: "in Pikine in Dakar in Senegal"
_ENDS = re.compile(r"[,،;؛(\n]|\s[-–—|/]\s")
_STOPS = frozenset(",،.")
_BEFORE_PLACES = " \t\n,،.;-"
_FIRST = re.compile(r"\W*(\w+)")
_COLON = re.compile(r"\s*[:：]\s*")
_ARABIC_AND = "و"
_LABEL, _OF_THE_TOWN, _AND, _IS = (listed("placed", name) for name in ("label", "of_the_town", "and", "is"))
_LABEL_IS, _BEFORE_LABELS = listed("placed", "label_is"), small("list_and") | small("articles") | small("the")
_IN, _IN_THE, _OF = (listed("placed", name) for name in ("in", "in_the", "of"))
_BASED, _LIES = ({lang: own(lang, "placed", name) for lang in LANGUAGES} for name in ("based", "lies"))
_INS = {lang: (own(lang, "placed", "in"), own(lang, "placed", "in_the")) for lang in LANGUAGES}
_SAYING = frozenset().union(*(words.firsts for words in (*_BASED.values(), *_LIES.values(), _OF_THE_TOWN, _AND)))
_BEGINNING = frozenset().union(*(words.firsts for words in (*_LIES.values(), _IS, _IN, _IN_THE, _OF)))
_ARABIC_IN = ("ب", "ف")  # from Cairo, and from Rabat
"""«بالقاهرة»: written together with its town."""
_CITY = "مدينة "
Words = tuple[Phrases[str], ...]


def apart(text: str) -> str:
    """A comma where "based in", "Town:" or "in" before a town that we know says where the name ends.

    Linear: a place is looked up only as far as a place may reach.
    """
    text = _with_commas(text, _labels(tokenise(text)))
    text = _with_commas(text, _sentences(tokenise(text)))
    tokens, end = tokenise(text), len(text)
    cuts: list[tuple[int, int]] = []
    leads = [(tokens.ends[at - 1], tokens.ends[then - 1]) for at, then in _leads(tokens, (_IN,)) if at]
    leads = sorted((*leads, *_joined(tokens)))
    while len(cuts) < _MOST and (cut := _first_town(text, leads, end)):
        cuts.append(cut)
        end = cut[0]  # what stands before may now be the last that is said
    return _with_commas(text, reversed(cuts))


def only_place(text: str) -> bool:
    """Whether words say where, and not who: "we are in Dakar"."""
    lead, lies = _lead(text)
    return lead is not None and (lies or known_town(lead))


def led_in(text: str) -> str:
    """What stands behind "in", "au" or "من" where that leads in a place; '' where nothing does."""
    lead, _lies = _lead(text)
    return lead.strip() if lead and not known_town(text) else ""


def of_which_town(name: str) -> str:
    """The town at the end of a name ("Association Amal de Salé"), or ''."""
    tokens = tokenise(name)
    ends = (text_from(tokens, then) for at, then in _leads(tokens, (_OF,)) if at)
    return next((end for end in ends if len(end) <= _LONGEST and known_town(end)), "")


def known_town(text: str) -> bool:
    """Whether it is the name of a town that we know, in one of our two lists."""
    return is_town(text) or (distances.is_town(text.strip()) and not text.strip()[0].islower())


def begins_with_town(tokens: Tokens, at: int) -> bool:
    """Whether the words at token `at` are a town that we know, and no name that begins with one: "Savannah Coders"."""
    last = len(tokens.forms)
    towns = (end for end in range(at + 1, min(at + _TOWN, last) + 1) if known_town(tokens.said(at, end)))
    return any(end == last or not tokens.said(end, end + 1)[0].isupper() for end in towns)


def _with_commas(text: str, gaps: Iterator[tuple[int, int]]) -> str:
    """The text with a comma in place of each gap, from one place in it to another, in order."""
    parts, done = [], 0
    for start, end in gaps:
        parts.append(text[done:start].rstrip(_BEFORE_PLACES))
        done = end
    return ", ".join((*parts, text[done:]))


def _labels(tokens: Tokens) -> Iterator[tuple[int, int]]:
    """Where "Town:" stands behind something else, or "and the town is"."""
    for at, end, _label in _LABEL.all_in(tokens.forms):
        colon = _COLON.match(tokens.text, tokens.ends[end - 1])
        told = None if colon else behind(tokens, end, _LABEL_IS)
        while told and at and tokens.forms[at - 1] in _BEFORE_LABELS:
            at -= 1
        if at and (colon or told):
            yield tokens.ends[at - 1], colon.end() if colon else tokens.starts[told or 0]


def _sentences(tokens: Tokens) -> Iterator[tuple[int, int]]:
    """Where "based in" stands, or a second sentence says where: "… and we are in"."""
    at = 1 if not _SAYING.isdisjoint(tokens.forms) else len(tokens.forms)
    while at < len(tokens.forms):
        end = _is_based(tokens, at) or _we_lie(tokens, at) if tokens.forms[at] in _SAYING else None
        if end:
            yield tokens.ends[at - 1], _text_at(tokens, end)
        at = end or at + 1


def _is_based(tokens: Tokens, at: int) -> int | None:
    before = tokens.text[tokens.starts[at] - 1]
    if not before.isspace() and before not in _STOPS:
        return None
    ways = (_in_own_words(tokens, at, lang, _BASED) for lang in LANGUAGES)
    return next(filter(None, ways), None) or behind(tokens, at, _OF_THE_TOWN)


def _we_lie(tokens: Tokens, at: int) -> int | None:
    """Behind "and we are in", or "we are in" that begins a sentence."""
    begins = tokens.forms[at - 1] in _STOPS or tokens.forms[at].startswith(_ARABIC_AND)
    then = behind(tokens, at, _AND) or (at if begins else None)
    ways = (_in_own_words(tokens, then, lang, _LIES) for lang in LANGUAGES) if then else ()
    return next(filter(None, ways), None)


def _in_own_words(tokens: Tokens, at: int, lang: str, said: dict[str, Phrases[str]]) -> int | None:
    """Behind "based in", said in one language: "no" is a place's word in one, and says no in another."""
    end = behind(tokens, at, said[lang])
    return next(filter(None, (behind(tokens, end, words) for words in _INS[lang])), None) if end else None


def _leads(tokens: Tokens, lists: Words) -> Iterator[tuple[int, int]]:
    """Each small word of these lists, and the place behind it."""
    for words in lists:
        for at, _end, _said in words.all_in(tokens.forms):
            if end := behind(tokens, at, words):
                yield at, end


def _led(tokens: Tokens, at: int, lists: Words) -> int | None:
    return max((end for words in lists if (end := behind(tokens, at, words))), default=None)


@lru_cache(maxsize=16)  # asked again of the same part of an answer
def _lead(text: str) -> tuple[str | None, bool]:
    """What stands behind "in", and whether "we are" stood before it; None where no such word begins the text."""
    if joined := _town_joined(text):
        return joined, False
    first = _FIRST.match(text)  # most parts of an answer begin otherwise, which is told without cutting them up
    if first is None or fold(first[1]) not in _BEGINNING:
        return None, False
    tokens = tokenise(text)
    lies = next(filter(None, (behind(tokens, 0, words) for words in (*_LIES.values(), _IS))), None)
    for at in filter(None, (lies, 0)) if lies else (0,):
        if end := _led(tokens, at, (_IN, _IN_THE, _OF)):
            return text_from(tokens, end), at > 0
    return None, False


def _joined(tokens: Tokens) -> Iterator[tuple[int, int]]:
    """Each word that begins with the Arabic "in", and where what may be its town begins."""
    for at in range(1, len(tokens.forms)):
        if tokens.text[tokens.starts[at]] in _ARABIC_IN and len(tokens.forms[at]) > 1 + 2:
            yield tokens.ends[at - 1], tokens.starts[at] + 1


def _town_joined(text: str) -> str:
    """The town of «بالقاهرة»; '' for any other text, such as برشيد, which is a town of its own."""
    place = text.strip()
    place = place[place.startswith(_ARABIC_IN) :]
    place = place[_behind_city(place, 0) :]
    known = len(place) < len(text.strip()) and len(text) <= _LONGEST and known_town(place)
    return place if known and not known_town(text) else ""


def _behind_city(text: str, at: int) -> int:
    """«مدينة طنطا» is طنطا, and «مدينة نصر» is called so."""
    if not text.startswith(_CITY, at) or known_town(text[at : at + _LONGEST]):
        return at
    end = _ENDS.search(text, at)
    place = text[at : end.start() if end else len(text)]
    return at if len(place) > _LONGEST or known_town(place) else at + len(_CITY)


def _first_town(text: str, leads: list[tuple[int, int]], end: int) -> tuple[int, int] | None:
    """The first "in" before place `end` that a town follows which ends what is said, or a country that is the last."""
    for start, behind_lead in takewhile(lambda lead: lead[0] < end, leads):
        found = _ENDS.search(text, behind_lead, min(behind_lead + _LONGEST, end))
        if found is None and end - behind_lead > _LONGEST:
            continue
        behind_lead = _behind_city(text, behind_lead)
        place, rest = text[behind_lead : found.start() if found else end], text[found.end() if found else end : end]
        joined = text[behind_lead - 1]
        if joined in _ARABIC_IN and not _town_joined(joined + place):
            continue
        there = not _is_short_town(rest) or country_named(rest, place)
        known = known_town(place) or (not rest and _with_its_land(place))
        if (known and there) or (not rest and country_named(place)):
            return start, _behind_spaces(text, behind_lead)
    return None


def _with_its_land(place: str) -> bool:
    """Whether it is a town and, without a comma, the country in which it lies: "Tela Honduras", «طرابلس لبنان»."""
    town, _space, land = place.strip().rpartition(" ")
    code = country_named(land, town) if town else None
    return code is not None and lies_in(town, code)


def _is_short_town(text: str) -> bool:
    return len(text) <= _LONGEST and is_town(text)


def _behind_spaces(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _text_at(tokens: Tokens, at: int) -> int:
    return tokens.starts[at] if at < len(tokens.starts) else len(tokens.text)
