"""Which day does a weekday mean: the next, that of a date beside it, that of next week, or none ("last Friday")?"""

from datetime import date, timedelta

from bot.understand.amounts.units import unit_at
from bot.understand.lexis.lexicon import one, small
from bot.understand.lexis.weekwords import PAST, WEEK_LATER, every_begins, next_one, phrase_at, weekday_at
from bot.understand.values import Span, Unclear

from .days import coming_day, later, next_weekday, start_of_week
from .eitherday import led_by_between
from .monthdays import Said, day_and_month, day_number, is_counted, written

_LATER_WEEKS = {"next_week": 1, "week_after_next": 2}
NO_DAY = object()
"""The value of what holds a day's word and names no day: "por la mañana", "last Friday"."""
_DAY_NOUNS = frozenset(("يوم", "نهار"))
_BEFORE_A_DATE = small("before_dates") | small("articles") | {","}
_NEVER_TOMORROW = small("never_tomorrow")


def named_weekday(said: Said, at: int) -> Span | None:
    """Like "el viernes", "viernes 27", "Friday week"; `NO_DAY` for "last Friday" and, in French, "le samedi"."""
    found = weekday_at(said.forms, at, said.lang)
    if found is None or every_begins(said.forms, at, said.lang) is not None:
        return None
    weekday, end = found
    if _is_over(said, at, end):
        return Span(at, end, NO_DAY)
    if said.forms[at] == "لحد" and _says_until(said, at, end):
        return Span(at, end, NO_DAY)  # "until", where elsewhere it is Sunday
    dated = _dated(said, end, weekday)
    if dated:
        return Span(at, dated.end, _agreed(said, dated.value, weekday))
    if later_week := _later_week_behind(said, end):
        weeks, behind = later_week
        monday = start_of_week(said.today, said.week_starts, weeks)
        return Span(at, behind, later(monday, (weekday - monday.weekday()) % 7, 1))
    if said.lang == "fr" and said.forms[at - 1 : at] == ["le"] and not _is_one_day(said, at, end):
        return Span(at, end, NO_DAY)  # "le samedi" is each Saturday, "samedi" the next
    day = next_weekday(said.today, weekday)
    if _is_week_later(said, at, end):
        return Span(at, end, later(day, 1, 7))
    following = one(said.lang, "calendar", "next").at(said.forms, end)
    beside = (*said.forms[max(at - 1, 0) : at], *said.forms[end : end + 1])
    if not _NEVER_TOMORROW.isdisjoint(beside) and day == later(said.today, 1, 1):  # "next Wednesday" of a Tuesday
        day += timedelta(days=7)
    return Span(at, following[1] if following else end, day)


def _says_until(said: Said, at: int, end: int) -> bool:
    """Whether more follows than which Sunday it is: «لحد يوم الخميس», «لحد 7 يناير», «لحد ما نرجع»; not «لحد الجاي»."""
    beside, forms = said.forms[max(at - 1, 0) : at], said.forms[end : end + 1]
    follows = bool(forms) and (forms[0].isalnum() or forms[0][0].isdigit())
    ways = (one(said.lang, "calendar", "next"), one(said.lang, "small", "parts_of_day"))
    return follows and _DAY_NOUNS.isdisjoint(beside) and not any(way.at(said.forms, end) for way in ways)


def working_day(said: Said, at: int) -> Span | None:
    """Like "2ª feira", "6a feira": Portuguese counts its working days."""
    number = said.forms[at].rstrip("a")
    if number not in ("2", "3", "4", "5", "6") or said.forms[at + 1 : at + 2] != ["feira"]:
        return None
    return Span(at, at + 2, next_weekday(said.today, int(number) - 2))


def _dated(said: Said, at: int, weekday: int) -> Span | None:
    """The "27 de noviembre" or "27" of "viernes 27 de noviembre"; where the next 27th is that weekday, whatever follows
    counts nothing by it: "el viernes 27 porque …".
    """
    if at < len(said.forms) and said.forms[at] in _BEFORE_A_DATE:
        at += 1
    if at >= len(said.forms):
        return None
    dated = day_and_month(said, at) or (written(said, at) if said.forms[at][0].isdigit() else None)
    number = None if dated else day_number(said, at)
    if number is None:
        return dated
    day, end = coming_day(said.today, number[0]), number[1]
    if day is not None and day.weekday() == weekday and unit_at(said.forms, end, said.lang) is None:
        return Span(at, end, day)
    return Span(at, end, day) if said.forms[at].isdigit() and not is_counted(said, end) else None


def _agreed(said: Said, day: object, weekday: int) -> object:
    """A weekday and a day of the month that do not fit each other are two dates."""
    if not isinstance(day, date) or day.weekday() == weekday:
        return day
    return Unclear("several", (next_weekday(said.today, weekday), day))


def _later_week_behind(said: Said, at: int) -> tuple[int, int] | None:
    """In how many weeks it is, and the place behind "next week", "the week after next"."""
    for skipped in (0, 1, 2):
        if weekday_at(said.forms, at + skipped, said.lang):
            return None  # "monday to wednesday next week"
        found = phrase_at(said.forms, at + skipped, said.lang)
        if found and found[0] in _LATER_WEEKS:
            return _LATER_WEEKS[found[0]], found[1]
    return None


def _is_one_day(said: Said, at: int, end: int) -> bool:
    """Is this weekday one day, as in "le samedi suivant", "entre le samedi et le lundi"?"""
    after = said.forms[end : end + 1]
    return (
        after in ([["suivant"], ["meme"], ["soir"]])
        or led_by_between(said.forms, at)
        or one(said.lang, "calendar", "next").at(said.forms, end) is not None
    )


def _is_over(said: Said, at: int, end: int) -> bool:
    """Like "el viernes pasado", "last Friday", "الجمعة اللي فات"."""
    after, then = (said.forms[end : end + 1] or [""])[0], (said.forms[end + 1 : end + 2] or [""])[0]
    if after in PAST and (after != "اللي" or then.startswith("فات")):
        return True
    return at > 0 and said.forms[at - 1] == "last"


def _is_week_later(said: Said, at: int, end: int) -> bool:
    """Like "Friday week", "lundi en huit", "a week from Friday", "not this Friday, the next one"."""
    after = said.forms[end + 1 : end + 2] if said.forms[end : end + 1] == ["en"] else said.forms[end : end + 1]
    named = bool(WEEK_LATER.intersection(after)) or next_one(said.forms, at, end)
    return named or said.forms[max(at - 2, 0) : at] == ["week", "from"]
