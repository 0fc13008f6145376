"""What do words tell of an exchange that is under way: that they help, that it is off, that it came late, a question?

Only where there is an exchange these words can be about; alone they mean little ("cuenten con nosotros", "¿dónde es?").
They stand in `data/*.told`, written as the cues are (cuelines.py), and point to one of `TOLD`.
"""

from typing import NamedTuple

from core.text.clean import clean

from .comfort import find_comfort, without_comfort
from .cues.cuelines import HEAVY
from .cues.intents import Found, find_told
from .cues.likely import OTHER, likely
from .lexis.language import guess_forms
from .lexis.lexicon import own, small
from .lexis.tokens import Tokens, has_figure, tokenise
from .lexis.transcribed import transcribed

__all__ = ("NOTHING", "OTHER", "SUPPOSED", "TOLD", "Told", "likely_told", "told_in")

TOLD = (
    *("help", "accept", "terms", "no", "undo", "wait", "ask"),
    *("done", "came", "coming", "late", "delay", "absent", "problem", "amount", "half", "not_yet", "move"),
    *("theirs", "unknown", "sent"),
)
"""`theirs` is what is arranged between the two: who comes when, how many there are, what to bring; `unknown`: whether
it was done; `sent`: that something was, which is done where they give it.
"""
SUPPOSED, _HAPPENED = "if", frozenset(("done", "came", "late", "delay", "absent", "problem", "amount", "half"))
"""«¿y si no vienen?»: nothing of it has happened, it is asked."""
_NO, _NEAR = small("no_such"), 2  # tokens between "no" and what there is not
_REFUSED = frozenset(("no", "undo", "problem", "absent"))
_AFTER_TOMORROW, _TOMORROW = own("ar", "calendar", "after_tomorrow"), "بكرة"
_STILL = frozenset(("بعد", "عقب", "لبعد"))
_LONGEST = 300
_SHORTEST = 4  # letters of a word that may name a service


class Told(NamedTuple):
    """All of `TOLD` that the words point to, those that two words or more point to, those that count whatever else is
    understood (`!` in the data), and the longer words that no cue has taken.
    """

    all: frozenset[str]
    firm: frozenset[str]
    sure: frozenset[str]
    left: frozenset[str]


NOTHING = Told(*[frozenset()] * 4)


def told_in(text: str, lang: str) -> Told:
    """What is told, in the person's language, else in the one that the words seem to be in."""
    tokens = _by_one_word(tokenise(clean(text, _LONGEST)))
    for tried in dict.fromkeys((lang, guess_forms(tokens.text, tokens.forms) or lang)):
        found = _comforted(tokens, find_told(tokens, tried))
        if not found and tried == "ar" and (arabic := transcribed(tokens)):
            found = find_told(arabic, tried)
        if found:
            return _told(tokens, found)
    return NOTHING


def likely_told(text: str, lang: str) -> dict[str, float]:
    """How likely each of `TOLD` is, how it was ("rate"), and `OTHER`: that it is about something else."""
    tokens = _by_one_word(tokenise(clean(text, _LONGEST)))
    text = tokens.text
    lang = guess_forms(text, tokens.forms) or lang
    chances = likely(text, lang)
    if any(cue.intent == "problem" and _is_none(tokens.forms, cue) for cue in find_told(tokens, lang)):
        chances.pop("problem", None)
    if find_comfort(tokens):
        chances = {thing: chance for thing, chance in chances.items() if thing not in _REFUSED}
    return chances


def _by_one_word(tokens: Tokens) -> Tokens:
    """The message with "tomorrow" for «بعد بكرة», whose first word elsewhere says "not yet"."""
    if _STILL.isdisjoint(tokens.forms):
        return tokens
    text = tokens.text
    for start, end, _said in reversed(_AFTER_TOMORROW.all_in(tokens.forms)):
        text = text[: tokens.starts[start]] + _TOMORROW + text[tokens.ends[end - 1] :]
    return tokenise(text)


def _comforted(tokens: Tokens, found: list[Found]) -> list[Found]:
    """What is told by other words than «no hay problema», which agrees."""
    comfort = find_comfort(tokens)
    return without_comfort(found, comfort) + [cue._replace(intent="accept") for cue in comfort]


def _told(tokens: Tokens, found: list[Found]) -> Told:
    found = [cue for cue in found if cue.intent != "problem" or not _is_none(tokens.forms, cue)]
    if any(cue.intent == SUPPOSED for cue in found):
        asked = "" if has_figure(tokens) else "ask"  # «¿y si fueran 3 horas?» is a proposal
        found = [cue._replace(intent=asked) if cue.intent == SUPPOSED else cue for cue in found]
        found = [cue for cue in found if cue.intent and not (asked and cue.intent in _HAPPENED)]
    taken = {place for cue in found for place in cue.places}
    left = (form for at, form in enumerate(tokens.forms) if at not in taken and len(form) >= _SHORTEST)
    firm = (cue.intent for cue in found if len(cue.places) > 1)
    sure = (cue.intent for cue in found if cue.weight > HEAVY)
    return Told(frozenset(cue.intent for cue in found), frozenset(firm), frozenset(sure), frozenset(left))


def _is_none(forms: list[str], cue: Found) -> bool:
    """Like "no hay problema", "sem problema": one word, behind a no."""
    before = forms[max(cue.start - _NEAR, 0) : cue.start]
    return len(cue.places) == 1 and not _NO.isdisjoint(before)
