"""How long does a person say something takes? Minutes, read from words and figures in five languages."""

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache

from bot.understand.lexis.lexicon import numbered, one, small
from bot.understand.lexis.sounds import sounds
from bot.understand.lexis.tokens import Tokens, has_figure, tokenise
from bot.understand.values import Span, Unclear
from core.text.clean import clean
from core.text.normal import digits

from .apiece import all_together, each_said
from .instead import hours_instead
from .numbers import Number, Readings, heard, number_at, parse_amount
from .occasions import all_of_them
from .spread import not_spread_over
from .stretches import dashed, joins, range_at, stretched
from .units import HOUR, unit_at, unit_behind, units_of

__all__ = ["find_hours", "parse_amount", "read_hours"]

_LONGEST = 300
_DIGITS = 6
_COUPLE = 2
_FOR = small("for")
_UNSAID_UNIT = 3
"""Up to two, Arabic says minutes without a figure: دقيقة واحدة، دقيقتان."""
_MINUS = frozenset(("-", "−", "–"))
_SIGNED = re.compile(r"[-−–]\d")
_NOT, _HOW_MANY = small("denies") | small("not_so_many"), small("how_many")
"""Before a unit in the singular they ask, or say "some": no length of time."""
_AND = small("list_and") | small("hours_and")
_CLOCK = re.compile(r"(\d{1,2})(:|h|hrs?)([0-5]\d)")


def read_hours(text: str, lang: str) -> int | Unclear | None:
    """The answer to "how many hours?" in minutes; several readings are Unclear, no reading is None.

    A bare number counts as hours. No business bounds here: "0" is 0 and "900" is 54000.
    """
    if text.isdecimal() and len(text) <= _DIGITS:
        return int(text) * HOUR
    tokens = tokenise(clean(text, _LONGEST))
    if any(form in _MINUS and not _is_stretch(tokens.forms, at, lang) for at, form in enumerate(tokens.forms[:-1])):
        return None
    lengths = find_hours(tokens, lang, alone=True)
    if (right := hours_instead(tokens, lang, lengths)) is not None:
        return right
    said = [span for span in lengths if not _denied(tokens, span)]
    if said:
        return _settle(span.value for span in said)
    return _bare(tokens.forms, lang)


def hours_of_all(what: str, text: str, lang: str) -> int | None:
    """The minutes of "3 horas cada uno" together, of as many as are asked for: "2 pintores" are six hours; None where
    they are not counted, before it is told for whom it is.
    """
    if not each_said(tokenise(clean(text, _LONGEST)), lang):
        return None
    asked = tokenise(what)
    ends = next((asked.starts[at] for at, form in enumerate(asked.forms) if form in _FOR), len(what))
    each, together = read_hours(text, lang), read_hours(f"{what[:ends]}, {text}", lang)
    return together if isinstance(each, int) and isinstance(together, int) and together > each else None


def at_most(text: str, lang: str) -> int | Unclear | None:
    """The minutes of "up to 4", «jusqu'à 4h», which is no time of day here; None where more is said."""
    tokens = tokenise(clean(text, _LONGEST))
    led = one(lang, "small", "at_most").at(tokens.forms, 0)
    return read_hours(tokens.text[tokens.starts[led[1]] :], lang) if led and led[1] < len(tokens.forms) else None


def right_hours(text: str, lang: str) -> int | None:
    """The minutes that are right, where the words say that others are not: "no fueron 2 horas, fue 1"."""
    tokens = tokenise(clean(text, _LONGEST))
    return hours_instead(tokens, lang, find_hours(tokens, lang, alone=True))


def in_so_long(text: str, lang: str) -> bool:
    """Whether a length of time says when: "in 2 hours", "dentro de dos horas"."""
    tokens = tokenise(clean(text, _LONGEST))
    return any(one(lang, "calendar", "within").at(tokens.forms, at) for at in range(len(tokens.forms)))


def below_zero(text: str, lang: str) -> int | None:
    """The minutes of "-3" or "-2 horas", which are no length of time; None for all else."""
    found = find_impossible(tokenise(clean(text, _LONGEST)), lang, alone=True) if _SIGNED.search(text) else []
    return found[0].value if len(found) == 1 and isinstance(found[0].value, int) else None


def find_hours(tokens: Tokens, lang: str, alone: bool = False) -> list[Span]:
    """Every length of time in a message; values are minutes or Unclear. `alone`: a unit without a number is one."""
    if not _may_say_length(tokens, lang):
        return []
    spans, at, beginnings = [], 0, _beginnings(lang)
    while at < len(tokens.forms):
        form = tokens.forms[at]
        begins = form in beginnings or not form[0].isalpha() or heard(form, lang)
        span = _span_at(tokens, at, lang, alone) if begins else None
        if span is not None:
            span = stretched(tokens.forms, span, lang)
            spans.append(span)
        at = span.end if span else at + 1
    spans = not_spread_over(tokens, spans, lang)
    return all_together(tokens, all_of_them(tokens, spans, lang), lang)


