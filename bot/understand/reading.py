"""How is a free text read? The global words first, then cues for the intent, then the values that it may carry."""

from collections.abc import Iterator
from datetime import date, datetime

from core.text.clean import clean

from .intents import OUT_OF_SCOPE, Found, decide, find_cues
from .language import guess_forms
from .lexicon import LANGUAGES
from .slots import slots_of
from .tokens import Tokens, tokenise
from .values import Understanding
from .words import word

_LONGEST = 2000
_CLEAR = 3.0
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
    reading = _strongest(tokens, lang)
    if reading is None:
        return Understanding(OUT_OF_SCOPE)
    intent, tried, found = reading
    return Understanding(intent, slots_of(intent, tokens, tried, today, [one for one in found if one.intent == intent]))


def prepare() -> None:
    """Read all tables now (about a second), so that no message waits for them."""
    for lang in LANGUAGES:
        find_cues(tokenise("1"), lang)
        slots_of("post_need", tokenise("2 h"), lang, date(2026, 1, 1), [])


def _strongest(tokens: Tokens, lang: str) -> tuple[str, str, list[Found]] | None:
    """The intent, the language it was read in, and its cues. The person's own language is enough where it is clear."""
    best: tuple[str, str, list[Found]] | None = None
    strength = 0.0
    for tried in _languages(tokens, lang):
        found = find_cues(tokens, tried)
        decided = decide(found)
        if decided and decided[1] > strength:
            best, strength = (decided[0], tried, found), decided[1]
        if strength >= _CLEAR:
            break
    return best


def _languages(tokens: Tokens, lang: str) -> Iterator[str]:
    """The languages to try: the person's own, then what script and clear words say."""
    if lang in LANGUAGES:
        yield lang
    guessed = guess_forms(tokens.text, tokens.forms)
    if guessed and guessed != lang:
        yield guessed
