"""What does a message want? Cues of each language point to intents; the clearest pointer wins, or none does."""

from collections.abc import Sequence
from operator import attrgetter
from typing import NamedTuple

from bot.understand.lexis.lexicon import one
from bot.understand.lexis.sounds import sounds
from bot.understand.lexis.tokens import Tokens

from .cuelines import Cue
from .cueparts import Steps, signs_of
from .cues import ACTING, Start, cue_table

_WHOM = 3.0
OUT_OF_SCOPE = "out_of_scope"
# Of equal cues the earlier wins: what protects a person first, then what is said more precisely.
INTENTS = (
    *("talk_to_coordinator", "out_of_scope", "stop", "delete_my_data", "dispute", "request_support", "donate"),
    *(
        "rate_partner",
        "write_partner",
        "share_contact",
        "pause_alerts",
        "resume_alerts",
        "change_language",
        "known",
        "months",
        "fund",
        "network",
        "contribution",
        "acting",
        "another",
        "inviting",
        "blocked",
        "lost_phone",
        "pin",
        "people",
        "second_yes",
        "discreet",
        "quiet_hours",
        "statement",
        "balance",
        "my_listings",
        "profile",
    ),
    *(
        "decline_match",
        "accept_match",
        "confirm_service",
        "find_matches",
        "post_offer",
        "post_need",
        "cancel",
        "back",
        "skip",
    ),
    *("free", "help", "thanks", "greeting", "yes", "no"),
)
DENIED = ""
"""The intent of a cue of what they say they cannot do: something is said, and nothing is wanted."""
_RANK = {intent: place for place, intent in enumerate((*INTENTS, DENIED))}
# What is said around a request as well: it counts only where nothing else is asked for.
SOCIAL = frozenset(("greeting", "thanks"))
_ANSWERS = frozenset(("yes", "no", "skip", *SOCIAL))
POSTING = frozenset(("post_need", "post_offer"))
LISTINGS = POSTING | {"find_matches"}
REFUSING = frozenset(("no", "decline_match", "dispute", "cancel", "stop"))
_ENOUGH = 1.0
# What moves credit, deletes or opts out has to be said more clearly than anything else.
_BAR, _SAID, _MANY = 0.5, 1.5, 4
_QUESTION = frozenset("?؟")
_FIRST, _SENTENCE, _CLAUSE = 0, 1, 2
_SENTENCE_ENDS = frozenset(".!?;:؟؛…¡¿")
_CLAUSE_ENDS = frozenset(",،-–(")
_AGAIN = 0.25
# Arabic writes "and" together with the next word.
_ARABIC_AND = "وف"
_SHORTEST_JOINED = 3


class Found(NamedTuple):
    """A cue in a message: the tokens it matched, in order, those of them that tell what is done, and their weight."""

    intent: str
    places: tuple[int, ...]
    kept: tuple[int, ...]
    weight: float

    @property
    def start(self) -> int:
        return self.places[0]

    @property
    def end(self) -> int:
        return self.places[-1] + 1

    @property
    def head_end(self) -> int:
        """The place after the words that stand together at its beginning, or of the first word that is kept."""
        if self.kept:
            return self.kept[0]
        end = self.start + 1
        return next((end + ahead for ahead, place in enumerate(self.places[1:]) if place != end + ahead), self.end)


def find_cues(tokens: Tokens, lang: str) -> list[Found]:
    """All cues of one language in a message."""
    return _cues_in(sounds(tokens, lang), tokens, lang)


def find_told(tokens: Tokens, lang: str) -> list[Found]:
    """What is told of an exchange, without what lies inside something heavier (told.py); how long it took stands beside
    all else.
    """
    found = _cues_in(sounds(tokens, lang), tokens, lang, "told")
    return [
        *_uncovered([cue for cue in found if cue.intent != "amount"]),
        *(cue for cue in found if cue.intent == "amount"),
    ]


def find_misspelt(tokens: Tokens, lang: str) -> list[Found]:
    """The cues if words a letter off were spelt well; none for what moves credit, deletes or opts out."""
    forms = cue_table(lang, "cues").respelt(sounds(tokens, lang))
    return [cue for cue in _cues_in(forms, tokens, lang) if cue.intent not in ACTING] if forms else []


def _cues_in(forms: list[str], tokens: Tokens, lang: str, kind: str = "cues") -> list[Found]:
    table = cue_table(lang, kind)
    found: dict[tuple[str, tuple[int, ...]], Found] = {}
    begun: list[tuple[int, Start]] = []
    for at, form in enumerate(forms):
        if start := table.start(form):
            begun.append((at, start))
        if form[0] in _ARABIC_AND and len(form) > _SHORTEST_JOINED and (joined := table.start(form[1:])):
            begun.append((at, joined))
    if not begun:
        return []
    signs = signs_of(forms)
    fitting = [
        (at, cue)
        for at, start in begun
        for cue in start.before(forms[at + 1] if at + 1 < len(forms) else "")
        if not any(map(signs.isdisjoint, cue.needs))
    ]
    openings = _openings(tokens, lang) if any(cue.opens for _at, cue in fitting) else {}
    for at, cue in fitting:
        if not cue.opens or _opens(cue, openings.get(at)):
            _add(found, cue, forms, at)
    return list(found.values())