def find_impossible(tokens: Tokens, lang: str, alone: bool = False) -> list[Span]:
    """Lengths below zero ("-3 horas"), or of none ("0 horas"); the minus stands right before its figure.

    `alone`: also without a unit.
    """
    spans, forms = [], tokens.forms
    if _MINUS.isdisjoint(forms) and not has_figure(tokens):
        return []
    for at, form in enumerate(forms):
        signed = form in _MINUS and at + 1 < len(forms) and tokens.ends[at] == tokens.starts[at + 1]
        number = number_at(forms, at + 1 if signed else at, lang) if signed or form.startswith("0") else None
        if number is None:
            continue
        counted = _counted(forms, at + 1 if signed else at, number, lang)
        if counted is None and alone and signed and number[1] == len(forms):
            counted = Span(at, number[1], round(number[0][0] * HOUR))
        if counted and isinstance(counted.value, int) and (signed or counted.value == 0):
            spans.append(Span(at, counted.end, -counted.value))
    return spans


def _may_say_length(tokens: Tokens, lang: str) -> bool:
    """Whether there is a unit, an amount or a figure like "2h30": in most there is none, and no length of time."""
    words = _length_words(lang)
    if not words.isdisjoint(tokens.forms) or not words.isdisjoint(sounds(tokens, lang)):
        return True
    return has_figure(tokens) and any(form[0].isdigit() and not form.isdecimal() for form in tokens.forms)


@cache
def _length_words(lang: str) -> frozenset[str]:
    """The words one of which every length of time without figures has."""
    units = units_of(lang)
    led = (before + unit for unit in units for before in ("ال", "د"))
    return frozenset((*units, *led, *numbered(lang, "amounts").telling()))


@cache
def _beginnings(lang: str) -> frozenset[str]:
    """The words, apart from figures, at which a length of time may begin: at most words of a message none does."""
    units = (one(lang, "units", name) for name in ("hour", "minute", "day", "alone"))
    tables = (numbered(lang, "amounts"), numbered(lang, "numbers"))
    firsts = [*(table.firsts for table in (*units, one(lang, "one"))), *(table.firsts for table in tables)]
    return frozenset(word for words in firsts for word in words)


def _span_at(tokens: Tokens, at: int, lang: str, alone: bool) -> Span | None:
    forms = tokens.forms
    fixed = numbered(lang, "amounts").at(forms, at)
    if fixed:
        minutes, end = fixed
        more, end = _rest(forms, end, lang, HOUR) if minutes % HOUR == 0 else (0, end)
        return Span(at, end, minutes + round(more))
    if (size := unit_at(forms, at + 1, lang)) and (ends := dashed(forms[at], counted=True)):
        return Span(at, at + 2, _said([n * size for n in ends], reason="range"))
    number = number_at(forms, at, lang)
    if number:
        return _counted(forms, at, number, lang) if not _signed(forms, at) else None
    if forms[at] in one(lang, "one") and (ranged := range_at(forms, at, at + 1, lang)):
        return ranged
    if forms[at] in one(lang, "one") and (size := unit_at(forms, at + 1, lang)):
        more, end = _rest(forms, at + 2, lang, size)
        return Span(at, end, size + round(more))
    return _clock_or_unit(forms, at, lang, alone)


def _clock_or_unit(forms: list[str], at: int, lang: str, alone: bool) -> Span | None:
    clock = _hours_minutes(forms[at])
    if clock is not None:
        end = at + 2 if unit_at(forms, at + 1, lang) else at + 1
        return Span(at, end, clock) if alone or end == at + 2 or ":" not in forms[at] else None
    size = unit_at(forms, at, lang)
    if size is None or size == 1 or not _HOW_MANY.isdisjoint(forms[max(at - 2, 0) : at]):
        return None
    more, end = _rest(forms, at + 1, lang, size)
    joined = bool(more) and (forms[at + 1] in _AND or numbered(lang, "tails").at(forms, at + 1) is not None)
    whole = len(forms) == end - at and forms[at] not in one(lang, "units", "many")
    spoken = (alone and (bool(more) or whole)) or joined or forms[at] in one(lang, "units", "alone")
    return Span(at, end, size + round(more)) if spoken else None


def _counted(forms: list[str], at: int, number: tuple[Readings, int], lang: str) -> Span | None:
    readings, end = number
    ranged = range_at(forms, at, end, lang)
    if ranged:
        return ranged
    part = numbered(lang, "tails").at(forms, end)
    if part and (size := unit_at(forms, part[1], lang)):
        return Span(at, part[1] + 1, _said([n * size + Fraction(part[0] * size, HOUR) for n in readings]))
    unit = unit_behind(forms, end, lang)
    if unit is None:
        return None
    size = unit[0]
    more, after = _rest(forms, unit[1], lang, size)
    return Span(at, after, _said([n * size + more for n in readings], decimal=forms[at] if size == HOUR else ""))


