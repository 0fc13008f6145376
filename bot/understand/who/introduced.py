"""Who are they, and where? Name, town and country of an organisation, as people write them in one answer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from bot.understand.cues.intents import find_cues
from bot.understand.lexis.leading import behind, listed, text_from
from bot.understand.lexis.lexicon import small
from bot.understand.lexis.tokens import Tokens, tokenise
from bot.understand.presenting.kinds import (
    behind_first_article,
    is_kind_and_name,
    says_what_it_is,
    without_article,
)
from bot.understand.presenting.naming import told_at
from bot.understand.presenting.persons import without_person
from bot.understand.presenting.placed import apart, known_town, led_in, of_which_town, only_place
from bot.understand.presenting.presented import (
    behind_introduction,
    called,
    says_who,
    without_introduction,
)
from bot.understand.where.lands import code_named, country_named, is_own_town, lies_in
from bot.understand.where.towns import is_town
from core.text.clean import clean
from core.text.normal import fold
from core.towns import country_of_town

from .names import is_large, is_name

_SPLIT = re.compile(r"\s*(?:[,،;؛\n]|\s[-–—|/]\s)\s*")
_BRACKET = re.compile(r"(.*\S)\s*[(（]([^()（）]+)[)）][\s.]*", re.DOTALL)
_SENTENCE = re.compile(r"[.!?؟]\s+")
_TOWN_AND_STATE = re.compile(r"(?<=.{3})\s?[/–-]\s?([A-Z]{2})$")
_STATE = re.compile(r"[A-Z]{2}")
_ARABIC = re.compile("[\u0621-\u064a]")
_AND = small("list_and") | {"&"}
_ARABIC_AND, _ARABIC_FROM = "و", "من"
_CLOSING = frozenset(")）")
_ONE_OF = small("indefinite")
_KINDS, _UNNAMED = listed("presented", "kinds"), frozenset(listed("presented", "unnamed").single_words())
_LONGEST, _LONGEST_MESSAGE = 60, 300
_REGION = 4  # words of a state or province
_LONGEST_TOWN = 3  # words
_MORE_THAN_TOWN = 2  # words of a name that ends with it
_LEAST_OF_BOTH = 5  # words: name, town, and what is needed
_MOST = 4  # words of a country's name behind its town, without a comma


class Whose(NamedTuple):
    """`town` and `country` (ISO code) are '' where they were not written."""

    name: str
    town: str = ""
    country: str = ""

    def answer(self) -> str:
        """As an answer to "who are you, and where?" says it."""
        return ", ".join(filter(None, self))

    def shown(self) -> str:
        """Name and town, with the comma of its writing; without one that the name has: "escuela de Danlí"."""
        again = self.town and fold(self.name).endswith(f" {fold(self.town)}")
        comma = "، " if _ARABIC.match(self.name) else ", "
        return self.name if again or not self.town else f"{self.name}{comma}{self.town}"


def whose(text: str) -> Whose:
    """ "Casa Luz, Tela, Honduras", "Casa Luz - Tela (Honduras)", "yes, we are Casa Luz, from Tela in Honduras"."""
    bare = without_article(without_person(without_article(without_introduction(text))))
    if (what := called(bare)) and (named := _read(without_introduction(what.name))).name:
        return named if named.town else named._replace(town=_town_of(what.kind))
    return _read(bare)


def _read(bare: str) -> Whose:
    """The same of words that do not say what they are before what they are called."""
    if only_place(bare):
        return Whose("", town_and_country(bare)[0])
    parts = _parts(apart(bare))
    parts[1:] = [part for part in parts[1:] if not says_what_it_is(part)]
    if len(parts) < 2:
        return Whose(parts[0] if parts else "")
    before, last = parts[:-1], parts[-1]
    before[1:] = [(led_in(part) if known_town(led_in(part)) else "") or part for part in before[1:]]
    land = code_named(last, before[-1]) or _land(last, before[-1] if len(before) > 1 else "")
    if land is None:
        town, country = town_and_country(last)
        if not country and len(before) == 2 and _lies_around(town, before[-1]):
            return Whose(before[0], f"{before[-1]}, {town}"[:_LONGEST])
        if not country and len(before) > 1 and known_town(before[-1]) and town[:1].islower():
            return Whose(", ".join(before[:-1]), before[-1])  # "…, Tegucigalpa, trámites de personería"
        named = ", ".join(before)
        if len(named) > _LONGEST and len(before[0]) <= _LONGEST:  # "…, Village Rampur, Dist. Varanasi, UP"
            return Whose(before[0], ", ".join((*before[1:], last))[:_LONGEST], country)
        return Whose(named, town[:_LONGEST], country)
    if len(before) == 1:
        of = of_which_town(before[0])
        return Whose(before[0], last if is_own_town(last, land) else of if lies_in(of, land) else "", land)
    if len(before) > 2 and lies_in(before[-2], land) and lies_in(before[-1], land):  # "Siguatepeque, Comayagua"
        return Whose(", ".join(before[:-2]), ", ".join(before[-2:])[:_LONGEST], land)
    if _ends_a_list(before[-1]) and not is_town(before[-1]):
        return Whose(", ".join(before), last if is_own_town(last, land) else "", land)
    return Whose(", ".join(before[:-1]), before[-1][:_LONGEST], land)


def _town_of(kind: str) -> str:
    """The town that we know in "a women's group from Tela", "une association à Thiès"."""
    parts = _parts(apart(kind))
    return parts[-1] if len(parts) > 1 and known_town(parts[-1]) else of_which_town(kind)


def who_writes(text: str, lang: str) -> Whose | None:
    """Who is surely presented before it is said what is needed or offered: "somos Casa Luz, de Tela, y necesitamos …".

    A name is written large, begins with what an organisation is, or is said to be one: "a group, it is called …".
    """
    said, _told = _told_apart(text, lang)
    sentences = (said[at:] for at in (0, *(found.end() for found in _SENTENCE.finditer(said))))
    presented = (_presents(one, said, lang) for one in filter(says_who, sentences))
    behind_that = _presented_behind(clean(text, _LONGEST_MESSAGE)[len(said) :], lang)
    return next(filter(None, presented), None) or _name_and_town(said, lang) or next(behind_that, None)


def _presented_behind(text: str, lang: str) -> Iterator[Whose]:
    """Who is presented, with where or as what, by a sentence behind what is asked for: "we want to join. We are …"."""
    for found in _SENTENCE.finditer(text):
        one, _told = _told_apart(text[found.end() :], lang)
        who = _presents(one, one, lang) if says_who(one) else None
        if who and (who.town or is_kind_and_name(who.name)):
            yield who


def _presents(one: str, said: str, lang: str) -> Whose | None:
    """Who is presented by one sentence, and what stands behind it."""
    found = whose(one)
    named = is_large(found.name) or called(without_introduction(one)) is not None
    if not (named or (is_kind_and_name(found.name) and not _is_but_what(said, found))):
        return None
    sure = is_name(found.name, lang, found.town or found.country)
    first = (_split(found.town) or [""])[0]  # "Thiès, on prête du matériel" goes on telling
    town = found.town if _may_be_town(found.town) else first if known_town(first) else ""
    return found._replace(town=town or of_which_town(found.name)) if sure else None


def _name_and_town(said: str, lang: str) -> Whose | None:
    """Who answers the question before it is asked: "Casa Luz, Tegucigalpa", "la cooperativa Las Flores de Danlí"."""
    who = whose(said)
    words = who.name.split()
    town = who.town or of_which_town(who.name) or _last_town(words)
    arabic = _ARABIC.match(who.name) is not None and len(words) > 1 and _ARABIC_FROM not in words
    named = is_kind_and_name(who.name) or is_large(who.name) or arabic
    sure = named and known_town(town) and is_name(who.name, lang, town)
    return who._replace(town=town) if sure else None


def _last_town(words: list[str]) -> str:
    """The town that we know at the end of "Stitch Together Kampala"; '' for any other."""
    ends = (words[-many:] for many in range(_LONGEST_TOWN, 0, -1) if len(words) > max(_MORE_THAN_TOWN, many))
    return next((said for end in ends if end[0][:1].isupper() and known_town(said := " ".join(end))), "")


def who_and_told(text: str, lang: str) -> tuple[Whose, str] | None:
    """Name and town in one answer with what is needed or offered: "Casa Luz, Tela. Necesitamos un contador".

    None where they are not surely told apart: "Mujeres, Damos Vida, Tela" is a name and a town.
    """
    if len(text.split()) < _LEAST_OF_BOTH:
        return None
    said, told = _told_apart(text, lang)
    if not said or not told:
        return None
    if surely := who_writes(text, lang):
        return surely, told
    who = whose(said)
    both = who.name and who.town and _may_be_town(who.town) and is_name(who.name, lang, who.town)
    return (who, told) if both else None


def _told_apart(text: str, lang: str) -> tuple[str, str]:
    """What stands before the words that tell what is needed or offered, and those words; '' for either."""
    tokens = tokenise(clean(text, _LONGEST_MESSAGE))
    wanted = told_at(tokens, behind_introduction(tokens, 0) or behind_first_article(tokens), find_cues(tokens, lang))
    if wanted and wanted < len(tokens.forms) and known_town(tokens.said(wanted, wanted + 1)):
        wanted += 1  # المنصورة is a letter from a photographer
    if behind(tokens, wanted, listed("placed", "in")):  # "à Ziguinchor, on prête …": where they are comes first
        wanted = next((at for at in range(wanted, len(tokens.forms)) if tokens.is_sign(at)), wanted)
    told = text_from(tokens, wanted)
    parted = 0 < wanted < len(tokens.forms) and tokens.forms[wanted].startswith(_ARABIC_AND)
    while wanted and _parts_what_is_told(tokens, wanted - 1):
        wanted, parted = wanted - 1, True
    said = tokens.text[: tokens.ends[wanted - 1]] if wanted else ""
    return said, told if parted or _ends_with_town(said) else ""


def _ends_with_town(said: str) -> bool:
    """Like "Casa Luz (Tela)" and «مركز الحياة من عمان», behind which no sign is needed."""
    parts = _parts(apart(said))
    return (len(parts) > 1 and known_town(parts[-1])) or bool(of_which_town(said))


def _parts_what_is_told(tokens: Tokens, at: int) -> bool:
    """Whether a sign or "and" is there; a bracket that closes belongs to the place in it: "Casa Luz (Tela)"."""
    return (tokens.is_sign(at) and tokens.forms[at] not in _CLOSING) or tokens.forms[at] in _AND


def _is_but_what(said: str, found: Whose) -> bool:
    """Whether "somos una biblioteca comunitaria", «احنا فريق رياضي» say what they are, and not what they are called."""
    if found.town or of_which_town(found.name):
        return False
    before, name = said.partition(found.name)[0].split(), tokenise(found.name).forms
    kind = _KINDS.at(name, 0)
    unnamed = kind is not None and kind[1] < len(name) and _UNNAMED.issuperset(name[kind[1] :])
    return unnamed or (bool(before) and fold(before[-1]) in _ONE_OF)


def _may_be_town(text: str) -> bool:
    """Whether what stands behind a name in a longer text is where it is, and does not go on telling."""
    return known_town(text) or (text[:1].isupper() and len(text.split()) <= _MOST)


def said_town(text: str) -> str:
    """ "somos de Danlí" is Danlí, where we know that town; any other text as it is."""
    rest = led_in(without_introduction(text)) or without_introduction(text)
    return rest if known_town(rest) else text


def town_and_country(text: str) -> tuple[str, str]:
    """(town, ISO code) of "Tela, Honduras", "Tela (Honduras)", "Lima Perú"; the code is '' where none was written.

    The town is '' where the words are only a country.
    """
    parts = _parts(_TOWN_AND_STATE.sub(r", \1", text))
    land = None
    if parts:
        parts[0] = _without_lead(parts[0])
        before = parts[-2] if len(parts) > 1 else ""
        land = code_named(parts[-1], before) or _land(parts[-1], before)
    if land:
        return ", ".join(parts[:-1]) or (parts[-1] if is_own_town(parts[-1], land) else ""), land
    text = ", ".join(parts)
    words = text.split()
    for at in range(len(words) - 1, max(0, len(words) - 1 - _MOST), -1):
        town = " ".join(words[:at])
        land = _land(" ".join(words[at:]), town)
        if land and (lies_in(town, land) or is_town(town)):
            return town, land
    return text, ""


def _parts(text: str) -> list[str]:
    """What stands between commas; a bracket at the end counts as one where it holds a country or the only town."""
    found = _BRACKET.fullmatch(text)
    if found:
        outside, inside = found.groups()
        bare, held = _split(outside), _split(inside)
        if len(held) == 1 and bare and code_named(held[0], bare[-1]):
            return [*bare, held[-1]]  # as a place that was sent is written
        if held and bare and (country_named(held[-1], (bare + held)[-2]) or (len(bare) == 1 and is_town(held[0]))):
            return bare + held
    return _split(text)


def _split(text: str) -> list[str]:
    return [part for part in (one.strip() for one in _SPLIT.split(text)) if part]


def _without_lead(place: str) -> str:
    """ "à Mbour" is Mbour: what is led in is written large, or known."""
    rest = led_in(place)
    return rest if rest and (rest[0].isupper() or known_town(rest) or _ARABIC.match(rest)) else place


def _land(text: str, town: str) -> str | None:
    """The country that a part names, also led in: "au Maroc", "in the Philippines"."""
    rest = led_in(text)
    tokens = tokenise(rest)
    article = behind(tokens, 0, listed("placed", "before_lands"))
    short = text_from(tokens, article) if article else ""
    return country_named(text, town) or (rest and country_named(rest, town)) or (short and country_named(short)) or None


def _lies_around(region: str, town: str) -> bool:
    """Whether the last word is the state or province around a town that we know: "Recife - PE", "Ibadan, Oyo State"."""
    if not is_town(town) or _ends_a_list(town) or len(region.split()) > _REGION or region[:1].islower():
        return False
    return _STATE.fullmatch(region) is not None or not is_town(region) or lies_in(town, country_of_town(region) or "")


def _ends_a_list(part: str) -> bool:
    """Whether it is the end of "Mujeres, Tierra y Vida"; in Arabic "and" is a letter of the next word."""
    forms = tokenise(part).forms
    joined = any(form[0] == _ARABIC_AND and len(form) > 3 for form in forms[1:])
    return joined or any(form in _AND for form in forms[1:-1])
