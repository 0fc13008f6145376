"""Which day do words leave out: "any day but Friday", "todos los días menos el lunes", «كل الأيام إلا الجمعة»?

No answer of a listing holds it, so whoever reads it is told in its own words.
"""

from bot.understand.lexis.lexicon import one, small

_EXCEPT, _SAVE_FOR = one("", "small", "except_day"), one("", "small", "save_for")
_ANY, _LED = small("any_or_all"), small("led_days")
_NOT = small("not_so") | small("half_no") | small("no_such")
_AT_LEAST = frozenset(("al", "ao", "pelo"))
_IN = small("before_months")
_AND, _OR = small("list_and"), small("or")
_BEFORE = 6  # words before "except" in which "no" or "any" may stand


def left_out(forms: list[str], at: int) -> int | None:
    """Where the words begin that leave out the day at `at`; None where none do, and of «ما نقدر إلا الجمعة», "we can't
    but Friday", which is just that day. Of "any day but Friday and Saturday" both are left out.
    """
    led = behind_led(forms, at)
    if led > 1 and _joins(forms, led - 1, at) and (joined := left_out(forms, led - 2)) is not None:
        return joined
    start = _EXCEPT.begins(forms, led) or _EXCEPT.begins(forms, led - (led > 0 and forms[led - 1] in _IN))
    if start is None:
        start = _SAVE_FOR.begins(forms, led)
        if start is None or _ANY.isdisjoint(forms[max(start - _BEFORE, 0) : start]):
            return None
    if not _AT_LEAST.isdisjoint(forms[start - 1 : start]) or not _NOT.isdisjoint(
        forms[max(start - _BEFORE, 0) : start]
    ):
        return None
    return start


def _joins(forms: list[str], at: int, day: int) -> bool:
    """Whether "and" or "or" stands there, or a comma before a day behind which "and" another is left out."""
    return forms[at] in _AND | _OR or (forms[at] == "," and not _AND.isdisjoint(forms[day + 1 : day + 2]))


def behind_led(forms: list[str], at: int) -> int:
    """Where "on", "le", يوم and the like begin that lead to a day."""
    while at > 0 and forms[at - 1] in _LED:
        at -= 1
    return at
