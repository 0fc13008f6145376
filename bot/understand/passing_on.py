"""Which words does a message want passed on to the other side? "Tell them we are late" → "we are late"."""

from __future__ import annotations

from bot.understand.lexis.leading import listed, text_from
from bot.understand.lexis.lexicon import keyed, own, small
from bot.understand.lexis.tokens import Tokens, tokenise
from core.languages import LANGUAGES

_TELL, _THAT = listed("passing_on", "tell_them"), listed("passing_on", "that")
_TELL_WHOM, _SENDS = listed("passing_on", "tell"), listed("passing_on", "sends_them")
_NO = small("negated")
_WHOM, WHETHER = (frozenset(listed("passing_on", name).single_words_in_order()) for name in ("whom", "whether"))
_LESSONS = small("classes") | small("lessons")
_THE, _ARABIC_THE = small("the"), "ال"
_PAUSES = frozenset((",", ";", ":", ".", "-", "–", "—"))
_COLONS, _BEFORE_WORDS = frozenset((":", "：")), " ,.;:،؛)-–"
_BECAUSE, _MORE_THAN_WHY = (
    listed("small", "reasons"),
    frozenset(("pues", "como", "que", "que es cuando", "as", "since")),
)
_LEAST, _CLAUSE = 2, 4
"""Words that say something; so many say something where only a name stands before them, and no "that"."""
_BEFORE = 2  # words of a part of a sentence with which it may begin: "just tell them"
_NAME = 8  # words that say whom to tell, behind whom a "that" stands


def words_for_them(text: str) -> str:
    """What stands behind "tell them" or "write to them:" that begins the message, or a part of it ("do not cancel, just
    tell them …"), as typed; '' where nothing does.
    """
    tokens = tokenise(text)
    found = _told(tokens)
    if found is None:
        return ""
    at = tokens.behind_signs(found)
    least = _LEAST if at == found else 1  # "tell them: sorry"
    if (that := _THAT.at(tokens.forms, at)) is not None:
        at = that[1]
    said = [place for place in range(at, len(tokens.forms)) if not tokens.is_sign(place)]
    return _asked_politely(tokens, found, at) if len(said) >= least else ""


def asks_whether(text: str) -> bool:
    """Whether somebody wants them asked something: "write to them whether …", "tell the women of the course if …"."""
    tokens = tokenise(text)
    found = _told(tokens)
    if found is None:
        return False
    at = tokens.behind_signs(found)
    ends = (at, *(that[1] for that in (_THAT.at(tokens.forms, at),) if that))
    plain = (tokens.said(end, end + 1).lower() for end in ends if end + _LEAST < len(tokens.forms))
    return not WHETHER.isdisjoint(plain)  # "que sí" has its accent


def wants_them_told(text: str) -> bool:
    """Whether "tell them" stands anywhere in it, with what they are to be told or without."""
    return bool(_TELL.all_in(tokenise(text).forms))


def promises_to_send(text: str) -> bool:
    """Whether somebody says that they will send or call: "all right, tomorrow we send you the names"."""
    return bool(_SENDS.all_in(tokenise(text).forms))


def says_what_to_tell(text: str) -> bool:
    """Whether a "that" or a colon stands behind "tell them", and not but "just tell them, we shall see"."""
    tokens = tokenise(text)
    found = _told(tokens)
    at = tokens.behind_signs(found) if found else 0
    return bool(found) and (_THAT.at(tokens.forms, at) is not None or not _COLONS.isdisjoint(tokens.forms[found:at]))


def _told(tokens: Tokens) -> int | None:
    """The place behind "tell them", or behind "tell the women of the course" where a "that" follows, with which the
    message or a part of it begins.
    """
    begins = [at + 1 for at in range(len(tokens.forms)) if tokens.is_sign(at)]
    starts = [at + more for at in (0, *begins) for more in range(_BEFORE if at else 1)]
    for at in starts:
        if found := _TELL.at(tokens.forms, at):
            return _behind_whom(tokens, found[1]) or found[1]
        if (found := _TELL_WHOM.at(tokens.forms, at)) and (behind := _behind_whom(tokens, found[1])):
            return behind
    return None


