"""When people are awake and at work: moves the end of a clock out of the night, the weekend and the holidays.

Arithmetic only: instants are epoch milliseconds UTC, days are ISO text, the present is a parameter. Local time comes
from the IANA zones, so a day may have 23 or 25 hours; a wall time that a clock change skips counts as the instant of
the change, one that it repeats counts as its first time.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from core import countries

HOUR = 3_600_000
DAY = 24 * HOUR
ANSWER = 72 * HOUR
Night = tuple[int, int]
"""From which hour until which nobody wants to be written to; twice the same: at any hour they may be."""
NIGHT: Night = (21, 8)
APART = 12 * HOUR
"""How far from each other two reminders of one thing are, at least."""

_NIGHT, _MORNING, _OPENING = time(21), time(8), time(9)
_LEAST_ANSWER = 4 * HOUR
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MS = timedelta(milliseconds=1)
# Years 1 and 9999 are left out, so that no zone's offset leads outside what a datetime can hold.
_FIRST = (datetime(2, 1, 1, tzinfo=UTC) - _EPOCH) // _MS
_LAST = (datetime(9998, 12, 31, tzinfo=UTC) - _EPOCH) // _MS


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days off of whoever must act: weekdays (Monday = 0) and ISO days. Seven weekdays off count as none."""

    zone: str = "UTC"
    weekend: frozenset[int] = frozenset({5, 6})
    holidays: frozenset[str] = frozenset()

    def works_on(self, day: date) -> bool:
        off = day.weekday() in self.weekend and len(self.weekend) < 7
        return not off and day.isoformat() not in self.holidays


class AnswerDue(NamedTuple):
    """The clock of a proposal; a reminder for which there is no room is None."""

    end: int
    first_reminder: int | None
    second_reminder: int | None


def calendar_of(code: str, now: int, zone: str = "", extra: frozenset[str] = frozenset()) -> Calendar:
    """The calendar of a country around `now`: its fixed holidays of three years, with the hub's `extra`.

    The year before counts as well: a clock that rested since December goes on in January.
    """
    place = countries.country(code)
    year = today(now, zone or place.zone).year
    return Calendar(zone or place.zone, place.weekend, _years_around(place.code, year) | extra)


def known_zone(zone: str) -> bool:
    """Whether the name is an IANA zone; every other function here takes UTC for one that is not."""
    return zone in ("UTC", "Etc/UTC") or _zone(zone) is not UTC


def written(at: int) -> str:
    """The instant as ISO 8601 writes it in UTC, to the second."""
    return _local(at, "UTC").strftime("%Y-%m-%dT%H:%M:%SZ")


def today(now: int, zone: str) -> date:
    """The day it is there."""
    return _local(now, zone).date()


def on_the_wall(at: int, zone: str) -> tuple[str, int]:
    """The day there, ISO, and the minutes after its midnight that a clock on the wall shows."""
    local = _local(at, zone)
    return local.date().isoformat(), local.hour * 60 + local.minute


def instant_of(day_iso: str, minutes: int, zone: str) -> int:
    """The instant of a time of that local day, `minutes` after midnight by the clock on the wall."""
    return _instant(date.fromisoformat(day_iso), time(*divmod(minutes, 60)), zone)


def end_of_day(day_iso: str, zone: str) -> int:
    """The instant at which that local day is over. Raises ValueError when `day_iso` is no ISO day."""
    return _end_of_day(date.fromisoformat(day_iso), zone)


def quiet(at: int, zone: str, night: Night = NIGHT) -> bool:
    """Whether it is night there, for who has those hours."""
    first, last = night
    hour = _local(at, zone).hour
    return first <= hour < last if first <= last else hour >= first or hour < last


def own_night(first: int | None, last: int | None) -> Night:
    """Somebody's own hours as they are stored; the usual ones where they chose none."""
    return NIGHT if first is None or last is None else (first, last)


def after_quiet(at: int, zone: str, night: Night = NIGHT) -> int:
    """The same instant by day; by night the hour at which it ends."""
    if not quiet(at, zone, night):
        return at
    local, (first, last) = _local(at, zone), night
    day = local.date() + timedelta(days=first > last and local.hour >= first)
    return _instant(day, time(last), zone)


def morning_before(day_iso: str, zone: str) -> int:
    """09:00 there of the day before."""
    return _instant(date.fromisoformat(day_iso) - timedelta(days=1), _OPENING, zone)


def next_morning(at: int, zone: str) -> int:
    """The next 09:00 there, never now itself."""
    day = _local(at, zone).date()
    first = _instant(day, _OPENING, zone)
    return first if first > at else _instant(day + timedelta(days=1), _OPENING, zone)


