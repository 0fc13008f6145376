"""What is meant by words that no cue knows, with hours and a day, place or rhythm beside them? A need, or an offer."""

from datetime import date

from .amounts.clocks import find_clocks
from .amounts.hours import find_hours
from .amounts.numbers import number_at
from .calendar.dates import find_days
from .calendar.oftens import find_oftens
from .lexis.leading import listed
from .lexis.lexicon import one, small
from .lexis.tokens import Tokens, tokenise
from .services.services import names_service
from .slots import slots_of

# Who speaks of their own people, or of what costs nothing, gives.
_GIVING = small("giving")
# Whoever asks about the world does so in the first words.
_ASKING = small("world")
_SIGNS = frozenset("?¿؟")
_WORDS = 3
_OPENING = 4
_PAST = small("past_days")
_GOING_TO, _WISHING = listed("small", "going_to"), listed("small", "wishing")


def is_question(text: str) -> bool:
    """Whether it is written as a question."""
    forms = tokenise(text).forms
    words = [form for form in forms if form[0].isalnum()]
    about = len(words) > 1 and one("", "about").at(words, 0) is not None and _is_number(words[1])
    return bool(_SIGNS.intersection(forms)) or (len(words) > 1 and words[0] in _ASKING and not about)


def _is_number(form: str) -> bool:
    """«como 5 horas», "como dos horas": about so many."""
    return form[0].isdigit() or number_at([form], 0, "es") is not None


def may_be_listing(forms: list[str]) -> bool:
    """Whether so many words ask nothing about the world, tell nothing of the past, and are for nobody in particular."""
    if len(forms) < _WORDS or _ASKING.intersection(forms[:2]) or not _PAST.isdisjoint(forms):
        return False
    return _GOING_TO.at(forms, 0) is None  # "vou levar amanhã na faculdade" is for somebody


def by_shape(tokens: Tokens, lang: str, today: date) -> str | None:
    """'post_need' or 'post_offer' for what is written as a listing, else None."""
    forms = tokens.forms
    if not may_be_listing(forms):
        return None
    if find_clocks(tokens, lang, find_days(tokens, lang, today)) and not names_service(tokens, lang):
        return None  # "el lunes a las 9 por zoom, les paso el link" is for somebody
    slots = slots_of("post_need", tokens, lang, today, [])
    beside = sum(name in slots for name in ("deadline", "place", "urgency"))
    often = "hours" in slots and bool(find_oftens(tokens, find_hours(tokens, lang)))
    if "service" not in slots or beside + ("hours" in slots) + often < 2:
        return None
    if _WISHING.at(forms, 0):
        return "post_need"  # "queremos fotos para nuestro aniversario": it is theirs, and they give nothing
    return "post_offer" if _GIVING.intersection(forms[:_OPENING]) or _GIVING.intersection(forms[-2:]) else "post_need"
