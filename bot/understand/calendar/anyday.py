"""Do words leave the day open? "Sin día fijo", "whenever", في أي وقت: nobody is asked for it again."""

from bot.understand.lexis.lexicon import one, small
from bot.understand.lexis.tokens import Tokens, tokenise
from bot.understand.values import Span

_NO = small("no_such") | small("not_so") | small("negated") | {"don"}
_NEAR = 4  # words between "no" and the fixed day


def find_any_day(tokens: Tokens, lang: str) -> list[Span]:
    """Where they say so, in order: "whenever", "no fixed day"."""
    open_day = [Span(at, end, None) for at, end, _said in one(lang, "calendar", "any_day").all_in(tokens.forms)]
    for at, end, _said in one(lang, "calendar", "fixed_day").all_in(tokens.forms):
        no = next((place for place in range(max(at - _NEAR, 0), at) if tokens.forms[place] in _NO), None)
        if no is not None and not any(span.start < end and at < span.end for span in open_day):
            open_day.append(Span(no, end, None))
    return sorted(open_day, key=lambda span: span.start)


def without_any_day(text: str, lang: str) -> str:
    """The words without these: "un día de estos" is no day's work."""
    tokens = tokenise(text)
    for span in reversed(find_any_day(tokens, lang)):
        text = text[: tokens.starts[span.start]] + text[tokens.ends[span.end - 1] :]
    return text
