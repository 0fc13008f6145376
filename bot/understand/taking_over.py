"""Does another person write from here now? "I'm Martha now, Louise no longer works here", «reemplazo a Luisa»."""

from .lexis.leading import listed
from .lexis.tokens import tokenise
from .presenting.persons import is_given

_NOW_ME, _REPLACES, _LEFT = (listed("small", name) for name in ("now_me", "replaces", "left_us"))
_ME = listed("presented", "me")
_LONGEST = 25  # words and signs of such a message


def taking_over(text: str) -> bool:
    """Whether another person writes from here now."""
    tokens = tokenise(text)
    forms = tokens.forms
    if len(forms) > _LONGEST:
        return False
    now, left = _NOW_ME.all_in(forms) or _REPLACES.all_in(forms), _LEFT.all_in(forms)
    if left and (now or _ME.all_in(forms)):
        return True
    return bool(now) and any(is_given(tokens, at) for at in range(len(forms)))