def _behind_whom(tokens: Tokens, at: int) -> int | None:
    """Where whom they name ends, and "that" begins."""
    whom = tokens.forms[at] if at < len(tokens.forms) else ""
    if whom not in _WHOM and not (len(whom) > _LEAST and whom[0] in _WHOM and not whom.isascii()):
        return None
    places = range(at + 1, min(at + _NAME, len(tokens.forms)))
    return next((place for place in places if _THAT.at(tokens.forms, place)), None)


def words_behind(text: str, named: int = 0) -> str:
    """What a message wants told, as typed: what stands behind whom it names (which ends at `named`), behind a colon
    where there is one; else behind "tell them", wherever that stands. '' where nothing does.
    """
    tokens = tokenise(text)
    at = next((place for place, start in enumerate(tokens.starts) if start >= named), len(tokens.forms))
    if not named:
        told = next(iter(_TELL.all_in(tokens.forms)), None)
        at = told[1] if told else _behind_order(tokens)
    elif told_behind := _TELL.at(tokens.forms, at):  # "A Casa Luz dígale …"
        at = told_behind[1]
    colon = next((place for place in range(at, len(tokens.forms)) if tokens.forms[place] in _COLONS), None)
    begun = at if colon is None else colon + 1
    that = _THAT.at(tokens.forms, tokens.behind_signs(begun))
    begun = that[1] if that else begun
    said = [place for place in range(begun, len(tokens.forms)) if not tokens.is_sign(place)]
    least = _LEAST if that or colon is not None or not named else _CLAUSE
    return text_from(tokens, begun).lstrip(_BEFORE_WORDS) if len(said) >= least else ""


def _behind_order(tokens: Tokens) -> int:
    """Where what an unknown order of a word or two is about begins: at its "that"; else the end."""
    found = (at for at in range(1, min(_BEFORE + 1, len(tokens.forms))) if _THAT.at(tokens.forms, at))
    return next(found, len(tokens.forms))


def reason_behind(text: str, named: int = 0) -> str:
    """Why, as typed: what stands behind the first "because", else behind the first comma, colon or the like, behind
    whom a message names (up to `named`); where only the name stands there, what stands before it and such a sign. ''
    where it is a word or less.
    """
    tokens = tokenise(text)
    led = (end for _at, end, said in sorted(_BECAUSE.all_in(tokens.forms)) if said not in _MORE_THAN_WHY)
    for end in led:
        behind = text_from(tokens, tokens.behind_signs(end)) if end < len(tokens.forms) else ""
        if len(behind.split()) >= _LEAST and tokens.starts[end] >= named:
            return behind
    begun = next((at for at, start in enumerate(tokens.starts) if start >= named), len(tokens.forms)) if named else 1
    signs = [at for at in range(len(tokens.forms)) if tokens.forms[at] in _PAUSES]
    sign = next((at for at in signs if at >= begun), None)
    if sign is not None:
        behind = text_from(tokens, tokens.behind_signs(sign)).lstrip(_BEFORE_WORDS)
        return behind if len(behind.split()) >= _LEAST else ""
    before = [at for at in signs if at < begun]
    said = tokens.said(0, before[-1]) if before and named else ""
    return said if len(said.split()) > _LEAST else ""


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


def names_a_lesson(text: str) -> bool:
    """Whether a class or a session is named, which may be held in a language; in Arabic also with its article."""
    forms = tokenise(text).forms
    return not _LESSONS.isdisjoint(form.removeprefix(_ARABIC_THE) for form in forms)


def languages_named(text: str) -> set[str]:
    """The languages of this program that the words name, in whatever language."""
    forms = tokenise(text).forms
    return {key for lang in LANGUAGES for _at, _end, key in keyed(lang, "languages").all_in(forms)}


def speaks_of_languages(text: str) -> bool:
    """Whether it is about languages, and not which one to write in here: lessons in one, "from Spanish to Arabic"."""
    return names_a_lesson(text) or (len(languages_named(text)) > 1 and _NO.isdisjoint(tokenise(text).forms))
