"""What do words take back at once: "a carpenter, sorry, a smith", «بكرا لا استنى بعد بكرا»? The right one stays.

Anywhere in a message, where both sides are of a kind. A "no" alone takes nothing back; within the words of one service,
which instead.py reads, it does.
"""

from __future__ import annotations

from datetime import date

from core.text.clean import clean
from core.text.normal import fold

from .amounts.hours import find_hours
from .calendar.dates import find_days
from .cues.intents import POSTING
from .lexis.leading import listed
from .lexis.lexicon import one, small
from .lexis.tokens import Tokens, tokenise
from .reading import understand
from .services.services import names_service
from .values import Span

_MEANT, _HOLD = listed("instead", "i_mean"), listed("instead", "hold")
_PLAIN_NO = frozenset(one("", "words", "no").single_words())
_ARTICLES = small("indefinite")
_LED, _NEAR = small("of") | small("with") | small("in") | small("for") | small("to_all"), 4
_LONGEST, _MOST = 1000, 3  # letters; times that something is taken back
_SIGNS = " ,،.;؛:-–!"


def without_taken_back(text: str, lang: str, today: date) -> str:
    """The message with what was meant in the place of what was said before it: a day, hours or a service; as it stands
    where it is not plain which of them that is.
    """
    for _time in range(_MOST):
        tokens = tokenise(clean(text, _LONGEST))
        corrected = next((said for start, end in _marks(tokens) if (said := _put(tokens, start, end, lang, today))), "")
        if not corrected:
            break
        text = corrected
    return text


def _marks(tokens: Tokens) -> list[tuple[int, int]]:
    """Where words stand that take others back, with the signs around them; a "no" alone is none."""
    marks: list[tuple[int, int]] = []
    if _MEANT.firsts.isdisjoint(tokens.forms) and _HOLD.firsts.isdisjoint(tokens.forms):
        return marks
    at, last = 1, len(tokens.forms) - 1
    while at < last:
        end, plain = at, True
        while end <= last and (found := _MEANT.at(tokens.forms, end) or _HOLD.at(tokens.forms, end)):
            plain = plain and tokens.forms[end] in _PLAIN_NO
            end = tokens.behind_signs(found[1])
        if end > at and end <= last and not plain:
            marks.append((at, end))
        at = max(end, at + 1)
    return marks


def _put(tokens: Tokens, start: int, end: int, lang: str, today: date) -> str:
    """The message with what follows the mark in the place of what ends before it."""
    left, right = tokens.said(0, start).rstrip(_SIGNS), tokens.said(end, len(tokens.forms))
    before, behind = tokenise(left), tokenise(right)
    for spans in (
        (find_days(before, lang, today, answer=True), find_days(behind, lang, today, answer=True)),
        (find_hours(before, lang), find_hours(behind, lang)),
    ):
        if (begun := _of_a_kind(before, behind, *spans)) is not None:
            return f"{left[: before.starts[begun]].strip()} {right}"
    if (begun := _led_alike(before, behind)) is not None:
        return f"{left[: before.starts[begun]].strip()} {right}"
    if before.forms[-1] in _LED:
        return ""  # "talleres de perdón, de duelo"
    read = understand(left, lang, today)
    service = str(read.slots.get("service") or "")
    if read.intent not in POSTING or not service or not left.endswith(service) or not names_service(behind, lang):
        return ""
    lead, _space, article = left.removesuffix(service).rstrip().rpartition(" ")
    led = fold(article) in _ARTICLES and behind.forms[0] in _ARTICLES  # "un carpintero, perdón, un herrero"
    return f"{lead if led else left.removesuffix(service).rstrip()} {right}"


def _led_alike(before: Tokens, behind: Tokens) -> int | None:
    """Where the same small word begins the last words of one part and the other part: "clases de inglés, perdón, de
    francés", "para niños, digo, para adultos".
    """
    forms, led = before.forms, behind.forms[0]
    at = len(forms) - 1 - forms[::-1].index(led) if led in _LED and led in forms else 0
    near = 0 < at < len(forms) - 1 and len(forms) - at <= _NEAR
    return at if near and not any(before.is_sign(place) for place in range(at, len(forms))) else None


def _of_a_kind(before: Tokens, behind: Tokens, first: list[Span], second: list[Span]) -> int | None:
    """Where the last day or length begins that ends one part, where the other part begins with one of its kind."""
    if not first or not second or second[0].start > 1 or first[-1].end < len(before.forms):
        return None
    return first[-1].start
