"""Which hours and days do a person's words name? The part of what was heard that tells how long and when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from bot.understand import Unclear
from bot.understand.amounts.answered import hours_answered
from bot.understand.amounts.clocks import without_clocks
from bot.understand.amounts.from_to import find_from_to
from bot.understand.amounts.further import further_hours
from bot.understand.amounts.hours import (
    at_most,
    below_zero,
    find_hours,
    hours_of_all,
    in_so_long,
    read_hours,
    right_hours,
)
from bot.understand.amounts.numbers import number_at
from bot.understand.amounts.spoken_from_to import spoken_from_to
from bot.understand.asked import asks_the_day, says_any_day, says_now, says_urgent
from bot.understand.calendar.answered import day_answered
from bot.understand.calendar.anyday import without_any_day
from bot.understand.calendar.dates import days_named, read_day
from bot.understand.calendar.onlyday import is_only_a_day
from bot.understand.calendar.otherday import days_answered, denies, next_to, two_days
from bot.understand.calendar.stretches import days_in, put_off
from bot.understand.calendar.summed import hours_of_days
from bot.understand.calendar.timesofday import at_hour, is_time_of_day, join_time
from bot.understand.counted import CLOCK, CODE, DATE, HOURS, THINGS, only_hours, without
from bot.understand.lexis.tokens import tokenise
from bot.understand.lexis.weekwords import weekday_words
from bot.understand.often import says_start, weekly_instead, with_feast, with_often, with_start
from bot.understand.services.spare import with_spare
from core.countries import country
from core.look import Look

_MOST_HOURS = 200
_FEW = 6  # words
_LAST_FIGURE = re.compile(r"\d+(?:[.,]\d+)?\s*$")
_HALF_DAY = re.compile(r"\d\s?[ap]\.?m\b", re.IGNORECASE)
# people answer "by which day?" in the same few words, and reading them takes long
_read_day = lru_cache(maxsize=512)(read_day)
_is_only_a_day = lru_cache(maxsize=512)(is_only_a_day)


class HoursAndDays:
    """`text` is what they wrote, cleaned."""

    __slots__ = ("_days", "_look", "_minutes", "text")

    text: str
    _look: Look
    _minutes: tuple[int | Sequence[int] | None] | None
    _days: tuple[tuple[frozenset[date], frozenset[date]] | None] | None

    def minutes(self) -> int | Sequence[int] | None:
        if self._minutes is None:
            self._minutes = (self._read_minutes(),)
        return self._minutes[0]

    def _read_minutes(self) -> int | Sequence[int] | None:
        lang = self._look.me.lang
        text = without_any_day(without(self.text, THINGS, CODE, DATE), lang)
        most = at_most(text, lang)
        found = read_hours(text if text.isdecimal() else without_clocks(text, lang), lang) if most is None else most
        if isinstance(found, Unclear):
            return [choice for choice in found.choices if isinstance(choice, int)] or None
        found = below_zero(text, lang) if found is None else found
        alone = only_hours(self.text) if found is None else ""
        said = read_hours(alone, lang) if alone else found
        return said if isinstance(said, int) else found

    def without_times(self) -> str:
        """The words that name neither hours nor a day."""
        lang, tokens = self._look.me.lang, tokenise(self.text)
        spans = (*find_hours(tokens, lang), *days_named(tokens, lang, self._look.today))
        timed = {at for span in spans for at in range(span.start, span.end)}
        weekdays = weekday_words(lang)
        left = (at for at, form in enumerate(tokens.forms) if at not in timed and form not in weekdays)
        return " ".join(tokens.said(at, at + 1) for at in left)

    def minutes_between(self) -> int | None:
        """How long it takes where the words say from when to when: "from 2 till 5", «من العاشرة حتى الواحدة»."""
        found = find_from_to(tokenise(self.text), self._look.me.lang)
        minutes = found[0].value if len(found) == 1 else None
        return minutes if isinstance(minutes, int) else spoken_from_to(self.text, self._look.me.lang)

    def hours_of_days(self) -> int | None:
        """The minutes of several days together, each of which has its own."""
        return hours_of_days(self.text, self._look.me.lang, self._look.today)

    def hours_of_all(self, what: str) -> int | None:
        """The minutes of all that are needed, where the words tell those of each."""
        return hours_of_all(what, self.text, self._look.me.lang)

    def at_most(self) -> bool:
        """Whether the words are how long it may take: "up to 4"."""
        return at_most(self.text, self._look.me.lang) is not None

    def in_so_long(self) -> bool:
        """Whether the hours say when something is to be, and not how long it takes."""
        return in_so_long(self.text, self._look.me.lang)

    def right_hours(self) -> int | None:
        """The minutes that are right, where the words say that others are not."""
        return right_hours(self.text, self._look.me.lang)

    def last_number_of_hours(self) -> int | None:
        """The last number in the words, taken for hours, in minutes: "maybe eight, it's a big job"."""
        forms, lang = tokenise(without(self.text, THINGS, CODE, DATE, CLOCK)).forms, self._look.me.lang
        found = [number for at in range(len(forms)) if (number := number_at(forms, at, lang)) and len(number[0]) == 1]
        hours = found[-1][0][0] if found else 0
        return int(hours * 60) if 0 < hours <= _MOST_HOURS else None

    def bare_hours(self) -> int | None:
        """The minutes of a figure at the end that nothing is said of: "cambia las horas a 2", "no, it was 3"."""
        last = _LAST_FIGURE.search(self.text)
        found = read_hours(last[0].strip(), self._look.me.lang) if last else None
        return found if isinstance(found, int) else None

    def minutes_of(self, agreed: int | None) -> int | Sequence[int] | None:
        """As `minutes`, of something for which `agreed` minutes stand: "an hour more" is one more than those."""
        more = further_hours(self.text, self._look.me.lang)
        if more is None or agreed is None:
            return self.minutes()
        return agreed + more if more and agreed + more > 0 else None

    def day(self) -> date | Sequence[date] | None:
        me = self._look.me
        found = _read_day(
            without(self.text, HOURS, THINGS, CODE), me.lang, self._look.today, country(me.country).week_starts
        )
        if isinstance(found, Unclear):
            return [choice for choice in found.choices if isinstance(choice, date)] or None
        return self._look.today if found is None and says_now(self.text, me.lang) else found

    def hours_answered(self, agreed: int | None = None) -> int | None:
        """The minutes that the words mean in answer to "how many hours?", or in the place of the `agreed` ones."""
        more = further_hours(self.text, self._look.me.lang) if agreed else None
        if agreed and more and agreed + more > 0:
            return agreed + more
        found = self.right_hours() or hours_answered(self.text, self._look.me.lang)
        minutes = found or self.minutes() or self.last_number_of_hours()
        return minutes if isinstance(minutes, int) else None

    def day_answered(self, *, named: bool = False) -> date | None:
        """The day that the words mean in answer to "by which day?"; `named`: with more than a figure or a length."""
        me = self._look.me
        text = without(self.text, HOURS, THINGS, CODE)
        return day_answered(text, me.lang, self._look.today, country(me.country).week_starts, named=named)

    def is_only_a_day(self) -> bool:
        """Whether the words are a day and nothing else."""
        return _is_only_a_day(self.text, self._look.me.lang, self._look.today)

    def other_day(self, agreed: str) -> str:
        """The day that is named in the place of the agreed one, both as ISO dates; '' for none."""
        if self._days is None:
            self._days = (two_days(self.text, self._look.me.lang, self._look.today),)
        said = self._days[0] if agreed else None
        if said is None:
            return ""
        day = date.fromisoformat(agreed)
        own = said[0] & {day} or {one for one in said[0] if self.next_to(one.isoformat(), agreed) == agreed}
        return "".join(other.isoformat() for other in said[1] - own) if len(own) == 1 else ""

    def next_to(self, day: str, agreed: str) -> str:
        """The day that was read as it is meant beside the agreed one, all as ISO dates."""
        found = next_to(date.fromisoformat(day), date.fromisoformat(agreed), self.text, self._look.me.lang)
        return found.isoformat()

    def names_the_day(self, agreed: str | None) -> bool:
        """Whether the day that they name is the agreed one, as an ISO date."""
        day = self.day()
        return bool(agreed) and isinstance(day, date) and self.next_to(day.isoformat(), agreed or "") == agreed

    def days_beside(self, day: date) -> tuple[frozenset[date], frozenset[date]]:
        """The days that are named, and those of them that the words do not refuse, each as it is meant beside `day`."""
        lang = self._look.me.lang
        said, meant = days_answered(self.text, lang, self._look.today)
        return (
            frozenset(next_to(one, day, self.text, lang) for one in said),
            frozenset(next_to(one, day, self.text, lang) for one in meant),
        )

    def denies(self) -> bool:
        """Whether a no is among the words; "no worries" is none."""
        return denies(self.text, self._look.me.lang)

    def at_hour(self, what: str) -> str:
        """What is needed with the time of day that the words name; '' where they name none."""
        lang = self._look.me.lang
        timed = at_hour(what, self.text, lang, self._look.today)
        return timed or (join_time(what, self.text, lang) if is_time_of_day(self.text, lang) else "")

    def is_only_a_time(self) -> bool:
        """Whether little but a time of day is said: "vers 15h", "at 10 in the morning"."""
        if len(self.text.split()) > _FEW:
            return False
        time = is_time_of_day(self.text, self._look.me.lang) or bool(_HALF_DAY.search(self.text))
        return time or bool(self.at_hour("-"))

    def with_often(self, what: str) -> tuple[str, bool]:
        """What is needed with how often, or on which day not, as the words say it, and whether it comes again."""
        return with_often(what, self.text, self._look.me.lang, self._look.today)

    def with_repeat(self, what: str) -> str:
        """What is needed with how often, on which day not, from when on, or by which feast that has no date of its own,
        where the words say no more; else ''.
        """
        lang, today = self._look.me.lang, self._look.today
        often, _again = self.with_often(what)
        if often or self.day() is not None:
            return often
        return with_start(what, self.text, lang, today) or with_feast(what, self.text, lang)

    def weekly_instead(self, what: str) -> str:
        """What is needed each week, on the other weekday that the words name; '' where it is not weekly, or they name
        none.
        """
        return weekly_instead(what, self.text, self._look.me.lang)

    def says_start(self) -> bool:
        """Whether the words tell from when on, and not by when."""
        return says_start(self.text, self._look.me.lang, self._look.today)

    def with_spare(self, what: str) -> str:
        """What is offered with the hours that the words give for it; '' where they give none."""
        return with_spare(what, self.text, self._look.me.lang)

    def says_any_day(self) -> bool:
        """Whether the words leave the day open."""
        return says_any_day(self.text, self._look.me.lang)

    def urgent(self) -> bool:
        """Whether a few words say that it is for as soon as possible."""
        return len(self.text.split()) <= _FEW and says_urgent(self.text, self._look.me.lang)

    def days_said(self) -> int:
        """The days of "one day", "una semana", where the words are nothing else; 0 for all others."""
        return days_in(self.text, self._look.me.lang)

    def put_off(self) -> int:
        """By how many days something is to be later; 0 where no length is said."""
        return put_off(self.text, self._look.me.lang)

    def asks_the_day(self) -> bool:
        """Whether the words ask which day something is, and name none that they want."""
        return asks_the_day(self.text, self._look.me.lang)
