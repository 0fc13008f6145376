"""How often are hours given or needed: "per month", "a la semana", شهريا? What follows a length of time says it."""

from .tokens import Tokens
from .values import Span

_PERIODS = (
    "month months week weeks mes semana mois semaine semanas شهر شهريا اسبوع اسبوعيا الشهر الاسبوع بالشهر بالاسبوع"
    " monthly weekly mensual mensuales semanal semanales mensuel mensuels mensuelle mensuelles hebdomadaire"
    " hebdomadaires mensal mensais semanais"
)
_PERIOD = frozenset(_PERIODS.split())
_BEFORE = "per a an each every al la por cada par chaque ao à في كل by"
_EACH = frozenset(_BEFORE.split())
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
