"""Which words name days, weeks and months? The calendar tables of the lexicon, ready to be looked up."""

from collections.abc import Iterator
from functools import cache

from .lexicon import data, in_order, numbered, one
from .phrases import Phrases
from .tokens import forms_of

_NAMED = (
    *("today", "tomorrow", "after_tomorrow", "not_tomorrow", "next_week", "this_week", "weekend", "next_weekend"),
    *("end_of_week", "end_of_month", "end_of_year", "end_of", "middle_of"),
)


def phrase_at(forms: list[str], at: int, lang: str) -> tuple[str, int] | None:
    """A named day or week ("pasado mañana", "next week", "نهاية الشهر"): the name of its list, and the place after."""
    return _named(lang).at(forms, at)


def weekday_at(forms: list[str], at: int, lang: str) -> tuple[int, int] | None:
    """A weekday, Monday is 0."""
    return _weekdays(lang).at(forms, at)


def month_at(forms: list[str], at: int, lang: str) -> tuple[int, int] | None:
    """A month, 1 to 12."""
    return numbered(lang, "calendar", "months").at(forms, at)


def ordinal_at(forms: list[str], at: int, lang: str) -> tuple[int, int] | None:
    """Like "first", "1er", "27th"."""
    return numbered(lang, "ordinals").at(forms, at)


def day_units(lang: str) -> Phrases[int]:
    """Days, weeks and months as 1, 7 and 30."""
    return numbered(lang, "calendar", "units")


def spans_of_days(lang: str) -> Phrases[int]:
    """Fixed spans: "quince días" is two weeks, "huit jours" one."""
    return numbered(lang, "calendar", "spans")


@cache
def beginnings(lang: str) -> frozenset[str]:
    """The words, apart from figures, at which a day may begin: at most words of a message none does."""
    tables = (numbered(lang, "calendar", "months"), numbered(lang, "ordinals"), numbered(lang, "numbers"))
    words = (one(lang, "calendar", "within"), one(lang, "calendar", "by"))
    return frozenset().union(
        _named(lang).firsts, _weekdays(lang).firsts, *(table.firsts for table in (*tables, *words))
    )


@cache
def _named(lang: str) -> Phrases[str]:
    return Phrases(
        (phrase, name) for own in in_order(lang) for name in _NAMED for phrase in data(own)["calendar"][name]
    )


@cache
def _weekdays(lang: str) -> Phrases[int]:
    return Phrases(_weekday_pairs(lang))


def _weekday_pairs(lang: str) -> Iterator[tuple[str, int]]:
    """The person's language whole; of the others neither abbreviations ("sex") nor ordinals ("segunda", "quinta")."""
    ordinals = {form for table in data("es")["ordinals"].values() for form in table}
    ordinals |= {form for table in data("pt")["ordinals"].values() for form in table}
    for own in in_order(lang):
        for key, phrases in data(own)["calendar"]["weekdays"].items():
            for phrase in phrases:
                if own == lang or (len(phrase) > 3 and " ".join(forms_of(phrase)) not in ordinals):
                    yield phrase, int(key)
