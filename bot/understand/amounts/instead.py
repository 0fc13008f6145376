"""Which hours do words put in the place of others: "no fueron 2 horas, fue 1", «مش ساعتين، ساعة وحدة», "5 is a lot"?

They are denied before or behind the right ones; "2 hours, sorry, 3 hours" is taken back (bot/understand/taken_back.py).
"""

from typing import NamedTuple

from bot.understand.lexis.lexicon import keyed, numbered, one, small
from bot.understand.lexis.tokens import Tokens
from bot.understand.values import Span

from .stretches import number_or_one
from .units import HOUR

_NOT, _WAS = small("not_so"), small("was")
_TOO_MUCH = one("", "small", "too_much")
_MOST = 200 * HOUR  # more than that is a number of something else
_SHORT = 8  # words and signs of what may be about hours without saying so


class _Said(NamedTuple):
    """Minutes that are named, whether the words deny them, and where they end."""

    minutes: int
    denied: bool
    end: int


def hours_instead(tokens: Tokens, lang: str, lengths: list[Span]) -> int | None:
    """The minutes that are right, where others are said to be wrong; `lengths` are the lengths of time in the message.

    Numbers may stand alone: "no fueron dos, fue una". Not "no vinieron dos, vino una", which counts something.
    """
    if _NOT.isdisjoint(tokens.forms) and not _TOO_MUCH.all_in(tokens.forms):
        return None
    said = _all_said(tokens, lang, {span.start: span for span in lengths})
    if len(said) > 1 and all(one.denied for one in said) and tokens.forms[0] in _NOT:
        said[0] = said[0]._replace(denied=False)  # "no it was one not two"
    right = {one.minutes for one in said if not one.denied}
    wrong = {one.minutes for one in said if one.denied}
    told = bool(lengths) or not _WAS.isdisjoint(tokens.forms) or len(tokens.forms) <= _SHORT
    return right.pop() if told and len(right) == len(wrong) == 1 and right != wrong else None


def _all_said(tokens: Tokens, lang: str, lengths: dict[int, Span]) -> list[_Said]:
    """The hours from the first to the last that are named, [] where other words stand between them."""
    said: list[_Said] = []
    denied = parted = False
    at, forms = 0, tokens.forms
    while at < len(forms):
        if found := _amount(forms, at, lang, lengths):
            if said and parted:
                return []
            too_much = _TOO_MUCH.at(forms, found[1])  # "5 hours is too much, 4?"
            said.append(_Said(found[0], denied or too_much is not None, found[1]))
            at, denied, parted = too_much[1] if too_much else found[1], False, False
            continue
        small_words = one(lang, "about").at(forms, at)
        if forms[at] in _NOT:
            denied, parted = True, parted and not said
        elif tokens.is_sign(at):
            denied = False
        elif forms[at] not in _WAS and not small_words:
            denied, parted = False, True
        at = small_words[1] if small_words and forms[at] not in _NOT else at + 1
    return said


def _amount(forms: list[str], at: int, lang: str, lengths: dict[int, Span]) -> tuple[int, int] | None:
    """Minutes and the place after them, of a length of time or of a number that counts nothing."""
    if span := lengths.get(at):
        return (span.value, span.end) if isinstance(span.value, int) else None
    number = number_or_one(forms, at, lang)
    if number is None or len(number[0]) != 1 or number[0][0] * HOUR > _MOST:
        return None
    minutes, end = round(number[0][0] * HOUR), number[1]
    if part := numbered(lang, "tails").at(forms, end):
        return minutes + part[0], part[1]
    counts = end < len(forms) and forms[end][0].isalnum() and forms[end] not in _NOT | _WAS
    ends = one(lang, "about").at(forms, end) or keyed(lang, "words").at(forms, end)
    return None if counts and ends is None else (minutes, end)
