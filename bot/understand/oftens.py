"""How often are hours given or needed: "per month", "a la semana", شهريا? What follows a length of time says it."""

from .lexicon import small
from .tokens import Tokens
from .values import Span

_PERIOD, _EACH = small("periods"), small("each")
_LONGEST = 3  # "a la semana"


def find_oftens(tokens: Tokens, hours: list[Span]) -> list[Span]:
    """What stands right behind hours and says how often they are meant; behind anything else it is a day or a span."""
    found = []
    for span in hours:
        end = span.end
        while end < min(span.end + _LONGEST, len(tokens.forms)) and tokens.forms[end] in _EACH:
            end += 1
        if end < len(tokens.forms) and tokens.forms[end] in _PERIOD:
            found.append(Span(span.end, end + 1, None))
    return found
