"""Which values does a message carry for its intent? Each slot is looked for apart; none is made up."""

import re
from collections.abc import Callable
from datetime import date

from .dates import find_days
from .hours import find_hours
from .intents import Found
from .lexicon import keyed, numbered, one
from .numbers import number_at
from .places import find_remote
from .service import find_service
from .tokens import Tokens
from .towns import find_town
from .values import Span

_WEEK_STARTS = {"ar": 6, "pt": 6}
_MINUTES = 60
_STAR = ("estrel", "star", "etoile", "نجم")
Slots = dict[str, object]
# لجمعية: "to" is written together with the name.
_LED_BY_TO = re.compile("ل[\u0621-\u064a]{3}")


def slots_of(intent: str, tokens: Tokens, lang: str, today: date, cues: list[Found]) -> Slots:
    """The slots of this intent that the message names (see the package's docstring for their shapes)."""
    if intent in ("post_need", "post_offer", "find_matches"):
        return _listing(intent, tokens, lang, today, cues)
    read = _READERS.get(intent)
    return read(tokens, lang, cues) if read else {}


def _listing(intent: str, tokens: Tokens, lang: str, today: date, cues: list[Found]) -> Slots:
    clocks = _clocks(tokens, lang)
    hours = [span for span in find_hours(tokens, lang) if _is_work(tokens, lang, span, clocks)]
    days = find_days(tokens, lang, today, _WEEK_STARTS.get(lang, 0))
    remote, urgent = find_remote(tokens, lang), _urgent(tokens, lang)
    town = find_town(tokens, lang, [*hours, *days, *remote])
    taken = [
        *clocks,
        *hours,
        *days,
        *remote,
        *urgent,
        *([town] if town else []),
        *(Span(at, at + 1, None) for at in _told(cues)),
    ]
    slots: Slots = {
        "service": find_service(tokens, lang, taken, _after_cue(cues), alone=intent != "find_matches"),
        "hours": _hours(hours),
        "deadline": next((day.value.isoformat() for day in days if isinstance(day.value, date)), None),
        "place": remote[0].value if remote else town.value if town else None,
        "urgency": "high" if urgent else None,
    }
    return {name: value for name, value in slots.items() if value is not None}


def _told(cues: list[Found]) -> set[int]:
    """The tokens that say only that something is needed or offered, not what."""
    kept = {at for cue in cues for at in cue.kept}
    return {at for cue in cues for at in cue.places} - kept


def _after_cue(cues: list[Found]) -> int:
    """Where what is needed or offered begins to be told: after the words that begin the clearest cue."""
    return max(cues, key=lambda cue: (cue.weight, -cue.start)).head_end if cues else 0


def _hours(spans: list[Span]) -> float | int | None:
    """Hours, when a message names them surely; a range or "1.000 horas" is asked about later."""
    minutes = next((span.value for span in spans if isinstance(span.value, int)), None)
    if minutes is None:
        return None
    return minutes // _MINUTES if minutes % _MINUTES == 0 else minutes / _MINUTES


def _is_work(tokens: Tokens, lang: str, span: Span, clocks: list[Span]) -> bool:
    """Not "a las 3 horas", not "no 6 horas", not the length of a film."""
    if any(clock.start < span.end and span.start < clock.end for clock in clocks):
        return False
    before = tokens.forms[max(span.start - 3, 0) : span.start]
    of_a_film = (
        any(form in one(lang, "length_of") for form in before) and isinstance(span.value, int) and span.value < 60
    )
    return not of_a_film and before[-1:] not in (["no"], ["not"], ["nao"], ["non"], ["مش"], ["مو"], ["ليس"])


def _clocks(tokens: Tokens, lang: str) -> list[Span]:
    """Like "a las 3 de la tarde", "at 11", "الساعة الخامسة": a time of day, which is no length."""
    forms = tokens.forms
    found = [(at, start) for at, start, _ in one(lang, "clock").all_in(forms) if start < len(forms)]
    return [Span(at, end, None) for at, start in found if (end := _clock_end(forms, start, lang))]


