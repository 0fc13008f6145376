"""Which words say that something is done again and again? "Los sábados de 9 a 12", "2 horas por semana", مرة في الشهر.

No answer of a listing holds them, so whoever reads it is told in its own words.
"""

from collections.abc import Iterator, Sequence

from bot.understand.amounts.numbers import number_at
from bot.understand.amounts.spread import spread
from bot.understand.amounts.units import unit_at
from bot.understand.lexis.lexicon import one, small
from bot.understand.lexis.tokens import Tokens
from bot.understand.lexis.weekwords import day_units, every_begins, phrase_at, weekday_at, weekday_words
from bot.understand.values import Span

from .eitherday import THROUGH, led_by_between
from .leftout import behind_led, left_out
from .oftens import find_oftens, often_end
from .refused import denial_at
from .starts import begin_of, begun_months

_AND, _FROM = small("list_and"), small("from")
_ARTICLES, _TIMES = small("articles"), small("times")
_SHORT_DAYS = small("short_days")  # behind "كل يوم", where they are no numbers
ONCE = "once"  # the value of what need not come again
_FRENCH_THE = "le"
_WEEKENDS = frozenset(("weekend", "next_weekend"))
_WEEKS, _GAP = frozenset(("this_week", "next_week", "week_after_next")), 3


def find_repeats(
    tokens: Tokens,
    lang: str,
    days: list[Span],
    hours: list[Span],
    clocks: list[Span],
    named: Sequence[Span] = (),
) -> list[Span]:
    """Weekdays and weeks that come again, how many times, with the time of day beside them; in order, none twice.

    `days`, `hours` and `clocks` are those of the message; "2 horas la semana que viene" is a day and no repeat. Of all
    days that are `named`, the first one ("después del 15") and one that is left out ("menos lunes") belong to it.
    """
    often = {span.start: span.end for span in find_oftens(tokens, hours) if not _goes_on(span, days)}
    counted = (span for span in _counted(tokens, lang) if not _goes_on(span, days))
    found = [*_rhythms(tokens, lang), *counted, *_each(tokens, lang), *_weekdays(tokens, lang)]
    found += (*_evenings(tokens, lang), *_habits(tokens, lang, days), *find_exceptions(tokens, lang, days))
    found += (*_begun(tokens, lang, named), *spread(tokens.forms, hours, lang))
    found += [Span(span.start, often[span.end], None) for span in hours if span.end in often]
    return _joined(tokens, found, clocks) if found else []


def _begun(tokens: Tokens, lang: str, named: Sequence[Span]) -> Iterator[Span]:
    yield from begun_months(tokens.forms, lang)
    for span in named:
        if (start := begin_of(tokens.forms, span, lang)) is not None:
            yield Span(start, span.end, None)


def _goes_on(span: Span, days: list[Span]) -> bool:
    """Whether its last word begins a day: "… la semana que viene", "… يوم الخميس"."""
    return any(day.start < span.end < day.end for day in days)


def _rhythms(tokens: Tokens, lang: str) -> Iterator[Span]:
    """A weekday with the "every" before it: "los sábados", "every Friday", كل جمعة, in Arabic also by the number that
    it is called after, where nothing is counted: كل تلات العصر is no "every three days".
    """
    forms = tokens.forms
    for at in range(1, len(forms) if not _SHORT_DAYS.isdisjoint(forms) else 0):
        led = forms[at] in _SHORT_DAYS and one(lang, "small", "every").at(forms, at - 1)
        if led and led[1] == at and not _counts(forms, at, lang):
            yield Span(at - 1, at + 1, None)
    if weekday_words(lang).isdisjoint(forms):
        return
    for at, form in enumerate(forms):
        if weekday_at(forms, at, lang) or weekday_at([form.removesuffix("s")], 0, lang):
            start = every_begins(forms, at, lang)
            if start is not None:
                yield Span(start, at + 1, None)


def _counts(forms: list[str], at: int, lang: str) -> bool:
    """Whether what stands behind a number is counted by it."""
    behind = forms[at + 1 : at + 2]
    return bool(behind) and (unit_at(forms, at + 1, lang) is not None or day_units(lang).at(forms, at + 1) is not None)


