"""Is a page's word only part of a service's name? "Interprète en langue des signes" wants no other language.

What protects a person, and what acts, is never taken for that.
"""

from __future__ import annotations

import re

from .amounts.units import unit_at
from .cues.cues import ACTING
from .cues.intents import DENIED, LISTINGS, Found
from .lexis.leading import listed
from .lexis.lexicon import one, small
from .lexis.ourselves import says_us
from .lexis.tokens import Tokens
from .services.services import CLASSES, service_words
from .told_of_coordinator import only_tells

_CALLS = 6.0  # somebody is in danger, or calls in many words
_WEAK, _LISTED, _BEGUN, _UNSURE = 1.0, 1.5, 1.5, 2.5
_PROFILE = 2.0  # "a logo for the association" is designed, not shown
_FEWEST = 3  # words of what may name a service beside the word
_MANY = 5  # of a sentence that only begins with a no
_ONE_WORD = frozenset(("rate_partner", "find_matches", "statement", "profile", "known", "months", "network", "people"))
_ANSWERS, _LEAVES = frozenset(("yes", "no", "skip")), frozenset(("cancel", "back"))
_JOINS, _ARTICLES = small("joins"), small("articles")
_NEGATED, _ROLES = small("negated"), small("roles")
_OF, _WRITERS, _INVITING = small("noun_of"), small("writers"), small("inviting")
_MESSAGES = listed("small", "our_messages")
_WE = re.compile("[بمكسهح]?ن")
_NOUNS = small("nouns")  # verbs as well: "arreglo computadoras"


def is_aside(decided: tuple[str, float], cues: list[Found], tokens: Tokens, lang: str) -> bool:
    """Whether what the cues want is said of a service: languages of a translation, an evaluation that is offered."""
    intent, strength = decided
    if intent == DENIED:
        return True
    if intent == "change_language":
        lessons = not CLASSES.isdisjoint(tokens.forms)
        return lessons or ((strength <= _WEAK or _listed_before(intent, cues)) and _names(tokens, lang, ()))
    if intent == "post_offer":  # "we do not know whether our project changed anything"
        first = min(cue.start for cue in cues if cue.intent == intent)
        return strength <= _WEAK and first > 0 and tokens.forms[first - 1] in _NEGATED
    if intent == "donate":
        return _gives_a_service([cue for cue in cues if cue.intent == intent], tokens, lang)
    if intent == "pause_alerts":
        return _asks_behind(cues, tokens)
    if intent == "talk_to_coordinator":
        return _is_for_others(cues, tokens, lang) or (strength < _CALLS and only_tells(tokens))
    if intent in _ANSWERS:  # "no sabemos si nuestro proyecto cambió algo" is no answer
        most = _UNSURE if intent == "skip" else _BEGUN  # nor does "… y no sabemos cómo" skip anything
        return strength <= most and len(tokens.forms) > _MANY and not tokens.is_sign(1)
    if intent not in _ONE_WORD or len(tokens.words()) < _FEWEST:
        return False
    if strength > (_PROFILE if intent == "profile" else _WEAK) and not (
        intent == "statement" and _listed_before(intent, cues)
    ):
        return False  # an accountant "pour le rapport annuel" is asked for
    return _names(tokens, lang, tuple(at for cue in cues if cue.intent == intent for at in cue.places))


def _asks_behind(cues: list[Found], tokens: Tokens) -> bool:
    """Whether a clause of its own asks for something, and nothing names our messages: "no water for 2 days, looking for
    a plumber" tells how things are.
    """
    asked = (cue.start for cue in cues if cue.intent in LISTINGS)
    behind = any(at > 1 and (tokens.is_sign(at - 1) or tokens.is_sign(at - 2)) for at in asked)
    return behind and not _MESSAGES.all_in(tokens.forms)