def decide(found: list[Found], forms: Sequence[str] = ()) -> tuple[str, float] | None:
    """The intent that the cues point to and how strongly, or None. Cues inside a heavier cue do not count.

    Among many words, one alone is not enough for what moves credit, deletes or opts out, and a question confirms
    nothing.
    """
    scores: dict[str, float] = {}
    for cue in _uncovered(_of_what_is_asked(found)):
        weight = scores.get(cue.intent, 0.0)
        scores[cue.intent] = max(weight, cue.weight) + min(weight, cue.weight) * _AGAIN
    for intent in ACTING.intersection(scores):
        asks = intent == "confirm_service" and not _QUESTION.isdisjoint(forms)
        if asks or (scores[intent] < _SAID and len(forms) > _MANY):
            del scores[intent]
        else:
            scores[intent] -= _BAR
    if not scores:
        return None
    asked = {intent: score for intent, score in scores.items() if intent not in SOCIAL}
    if asked and max(asked.values()) >= _ENOUGH:
        scores = asked
    best = min(scores, key=lambda intent: (-scores[intent], _RANK[intent]))
    return best, scores[best]


def _of_what_is_asked(found: list[Found]) -> list[Found]:
    """Without what would be none of our business, said behind whom they need: "a lawyer for our rental contract"."""
    asked = [cue.end for cue in found if cue.intent == "post_need" and cue.kept and cue.weight >= _WHOM]
    if not asked:
        return found
    return [cue for cue in found if cue.intent != OUT_OF_SCOPE or cue.start < min(asked)]


def _openings(tokens: Tokens, lang: str) -> dict[int, int]:
    """Where something begins to be said, and what: the message (a greeting aside), a sentence, or a part of one."""
    forms, openings = tokens.forms, {}
    begun: int | None = _FIRST
    at = 0
    while at < len(forms):
        form = forms[at]
        if form[0].isalnum():
            if begun is not None:
                openings[at] = begun
                greeted = one(lang, "words", "greeting").at(forms, at)
                if greeted:
                    begun, at = _SENTENCE, greeted[1]
                    continue
            begun = None
        elif form in _SENTENCE_ENDS:
            begun = begun if begun is not None and begun < _SENTENCE else _SENTENCE
        elif form in _CLAUSE_ENDS:
            begun = begun if begun is not None else _CLAUSE
        at += 1
    return openings


def _opens(cue: Cue, opening: int | None) -> bool:
    """May a cue that opens a message begin here? An answer only at its very beginning, a listing after a comma too."""
    if opening is None or cue.intent in _ANSWERS:
        return opening == _FIRST
    return opening <= _SENTENCE or cue.intent in LISTINGS


def _add(found: dict[tuple[str, tuple[int, ...]], Found], cue: Cue, forms: list[str], at: int) -> None:
    rest = _follow(cue.steps, 1, forms, at + 1)
    if rest is None:
        return
    places, kept = (at, *rest[0]), (at, *rest[1]) if cue.steps[0].kept else rest[1]
    if cue.closes and not _is_end(forms, places[-1] + 1):
        return
    weight = len(places) + cue.bonus
    known = found.get((cue.intent, places))
    if known is None or known.weight < weight or (kept and not known.kept):
        found[cue.intent, places] = Found(cue.intent, places, kept, max(weight, known.weight if known else weight))


def _follow(steps: Steps, place: int, forms: list[str], at: int) -> tuple[tuple[int, ...], tuple[int, ...]] | None:
    """Where the steps from `place` on stand, from token `at` on, and which of these are kept; the nearest fit first."""
    if place == len(steps):
        return (), ()
    step = steps[place]
    for here in range(at, min(at + step.gap + 1, len(forms))):
        if step.fits(forms[here]):
            rest = _follow(steps, place + 1, forms, here + 1)
            if rest is not None:
                return (here, *rest[0]), (here, *rest[1]) if step.kept else rest[1]
    return _follow(steps, place + 1, forms, at) if step.optional else None


def _uncovered(found: list[Found]) -> list[Found]:
    """The cues without those that lie inside a heavier cue of another intent."""
    if len({cue.intent for cue in found}) < 2:
        return found
    heaviest = sorted(found, key=attrgetter("weight"), reverse=True)
    ranges = [(cue.places[0], cue.places[-1], cue.weight, cue.intent) for cue in heaviest]
    uncovered = []
    for cue, (start, last, weight, intent) in zip(heaviest, ranges, strict=True):
        for start_of, last_of, heavier, other in ranges:
            if heavier <= weight:
                uncovered.append(cue)
                break
            if other != intent and start_of <= start and last <= last_of:
                break
    return uncovered


def _is_end(forms: list[str], at: int) -> bool:
    return all(not form[0].isalnum() for form in forms[at:])