def _rest(forms: list[str], at: int, lang: str, size: int) -> tuple[Number, int]:
    """What follows a unit: "y media", "and 15 minutes", the "30" of "2h30". Minutes and the place after it."""
    tail = numbered(lang, "tails").at(forms, at)
    if tail:
        return Fraction(tail[0] * size, HOUR), tail[1]
    dual = numbered(lang, "amounts").at(forms, at) if size == HOUR else None
    if dual and dual[0] < _UNSAID_UNIT:
        return Fraction(dual[0]), dual[1]
    joined = at + 1 if at < len(forms) and forms[at] in _AND else at
    number = number_at(forms, joined, lang)
    if number is not None and number[0][0] < 1 and joined > at:
        return number[0][0] * size, number[1]
    if size != HOUR or number is None or len(number[0]) != 1:
        return 0, at
    minutes, end = number[0][0], number[1]
    if unit_at(forms, end, lang) == 1 or forms[end : end + 1] == ["m"]:
        return minutes, end + 1
    # "2h30", "une heure trente": two digits, a whole quarter or the like, and nothing that it could count
    counts = end < len(forms) and forms[end][:1].isalpha()
    return (
        (minutes, end)
        if minutes.denominator == 1 and 10 <= minutes < 60 and minutes % 5 == 0 and not counts
        else (0, at)
    )


def _bare(forms: list[str], lang: str) -> int | Unclear | None:
    """A number without a unit, with nothing around it but words like "unas", "creo que" or "no sé": hours."""
    found: Span | None = None
    at = 0
    while at < len(forms):
        clock = _hours_minutes(forms[at])
        couple = one(lang, "small", "a_couple").at(forms, at)
        number = ((Fraction(clock, HOUR),), at + 1) if clock is not None else number_at(forms, at, lang)
        number = ((_COUPLE,), couple[1]) if couple else number
        filler = one(lang, "about").at(forms, at) or one(lang, "words", "unsure").at(forms, at)
        ends = dashed(forms[at])
        if ends and found is None:
            found, at = Span(at, at + 1, _said([n * HOUR for n in ends], reason="range")), at + 1
        elif number and found is None:
            found = _bare_number(forms, at, number, lang)
            at = found.end
        elif filler:
            at = filler[1]
        elif forms[at][0].isalnum() or forms[at] in "²³¹∞%$€£#=^*":
            return None
        else:
            at += 1
    return found.value if found and isinstance(found.value, int | Unclear) else None


def _bare_number(forms: list[str], at: int, number: tuple[Readings, int], lang: str) -> Span:
    readings, end = number
    tail = numbered(lang, "tails").at(forms, end)
    if tail:
        return Span(at, tail[1], _said([n * HOUR + tail[0] for n in readings]))
    if ranged := range_at(forms, at, end, lang, bare=True):
        return ranged
    return Span(at, end, _said([n * HOUR for n in readings], decimal=forms[at]))


def _said(minutes: list[Number], decimal: str = "", reason: str = "ambiguous") -> int | Unclear:
    choices = sorted({round(m) for m in minutes} | _as_clock(decimal))
    return choices[0] if len(choices) == 1 else Unclear(reason, tuple(choices))


def _as_clock(figure: str) -> set[int]:
    """An hour and thirty minutes, where "1.30" may say that; "1.50" and "1.25" are decimals to everyone."""
    whole, _, part = figure.replace(",", ".").replace("٫", ".").partition(".")
    if not (whole.isdigit() and len(part) == 2 and part.isdigit()) or len(whole) > 3 or part in ("00", "25", "50"):
        return set()
    return {int(whole) * HOUR + int(part)} if int(part) < HOUR else set()


def _hours_minutes(form: str) -> int | None:
    """Like "1:30", "2h30"."""
    clock = _CLOCK.fullmatch(digits(form)) if form[0].isdigit() else None
    return int(clock[1]) * HOUR + int(clock[3]) if clock else None


def _signed(forms: list[str], at: int) -> bool:
    return at > 0 and forms[at - 1] in _MINUS


def _denied(tokens: Tokens, span: Span) -> bool:
    return span.start > 0 and tokens.forms[span.start - 1] in _NOT


def _is_stretch(forms: list[str], at: int, lang: str) -> bool:
    """The dash of "2 - 3 horas"."""
    both = at > 0 and number_at(forms, at - 1, lang) and number_at(forms, at + 1, lang)
    return bool(both) and joins(forms, at - 1, at, lang)


def _settle(values: Iterator[object]) -> int | Unclear | None:
    found = list(dict.fromkeys(values))
    if len(found) == 1:
        return found[0] if isinstance(found[0], int | Unclear) else None
    minutes: list[object] = [m for value in found for m in (value.choices if isinstance(value, Unclear) else (value,))]
    return Unclear("several", tuple(dict.fromkeys(minutes)))
