"""Which words does a message want passed on to the other side? "Tell them we are late" → "we are late"."""

from __future__ import annotations

from bot.understand.details import demands
from bot.understand.lexis.leading import listed
from bot.understand.lexis.lexicon import own, small
from bot.understand.lexis.tokens import Tokens, tokenise
from bot.understand.lexis.weekwords import weekday_at
from core.languages import LANGUAGES

_TELL, _THAT = listed("passing_on", "tell_them"), listed("passing_on", "that")
_SENDS, _ASKS = (listed("passing_on", name) for name in ("sends_them", "asks_to_send"))
_LESSONS = small("classes") | small("lessons")
_OF_THEM = listed("small", "known_of_them")
_KNOW, _BUT = listed("small", "wants_to_know"), small("condition")
_SAME_DAY = listed("small", "same_day")
_MEETS, _NEGATED = listed("small", "meets_them"), small("negated")
_VISIT, _ASKED_OF_IT = listed("small", "of_the_visit"), listed("small", "asks_of_the_visit")
_OPENS = (
    *(listed("words", name) for name in ("yes", "thanks", "greeting")),
    *(listed("calendar", name) for name in ("today", "tomorrow", "after_tomorrow", "next_week", "by")),
    *(listed("small", name) for name in ("list_and", "parts_of_day")),
)
"""What may stand before it: a yes, or the day."""
_OPENING = 2  # words: "and", "hello"
_WANTS, _OF_THEIRS, _SURELY = (listed("passing_on", name) for name in ("wants_of_them", "of_theirs", "surely_them"))
_THE, _ARABIC_THE = small("the"), "ال"
_LEAST = 2  # words that say something


def words_for_them(text: str) -> str:
    """What stands behind "tell them" or "write to them:" that begins the message, as typed; '' where nothing does."""
    tokens = tokenise(text)
    found = _TELL.at(tokens.forms, 0)
    if found is None:
        return ""
    at = tokens.behind_signs(found[1])
    if (that := _THAT.at(tokens.forms, at)) is not None:
        at = that[1]
    said = [place for place in range(at, len(tokens.forms)) if not tokens.is_sign(place)]
    return _asked_politely(tokens, found[1], at) if len(said) >= _LEAST else ""


def _asked_politely(tokens: Tokens, told: int, at: int) -> str:
    """What they are to do, as one asks it: of "tell them to bring a microphone" that is "please bring a microphone"."""
    words = tokens.text[tokens.starts[at] :].strip()
    for lang in LANGUAGES:
        found = own(lang, "passing_on", "to_do").at(tokens.forms, at)
        if found and any(end == told for _at, end, _said in own(lang, "passing_on", "tell_them").all_in(tokens.forms)):
            please = own(lang, "passing_on", "please").single_words_in_order()[0]
            rest = tokens.text[tokens.starts[found[1]] :].strip() if found[1] < len(tokens.forms) else ""
            return f"{please} {rest if lang == 'en' else words}" if rest else words
    return words


def surely_for_them(text: str) -> bool:
    """Whether it tells who comes, or who waits for them, what only they need: "our address is …", "we'll bring …"."""
    tokens = tokenise(text)
    found = _SURELY.at(tokens.forms, 0)
    return found is not None and len(tokens.forms) > found[1]


def speaks_to_them(text: str) -> bool:
    """Whether it begins as one writes to somebody: "les mando el catálogo", "here's our portfolio", «ببعتلكم الملف»;
    also behind a yes or the day on which it will be: "mañana les mandamos los nombres".
    """
    tokens = tokenise(text)
    found = next(iter(_SENDS.all_in(tokens.forms)), None)
    if found is None or found == (0, len(tokens.forms), found[2]):
        return False
    at = 0
    while at < found[0]:
        ends = [then[1] for words in _OPENS if (then := words.at(tokens.forms, at))]
        ends += [day[1]] if (day := weekday_at(tokens.forms, at, "")) else []
        if not ends and not tokens.is_sign(at):
            return False
        at = max(ends, default=at + 1)
    return at == found[0]


def wants_to_know(text: str, *, surely: bool = False) -> bool:
    """Whether it begins by wanting to know something, also behind a yes and "but"; `surely` what nobody teaches: "we
    would like to know how old they are".
    """
    forms = tokenise(text).forms
    if _KNOW.firsts.isdisjoint(forms):
        return False
    starts = [0, *(at + 1 for at, form in enumerate(forms) if form in _BUT or not form[:1].isalnum())]
    ends = [found[1] for at in starts if (found := _KNOW.at(forms, at)) and found[1] < len(forms)]
    return any(not surely or any(_OF_THEM.at(forms, place) for place in range(end, end + 2)) for end in ends)


def names_a_lesson(text: str) -> bool:
    """Whether a class or a session is named, which may be held in a language; in Arabic also with its article."""
    forms = tokenise(text).forms
    return not _LESSONS.isdisjoint(form.removeprefix(_ARABIC_THE) for form in forms)


def opens_with_yes(text: str) -> bool:
    """Whether the first words are a yes."""
    return _OPENS[0].at(tokenise(text).forms, 0) is not None


def says_same_day(text: str) -> bool:
    """Whether the day stays as it is: "same day but at 4", «بنفس اليوم بعد الظهر»."""
    return bool(_SAME_DAY.all_in(tokenise(text).forms))


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


def wants_of_them(text: str, lang: str) -> bool:
    """Whether it says what the other side has to bring, to be or to do: "they need to bring their own tools", "could
    you come at 2?", "il faudrait voir leur diplôme".
    """
    tokens = tokenise(text)
    found = _WANTS.at(tokens.forms, 0)
    return (found is not None and len(tokens.forms) > found[1]) or demands(text, lang)


def of_theirs(text: str) -> bool:
    """Whether something of the other side is named: "their certificate", "vos tarifs"."""
    return bool(_OF_THEIRS.all_in(tokenise(text).forms))


def asks_to_send(text: str) -> bool:
    """Whether it begins by asking for something that the other has: "can you send the photos?", «ابعثولنا الوثيقة».

    "Can you send a plumber?" asks for one.
    """
    forms = tokenise(text).forms
    found = _ASKS.at(forms, 0)
    if found is None or found[1] >= len(forms):
        return False
    return forms[found[1]] in _THE or forms[found[1]].startswith(_ARABIC_THE)
