"""Which words does a message want passed on to the other side? "Tell them we are late" → "we are late"."""

from __future__ import annotations

from bot.understand.lexis.leading import listed
from bot.understand.lexis.lexicon import small
from bot.understand.lexis.tokens import tokenise

_TELL, _THAT = listed("passing_on", "tell_them"), listed("passing_on", "that")
_SENDS, _ASKS = (listed("passing_on", name) for name in ("sends_them", "asks_to_send"))
_MEETS, _NEGATED = listed("small", "meets_them"), small("negated")
_VISIT, _ASKED_OF_IT = listed("small", "of_the_visit"), listed("small", "asks_of_the_visit")
_OPENING = 2  # words: "and", "hello"
_THE, _ARABIC_THE = small("the"), "ال"
_LEAST = 2  # words that say something


def words_for_them(text: str) -> str:
    """What stands behind "tell them" or "write to them:" that begins the message, as typed; '' where nothing does."""
    tokens = tokenise(text)
    found = _TELL.at(tokens.forms, 0)
    if found is None:
        return ""
    at = found[1]
    while at < len(tokens.forms) and tokens.is_sign(at):
        at += 1
    if (that := _THAT.at(tokens.forms, at)) is not None:
        at = that[1]
    said = [place for place in range(at, len(tokens.forms)) if not tokens.is_sign(place)]
    return text[tokens.starts[at] :].strip() if len(said) >= _LEAST else ""


def speaks_to_them(text: str) -> bool:
    """Whether it begins as one writes to somebody: "les mando el catálogo", "here's our portfolio", «ببعتلكم الملف»."""
    tokens = tokenise(text)
    found = _SENDS.at(tokens.forms, 0)
    return found is not None and len(tokens.forms) > found[1]


def meets_them(text: str) -> bool:
    """Whether it says how the two will meet: «los esperamos con café», «llegamos a las 8», "see you on Friday"."""
    forms = tokenise(text).forms
    return any(at == 0 or forms[at - 1] not in _NEGATED for at, _end, _said in _MEETS.all_in(forms))


def speaks_of_the_visit(text: str, *, asks: bool) -> bool:
    """Whether it says what has to be there when they come («necesitamos que nos dejen entrar», «no hace falta traer
    escalera»), or `asks` it: "do you need a ladder?". Who asks so begins with it.
    """
    forms = tokenise(text).forms
    words = [at for at, form in enumerate(forms) if form[0].isalnum()][:_OPENING]
    return any(True for _found in _VISIT.all_in(forms)) or (asks and any(_ASKED_OF_IT.at(forms, at) for at in words))


def asks_to_send(text: str) -> bool:
    """Whether it begins by asking for something that the other has: "can you send the photos?", «ابعثولنا الوثيقة».

    "Can you send a plumber?" asks for one.
    """
    forms = tokenise(text).forms
    found = _ASKS.at(forms, 0)
    if found is None or found[1] >= len(forms):
        return False
    return forms[found[1]] in _THE or forms[found[1]].startswith(_ARABIC_THE)
