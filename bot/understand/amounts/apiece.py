"""How many hours are it together, where each of several gives so many? "2 cocineras 3 horas cada una", "3 people, 2
hours each", «متطوعين اتنين كل واحد ٣ ساعات» are six: an hour of each is an hour given.
"""

from bot.understand.lexis.lexicon import one, small
from bot.understand.lexis.tokens import Tokens
from bot.understand.values import Span

from .numbers import number_at
from .units import unit_at

_THE, _AND = small("the"), small("list_and")
_SESSIONS, _TOTAL = small("sessions"), small("total")
_FAR = 8  # words: "2 cocineras para el almuerzo del sábado, 3 horas cada una"
_MOST = 60  # more are those for whom it is done
_SENTENCE_ENDS = frozenset(".!?;:؟؛")


def all_together(tokens: Tokens, spans: list[Span], lang: str) -> list[Span]:
    """The same lengths of time, with that of each as often as there are people; as they are where another total is
    said.
    """
    if not spans:
        return spans
    found = [
        _as_often(tokens, span, before.end if before else 0, lang)
        for before, span in zip((None, *spans), spans, strict=False)
    ]
    another = not _TOTAL.isdisjoint(tokens.forms) and len({span.value for span in found}) > 1
    return spans if another else found


def _as_often(tokens: Tokens, span: Span, after: int, lang: str) -> Span:
    begins = _each_at(tokens, span, lang) if isinstance(span.value, int) else None
    many = _people(tokens, begins, after, lang) if begins is not None else 0
    return span._replace(value=many * span.value) if many and isinstance(span.value, int) else span


def _each_at(tokens: Tokens, span: Span, lang: str) -> int | None:
    """Where the length begins with the "each" before it; None where none is said of it."""
    each = one(lang, "small", "each_of_them")
    behind = span.end + 1 if span.end < len(tokens.forms) and tokens.is_sign(span.end) else span.end
    if each.at(tokens.forms, behind):
        return span.start
    return next((at for at, end, _said in each.all_in(tokens.forms) if end in (span.start, span.start - 1)), None)


def _people(tokens: Tokens, before: int, after: int, lang: str) -> int:
    """How many of them are counted there, behind the time before (`after`); 0 for none, and for two kinds of them ("2
    cocineras y 3 meseras").
    """
    forms = tokens.forms
    for at in range(before - 1, max(before - _FAR, after) - 1, -1):
        if forms[at] in _SENTENCE_ENDS:
            return 0
        number = number_at(forms, at, lang)
        if number is None or (at and number_at(forms, at - 1, lang) == number):
            continue
        readings, end = number
        if end < len(forms) and forms[end] in _SESSIONS:
            return 0  # counted by occasions.py
        counts = end == before or (end < len(forms) and forms[end][0].isalpha() and not unit_at(forms, end, lang))
        led = forms[at - 1] if at else ""
        many = int(readings[0]) if len(readings) == 1 and readings[0].denominator == 1 else 0
        return many if counts and led not in _THE and led not in _AND and 1 < many <= _MOST else 0
    return 0