def _clock_end(forms: list[str], at: int, lang: str) -> int | None:
    number = number_at(forms, at, lang)
    ordinal = numbered(lang, "ordinals").at(forms, at)
    if ordinal or ":" in forms[at] or (forms[at][0].isdigit() and forms[at][-2:] in ("am", "pm")):
        return ordinal[1] if ordinal else at + 1
    if number is None:
        return None
    end = number[1]
    return end + 1 if end < len(forms) and forms[end] in ("h", "hs", "hrs", "heures", "horas", "am", "pm") else end


def _urgent(tokens: Tokens, lang: str) -> list[Span]:
    return [Span(at, end, "high") for at, end, _ in one(lang, "urgency").all_in(tokens.forms)]


def _confirmed(tokens: Tokens, lang: str, cues: list[Found]) -> Slots:
    clocks = _clocks(tokens, lang)
    hours = _hours([span for span in find_hours(tokens, lang) if _is_work(tokens, lang, span, clocks)])
    return {} if hours is None else {"hours": hours}


def _amount(tokens: Tokens, lang: str, cues: list[Found]) -> Slots:
    hours = _hours(find_hours(tokens, lang))
    if hours is not None:
        return {"amount": hours}
    for at in range(len(tokens.forms)):
        number = number_at(tokens.forms, at, lang)
        if number and len(number[0]) == 1:
            value = number[0][0]
            return {"amount": int(value) if value.denominator == 1 else float(value)}
    return {}


def _donation(tokens: Tokens, lang: str, cues: list[Found]) -> Slots:
    slots = _amount(tokens, lang, cues)
    if one(lang, "fund").all_in(tokens.forms):
        return {**slots, "recipient": "fund"}
    for at in range(len(tokens.forms) - 1, 0, -1):
        if tokens.forms[at - 1] in one(lang, "to") and tokens.forms[at] not in one(lang, "units", "hour"):
            name = _named(tokens, at)
            return {**slots, "recipient": name} if name else slots
    joined = next((at for at in range(len(tokens.forms) - 1, 0, -1) if _LED_BY_TO.match(tokens.forms[at])), None)
    return {**slots, "recipient": _named(tokens, joined)[1:]} if joined else slots


def _named(tokens: Tokens, at: int) -> str:
    end = at
    while end < len(tokens.forms) and not tokens.is_sign(end):
        end += 1
    start = (
        at + 1 if tokens.forms[at] in ("la", "el", "los", "las", "the", "le", "les", "a", "o") and at + 1 < end else at
    )
    return tokens.said(start, end)


def _rating(tokens: Tokens, lang: str, cues: list[Found]) -> Slots:
    forms = tokens.forms
    for at in range(len(forms)):
        number = number_at(forms, at, lang)
        if number and number[0][0] in (1, 2, 3, 4, 5) and not _is_article(forms, at, lang):
            comment = _comment(tokens, number[1], lang)
            return {"stars": int(number[0][0]), **({"comment": comment} if comment else {})}
    signs = sum(form in ("⭐", "🌟", "★") for form in forms)
    return {"stars": signs} if 1 <= signs <= 5 else {}


def _is_article(forms: list[str], at: int, lang: str) -> bool:
    """The "un" of "un comentario" and "un cuatro", not that of "una estrella"."""
    return forms[at] in one(lang, "one") and not (at + 1 < len(forms) and forms[at + 1].startswith(_STAR))


def _comment(tokens: Tokens, at: int, lang: str) -> str:
    while at < len(tokens.forms) and (tokens.is_sign(at) or tokens.forms[at] in one(lang, "stars")):
        at += 1
    end = len(tokens.forms)
    while end > at and tokens.forms[end - 1] in (".", "!", "،", ","):
        end -= 1
    return tokens.said(at, end)


def _language(tokens: Tokens, lang: str, cues: list[Found]) -> Slots:
    named = keyed(lang, "languages").all_in(tokens.forms)
    return {"language": named[0][2]} if named else {}


_READERS: dict[str, Callable[[Tokens, str, list[Found]], Slots]] = {
    "confirm_service": _confirmed,
    "donate": _donation,
    "request_support": _amount,
    "rate_partner": _rating,
    "change_language": _language,
}
