"""Which town does a message name? Known ones, and what stands where a town stands, as they were typed."""

from collections.abc import Iterator
from functools import lru_cache

from bot.understand.lexis.lexicon import as_written, keyed, numbered, one, own, small
from bot.understand.lexis.phrases import Phrases
from bot.understand.lexis.tables import DATA
from bot.understand.lexis.tokens import Tokens, forms_of, tokenise
from bot.understand.services.services import service_words
from bot.understand.values import Span
from core.towns import listed_towns, nicknames

_JOINS = small("in_town_names")
_OF = small("before_towns")
_OF_TOWN = small("noun_of")  # "the refugees' committee *of* Kayes", where no other town is named
_PERSONS = small("town_or_person")
_NO_TOWN = small("no_town")
"""Written large after "en", and yet no town."""
_WRITTEN = as_written("written_towns")
_AT_HOME = small("at_home")  # Casablanca to those who speak Arabic or French, a house to the others
_BEFORE_DAYS = small("before_days")
_WORDS_TOO = "town_or_word"  # a mason is no Mâcon: such a word is a town where it is "in" it, without an article
_SHORTEST = 4
_CLITICS = "فبل"


def find_town(tokens: Tokens, lang: str, taken: list[Span]) -> Span | None:
    """The town, with the preposition or Arabic clitic that leads it in; `taken` is passed over."""
    return next(_towns_named(tokens, lang, {at for span in taken for at in range(span.start, span.end)}), None)


def town_led_in(tokens: Tokens, lang: str) -> str:
    """The first known town behind "in", '' where there is none: where they are who write."""
    towns = {at: end for at, end, _ in _towns().all_in(tokens.forms)}
    leads = (end for _at, end, _ in own(lang, "in_words").all_in(tokens.forms) if end in towns)
    return next((tokens.said(start, towns[start]) for start in leads), "")


def _in_a_name(tokens: Tokens, at: int) -> bool:
    """The "Cairo" of «مبادرة Green Cairo»: Latin letters in an Arabic sentence are a name, with all its words."""
    return all(tokens.said(place, place + 1)[:1].isascii() and tokens.said(place, place + 1)[:1].isupper()
               for place in (at - 1, at))  # fmt: skip


def is_town(text: str) -> bool:
    """Whether the whole text is the name of a town that we know."""
    return _towns().whole(forms_of(text)) is not None


def begins_town(word: str) -> bool:
    """Whether the name of a town that we know begins with this word, as "Casa" in Casablanca's "Casa Blanca"."""
    return not _towns().firsts.isdisjoint(forms_of(word)[:1])


def towns_in(text: str, lang: str) -> list[str]:
    """The towns that we know in a message, as they stand there; not "casa" to those to whom it is a house."""
    home = _AT_HOME if lang in ("es", "pt") else frozenset()
    tokens = tokenise(text)
    found: list[tuple[int, int, str]] = []
    for at, end, name in _towns().all_in(tokens.forms):
        if name not in home and not (found and at < found[-1][1]):
            found.append((at, end, name))
    return [_as_written(tokens, *town) for town in found]


def _as_written(tokens: Tokens, at: int, end: int, name: str) -> str:
    """As they wrote it, without the clitic that Arabic joins to it."""
    said = tokens.said(at, end)
    return said if tokens.forms[at] == name.split()[0] else without_clitic(said)


def without_clitic(text: str) -> str:
    """«طنجة» of «فطنجة», «الرباط» of «للرباط»; other words as they are."""
    if text[:2] == "لل":
        return f"ال{text[2:]}"
    return text[1:] if text[:1] in _CLITICS else text


