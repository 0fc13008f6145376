"""How much longer or shorter than something else is it? "una hora más", "an extra hour", «ساعة زيادة»."""

from bot.understand.lexis.lexicon import numbered, one, own, small
from bot.understand.lexis.tokens import Tokens, tokenise
from bot.understand.values import Span
from core.text.clean import clean

from .hours import find_hours

_LONGEST = 300
_OR, _NOT = small("or_less"), small("not_so")


def further_hours(text: str, lang: str) -> int | None:
    """Minutes more (or less, below zero) than what is spoken of. 0: than a time of day, as in "an hour early", which
    tells nothing of how long it took. None: the words compare no length of time, as in "dos horas más o menos".
    """
    tokens = tokenise(clean(text, _LONGEST))
    for start, end, sign in numbered(lang, "further").all_in(tokens.forms):
        span = None if tokens.forms[end : end + 1] and tokens.forms[end] in _OR else _beside(tokens, start, end, lang)
        if span is None or not isinstance(span.value, int) or _is_but(tokens.forms, start, lang):
            continue
        if start > span.start or (sign > 0 and not (start and tokens.forms[start - 1] in _NOT)):
            return sign * span.value
    return None


def _is_but(forms: list[str], at: int, lang: str) -> bool:
    """Whether it is a "but", misspelt, behind a yes: "sim mais 3 horas" agrees to three."""
    return forms[at] in own(lang, "small", "but_misspelt") and one(lang, "words", "yes").begins(forms, at) == 0


def _beside(tokens: Tokens, start: int, end: int, lang: str) -> Span | None:
    """The length of time that touches those words, or has them in its middle ("2 more hours")."""
    before, behind = tokens.text[: tokens.starts[start]], tokens.text[tokens.ends[end - 1] :]
    lengths = find_hours(tokenise(f"{before} {behind}"), lang, alone=True)
    return next((span for span in lengths if span.start <= start <= span.end), None)
