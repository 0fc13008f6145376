"""Which of the days in a message do the words refuse: "el viernes no puedo", «مو مناسب الجمعة», "not Sunday"?"""

from bot.understand.lexis.lexicon import one, own, small
from bot.understand.lexis.weekwords import next_one, weekday_at
from bot.understand.values import Span

from .leftout import behind_led, left_out
from .starts import begin_of

_DENIED = small("denies_day")
_WHY_NOT = one("", "small", "why_not")
_REFUSALS = small("not_so") - small("not_behind") | small("refuses")
_NOT_NEEDED, _AHEAD = frozenset(("don", "dont", "not")), 5
_SINCE, _STARTING = small("since"), one("", "small", "starting")
_FITS, _NOT = small("fits_verbs"), small("not_so") | small("half_no")
_CAN_NOT = small("impossible")  # of "can't" t stands alone
_YES = frozenset(one("", "words", "yes").single_words())
_LED, _IS = small("led_days"), small("is_for_day")
_COMING, _ASKED = small("coming"), frozenset("?¿؟")
_ENDS = frozenset(",.;!،؛")
_NOT_SAID = _NOT | _CAN_NOT | _DENIED
_NO_DAY = _NOT_SAID | _FITS | _COMING | _IS  # what may stand between a no and its day
_BETWEEN, _BEHIND = 2, 4  # words between "no" and its verb, and between a day and what refuses it


def is_denied(forms: list[str], span: Span, lang: str) -> bool:
    """Like "mañana no puedo", "no puedo el viernes", "from Monday": a day by which nothing has to be done."""
    before, after = forms[span.start - 1 : span.start], forms[span.end : span.end + 2]
    ahead = forms[max(span.start - _AHEAD, 0) : span.start]
    since = forms[max(span.start - 2, 0) : span.start]
    led = behind_led(forms, span.start)
    denied = bool({*forms[led - 1 : led], *before} & _DENIED) and _WHY_NOT.begins(forms, led) is None
    return (
        (denied and not next_one(forms, span.start, span.end))
        or left_out(forms, span.start) is not None
        or ("need" in ahead and not _NOT_NEEDED.isdisjoint(ahead))
        or (len(after) == 2 and _is_behind(forms, span.end, lang))  # "amanhã no posto" is where
        or _is_last_no(forms, span.end, lang)
        or (not _SINCE.isdisjoint(before) and since[:1] != ["week"])
        or _STARTING.whole(since) is not None
        or begin_of(forms, span, lang) is not None
        or _does_not_fit(forms, span.start, lang)
        or _is_replaced(forms, span.start, lang)
    )


def denial_at(forms: list[str], span: Span, lang: str) -> int | None:
    """Where the words begin that leave no day of it: "no puede ser el viernes"; None where they begin behind it."""
    if not is_denied(forms, span, lang):
        return None
    start = behind_led(forms, span.start)
    while start > 0 and forms[start - 1] in _NO_DAY:
        start -= 1
    return None if _NOT_SAID.isdisjoint(forms[start : span.start]) else start


def is_refused(forms: list[str], span: Span, following: int) -> bool:
    """Like the "demain" of "demain je ne peux pas mais jeudi oui"; the next day that is named begins at `following`."""
    ends = following
    if is_not_that(forms, following) and _YES.isdisjoint(forms[following + 1 : following + 2]):
        no = behind_led(forms, following) - 1  # "we can on saturday not friday", "saturday, not friday": it is Friday's
        ends = no if no > span.end or not _FITS.isdisjoint(forms[: span.start]) else following
    behind = forms[span.end : min(span.end + _BEHIND, ends)]
    told = not _REFUSALS.isdisjoint(behind)
    before = span.start - 1 - (span.start > 1 and forms[span.start - 1] in _LED)
    while before > 0 and forms[before] in _IS:  # "no es para el viernes, es para el lunes"
        before -= 1
    return told or (before >= 0 and forms[before] in _NOT and forms[before] != "لا")


def _is_behind(forms: list[str], at: int, lang: str) -> bool:
    """Whether a no refuses the day before it: "el sábado no", but not "podemos el sábado no el viernes"."""
    if forms[at] not in own(lang, "small", "no_behind_day"):
        return False
    if _FITS.isdisjoint(forms[:at]):
        return True
    then = at + 1
    while then < len(forms) and forms[then] in _LED:
        then += 1
    other = weekday_at(forms, then, lang) if then < len(forms) else None
    return other is None or not _YES.isdisjoint(forms[other[1] : other[1] + 1])


def _is_last_no(forms: list[str], at: int, lang: str) -> bool:
    """Whether a no ends what is said of the day before it: "lunes o martes, el miércoles no"."""
    no = at < len(forms) and forms[at] in own(lang, "words", "no")
    return no and (at + 1 == len(forms) or forms[at + 1] in _ENDS)


def is_not_that(forms: list[str], at: int) -> bool:
    """Like the Friday of "saturday not friday", behind another day that would do."""
    led = behind_led(forms, at)
    return led > 1 and forms[led - 1] in _NOT and forms[led - 1] != "لا" and _WHY_NOT.begins(forms, led) is None


def _does_not_fit(forms: list[str], at: int, lang: str) -> bool:
    """The "no puedo ir" before a day; not of "no puedo antes del viernes", nor of "¿no puede ser el viernes?"."""
    at -= 1
    while at > 0 and forms[at] in _LED:
        at -= 1
    can = at - 1 - (at > 1 and forms[at - 1] in _NOT)  # "ne peut pas venir"
    if at > 0 and forms[at] in _COMING and forms[can] in _FITS | _CAN_NOT and _ASKED.isdisjoint(forms):
        at = can
    if at < 0 or forms[at] in _CAN_NOT:
        return at >= 0
    told_of_another = any(weekday_at(forms, place, lang) for place in range(max(at - _BEHIND, 0), at))
    denied = not (_NOT | _CAN_NOT).isdisjoint(forms[max(at - _BETWEEN, 0) : at])
    return forms[at] in _FITS and denied and not told_of_another


def _is_replaced(forms: list[str], at: int, lang: str) -> bool:
    """The Friday of "saturday instead of friday"."""
    words = one(lang, "small", "in_place")
    at -= at > 1 and forms[at - 1] in _LED
    return any(found[1] == at for begun in range(max(at - 4, 0), at) if (found := words.at(forms, begun)))
