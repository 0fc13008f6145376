"""Which verb says what is done? "Que nos arregle la impresora" wants it mended, and no printer."""

from __future__ import annotations

import re

from .lexicon import one
from .tokens import Tokens

_SMALL = (
    "el la los las lo un una unos unas a al de del os as um uma uns umas o ao aos do da dos das le les l une des du d"
    " the an our nuestro nuestra nuestros nuestras nosso nossa nossos nossas notre nos"
)
_BETWEEN = frozenset(_SMALL.split())
_FARTHEST = 3  # small words between the verb and what it is done to
_US, _THAT = "nos me le les lo la los las lhe lhes nous m us", "que q k quien quienes kien kienes quem qm qui ki who"
_PRONOUNS, _WHO = frozenset(_US.split()), frozenset(_THAT.split())
_ON = ["qu", "on"]  # "qu'on nous répare l'imprimante"
_ROMANCE = frozenset(("es", "fr", "pt"))
_INFINITIVE = re.compile(r"\w{2,}(?:[aei]r(?:nos|me)?|[dt]re|vre|(?<!a)ire)$")
_WE = ("mos", "ons")  # what we do ourselves is not what is asked for
# Who asks, gets or helps says nothing yet of what is done; nor does "makes", of what is made.
_ASKING = (
    "pedir solicitar registrar publicar poner subir crear cargar anotar agregar mandar enviar recibir conocer resolver"
    " demander solliciter poster publier creer recevoir obtenir trouver chercher achar procurar arranjar arrumar haver"
    " registar obter receber indicar recomendar mostrar hay tem ha esta estan sea sean es son est sont is are has have"
    " does did can could will would might hagan hagas haga faca facam fasse fassent ajude ajudem alguem alguien"
    " quelqu quelquun personne someone puisse puissent pueda puedan possa possam sepa sepan sache saiba"
)
_LIGHT = frozenset(_ASKING.split())


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
    asked = lang in _ROMANCE and at in cue and _INFINITIVE.match(forms[at])
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
    return who >= 0 and (forms[who] in _WHO or forms[max(who - 1, 0) : who + 1] == _ON)
