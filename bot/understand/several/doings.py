"""Does an offer tell behind "and" what else we do? "Contabilidad y hacemos logos", محاسبة ونصمم شعارات."""

from __future__ import annotations

from bot.understand.cues.groups import group
from bot.understand.lexis.lexicon import own, small
from bot.understand.lexis.tokens import Tokens

_WE_END, _ALSO = tuple(small("we_end")), small("also")
_NO_VERBS = small("no_we_end")  # "maisons" are homes
_SHORTEST = 5  # letters of a verb that says who does it by its end
# Groups of the cue files: verbs that say what is done.
_MADE = {"ar": ("we_teach", "we_make", "we_fix", "i_teach", "i_make", "i_fix"), "en": ("skill", "deeds")}
_THEM, _GOES_ON = small("what_was_said"), small("goes_on")
_OF_THEM = ("هم", "ها", "هن", "هما")  # at the end of an Arabic word: of what was said before
_ARABIC_AND = "و"


def behind_verb(tokens: Tokens, lang: str, start: int, end: int) -> int:
    """The place behind the verb by which we say that we do what follows, or `start` where there is none.

    Nothing is told anew by a verb alone, nor of "them", nor by "and we have", behind which what is offered ends.
    """
    forms, at = tokens.forms, start
    we = own(lang, "small", "subjects").single_words()
    while at < end and (forms[at] in we or forms[at] in _ALSO):
        at += 1
    if at + 1 >= end or forms[at] in _GOES_ON or (start and own(lang, "ends").at(forms, start - 1)):
        return start
    if forms[at + 1] in _THEM or (lang == "ar" and any(form.endswith(_OF_THEM) for form in forms[at:end])):
        return start
    return at + 1 if _is_verb(forms[at], lang) or any(form in we for form in forms[start:at]) else start


def says_what(tokens: Tokens, lang: str, start: int, end: int) -> bool:
    """Whether the words from `start` on begin with a verb that tells what is done: "design", not "offer"."""
    behind = behind_verb(tokens, lang, start, end)
    return behind > start and _is_deed(tokens.forms[behind - 1], lang)


def does(tokens: Tokens, lang: str, start: int, end: int) -> bool:
    """Whether a verb that tells what is done stands anywhere in these words."""
    return any(_is_deed(form, lang) for form in tokens.forms[start:end])


def _is_verb(form: str, lang: str) -> bool:
    said = len(form) > _SHORTEST and form.endswith(_WE_END) and form not in _NO_VERBS
    return _is_deed(form, lang) if lang == "ar" else said


def _is_deed(form: str, lang: str) -> bool:
    return group(lang, *_MADE[lang]).holds(form.removeprefix(_ARABIC_AND)) if lang in _MADE else False
