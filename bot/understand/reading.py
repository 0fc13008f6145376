"""How is a free text read as a whole? The global words first, then cues for the intent, then the values it may carry."""

from datetime import date, datetime

from core.text.clean import clean

from .intents import OUT_OF_SCOPE, Found, decide, find_cues
from .language import guess_language
from .lexicon import LANGUAGES
from .slots import slots_of
from .tokens import Tokens, tokenise
from .values import Understanding
from .words import word

_LONGEST = 2000
_WORDS = {
    **{name: name for name in ("back", "cancel", "help", "balance", "stop", "yes", "no", "skip", "greeting", "thanks")},
    **{"menu": "help", "language": "change_language", "person": "talk_to_coordinator", "start": "resume_alerts"},
    **{"leave": "cancel", "unsure": "skip"},
}


def understand(text: str, lang: str, now: datetime | date) -> Understanding:
    """One intent and its slots; `lang` is the person's language, tried first, whatever they type in.

    Never raises on any text; only the first 2,000 characters are read.
    """
    text = clean(text, _LONGEST)
    named = _WORDS.get(word(text) or "")
    if named:
        return Understanding(named)
    today = now.date() if isinstance(now, datetime) else now
    tokens = tokenise(text)
    for tried in _languages(text, lang):
        found = find_cues(tokens, tried)
        intent = decide(found)
        if intent:
            return Understanding(intent, _slots(intent, tokens, tried, today, found))
    return Understanding(OUT_OF_SCOPE)


def _languages(text: str, lang: str) -> list[str]:
    """The languages to try: by script and clear words, then the person's own."""
    own = [lang] if lang in LANGUAGES else []
    guessed = guess_language(text)
    if guessed == "ar":
        return ["ar"]
    return own + [guessed] if guessed and guessed not in own else own


def _slots(intent: str, tokens: Tokens, lang: str, today: date, found: list[Found]) -> dict[str, object]:
    return slots_of(intent, tokens, lang, today, [one for one in found if one.cue.intent == intent])