def _towns_named(tokens: Tokens, lang: str, gone: set[int]) -> Iterator[Span]:
    """The surest first: after a preposition, behind a clitic, standing alone, in small letters where a town may be."""
    forms = tokens.forms
    leads = {at: end for at, end, _ in own(lang, "in_words").all_in(forms) if end < len(forms) and end not in gone}
    known = [(at, end, name) for at, end, name in _towns().all_in(forms) if at not in gone]
    if lang in ("es", "pt"):
        known = [found for found in known if found[2] not in _AT_HOME]
    ends = {at: end for at, end, _ in known}
    words = own(lang, "small", _WORDS_TOO)
    for at, start in leads.items():
        if at not in gone:
            with_the = forms[start] in words and own(lang, "small", "at_the").at(forms, at) is not None
            town = None if with_the else ends.get(start)
            end = town or (_written_large(tokens, start, lang) if at else None)
            if end:
                yield Span(at, end, tokens.said(start, end))
    for at, end, name in known:
        if at and forms[at] != name.split()[0] and forms[at][0] in _CLITICS:
            yield Span(at, end, tokens.said(at, end)[1:])
    for at, end, _ in known:
        leads_on = end + 1 in gone and end < len(forms) and forms[end] in _BEFORE_DAYS  # "to Nakuru on Saturday"
        edge = leads_on or _is_edge(tokens, end, gone)
        if (
            at
            and edge
            and forms[at] not in words
            and forms[at - 1] not in _OF
            and not (lang == "ar" and _in_a_name(tokens, at))
        ):
            yield Span(at, end, tokens.said(at, end))
    for at, start in leads.items():
        the = lang == "pt" and own(lang, "small", "at_the").at(forms, at) is not None  # "na praça" is no town
        alone = at and at not in gone and _is_edge(tokens, at - 1, gone) and _is_edge(tokens, start + 1, gone)
        if alone and not the and _may_be_town(tokens, start, lang):
            yield Span(at, start + 1, tokens.said(start, start + 1))
    for at, end, _ in known:
        from_to = any(other > at for other, _end, _name in known)  # "de Betim pra Contagem"
        whose = forms[at] in words or (end == at + 1 and forms[at] in _PERSONS)  # "la mamá de Santiago"
        if at > 1 and forms[at - 1] in _OF_TOWN and _is_large(tokens, at) and not (whose or from_to):
            goes_on = end < len(forms) and forms[end] in _OF  # "tales *of Valencia* for children": it stays there, too
            start = end if goes_on else at - 1
            yield Span(start, end, tokens.said(at, end))


def _is_edge(tokens: Tokens, at: int, gone: set[int]) -> bool:
    """Is this token no word of what is asked for: a sign, something read already, or outside the message?"""
    return at in gone or tokens.is_sign(at)


def _may_be_town(tokens: Tokens, at: int, lang: str) -> bool:
    form = tokens.forms[at]
    if len(form) < _SHORTEST or not form.isalpha() or form in _NO_TOWN or form.startswith("ال"):
        return False
    lists = (one(lang, "empty"), one(lang, "trail"), one(lang, "about"), one(lang, "remote"), keyed(lang, "languages"))
    if form in numbered(lang, "calendar", "months"):
        return False
    return not any(form in words for words in lists)


def _written_large(tokens: Tokens, at: int, lang: str) -> int | None:
    end = at
    if tokens.said(at, at + 1) in _WRITTEN:
        return at + 1
    while end < len(tokens.forms) and (_is_large(tokens, end) or (end > at and _joins(tokens, end))):
        end += 1
    while end > at and tokens.forms[end - 1] in _JOINS:
        end -= 1
    if end == at or tokens.forms[at] in _NO_TOWN or keyed(lang, "languages").at(tokens.forms, at):
        return None
    if any(start == at for start, _end in service_words(tokens, lang)):
        return None  # "un taller en Derechos Humanos"
    return end


def _joins(tokens: Tokens, at: int) -> bool:
    """The "de" of "San Juan de Dios", the "au" and "Prince" of "Port-au-Prince"."""
    return tokens.forms[at] in _JOINS or tokens.text[tokens.ends[at - 1] : tokens.starts[at]] in ("-", "‑")


def _is_large(tokens: Tokens, at: int) -> bool:
    said = tokens.said(at, at + 1)
    return said[0].isupper() and said[1:2].islower()


@lru_cache(maxsize=1)
def _towns() -> Phrases[str]:
    names = [name for file in ("towns.txt", "cities.txt") for name in (DATA / file).read_text("utf-8").splitlines()]
    names += [*listed_towns(), *(one.name for one in nicknames() if one.sure)]
    return Phrases((name, " ".join(forms_of(name))) for name in names if name and not name.startswith("#"))
