"""What is looked for, where somebody looks around: what others offer, or what others ask for?"""

from core.text.clean import clean

from .lexicon import one
from .tokens import tokenise

_LONGEST = 1000


def says_requests(text: str, lang: str) -> bool:
    """Whether requests of others are meant ("who needs help?"), not offers ("who does translations?")."""
    forms = tokenise(clean(text, _LONGEST)).forms
    return any(True for _found in one(lang, "others_requests").all_in(forms))
