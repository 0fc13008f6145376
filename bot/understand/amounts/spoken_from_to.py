"""How long is it from one time of day to another, where just that is said: "de 9 a 12", «من العاشرة حتى الواحدة»?

"De 2 a 3" and "de 2 a 3 horas" are two lengths of time (stretches.py). In a longer message it is said so beside a day,
or with a word of the clock: "children from eight to twelve" are of that age.
"""

from typing import NamedTuple

from bot.understand.lexis.lexicon import numbered, one, small
from bot.understand.lexis.tokens import Tokens, tokenise
from bot.understand.lexis.weekwords import phrase_at, weekday_at
from bot.understand.values import Span
from core.text.clean import clean

from .numbers import number_at
from .units import HOUR, WRITTEN_CLOCK, unit_at

_LONGEST = 80
_FROM, _BETWEEN = small("from") | small("between_hours"), small("between_hours")
_TO, _AND = small("until") | {"-", "–"}, small("list_and")
_PEOPLE, _AT_NOON = small("served"), small("noon")
_SIGNS, _PARTS, _LEADS = small("hour_signs"), small("by_the_clock"), small("clock_articles")
_PM, _HALVES = frozenset(("pm",)), frozenset(("am", "pm"))
_ARABIC_TO, _THE = ("لل", "ل"), "ال"  # «لاتناشر», «للخامسة»
_MORNING, _NOON, _DAY = 7, 12, 24
_SHORTEST = 30  # minutes
_DAY_WORDS = 3  # words of a day, at most
_MOST = 6  # "from" in a message, among which one is sought


class TimeSaid(NamedTuple):
    """Minutes since midnight, the place behind, whether it can be no length of time: "9am", «الساعة ٩», «٩ الصبح», and
    nothing else than a time: neither of an age, as "from eight to twelve in …" may be.
    """

    minutes: int
    end: int
    sure: bool
    only_time: bool = False


def spoken_from_to(text: str, lang: str) -> int | None:
    """The minutes between the two times; None for all that says more, or that may be two lengths of time."""
    forms = [form for form in tokenise(clean(text, _LONGEST)).forms if form not in (".", "،", ",")]
    found = _range_at(forms, 0, lang) if forms and forms[0] in _FROM else None
    return found.minutes if found and found.end == len(forms) else None


def spoken_ranges(tokens: Tokens, lang: str) -> list[Span]:
    """Where a message says so in words; values are the minutes between."""
    forms = tokens.forms
    begun = [at for at, form in enumerate(forms) if form in _FROM][:_MOST] if not _FROM.isdisjoint(forms) else []
    found = ((at, _range_at(forms, at, lang)) for at in begun)
    ends = ((at, said, said.end - _is_small(forms[said.end - 1], lang)) for at, said in found if said)
    return [
        Span(at, end, said.minutes)
        for at, said, end in ends
        if (said.only_time or _beside_day(forms, at, end, lang)) and not _counted(forms, end, lang)
    ]


def _is_small(form: str, lang: str) -> bool:
    """The "on" of "from nine to twelve on Saturday"; not the "morning" of «من ٩ ل ١٢ الصبح»."""
    return form in _PARTS and one(lang, "small", "parts_of_day").at([form], 0) is None


def _counted(forms: list[str], at: int, lang: str) -> bool:
    """Whether hours or people are counted there: "saturday from eight to ten people"."""
    return unit_at(forms, at, lang) == HOUR or not _PEOPLE.isdisjoint(forms[at : at + 1])


def _beside_day(forms: list[str], at: int, end: int, lang: str) -> bool:
    """Whether a weekday or "tomorrow" stands right before or behind."""
    led = (
        end + 1 if one(lang, "calendar", "day_words").at(forms, end) else end
    )  # "on Saturday"; not "years on Saturday"
    places = (*range(max(at - _DAY_WORDS, 0), at), end, led)
    days = ((place, weekday_at(forms, place, lang) or phrase_at(forms, place, lang)) for place in places)
    return any(day and (place >= end or day[1] == at) for place, day in days)


