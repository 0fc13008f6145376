"""Which words name days, weeks and months? The calendar tables of the lexicon, ready to be looked up."""

import json
from collections.abc import Iterator
from functools import cache

from core.languages import LANGUAGES
from core.text.repair import Near

from .lexicon import in_order, is_telling, numbered, one, small
from .phrases import Phrases
from .tables import DATA, data
from .tokens import forms_of

_NAMED = (
    *(
        "today",
        "tomorrow",
        "after_tomorrow",
        "not_tomorrow",
        "next_week",
        "week_after_next",
        "this_week",
        "weekend",
        "next_weekend",
    ),
    *("end_of_week", "end_of_month", "end_of_year"),
)
_OF_A_MONTH = ("end_of", "middle_of", "start_of")
_IN_LATIN = DATA / "ar_weekdays_in_latin.json"
_SURE = 6
_JOINED = 2  # letters of an article that is written together with its word
PAST = small("over")
"""Words that make a weekday one that is over; اللي only before فات."""
WEEK_LATER = small("week_later")
"""Like "Friday week", "lundi en huit"."""


def phrase_at(forms: list[str], at: int, lang: str) -> tuple[str, int] | None:
    """A named day or week ("pasado mañana", "next week", "نهاية الشهر"): the name of its list, and the place after."""
    return _named(lang).at(forms, at)


def weekday_at(forms: list[str], at: int, lang: str) -> tuple[int, int] | None:
    """A weekday, Monday is 0."""
    return _weekdays(lang).at(forms, at)


@cache
def feasts(lang: str) -> Phrases[tuple[int, int]]:
    """Days with a name that every year has, as month and day. Feasts by the moon are left to the person to date:
    00-00 is one that would else be read as a feast with a day.
    """
    return Phrases(
        (phrase, (int(day[:2]), int(day[3:])))
        for own in in_order(lang)
        for day, phrases in data(own)["calendar"]["feasts"].items()
        for phrase in phrases
        if is_telling(phrase, own, lang)
    )


def week_on(forms: list[str], at: int, lang: str) -> tuple[int, int] | None:
    """The days to add behind a day: "viernes *en ocho*", "jeudi *en quinze*"; not "viernes en ocho horas"."""
    found = numbered(lang, "calendar", "week_on").at(forms, at)
    lasts = found and any(one(lang, "units", unit).at(forms, found[1]) for unit in ("hour", "minute"))
    return None if lasts else found


@cache
def weekday_words(lang: str) -> frozenset[str]:
    """The words at which a weekday begins, and these with the s of "sábados", "Fridays"."""
    words = _weekdays(lang).firsts
    return words | {word + "s" for word in words}


def month_at(forms: list[str], at: int, lang: str) -> tuple[int, int] | None:
    """A month, 1 to 12."""
    return numbered(lang, "calendar", "months").at(forms, at)


def ordinal_at(forms: list[str], at: int, lang: str) -> tuple[int, int] | None:
    """Like "first", "1er", "27th"."""
    return numbered(lang, "ordinals").at(forms, at)


def every_begins(forms: list[str], at: int, lang: str) -> int | None:
    """Where the "los sábados", "every Friday", كل جمعة of a weekday begins: each week; None for any other weekday."""
    every = one(lang, "calendar", "every")
    for begun in range(max(at - 2, 0), at):
        if (found := every.at(forms, begun)) and found[1] == at:
            return begun
    return at if forms[at] in every else None


def day_units(lang: str) -> Phrases[int]:
    """Days, weeks and months as 1, 7 and 30."""
    return numbered(lang, "calendar", "units")


def unit_at(forms: list[str], at: int, lang: str) -> tuple[int, int] | None:
    """A day, week or month as 1, 7 or 30, in Arabic also with its article, and the place behind it."""
    unit = day_units(lang).at([form.removeprefix("ال") for form in forms[at : at + 1]], 0)
    return (unit[0], at + 1) if unit else None


def spans_of_days(lang: str) -> Phrases[int]:
    """Fixed spans: "quince días" is two weeks, "huit jours" one."""
    return numbered(lang, "calendar", "spans")


@cache
def beginnings(lang: str) -> frozenset[str]:
    """The words, apart from figures, at which a day may begin: at most words of a message none does."""
    tables = (numbered(lang, "calendar", "months"), numbered(lang, "ordinals"), numbered(lang, "numbers"))
    months = frozenset(form for form in day_units(lang).firsts if day_units(lang).at([form], 0) == (30, 1))
    words = (one(lang, "calendar", "within"), one(lang, "calendar", "by"))
    return months.union(
        feasts(lang).firsts, _named(lang).firsts, _weekdays(lang).firsts, *(table.firsts for table in (*tables, *words))
    )


@cache
def day_words(lang: str) -> frozenset[str]:
    """The words one of which every day has that is said without figures, but for "by the first"."""
    tables = (numbered(lang, "calendar", "months"), day_units(lang), spans_of_days(lang))
    words = (table.telling() for table in (_phrases(lang, _NAMED), _weekdays(lang), *tables))
    return feasts(lang).telling().union(*words)


_FOR_THE_DAY, _DAY, _LASTING = "ليوم", "يوم", "لمده"
_A_DAY = frozenset((_FOR_THE_DAY, _DAY, "نهار"))
_ONE_WHOLE = frozenset(("واحد", "كامل", "عمل", "فقط", "بس", "او", "ونص", "ونصف"))  # "for one day", "a whole day"


