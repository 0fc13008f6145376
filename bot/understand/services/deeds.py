"""Which verb says what is done? "Que nos arregle la impresora" wants it mended, and no printer."""

from __future__ import annotations

import re

from bot.understand.lexis.lexicon import one, small
from bot.understand.lexis.tokens import Tokens

_BETWEEN = small("between")
_FARTHEST = 3  # small words between the verb and what it is done to
_PRONOUNS, _WHO = small("us"), small("that")
_JOINED = one("", "small", "joined_who")  # "qu'on nous répare l'imprimante"
_SOMEONE = small("some_person")  # "que alguien nos pinte la casa"
ROMANCE = frozenset(("es", "fr", "pt"))
INFINITIVE = re.compile(r"\w{2,}(?:[aei]r(?:nos|me)?|[dt]re|vre|(?<!a)ire)$")
_WE = tuple(small("we_end"))  # what we do ourselves is not what is asked for
# Who asks, gets or helps says nothing yet of what is done; nor does "makes", of what is made.
_LIGHT = small("asking")


def deed_before(tokens: Tokens, lang: str, start: int, cue: frozenset[int], gone: frozenset[int]) -> int:
    """The token of the verb of which what begins at `start` is the object; `start` where no verb tells anything.

    In Arabic the cues keep it. Elsewhere a verb stands behind "who" or "that … us"; an infinitive tells what is done as
    well where it is among the tokens that say it is needed, `cue` ("¿nos pueden *arreglar* la impresora?"). `gone` are
    those of times and places.
    """
    forms, at = tokens.forms, start - 1
    while at > 0 and start - at <= _FARTHEST and forms[at] in _BETWEEN:
        at -= 1
    if lang == "ar" or at < 0 or at in gone or tokens.is_sign(at) or says_nothing(forms[at], lang):
        return start
    asked = lang in ROMANCE and at in cue and INFINITIVE.match(forms[at])
    return at if asked or _is_behind_who(forms, at) else start


def says_nothing(form: str, lang: str) -> bool:
    """Whether a verb is as good as none: "gives", "helps", "looks for", "makes"."""
    return form in _BETWEEN or form in _LIGHT or any(form in one(lang, name) for name in ("lead", "trail", "empty"))


def _is_behind_who(forms: list[str], at: int) -> bool:
    """Whether it is the verb of "alguien que nos lleve", "quem conserte", "qu'on nous répare"."""
    if forms[at].endswith(_WE):
        return False
    who = at - 1
    while who > 0 and forms[who] in _PRONOUNS:
        who -= 1
    if who > 0 and forms[who] in _SOMEONE:
        who -= 1
    return who >= 0 and (forms[who] in _WHO or bool(_JOINED.whole(forms[max(who - 1, 0) : who + 1])))
