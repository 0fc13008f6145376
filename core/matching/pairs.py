"""Which languages does a text speak of? A translator of another pair is no help."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

TRANSLATION = "translation"
TRANSLATING = frozenset({TRANSLATION, "certified translation", "interpreting", "community interpreting"})
_TRANSLATES = re.compile("tradu[cztç]|tradwi|translat|intepret|interpr[eè]t|into$|[يتنبمكا]{0,3}ترجم")
# How the names of languages begin, folded, in five languages; whole where the beginning would catch other words.
_NAMES = {
    "es": "espanol castellan spanish espagnol espanhol اسبان سباني سبنيول",
    "ar": "arab arave araabe عرب",
    "en": "ingles english anglais انجليز انكليز انقليز انغليز",
    "fr": "franc[eo]s french francais frances فرنس",
    "pt": "portug برتغال",
    "ht": "creole criollo_haitiano kreyol",
    "de": "aleman german allemand alemao المان",
    "it": "italian italien اطالي ايطالي",
    "qu": "quechua quichua kichwa",
    "gn": "guarani",
    "ay": "aymara aimara",
    "ber": "amazigh tamazight berber امازيغ شلح",
    "ku": "kurd كرد",
    "tr": "turk turco turc تركي",
    "so": "somali صومال",
    "sw": "swahili suajili",
    "uk": "ucrani ukrain اوكران",
    "ru": "ruso russian russe روسي",
    "fa": "farsi persa persian فارسي",
    "zh": "chino_mandarin chinese chinois mandarin صيني",
}
LANGUAGES = tuple(_NAMES)  # their order is part of what is kept (core/matching/cards.py): new ones come last
_NAMED_LANGUAGE = {
    lang: re.compile("(?:" + "|".join(name.replace("_", " ") for name in names.split()) + ")")
    for lang, names in _NAMES.items()
}


def says_translate(words: Iterable[str]) -> bool:
    """Whether folded words speak of translating or interpreting, in any form ("traduzco", "بترجم", "into")."""
    return any(map(_TRANSLATES.match, words))


def languages_in(words: Iterable[str]) -> frozenset[str]:
    """ISO codes of the languages that folded words name."""
    return frozenset().union(*map(_named_by, words))


@lru_cache(maxsize=4096)
def _named_by(word: str) -> frozenset[str]:
    return frozenset(lang for lang, name in _NAMED_LANGUAGE.items() if name.match(word))
