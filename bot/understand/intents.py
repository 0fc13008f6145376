"""What does a message want? Cue phrases of each language point to intents; the clearest pointer wins, or none does."""

from dataclasses import dataclass
from functools import lru_cache

from .lexicon import data
from .tokens import Tokens, forms_of

OUT_OF_SCOPE = "out_of_scope"
# Of equal cues the earlier wins: what protects a person first, then what is said more precisely.
INTENTS = (
    *("talk_to_coordinator", "out_of_scope", "stop", "delete_my_data", "dispute", "request_support", "donate"),
    *("rate_partner", "pause_alerts", "resume_alerts", "change_language", "statement", "balance", "my_listings", "profile"),
    *("decline_match", "accept_match", "confirm_service", "find_matches", "post_offer", "post_need", "cancel", "back", "skip"),
    *("help", "thanks", "greeting", "yes", "no"),
)
_GAP = 4


@dataclass(frozen=True)
class Cue:
    """A cue phrase: words, `*` for up to four words between, `#` for a number, `^` the beginning, `$` the end."""

    intent: str
    words: tuple[str, ...]
    weight: float
    opens: bool
    closes: bool


@dataclass(frozen=True)
class Found:
    """A cue in a message: tokens `start` to `end`."""

    cue: Cue
    start: int
    end: int


def find_cues(tokens: Tokens, lang: str) -> list[Found]:
    """All cues of one language in a message, of cues that begin at one word the heaviest of each intent."""
    table, forms, found = _table(lang), tokens.forms, []
    for at, form in enumerate(forms):
        for key in _keys(form):
            for cue in table.get(key, ()):
                end = _matches(cue, forms, at)
                if end:
                    found.append(Found(cue, at, end))
    return found


def decide(found: list[Found]) -> str | None:
    """The intent that the cues point to, or None. Cues inside a heavier cue do not count."""
    scores: dict[str, float] = {}
    for one in found:
        if not any(_covers(other, one) for other in found):
            weight = scores.get(one.cue.intent, 0.0)
            scores[one.cue.intent] = max(weight, one.cue.weight) + min(weight, one.cue.weight) * 0.25
    return min(scores, key=lambda intent: (-scores[intent], INTENTS.index(intent)), default=None)


def _covers(other: Found, one: Found) -> bool:
    inside = other.start <= one.start and one.end <= other.end
    return inside and other.cue.weight > one.cue.weight and other.cue.intent != one.cue.intent


def _keys(form: str) -> tuple[str, ...]:
    if form[0].isdigit():
        return (form, "#")
    return (form, form[1:]) if form[0] in "وف" and len(form) > 3 else (form,)


def _matches(cue: Cue, forms: list[str], at: int) -> int | None:
    if cue.opens and at:
        return None
    end = _follow(cue.words, 1, forms, at + 1)
    return None if end is None or cue.closes and not _is_end(forms, end) else end


def _follow(words: tuple[str, ...], place: int, forms: list[str], at: int) -> int | None:
    """The place after the words from `place` on, when they stand at `at`; `*` is tried shortest first."""
    while place < len(words):
        if words[place] == "*":
            steps = range(at, min(at + _GAP, len(forms)) + 1)
            return next((end for step in steps if (end := _follow(words, place + 1, forms, step)) is not None), None)
        if at >= len(forms) or not _same(words[place], forms[at]):
            return None
        place, at = place + 1, at + 1
    return at


def _same(word: str, form: str) -> bool:
    return word == form or word == "#" and form[0].isdigit()


def _is_end(forms: list[str], at: int) -> bool:
    return all(not form[0].isalnum() for form in forms[at:])


@lru_cache(maxsize=None)
def _table(lang: str) -> dict[str, tuple[Cue, ...]]:
    table: dict[str, list[Cue]] = {}
    for intent, phrases in data(lang)["cues"].items():
        for phrase in phrases:
            cue = _cue(intent, phrase)
            table.setdefault(cue.words[0], []).append(cue)
    return {first: tuple(sorted(cues, key=lambda cue: -cue.weight)) for first, cues in table.items()}


def _cue(intent: str, phrase: str) -> Cue:
    """"!" before a phrase makes it heavy: it decides whatever else the message says."""
    heavy, opens, closes = phrase.startswith("!"), "^" in phrase, phrase.endswith("$")
    parts = phrase.strip("!$").replace("^", "").split()
    words = tuple(form for part in parts for form in ([part] if part in "*#" else forms_of(part)))
    weight = sum(1.0 for word in words if word != "*") + (4.0 if heavy else 0.0) + 0.5 * (opens + closes)
    return Cue(intent, words, weight, opens, closes)
