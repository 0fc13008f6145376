"""How does one message sound in one language and country? Plural forms, values in words, directions, digits."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from bot.wording.catalogue import Catalogue, Parts, PluralRule, english_plural, split
from bot.wording.dates import decimal_mark, names, zone
from bot.wording.doors import Doors
from bot.wording.elision import JOINS
from core.countries import country
from core.messages import (
    Amount,
    Clock,
    Code,
    Country,
    Day,
    Door,
    Message,
    Moment,
    OrganisationName,
    Sealed,
    SealedCode,
    Service,
    Several,
    Value,
    _,
    _n,
)
from core.taxonomy import taxonomy
from core.text.clean import clean, cut

FSI, LRI, PDI, RLM = "\u2068", "\u2066", "\u2069", "\u200f"
ELLIPSIS = "…"
UNCUT = 1 << 30

_ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_FIRST_OF_MONTH = {"fr": "1er", "pt": "1º"}
_SEPARATOR = {"ar": "؛ ", "fr": "\u202f; "}
_NEAR_DAYS = 300
_KEPT = 5000
_MOST_NUMERALS = 50

_DAY = _("{weekday} {day} {month}").id
_DAY_WITH_YEAR = _("{weekday} {day} {month} {year}").id
_MOMENT = _("{day}, {time}").id
_FORGOTTEN = _("Organisation {number}").id


class Frame(NamedTuple):
    """What changes from one telling to the next: the clock, the present day, and how much of each typed text fits."""

    zone: str
    today: str
    cap: int


class Voice:
    """Says messages in one language as it is written in one country. Keeps what it has prepared; safe to share."""

    def __init__(
        self,
        lang: str,
        country_code: str,
        digits: str,
        catalogue: Catalogue,
        instead: Mapping[str, str],
        doors: Doors,
        *,
        short: bool = False,
    ) -> None:
        """`instead`: the ids of sentences that are said in other words. `short`: days as in "Fri 27 Nov"."""
        self.rtl = lang == "ar"
        self.mark = RLM if self.rtl else ""
        self.separator = _SEPARATOR.get(lang, "; ")
        self._eastern = self.rtl and (digits or country(country_code).digits) == "arab"
        self._numerals = tuple(f"{self.mark}{self.digits(str(n))}. " for n in range(_MOST_NUMERALS))
        self._point = decimal_mark(lang, country_code, eastern=self._eastern)
        self._first = _FIRST_OF_MONTH.get(lang, "1")
        self._short = short
        self._names = names(lang, country_code, short=short)
        self._catalogue = catalogue
        self._instead = instead
        self._doors = doors
        self._join = JOINS.get(lang)
        self._entries: dict[str, tuple[PluralRule, tuple[Parts, ...]]] = {}
        self._kept: dict[Amount | tuple[str, str], str] = {}
        # By type and not by `match`: this is the inner loop of everything the bot says.
        self._show: dict[type, Callable[[Any, Frame], str]] = {
            str: lambda words, frame: isolated(words, frame.cap),
            int: lambda n, _frame: self.number(n),
            bool: lambda n, _frame: self.number(n),
            OrganisationName: lambda one, frame: isolated(self.name(one), frame.cap),
            Amount: self._amount,
            Day: self._day,
            Moment: self._moment,
            Clock: lambda clock, _frame: self._time(*divmod(clock.minutes, 60)),
            Code: lambda code, _frame: f"{LRI}{typed(code.text)}{PDI}",
            Door: lambda door, _frame: "\n".join(self._doors.links(door.word)) or f"{LRI}{door.word}{PDI}",
            Country: lambda land, _frame: isolated(self._names.countries.get(land.code, land.code)),
            Service: lambda one, _frame: (
                taxonomy().name(one.id, lang) or isolated(dict(one.names).get(lang, one.otherwise))
            ),
            Sealed: lambda _words, _frame: isolated(ELLIPSIS),  # what nobody opened is not shown
            SealedCode: lambda _code, _frame: isolated(ELLIPSIS),
            Message: self.say,
            Several: lambda several, frame: self.separator.join([self.say(item, frame) for item in several.items]),
        }

    def say(self, message: Message, frame: Frame) -> str:
        """The message in this language. A value that is missing leaves its place empty."""
        rule, forms = self._entries.get(message.id) or self._prepare(message.id, message.plural)
        parts = forms[_form(rule, message.params, len(forms))] if message.plural else forms[0]
        if len(parts) == 1:
            return parts[0]
        params, show, join = message.params, self._show, self._join
        out = list(parts)
        for at in range(1, len(out), 2):
            value = params.get(out[at], "")
            out[at] = show[type(value)](value, frame)
            if join:
                out[at - 1] = join(out[at - 1], out[at])
        return "".join(out)

    def show(self, value: Value, frame: Frame) -> str:
        """One value as it stands inside a message."""
        return self._show[type(value)](value, frame)

    def numeral(self, n: int) -> str:
        """What stands before the n-th choice of a list."""
        return self._numerals[n] if n < _MOST_NUMERALS else f"{self.mark}{self.digits(str(n))}. "

    def number(self, n: int) -> str:
        """A plain number; the sign of a negative one stays on its side."""
        text = self.digits(str(int(n)))
        return f"{LRI}{text}{PDI}" if n < 0 else text

    def name(self, one: OrganisationName) -> str:
        """What an organisation is called: its name, and where that went, a number."""
        return self._fill(_FORGOTTEN, number=self.digits(str(one.id))) if one.forgotten else one

    def decimal(self, hundredths: int) -> str:
        """A number with two decimals that is not below zero."""
        whole, rest = divmod(hundredths, 100)
        return self.digits(f"{whole}") + self._point + self.digits(f"{rest:02}")

    def digits(self, text: str) -> str:
        """The text in the digits of this reader."""
        return text.translate(_ARABIC_DIGITS) if self._eastern else text

    def _prepare(self, id: str, plural: str) -> tuple[PluralRule, tuple[Parts, ...]]:
        said = self._instead.get(id, id)
        found = self._catalogue.sentences.get(said)
        if found is None:
            entry: tuple[PluralRule, tuple[Parts, ...]] = (english_plural, (split(said), split(plural or said)))
        else:
            entry = (self._catalogue.plural, tuple(self._split(form) for form in found))
        if len(self._entries) < _KEPT:
            self._entries[id] = entry
        return entry

    def _split(self, sentence: str) -> Parts:
        parts = list(split(sentence))
        parts[::2] = [self.digits(text) for text in parts[::2]]
        return tuple(parts)

    def _fill(self, id: str, **values: str) -> str:
        _rule, (parts, *_rest) = self._entries.get(id) or self._prepare(id, "")
        out = list(parts)
        out[1::2] = [values.get(name, "") for name in out[1::2]]
        return "".join(out)

    def _amount(self, amount: Amount, frame: Frame) -> str:
        return self._kept.get(amount) or self._keep(amount, self.say(_duration(abs(amount.minutes)), frame))

    def _day(self, day: Day, frame: Frame) -> str:
        known = self._kept.get((day.iso, frame.today))
        if known:
            return known
        when = _date(day.iso)
        if when is None:
            return isolated(day.iso, frame.cap)
        return self._keep((day.iso, frame.today), self._date(when, _date(frame.today)))

    def _keep(self, key: Amount | tuple[str, str], text: str) -> str:
        if len(self._kept) >= _KEPT:
            self._kept.clear()
        self._kept[key] = text
        return text

    def _date(self, day: date, today: date | None) -> str:
        far = today is not None and abs((day - today).days) > _NEAR_DAYS
        weekday, month = self._names.weekdays[day.weekday()], self._names.months[day.month - 1]
        year = self.digits(str(day.year))
        if self._short:
            return " ".join((weekday, self.digits(str(day.day)), month, year)[: 4 if far else 3])
        return self._fill(
            _DAY_WITH_YEAR if far else _DAY,
            weekday=weekday,
            day=self.digits(self._first if day.day == 1 else str(day.day)),
            month=month,
            year=year,
        )

    def _moment(self, moment: Moment, frame: Frame) -> str:
        try:
            when = datetime.fromtimestamp(moment.at / 1000, zone(frame.zone))
        except (ValueError, OverflowError, OSError):
            return ""
        day = self._day(Day(when.date().isoformat()), frame)
        return self._fill(_MOMENT, day=day, time=self._time(when.hour, when.minute))

    def _time(self, hour: int, minute: int) -> str:
        return self.digits(f"{hour:02}:{minute:02}")


def isolated(words: str, cap: int = UNCUT) -> str:
    """Somebody's words on one line, at most `cap` characters, in a direction of their own."""
    kept = typed(words, cap)
    return f"{FSI}{kept}{PDI}" if kept else ""


def typed(words: str, cap: int = UNCUT) -> str:
    """Somebody's words without what steers the screen, on one line: a new line could pass for a choice of ours."""
    kept = clean(words)
    if "\n" in kept:
        kept = " ".join(kept.split())
    return kept if len(kept) <= cap else cut(kept, cap - 1) + ELLIPSIS


def _duration(minutes: int) -> Message:
    """So many minutes in the words people use for hours; one whole sentence for each way of saying it."""
    hours, rest = divmod(minutes, 60)
    if not minutes:
        return _("0 hours")
    if not rest:
        return _n("{n} hour", "{n} hours", hours)
    if not hours:
        return _("half an hour") if rest == 30 else _n("{n} minute", "{n} minutes", rest)
    if rest == 30:
        return _n("{n} hour and a half", "{n} hours and a half", hours)
    return _(
        "{hours} {minutes}",
        hours=_n("{n} hour", "{n} hours", hours),
        minutes=_n("{n} minute", "{n} minutes", rest),
    )


def _form(rule: PluralRule, params: Mapping[str, Value], forms: int) -> int:
    n = params.get("n")
    return min(rule(abs(n)) if isinstance(n, int) else forms - 1, forms - 1)


def _date(iso: str) -> date | None:
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return None
