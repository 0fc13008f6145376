"""Which day is meant by a day of a month, a weekday or a week? The arithmetic, apart from any language."""

from calendar import monthrange
from datetime import date, timedelta

WEEK = 7


def next_weekday(today: date, weekday: int) -> date:
    """The next day with this weekday (Monday is 0); a weekday that is today's means a week later."""
    return today + timedelta((weekday - today.weekday() - 1) % WEEK + 1)


def coming(today: date, day: int, month: int) -> date | None:
    """This day of the month, this year or, if it is past, next year; None if there is no such day."""
    this_year = on(today.year, month, day)
    if this_year is not None and this_year >= today:
        return this_year
    return on(today.year + 1, month, day) if (month, day) < (today.month, today.day) else None


def coming_day(today: date, day: int) -> date | None:
    """The next 27th: of this month, or of the next one if it is past; None if that month has no such day."""
    if day >= today.day:
        return on(today.year, today.month, day)
    month = today.month % 12 + 1
    return on(today.year + (month == 1), month, day)


def on(year: int, month: int, day: int) -> date | None:
    """The date, or None if the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def end_of_week(today: date, week_starts: int, weeks: int = 0) -> date:
    """The last day of this week or of a later one, for weeks that begin on `week_starts` (Monday is 0)."""
    return start_of_week(today, week_starts, weeks) + timedelta(WEEK - 1)


def start_of_week(today: date, week_starts: int, weeks: int = 0) -> date:
    """The first day of this week or of a later one."""
    return today - timedelta((today.weekday() - week_starts) % WEEK) + timedelta(weeks=weeks)


def end_of_month(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def later(today: date, count: int, unit: int) -> date | None:
    """So many days (unit 1), weeks (7) or months (30) from today; a month keeps the day where it can."""
    try:
        if unit < 30:
            return today + timedelta(count * unit)
        months = today.month - 1 + count
        year, month = today.year + months // 12, months % 12 + 1
        return date(year, month, min(today.day, monthrange(year, month)[1]))
    except (ValueError, OverflowError):
        return None


def in_week_of_month(year: int, month: int, week: int) -> date | None:
    """The last day of the n-th seven days of a month."""
    return on(year, month, min(WEEK * week, monthrange(year, month)[1]))
