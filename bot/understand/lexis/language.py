"""Which language is a text in? Only where it is sure: a wrong guess greets people in a language they cannot read."""

import re
from functools import lru_cache

from core.languages import LANGUAGES
from core.text.clean import clean

from .tables import data
from .tokens import forms_of, tokenise

_LONGEST = 600
_FIGURE_LETTER = re.compile("[a-z]+[379][a-z]{2,}")
_FIGURED = 2.0  # «kan9ermo dorous français»: who writes letters as figures writes Arabic, whatever they name
_PLAIN = 3.0  # two words that no other language has
# What most say of themselves when they say no more; others say it too, or write it without its accent.
_GREETS = {hello: lang for lang in LANGUAGES for hello in data(lang)["says_hello"]}
_SIGNS = " .,!¡👋🙂😊"
_ARABIC_LETTERS = re.compile("[\u0620-\u064a\u066e-\u06d3\u06d5\u06fa-\u06ff\u0750-\u077f]")


def guess_language(text: str) -> str | None:
    """'es', 'ar', 'en', 'fr' or 'pt' by script and by common words, or None: for "ok", "menu", "1", a bare name.

    Arabic in Latin letters ("3ayzin nagar") is Arabic.
    """
    text = clean(text, _LONGEST)
    return _GREETS.get(text.strip(_SIGNS).lower()) or guess_forms(text, tokenise(text).forms)


def guess_forms(text: str, forms: list[str]) -> str | None:
    """As `guess_language`, for a text that is cut up already."""
    if not text.isascii():
        letters = sum(map(str.isalpha, text))
        if len(_ARABIC_LETTERS.findall(text)) * 2 > letters:
            return "ar"
    scores = _scores(forms)
    ranked = sorted(LANGUAGES, key=scores.__getitem__, reverse=True)
    best, second = scores[ranked[0]], scores[ranked[1]]
    return ranked[0] if best >= 1.5 and best >= second * 1.3 and best - second >= 0.5 else None


def plain_language(text: str) -> str | None:
    """As `guess_language`, where Arabic letters or several words leave no doubt: of five thousand sentences two in a
    thousand were taken for another language, of those that `guess_language` is sure of forty.
    """
    text = clean(text, _LONGEST)
    if len(_ARABIC_LETTERS.findall(text)) * 2 > sum(map(str.isalpha, text)) > 0:
        return "ar"
    scores = _scores(tokenise(text).forms)
    best = max(LANGUAGES, key=scores.__getitem__)
    others = max(score for lang, score in scores.items() if lang != best)
    return best if scores[best] >= _PLAIN and scores[best] >= 3 * others else None


def _scores(forms: list[str]) -> dict[str, float]:
    """Each telling word counts for the languages that have it, the more the fewer they are."""
    scores = dict.fromkeys(LANGUAGES, 0.0)
    table = _telling()
    for form in dict.fromkeys(forms):
        scores["ar"] += _FIGURED * bool(_FIGURE_LETTER.fullmatch(form))
        owners = table.get(form, ())
        for lang in owners:
            scores[lang] += 1.5 / len(owners) if len(form) > 1 else 0.3 / len(owners)
    return scores


@lru_cache(maxsize=1)
def _telling() -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for lang in LANGUAGES:
        telling = data(lang)["telling"]
        greetings = data(lang)["words"]["greeting"] + data(lang)["words"]["thanks"]
        for phrase in [*telling, *(word for word in greetings if " " not in word)]:
            for form in forms_of(phrase):
                if lang not in table.get(form, ()):
                    table[form] = (*table.get(form, ()), lang)
    return table
