"""Do words speak of who writes, or of theirs: "me", "our", «ضربوني»?"""

from collections.abc import Iterable

from .lexicon import small

_US = small("said_of_us")
_IN_ARABIC = ("نا", "ني")


def says_us(forms: Iterable[str]) -> bool:
    """Whether one of these folded words does."""
    return any(form in _US or form.endswith(_IN_ARABIC) for form in forms)