def next_monday(at: int, zone: str) -> int:
    """The next Monday 09:00 there, never now itself."""
    day = _local(at, zone).date()
    day += timedelta(days=-day.weekday() % 7)
    first = _instant(day, _OPENING, zone)
    return first if first > at else _instant(day + timedelta(days=7), _OPENING, zone)


def same_morning(at: int, zone: str, new_zone: str) -> int:
    """09:00 in the new zone of the day that `at` is in the other."""
    return _instant(_local(at, zone).date(), _OPENING, new_zone)


def waking(at: int, cal: Calendar) -> int:
    """The same instant if it falls on a working day between 08:00 and 21:00, else 09:00 of the next working day.

    So 07:59 ends later than 08:30: of two instants the order is kept only to within that hour.
    """
    local = _local(at, cal.zone)
    if _MORNING <= local.time() < _NIGHT and cal.works_on(local.date()):
        return at
    first = local.date() + timedelta(days=local.time() >= _NIGHT)
    return _instant(_working_day(first, cal), _OPENING, cal.zone)


def waking_before(at: int, cal: Calendar) -> int:
    """The same instant if it falls on a working day between 08:00 and 21:00, else 09:00 of the last one before."""
    local = _local(at, cal.zone)
    if _MORNING <= local.time() < _NIGHT and cal.works_on(local.date()):
        return at
    return _instant(_working_day(local.date() - timedelta(days=local.time() < _MORNING), cal, -1), _OPENING, cal.zone)


def end_of(now: int, after_ms: int, cal: Calendar) -> int:
    """The end of a clock of `after_ms` that starts now."""
    return waking(now + after_ms, cal)


def answer_due(now: int, due_on: str | None, cal: Calendar, policy_ms: int = ANSWER) -> AnswerDue:
    """Until when a proposal may be answered: the hub's time, or half the time to the due day where that is shorter.

    Never less than four waking hours, even for a day that is almost over. Reminders at a third and at five sixths, the
    later alone where they would come within twelve hours.
    Where days off would move the end past the due day, they count as any other: what is for Sunday is answered before.
    Raises ValueError when `due_on` is no ISO day.
    """
    ends = _answer_due(now, due_on, cal, policy_ms)
    late = due_on is not None and now < end_of_day(due_on, cal.zone) < ends.end
    return _answer_due(now, due_on, Calendar(cal.zone, frozenset()), policy_ms) if late else ends


def _answer_due(now: int, due_on: str | None, cal: Calendar, policy_ms: int) -> AnswerDue:
    window = policy_ms
    if due_on is not None:
        window = min(window, (end_of_day(due_on, cal.zone) - now) // 2)
    end = waking(max(now + window, _after_waking_hours(now, _LEAST_ANSWER, cal)), cal)
    first = _reminder(now, end, (end - now) // 3, cal)
    second = _reminder(now, end, (end - now) * 5 // 6, cal)
    if first is None or second is None or second - first >= APART:
        return AnswerDue(end, first, second)
    return AnswerDue(end, max(first, second), None)  # little time in all, or one was moved to the morning


def _reminder(now: int, end: int, after: int, cal: Calendar) -> int | None:
    at = waking(now + after, cal)
    return at if now < at < end else None


def _after_waking_hours(now: int, span: int, cal: Calendar) -> int:
    """The instant by which `span` ms of working days, 08:00 or 09:00 to 21:00, have gone by."""
    at = waking(now, cal)
    while (left := _instant(_local(at, cal.zone).date(), _NIGHT, cal.zone) - at) < span:
        span -= left
        at = waking(at + left, cal)
    return at + span


def _working_day(day: date, cal: Calendar, step: int = 1) -> date:
    """The first working day from `day` on; there is one, as a weekday is free and the holidays are a finite list.

    The last one up to it, with a `step` of -1.
    """
    for _ in range(7 * (len(cal.holidays) + 1)):
        if cal.works_on(day):
            break
        day += timedelta(days=step)
    return day


@lru_cache(maxsize=1024)
def _years_around(code: str, year: int) -> frozenset[str]:
    return frozenset().union(*(countries.holidays(code, each) for each in (year - 1, year, year + 1)))


@lru_cache(maxsize=1024)
def _zone(name: str) -> tzinfo:
    """The zone of that name, or UTC itself: a wrong setting is the doctor's to report, no reason to lose a message."""
    try:
        return ZoneInfo(name)
    except (LookupError, ValueError, OSError):
        return UTC


def _local(at: int, zone: str) -> datetime:
    return (_EPOCH + min(max(at, _FIRST), _LAST) * _MS).astimezone(_zone(zone))


def _instant(day: date, hour: time, zone: str) -> int:
    return (datetime.combine(day, hour, _zone(zone)) - _EPOCH) // _MS


def _end_of_day(day: date, zone: str) -> int:
    return _instant(day + timedelta(days=day < date.max), time(0), zone)