def _gives_a_service(cues: list[Found], tokens: Tokens, lang: str) -> bool:
    """Whether what is given is named between the verb and the hours, which only tell how long it takes: "damos clases
    de costura, 3 horas, en Tela".
    """
    if one(lang, "fund").all_in(tokens.forms):
        return False
    before = {at for cue in cues for at in range(cue.start, _hours_in(cue, tokens, lang))}
    given = before.difference(*(cue.places for cue in cues))
    named = {at for span in service_words(tokens, lang) for at in range(*span)} if given else set()
    return any(at in named or tokens.forms[at] in CLASSES for at in given)


def _hours_in(cue: Found, tokens: Tokens, lang: str) -> int:
    """Where a cue has its hours, 0 for none."""
    return next((at for at in cue.places if unit_at(tokens.forms, at, lang)), 0)


def without_aside(intent: str, cues: list[Found]) -> list[Found]:
    """The other cues, of which those for listings count; a long sentence that begins with a no may be any harmless one.

    What a heavier cue stood before is not taken instead of it.
    """
    others = [cue for cue in cues if cue.intent != intent]
    if intent in _ANSWERS:
        return [cue for cue in others if cue.intent not in ACTING and cue.intent not in _LEAVES]
    return [cue for cue in others if cue.intent in LISTINGS]


def only_names(cues: list[Found], tokens: Tokens, lang: str) -> bool:
    """Whether all that points to a listing is a name: "advogada de família" may be asked for, or offer herself."""
    named = {at for span in service_words(tokens, lang) for at in range(*span) if tokens.forms[at] not in _ARTICLES}
    said = {at for cue in cues for at in cue.places if tokens.forms[at] not in _JOINS}
    if lang == "ar" and any(_WE.match(tokens.forms[at]) for cue in cues for at in cue.kept):
        return False  # «نترجم» is what we do, and no name for it
    return bool(cues) and all(at in named or tokens.forms[at] in _ROLES or _is_noun(tokens, at) for at in said)


def _is_noun(tokens: Tokens, at: int) -> bool:
    """Like the "arreglo" of "arreglo de computadoras", with which nobody says yet that they do it."""
    return tokens.forms[at] in _NOUNS and not _OF.isdisjoint(tokens.forms[at + 1 : at + 2])


def _listed_before(intent: str, cues: list[Found]) -> bool:
    """Whether a need or an offer is said ahead of it."""
    first = min(cue.start for cue in cues if cue.intent == intent)
    return any(cue.intent in LISTINGS and cue.weight >= _LISTED and cue.start < first + 1 for cue in cues)


def _is_for_others(cues: list[Found], tokens: Tokens, lang: str) -> bool:
    """Whether danger only says for whom a service is, named before it: "a lawyer for a victim of violence". Nothing of
    their own stands in it, and no comma parts it from the service.
    """
    first = min(cue.start for cue in cues if cue.intent == "talk_to_coordinator")
    if not any(cue.intent in LISTINGS and cue.start < first for cue in cues) or says_us(tokens.forms[first:]):
        return False
    ends = [span[1] for span in service_words(tokens, lang) if span[1] <= first]
    ends += [at + 1 for at, form in enumerate(tokens.forms[:first]) if form in CLASSES]
    return bool(ends) and not any(tokens.is_sign(at) for at in range(max(ends), first))


def _names(tokens: Tokens, lang: str, places: tuple[int, ...]) -> bool:
    """Whether a service is named by other words than these."""
    others = [form for at, form in enumerate(tokens.forms) if at not in places]
    return not CLASSES.isdisjoint(others) or any(
        not set(range(*span)) <= set(places) for span in service_words(tokens, lang)
    )


def only_introduces(intent: str, found: list[Found], tokens: Tokens) -> bool:
    """Whether "mi nombre es Ana" only says who writes: what is needed or offered comes after it."""
    who = [cue for cue in found if cue.intent == intent]
    end = max((cue.end for cue in who), default=0)
    writers = all(not _WRITERS.isdisjoint(tokens.forms[at] for at in cue.places) for cue in who)
    return intent == "profile" and writers and any(cue.intent in LISTINGS and cue.start >= end for cue in found)


def invites(intent: str, tokens: Tokens) -> bool:
    """Whether "another organisation" is one that should come in, and not one to be suggested instead."""
    return intent == "decline_match" and not _INVITING.isdisjoint(tokens.forms)
