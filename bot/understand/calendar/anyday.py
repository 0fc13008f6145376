"""Do words leave the day open? "Sin día fijo", "whenever", في أي وقت: nobody is asked for it again."""

from bot.understand.lexis.lexicon import one
from bot.understand.lexis.tokens import Tokens, tokenise
from bot.understand.values import Span


def find_any_day(tokens: Tokens, lang: str) -> list[Span]:
    """Where they say so, in order."""
    return [Span(at, end, None) for at, end, _said in one(lang, "calendar", "any_day").all_in(tokens.forms)]


def without_any_day(text: str, lang: str) -> str:
    """The words without these: "un día de estos" is no day's work."""
    tokens = tokenise(text)
    for span in reversed(find_any_day(tokens, lang)):
        text = text[: tokens.starts[span.start]] + text[tokens.ends[span.end - 1] :]
    return text
