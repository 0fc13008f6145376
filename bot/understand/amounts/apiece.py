"""How many hours are it together, where each of several gives so many? "2 cocineras 3 horas cada una", "3 people, 2
hours each", «متطوعين اتنين كل واحد ٣ ساعات» are six: an hour of each is an hour given.
"""

from bot.understand.lexis.lexicon import numbered, one, small
from bot.understand.lexis.tokens import Tokens
from bot.understand.values import Span

from .heads import heads
from .numbers import number_at
from .units import unit_at

_THE, _AND = small("the"), small("list_and")
_SESSIONS, _TOTAL = small("sessions"), small("total")
_EACH, _ARABIC_THE, _STEM = small("each_counted"), "ال", 3
_TWO, _TWO_ENDS = small("two_people"), ("تين", "تان")
_TWO_SESSIONS = numbered("ar", "two_sessions").firsts
_DUAL = 6  # letters
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


def each_said(tokens: Tokens, lang: str) -> list[tuple[int, int]]:
    """Where "each of them", "cada una", «كل حلاق» stand: from and to."""
    said = (one(lang, "small", name).all_in(tokens.forms) for name in ("each_of_them", "each_one"))
    each = [(at, end) for found in said for at, end, _phrase in found]
    counted = [at for at, form in enumerate(tokens.forms[:-1]) if form in _EACH]
    return each + [(at, at + 2) for at in counted if _is_counted_again(tokens.forms, at)]


def _is_counted_again(forms: list[str], at: int) -> bool:
    """Whether what is counted is named once more behind "each": «حلاقين اثنين كل حلاق ثلاث ساعات»."""
    noun = forms[at + 1]
    if len(noun) < _STEM or noun in _SESSIONS:
        return False
    return any(form.removeprefix(_ARABIC_THE)[:_STEM] == noun[:_STEM] for form in forms[max(at - _FAR, 0) : at])


def _as_often(tokens: Tokens, span: Span, after: int, lang: str) -> Span:
    begins = _each_at(tokens, span, lang) if isinstance(span.value, int) else None
    many = (_people(tokens, begins, after, lang) or _told(tokens, lang)) if begins is not None else 0
    return span._replace(value=many * span.value) if many and isinstance(span.value, int) else span


def _each_at(tokens: Tokens, span: Span, lang: str) -> int | None:
    """Where the length begins with the "each" before it; None where none is said of it."""
    each = each_said(tokens, lang)
    behind = span.end + 1 if span.end < len(tokens.forms) and tokens.is_sign(span.end) else span.end
    if any(at == behind for at, _end in each):
        return span.start
    ends = range(span.start - 1, span.start + 2)  # of «كل وحدة ساعة» the one is of both
    return next((at for at, end in each if end in ends and at < span.start), None)


def _people(tokens: Tokens, before: int, after: int, lang: str) -> int:
    """How many of them are counted there, behind the time before (`after`); 0 for none, and for two kinds of them ("2
    cocineras y 3 meseras").
    """
    forms = tokens.forms
    for at in range(before - 1, max(before - _FAR, after) - 1, -1):
        if forms[at] in _SENTENCE_ENDS:
            return 0
        if _are_two(forms[at]):
            return 2
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


def _told(tokens: Tokens, lang: str) -> int:
    """How many a verb says that they are, before or behind: "2 horas cada uno, somos 3"; 0 where none does."""
    found = heads(tokens, lang)
    if found is None or found.many > _MOST:
        return 0
    counts = found.plainly or (tokens.forms[found.end : found.end + 1] != [] and tokens.forms[found.end].isalpha())
    return found.many if counts else 0


def _are_two(form: str) -> bool:
    """Whether the word itself says that they are two, as Arabic does: «ممرضتين»; «متطوعين» are any number."""
    return form in _TWO or (len(form) >= _DUAL and form.endswith(_TWO_ENDS) and form not in _TWO_SESSIONS)