def respelt(forms: list[str], lang: str) -> list[str]:
    """The words of a message, with weekdays and months that are a letter off ("miercols", "tomorow") spelt well."""
    if lang == "ar":
        return [_plain(forms, at) for at in range(len(forms))]
    if lang not in LANGUAGES:
        return forms
    near = _near(lang)
    return [near.word(form) or form if len(form) >= _SURE and form.isalpha() else form for form in forms]


def _plain(forms: list[str], at: int) -> str:
    """A word as it helps to find days: the "بعد" of "عن بعد" (from a distance) makes no tomorrow a later day,
    and "ليوم واحد" says how long.
    """
    if forms[at] == "بعد" and forms[max(at - 1, 0) : at] == ["عن"]:
        return "عن"
    if forms[at] == _FOR_THE_DAY and not _ONE_WHOLE.isdisjoint(forms[at + 1 : at + 2]):
        return _LASTING
    return _DAY if _is_for_a_day(forms, at) else forms[at]


def one_day_long(forms: list[str], at: int) -> bool:
    """The "واحد" of "يوم واحد", which lasts one day and is not the first of a month."""
    return forms[at] == "واحد" and forms[max(at - 1, 0)] in _A_DAY


def _is_for_a_day(forms: list[str], at: int) -> bool:
    """The "ليوم" of "ليوم الخميس", "ليوم غد", "ليوم 27"; alone it is today, as it is said in Tunis."""
    if forms[at] != _FOR_THE_DAY or at + 1 >= len(forms):
        return False
    after = forms[at + 1]
    named = weekday_at(forms, at + 1, "ar") or phrase_at([_DAY, after], 0, "ar") or phrase_at(forms, at + 1, "ar")
    return named is not None or after[0].isdigit()


@cache
def _near(lang: str) -> Near:
    """Long names only: short ones are a letter from something else, like "quarta" from "quarto"."""
    calendar = data(lang)["calendar"]
    named = [*calendar["weekdays"].values(), *calendar["months"].values()]
    words = {form for phrases in named for phrase in phrases for form in forms_of(phrase) if len(form) >= _SURE}
    words |= {"tomorrow"} if lang == "en" else set()
    ordinals = {form for phrases in data(lang)["ordinals"].values() for phrase in phrases for form in forms_of(phrase)}
    return Near(words - ordinals, {*ordinals, *(form + "s" for form in words)})


@cache
def _named(lang: str) -> Phrases[str]:
    return _phrases(lang, (*_NAMED, *_OF_A_MONTH))


def _phrases(lang: str, names: tuple[str, ...]) -> Phrases[str]:
    return Phrases(
        (phrase, name)
        for own in in_order(lang)
        for name in names
        for phrase in data(own)["calendar"][name]
        if is_telling(phrase, own, lang, shortest=4)
    )


@cache
def _weekdays(lang: str) -> Phrases[int]:
    return Phrases((*_weekday_pairs(lang), *(_in_latin() if lang == "ar" else ())))


def _weekday_pairs(lang: str) -> Iterator[tuple[str, int]]:
    """The person's language whole; of the others neither abbreviations ("sex") nor ordinals ("segunda", "quinta")."""
    ordinals = {form for table in data("es")["ordinals"].values() for form in table}
    ordinals |= {form for table in data("pt")["ordinals"].values() for form in table}
    for own in in_order(lang):
        for key, phrases in data(own)["calendar"]["weekdays"].items():
            for phrase in phrases:
                if own == lang or (len(phrase) > 3 and " ".join(forms_of(phrase)) not in ordinals):
                    yield phrase, int(key)


def _in_latin() -> Iterator[tuple[str, int]]:
    """Arabic weekdays as people spell them in Latin letters, alone and behind an article or "day": "tleta l jeye",
    "yom l a7ad", "essabt". What is a number too ("tlata", marked "+") only behind one or before "next".
    """
    table, coming = json.loads(_IN_LATIN.read_text(encoding="utf-8")), data("ar")["calendar"]["next"]
    leads = [lead for written in table["before"] for lead in _spellings(written)]
    for key, written in table["weekdays"].items():
        for spelling in (each for ways in written for each in _spellings(ways)):
            word = spelling.removeprefix("+")
            joined = (*(lead for lead in leads if len(lead) <= _JOINED), word[0])
            phrases = (*(f"{lead} {word}" for lead in leads), *(lead + word for lead in joined))
            alone = (word,) if spelling == word else (f"{word} {following}" for following in coming)
            for phrase in (*alone, *phrases):
                yield phrase, int(key)


def _spellings(written: str) -> Iterator[str]:
    """All that is meant by one that holds choices: "s{a,e}bt" is "sabt" and "sebt"."""
    before, opened, rest = written.partition("{")
    if not opened:
        yield written
        return
    choices, _closed, behind = rest.partition("}")
    for choice in choices.split(","):
        yield from _spellings(before + choice + behind)


_NOT_THIS, _NEXT_ONE = small("denies"), small("next_one")


def next_one(forms: list[str], at: int, end: int) -> bool:
    """Is the weekday from `at` to `end` the one that is not meant: "no este viernes, el siguiente"?"""
    before, after = forms[max(at - 2, 0) : at], forms[end : end + 2]
    return bool(_NOT_THIS.intersection((*before, *after)) and _NEXT_ONE.intersection(forms[end : end + 6]))
