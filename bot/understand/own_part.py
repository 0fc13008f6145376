"""What do they bring themselves to what they ask for? "We provide the paint", «la tela la damos nosotros»: no offer."""

from __future__ import annotations

from itertools import takewhile

from .cues.intents import Found
from .lexis.lexicon import own
from .lexis.tokens import Tokens

_SUBJECT = 2  # words before the verb
_BEHIND = 2  # words of it that a cue may take with the verb


def without_own_part(tokens: Tokens, found: list[Found], lang: str) -> list[Found]:
    """The cues but those of an offer that is only their part of what was asked for before."""
    asked = min((cue.start for cue in found if cue.intent == "post_need"), default=None)
    if asked is None or all(cue.intent != "post_offer" for cue in found):
        return found
    parts = own_part(tokens, lang, asked + 1)
    return [cue for cue in found if cue.intent != "post_offer" or parts.isdisjoint(cue.places)] if parts else found


def own_part(tokens: Tokens, lang: str, start: int = 1) -> frozenset[int]:
    """The places of such verbs from there on, of who does it before, and of a word behind."""
    verbs = [at for at in range(start, len(tokens.forms)) if _brings(tokens, at, lang)]
    return frozenset(place for at in verbs for place in range(at - _SUBJECT, at + _BEHIND))


def _brings(tokens: Tokens, at: int, lang: str) -> bool:
    """Whether this verb has the thing of theirs before it ("la tela la ponemos") or behind it ("ponemos la tela")."""
    forms = tokens.forms
    if forms[at] not in own(lang, "small", "we_bring"):
        return False
    if own(lang, "small", "what_we_bring").at(forms, at + 1):
        return True
    for start in range(max(at - _SUBJECT, 0), at):
        found = own(lang, "small", "brought_it").at(forms, start)
        if found and found[1] == at:  # and the thing stands before that, in the same clause
            thing = list(takewhile(lambda place: not tokens.is_sign(place), range(start - 1, -1, -1)))
            return any(own(lang, "small", "what_we_bring").at(forms, place) for place in thing)
    return False
