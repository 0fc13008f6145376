"""Do words leave the day open? "Sin día fijo", "whenever", في أي وقت: nobody is asked for it again."""

from bot.understand.lexis.lexicon import one
from bot.understand.lexis.tokens import Tokens
from bot.understand.values import Span


def find_any_day(tokens: Tokens, lang: str) -> list[Span]:
    """Where they say so, in order."""
    return [Span(at, end, None) for at, end, _said in one(lang, "calendar", "any_day").all_in(tokens.forms)]
