"""Of two days said together ("entre el lunes y el miércoles", "mañana o pasado"), which is the last that would do?"""

from datetime import date, timedelta

from bot.understand.lexis.lexicon import one, own, small
from bot.understand.lexis.weekwords import weekday_at
from bot.understand.values import Span

_BETWEEN = small("between_days")
EITHER = small("or") | small("or_else")
_AND = small("list_and")
_ARABIC_AND = "و"
_GAP, _LED = 4, 6  # words
_WEEK, _DAYS = 7, 31
_FROM, _TO = small("from"), small("until")
THROUGH = _TO | frozenset("-–")


def led_by_between(forms: list[str], at: int, within: int = _LED) -> bool:
    """Whether "between" stands at most so many words before this place."""
    return not _BETWEEN.isdisjoint(forms[max(at - within, 0) : at])


def joins_led(forms: list[str], at: int) -> bool:
    """Whether this word is the "y" of "entre el 27 y el 30"."""
    return forms[at] in _AND and led_by_between(forms, at)


def last_days(forms: list[str], spans: list[Span], lang: str) -> list[Span]:
    """The days of a message, each two that are said together as one: the later."""
    joined: list[Span] = []
    for place, span in enumerate(spans):
        following = spans[place + 1].start if place + 1 < len(spans) else len(forms)
        span = _to_the_day(forms, _or_the_next(forms, span, following, lang), following, lang)
        before = joined[-1] if joined else None
        if before is not None and _are_together(forms, before, span, lang):
            joined[-1] = Span(_begin(forms, before, lang), span.end, _later(forms, before, span, lang))
        else:
            joined.append(span)
    return joined


def _are_together(forms: list[str], first: Span, second: Span, lang: str) -> bool:
    if not (isinstance(first.value, date) and isinstance(second.value, date)) or second.start - first.end > _GAP:
        return False
    between = [form for form in forms[first.end : second.start] if form not in one(lang, "calendar", "day_words")]
    between = between or forms[first.end : second.start]
    if len(between) == 1 and between[0] in EITHER:
        return True
    if _is_from(forms, first) and not _TO.isdisjoint(forms[first.end : second.start + 1]):
        return True  # "del 4 al 10"
    if _is_through(forms, first, second, lang):
        return True
    led = _begin(forms, first, lang) < first.start
    with_and = forms[first.end].startswith(_ARABIC_AND)
    return led and (with_and or (len(between) == 1 and between[0] in _AND))


def _is_through(forms: list[str], first: Span, second: Span, lang: str) -> bool:
    """Like "monday to wednesday", "lunes a miércoles", "mon-wed", of which the dash is no word."""
    to = second.start == first.end or (second.start == first.end + 1 and forms[first.end] in THROUGH)
    return to and bool(weekday_at(forms, first.start, lang)) and bool(weekday_at(forms, second.start, lang))


def _begin(forms: list[str], span: Span, lang: str) -> int:
    """Where the "between" before this day stands, or the day itself."""
    small_words = own(lang, "calendar", "day_words")
    for at in range(span.start - 1, max(span.start - 3, -1), -1):
        if forms[at] in _BETWEEN:
            return at
        if forms[at] not in small_words:
            break
    return span.start


def _later(forms: list[str], first: Span, second: Span, lang: str) -> object:
    """The later of two dates; "between Monday and Friday", said on a Tuesday, ends on the Friday after that Monday."""
    assert isinstance(first.value, date)
    assert isinstance(second.value, date)
    apart = (first.value - second.value).days
    named = any(weekday_at(forms, at, lang) for at in range(second.start, second.end))
    led = _begin(forms, first, lang) < first.start or _is_through(forms, first, second, lang)
    if 0 < apart < _WEEK and named and second.end - second.start <= 2 and led:
        return second.value + timedelta(days=_WEEK)
    return max(first.value, second.value)


def _is_from(forms: list[str], span: Span) -> bool:
    return not _FROM.isdisjoint(forms[max(span.start - 1, 0) : span.start + 1])


def _to_the_day(forms: list[str], span: Span, following: int, lang: str) -> Span:
    """ "Del 4 al 10", "entre dia 5 e 10": up to a day of the month that is but a figure."""
    at, figure = span.end, any(form.isdigit() for form in forms[span.start : span.end])
    if not figure or not isinstance(span.value, date) or at + 1 >= len(forms):
        return span
    led = _is_from(forms, span)
    if not (joins_led(forms, at) or (led and forms[at] in _TO)):
        return span
    at += 1
    while at < following and (found := own(lang, "calendar", "day_words").at(forms, at)):
        at = found[1]
    behind = forms[at + 1 : at + 2]
    counts = bool(behind) and behind[0].isalpha()
    if at >= following or counts or not forms[at].isdigit() or not 1 <= int(forms[at]) <= _DAYS:
        return span
    last, month = int(forms[at]), span.value
    for _month in range(2):
        try:
            if (then := month.replace(day=last)) > span.value:
                return Span(_begin(forms, span, lang), at + 1, then)
        except ValueError:
            return span
        month = (month.replace(day=1) + timedelta(days=_DAYS)).replace(day=1)
    return span


def _or_the_next(forms: list[str], span: Span, following: int, lang: str) -> Span:
    """ "Mañana o pasado", "بكرة أو بعده": the day after this one."""
    next_one = one(lang, "calendar", "the_next").at(forms, span.end + 1)
    joined = span.end < len(forms) and (forms[span.end] in EITHER or joins_led(forms, span.end))
    if not (joined and next_one and next_one[1] <= following and isinstance(span.value, date)):
        return span
    return Span(span.start, next_one[1], span.value + timedelta(days=1))