def _habits(tokens: Tokens, lang: str, days: list[Span]) -> Iterator[Span]:
    """ "Le samedi" is each Saturday, where no date says which one it is."""
    forms = tokens.forms
    if lang != "fr" or weekday_words(lang).isdisjoint(forms):
        return
    for at in range(1, len(forms)):
        dated = any(day.start <= at < day.end for day in days)
        if forms[at - 1] == _FRENCH_THE and weekday_at(forms, at, lang) and not dated:
            yield Span(at - 1, at + 1, None)


def _counted(tokens: Tokens, lang: str) -> Iterator[Span]:
    """Like "una vez por semana", "twice a month", "مرتين في الأسبوع"."""
    if _TIMES.isdisjoint(tokens.forms):
        return
    for at, form in enumerate(tokens.forms):
        if form in _TIMES and (end := often_end(tokens, at + 1)):
            yield Span(at - 1 if at and number_at(tokens.forms, at - 1, lang) else at, end, None)


def _each(tokens: Tokens, lang: str) -> Iterator[Span]:
    """Like "cada semana", "tous les jours", "كل شهر"."""
    for at, end, _phrase in one(lang, "small", "every").all_in(tokens.forms):
        unit = day_units(lang).at(tokens.forms, end)
        named = phrase_at(tokens.forms, end, lang)
        if unit or (named and named[0] in _WEEKENDS):
            end = (unit or named or (0, end))[1]
            yield Span(at, end + (end < len(tokens.forms) and tokens.forms[end] in _SHORT_DAYS), None)


def _evenings(tokens: Tokens, lang: str) -> Iterator[Span]:
    """Like "por las tardes", "Tuesday evenings"."""
    for at, end, _phrase in one(lang, "small", "evenings").all_in(tokens.forms):
        yield Span(at - (at > 0 and weekday_at(tokens.forms, at - 1, lang) is not None), end, None)


def _weekdays(tokens: Tokens, lang: str) -> Iterator[Span]:
    """Several weekdays: "martes y jueves", "de lunes a viernes", "mon-wed"; these may be one Monday and one Tuesday:
    `ONCE`, as are those "to wednesday next week".
    """
    forms = tokens.forms
    if weekday_words(lang).isdisjoint(forms):
        return
    for at in range(len(forms)):
        first = weekday_at(forms, at, lang)
        if first is None or first[1] + 1 >= len(forms) or led_by_between(forms, at, within=2):
            continue
        join = first[1]
        then = join + 1 + (forms[join + 1] in _ARTICLES and join + 2 < len(forms))
        second = weekday_at(forms, then, lang)
        led = at > 0 and forms[at - 1] in _FROM
        one_each = at > 0 and forms[at - 1] in _ARTICLES
        through = forms[join] in THROUGH and (led or not one_each)
        if second and (forms[join] in _AND or through):
            certain = through and _is_of_a_week(forms, second[1], lang)
            sure = (through or led or (lang == "es" and not one_each)) and not certain
            yield Span(at - (led or one_each), second[1], None if sure else ONCE)


def _is_of_a_week(forms: list[str], at: int, lang: str) -> bool:
    """Whether a certain week is named behind the days: "next week", "de la otra semana"."""
    return any((named := phrase_at(forms, at + gap, lang)) and named[0] in _WEEKS for gap in range(_GAP))


def find_exceptions(tokens: Tokens, lang: str, days: list[Span]) -> Iterator[Span]:
    """ "Any day but Friday", "sauf le dimanche", and where no day is left "not on Monday"."""
    forms = tokens.forms
    if weekday_words(lang).isdisjoint(forms):
        return
    for at, form in enumerate(forms):
        day = weekday_at(forms, at, lang) or weekday_at([form.removesuffix("s")], 0, lang)
        led = behind_led(forms, at) if day else 0
        start = left_out(forms, at) if day else None
        if day and start is None and not days and led:
            start = denial_at(forms, Span(at, at + 1, None), lang)
        if start is not None:
            every = one(lang, "calendar", "any_day").begins(forms, start)
            yield Span(start if every is None else every, at + 1, ONCE)


def _joined(tokens: Tokens, found: list[Span], clocks: list[Span]) -> list[Span]:
    """Those that touch each other as one, each with the times of day that touch it."""
    joined: list[Span] = []
    for span in sorted((*found, *clocks), key=lambda one: (one.start, -one.end)):
        last = joined[-1] if joined else None
        if last and span.start <= last.end + (last.end < span.start and tokens.is_sign(last.end)):
            joined[-1] = Span(last.start, max(last.end, span.end), last.value)
        else:
            joined.append(span)
    return [span for span in joined if any(span.start <= one.start < span.end for one in found)]
