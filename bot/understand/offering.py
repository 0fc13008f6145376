"""Is it only asked who needs it to offer it? "Quem precisa de curativo? Nossa enfermeira vai" looks for nothing."""

from .lexis.lexicon import one, own
from .lexis.tokens import Tokens

_QUESTION = frozenset("?؟")


def told_behind(tokens: Tokens, lang: str) -> str:
    """What we say of ourselves right behind the question who needs something, as typed; '' where nothing is."""
    forms = tokens.forms
    if _QUESTION.isdisjoint(forms):
        return ""
    end = next(at for at, form in enumerate(forms) if form in _QUESTION)
    ours = own(lang, "small", "begins_we").at(forms, end + 1)
    asked = ours is not None and one(lang, "others_requests").all_in(forms[:end])
    return tokens.text[tokens.starts[end + 1] :] if asked else ""
