"""Is a page's word only part of a service's name? "Interprète en langue des signes" wants no other language.

What protects a person, and what acts, is never taken for that.
"""

from __future__ import annotations

from .intents import LISTINGS, Found
from .services import CLASSES, service_words
from .tokens import Tokens

_WEAK = 1.0
_FEWEST = 3  # words of what may name a service beside the word
_LISTED = 1.5
_ONE_WORD = frozenset(("rate_partner", "find_matches", "statement", "profile", "known", "months", "network", "people"))
_JOINS = frozenset(("de", "d", "du", "en", "em", "of", "in", "con", "com", "avec", "with", "e", "y", "et", "a", "في"))
_ARTICLES = frozenset("el la los las le les l un una une um uma o os as the an ال".split())
_ROLES = frozenset(
    "expert experts experte experto experta especialista specialist specialiste consultant consultante consultor"
    " consultora خبير خبيره خبيرة متخصص متخصصه متخصصة اخصائي اخصائيه مستشار مستشاره".split()
)
_NEGATED = frozenset("no not don't dont nao ne n لا ما مش مو موش ماشي".split())
_ANSWERS, _BEGUN, _MANY = frozenset(("yes", "no", "skip")), 1.5, 5
_ARTICLES = frozenset("el la los las le les l un una une um uma o os as the an".split())
_ROLES = frozenset(
    "expert experts experte experto experta especialista specialist specialiste consultant consultante consultor"
    " consultora خبير خبيره متخصص متخصصه اخصائي اخصائيه مستشار مستشاره".split()
)
_NEGATED = frozenset("no not don't dont nao ne n لا ما مش مو موش ماشي".split())
_ANSWERS, _BEGUN, _MANY = frozenset(("yes", "no", "skip")), 1.5, 5


def is_aside(decided: tuple[str, float], cues: list[Found], tokens: Tokens, lang: str) -> bool:
    """Whether what the cues want is said of a service: languages of a translation, an evaluation that is offered."""
    intent, strength = decided
    if intent == "change_language":
        lessons = not CLASSES.isdisjoint(tokens.forms)
        return lessons or ((strength <= _WEAK or _listed_before(cues)) and _names(tokens, lang, ()))
    if intent == "post_offer":  # "we do not know whether our project changed anything"
        first = min(cue.start for cue in cues if cue.intent == intent)
        return strength <= _WEAK and first > 0 and tokens.forms[first - 1] in _NEGATED
    if intent in _ANSWERS:  # "no sabemos si nuestro proyecto cambió algo" is no answer
        return strength <= _BEGUN and len(tokens.forms) > _MANY and not tokens.is_sign(1)
    if intent not in _ONE_WORD or strength > _WEAK or sum(form[0].isalnum() for form in tokens.forms) < _FEWEST:
        return False
    return _names(tokens, lang, tuple(at for cue in cues if cue.intent == intent for at in cue.places))


def only_names(cues: list[Found], tokens: Tokens, lang: str) -> bool:
    """Whether all that points to a listing is a name: "advogada de família" may be asked for, or offer herself."""
    named = {at for span in service_words(tokens, lang) for at in range(*span) if tokens.forms[at] not in _ARTICLES}
    said = {at for cue in cues for at in cue.places if tokens.forms[at] not in _JOINS}
    return bool(cues) and all(at in named or tokens.forms[at] in _ROLES for at in said)


def _listed_before(cues: list[Found]) -> bool:
    """Whether a need or an offer is said ahead of the language."""
    first = min(cue.start for cue in cues if cue.intent == "change_language")
    return any(cue.intent in LISTINGS and cue.weight >= _LISTED and cue.start < first + 1 for cue in cues)


def _names(tokens: Tokens, lang: str, places: tuple[int, ...]) -> bool:
    """Whether a service is named by other words than these."""
    others = [form for at, form in enumerate(tokens.forms) if at not in places]
    return not CLASSES.isdisjoint(others) or any(
        not set(range(*span)) <= set(places) for span in service_words(tokens, lang)
    )
