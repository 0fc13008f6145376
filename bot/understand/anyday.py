"""Do words leave the day open? "Sin día fijo", "whenever", في أي وقت: nobody is asked for it again."""

from .lexicon import one
from .tokens import Tokens
from .values import Span


def find_any_day(tokens: Tokens, lang: str) -> list[Span]:
    """Where they say so, in order."""
    return [Span(at, end, None) for at, end, _said in one(lang, "calendar", "any_day").all_in(tokens.forms)]
