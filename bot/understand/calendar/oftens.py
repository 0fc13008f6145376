"""How often are hours given or needed: "per month", "a la semana", شهريا? What follows a length of time says it."""

from bot.understand.lexis.lexicon import small
from bot.understand.lexis.tokens import Tokens
from bot.understand.values import Span

_PERIOD, _EACH = small("periods"), small("each")
_DAYS = small("a_day")  # periods only behind "per"
_LONGEST = 3  # "a la semana"


def find_oftens(tokens: Tokens, hours: list[Span]) -> list[Span]:
    """What stands right behind hours and says how often they are meant; behind anything else it is a day or a span."""
    return [Span(span.end, end, None) for span in hours if (end := often_end(tokens, span.end))]


def often_end(tokens: Tokens, start: int) -> int:
    """The place behind "per month" where that stands at `start`, else 0."""
    end = start
    while end < min(start + _LONGEST, len(tokens.forms)) and tokens.forms[end] in _EACH:
        end += 1
    bare = end == start and tokens.forms[end : end + 1] and tokens.forms[end] in _DAYS
    return end + 1 if end < len(tokens.forms) and tokens.forms[end] in _PERIOD and not bare else 0
