"""Does a request ask for one person and then for another? "Alguien que arregle la compu y también un electricista"."""

from __future__ import annotations

from bot.understand.cues.intents import Found
from bot.understand.lexis.lexicon import one, small
from bot.understand.lexis.tokens import Tokens
from bot.understand.services.service import WHO, trimmed
from bot.understand.services.services import CLASSES, service_words

_AND, _ALSO = small("list_and") | {"&"}, small("also")
_SOMEBODY, _A, _OF = small("somebody"), small("some_one"), small("of")
_WHO = WHO | small("somebody_to")
_SIGNS = frozenset(",،;؛/+")
_IT = small("whom_done")
_ARABIC_AND = "و"
_HE = ("ي", "بي", "كي")  # begins what somebody does in Arabic, which needs no "who"
_BETWEEN_TIMES = 2  # small words: "3 horas cada uno"
_FAR = 4  # tokens from "someone" to "who"; more tell something else
_LONGEST = 12  # words that one of them may be told in
_LEAST = 3  # words by which it is told what somebody does: "alguien que cosa"


def persons_of(tokens: Tokens, lang: str, cues: list[Found], gone: set[int]) -> list[str]:
    """What is asked for, each as typed; [] where that is one person or thing, and in doubt.

    It is told behind the first words of the request's `cues`, and each ends at a time or place (`gone`). Another begins
    where "also" says so, or where "someone" is asked for again.
    """
    forms = tokens.forms
    if (_ALSO | _SOMEBODY).isdisjoint(map(_unjoined, forms)):
        return []
    named = {at for span in service_words(tokens, lang) for at in range(*span)}
    named.update(at for cue in cues for at in cue.kept)
    named.update(at for at, form in enumerate(forms) if form in CLASSES)
    begun = _begin(tokens, cues, named)
    end = len(forms)
    parts: list[tuple[int, int]] = []
    for at in range(begun + 1, end):
        here, also = _behind_and(forms, at)
        if at < begun or not at <= here < end:
            continue
        again = _is_somebody(forms, here) and (_is_somebody(forms, begun) or forms[begun] in _A)
        if _IT.intersection(forms[here + 2 : here + 3]):
            continue  # "un taller y alguien que lo dé"
        if again or (also and _asks(forms, here, named)):
            parts.append((begun, at))
            begun = here
    parts.append((begun, end))
    cut = [_cut(tokens, lang, _untimed(tokens, part, gone)) for part in parts]
    led = [forms[start] in _A for start, _end in parts]  # "un DJ y alguien que …"
    told = all(_is_told(forms, *part, named) or (a and part[0] < part[1]) for part, a in zip(cut, led, strict=True))
    return [_said(tokens, *part) for part in cut] if len(parts) > 1 and told else []


def _begin(tokens: Tokens, cues: list[Found], named: set[int]) -> int:
    """Behind the words that say that something is needed, and no more."""
    told = {at for cue in cues for at in cue.places}
    at = min(told, default=0)
    while at in told and not (at in named or tokens.forms[at] in _A or _is_somebody(tokens.forms, at)):
        at += 1
    return at


def _behind_and(forms: list[str], at: int) -> tuple[int, bool]:
    """The place behind an "and" or a comma, and behind an "also" there, and whether there was one; -1 for neither."""
    bare = _unjoined(forms[at])
    joined = bare != forms[at]
    if joined and bare in _SOMEBODY:
        return at, False
    if not (joined or forms[at] in _AND or forms[at] in _SIGNS):
        return -1, False
    also = joined
    at += 1
    while at < len(forms) and (forms[at] in _ALSO or forms[at] in _AND):
        at, also = at + 1, also or forms[at] in _ALSO
    one_more = at + 1 < len(forms) and forms[at] in _OF and forms[at + 1] in _A | _SOMEBODY
    return at + one_more, also


def _unjoined(form: str) -> str:
    """Without the Arabic "and" before "someone" or "also"; in واحد it is none."""
    bare = form[1:] if form.startswith(_ARABIC_AND) else form
    return bare if bare in _SOMEBODY | _ALSO and form not in _SOMEBODY else form


def _is_somebody(forms: list[str], at: int) -> bool:
    """Whether somebody is asked for there, with what they do: "alguien que …", حد يصلح."""
    at += forms[at] in _A
    if at + 1 >= len(forms) or _unjoined(forms[at]) not in _SOMEBODY:
        return False
    return not _WHO.isdisjoint(forms[at + 1 : at + _FAR]) or forms[at + 1].startswith(_HE)


def _asks(forms: list[str], at: int, named: set[int]) -> bool:
    """Whether what stands behind "also" is surely one more: "a …", "someone who …", a service by its name."""
    return at + (forms[at] in _A) in named or _is_somebody(forms, at)


def _untimed(tokens: Tokens, part: tuple[int, int], gone: set[int]) -> tuple[int, int]:
    """Up to the first time or place in it; nothing of it where more than that is told behind."""
    start, end = part
    first = min((at for at in gone if start < at < end), default=end)
    more = [at for at in range(first, end) if at not in gone and not tokens.is_sign(at)]
    return (start, first) if len(more) <= _BETWEEN_TIMES else (start, start)


def _cut(tokens: Tokens, lang: str, part: tuple[int, int]) -> tuple[int, int]:
    """Without small words around it; who is to do something stays: "alguien que cosa"."""
    start, end = part
    if not _is_somebody(tokens.forms, start):
        return trimmed(tokens, lang, part)
    while end > start and (tokens.is_sign(end - 1) or tokens.forms[end - 1] in one(lang, "trail")):
        end -= 1
    return start, end


def _is_told(forms: list[str], start: int, end: int, named: set[int]) -> bool:
    """Whether it says what is wanted: what somebody does, or a service by its name."""
    if not start < end <= start + _LONGEST:
        return False
    return end - start >= _LEAST if _is_somebody(forms, start) else not named.isdisjoint(range(start, end))


def _said(tokens: Tokens, start: int, end: int) -> str:
    said = tokens.said(start, end)
    return said[1:] if _unjoined(tokens.forms[start]) != tokens.forms[start] else said