def _range_at(forms: list[str], at: int, lang: str) -> TimeSaid | None:
    """The minutes between the times behind the "from" at `at`, and the place behind them."""
    first = _time(forms, at + 1, lang)
    if first is None or first.end >= len(forms):
        return None
    last = _behind_to(forms, first.end, lang, between=forms[at] in _BETWEEN)
    if last is None or _counts(forms, first.end - 1, last.end - 1, lang):
        return None
    if not (first.sure or last.sure or first.minutes >= _MORNING * HOUR or last.minutes < first.minutes):
        return None
    apart = last.minutes - first.minutes
    apart += _NOON * HOUR if apart <= 0 else 0
    fits = _SHORTEST <= apart <= _NOON * HOUR
    return TimeSaid(apart, last.end, first.sure or last.sure, first.only_time or last.only_time) if fits else None


def _counts(forms: list[str], first: int, last: int, lang: str) -> bool:
    """Whether only the last has a unit, as "de 8 a 10 horas" has."""
    return forms[last] in one(lang, "units", "many") and forms[first] not in _SIGNS


def _behind_to(forms: list[str], at: int, lang: str, *, between: bool) -> TimeSaid | None:
    """The time behind "to", or behind "and" where "between" leads; in Arabic "to" may be a letter of it."""
    if forms[at] in _TO or (between and forms[at] in _AND):
        if (found := _time(forms, at + 1, lang)) or at + 1 >= len(forms):
            return found
        at += 1  # «حتى للتناش»
    joined = next((forms[at].removeprefix(to) for to in _ARABIC_TO if forms[at].startswith(to)), "")
    return _time([joined, *forms[at + 1 :]], 0, lang, before=at) if joined else None


def _time(forms: list[str], at: int, lang: str, before: int = 0) -> TimeSaid | None:
    """The time that is said at `at`, with what tells that it is one; places count from `before`."""
    led = at < len(forms) and forms[at] in _LEADS
    at += led
    if at >= len(forms) or (said := time_said(forms, at, lang)) is None:
        return None
    behind = forms[said.end] if said.end < len(forms) else ""
    late = _NOON * HOUR if behind in _PM and said.minutes < _NOON * HOUR else 0
    signed = behind in _SIGNS or behind in _PARTS
    sure = said.sure or led or behind in _PARTS or behind in _HALVES
    found = TimeSaid(said.minutes + late, before + said.end + signed, sure, said.sure or led or behind in _HALVES)
    return found if found.minutes <= _DAY * HOUR else None


def time_said(forms: list[str], at: int, lang: str) -> TimeSaid | None:
    """The time at that word: "9", "nine", "9:30", «العاشرة والنصف»; nobody counts hours as "the tenth"."""
    if WRITTEN_CLOCK.fullmatch(forms[at]):
        hour, _sign, minutes = forms[at].replace("h", ":").rstrip("apm").partition(":")
        late = _NOON * (forms[at].endswith("pm") and int(hour) < _NOON)
        return TimeSaid((int(hour) + late) * HOUR + int(minutes or 0), at + 1, sure=True)
    if forms[at] in _AT_NOON:
        return TimeSaid(_NOON * HOUR, at + 1, sure=True)
    bare = forms[at].removeprefix(_THE)
    ways = [[*forms[:at], word, *forms[at + 1 :]] for word in dict.fromkeys((forms[at], bare, _THE + bare))]
    counted = next((said for way in ways if (said := number_at(way, at, lang))), None)
    ranked = next((rank for way in ways if (rank := numbered(lang, "ordinals").at(way, at))), None)
    if counted is None and ranked is None:
        return None
    hours, end = (counted[0][0], counted[1]) if counted else ranked or (0, at)
    tail = numbered(lang, "tails").at(forms, end)
    return TimeSaid(round(hours * HOUR) + (tail[0] if tail else 0), tail[1] if tail else end, sure=counted is None)
