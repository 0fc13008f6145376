"""When do two words count as the same in a cue? Forms that forget what hurried spelling and dialects change."""

import re
from dataclasses import replace
from functools import cache, lru_cache

from core.languages import LANGUAGES
from core.text.arabizi import arabic_word, is_foreign, listed_spellings
from core.text.latin_arabic import Lexicon
from core.text.normal import fold

from .tables import DATA, data
from .tokens import Tokens


def _rules(*rules: tuple[str, str, str]) -> tuple[tuple[frozenset[str], re.Pattern[str], str], ...]:
    """Letters without one of which a pattern fits nothing (asked first, as most words have none), it, its spelling."""
    return tuple((frozenset(letters), re.compile(pattern), spelling) for letters, pattern, spelling in rules)


# Spanish and Portuguese as they sound: c/s/z, b/v, qu/k, ll/y and a silent h are exchanged freely.
_LATIN = _rules(
    ("h", r"(?<![cln])h", ""),
    ("q", r"qu(?=[ei])|q(?!u)", "k"),
    ("ly", r"ll|y", "i"),
    ("cz", r"c(?=[eiy])|z", "s"),
    ("c", r"c(?!h)", "k"),
    ("g", r"g(?=[eiy])", "j"),
    ("v", r"v", "b"),
    ("n", r"n(?=[bp])", "m"),
)
# Portugal wrote, and half of its people write, "projecto", "óptimo".
_MUTE = re.compile("(?<=[aeiou])[cp](?=t)")
# Arabizi keeps its consonants; which vowels are written, and how, is everyone's own.
_ARABIZI = _rules(
    ("kx", r"kh|x", "5"),
    ("g", r"gh", "8"),
    ("h", r"sh|ch", "$"),
    ("q", r"q", "9"),
    ("j", r"j", "g"),
    ("aeiou'2", r"(?<=.)[aeiou']+|(?<=.)2", ""),
)
# French as it sounds to whoever hurries: ke, koi, bezoin; er, é, ez, ée at the end are one, a plural is not heard.
_FRENCH = _rules(
    ("p", r"ph", "f"),
    ("h", r"(?<!c)h(?=[aeiouy])", ""),
    ("q", r"qu|q", "k"),
    ("c", r"c(?=[eiy])", "s"),
    ("c", r"(?<=.)c(?!h)|c(?=[^h])", "k"),
    ("z", r"z", "s"),
    ("y", r"y", "i"),
    ("e", r"(?<=\w{3})(?:ees?|er|es)$", "e"),
    ("sx", r"(?<=\w{3})[sx]$", ""),
)
_DIALECT = str.maketrans("ثذظ", "تدض")
# The alif of "كشفاً", and the one behind the "they" of verbs.
_TANWIN = re.compile("(?<=\\w{3})ا$")
_ARTICLE = re.compile(r"^[وف]?(?:[بفعهكش]?ال|لل)(?=\w{3})")
# "For sale" and "for rent" are no matter of an article.
_WHOLE = frozenset({"للبيع", "للايجار", "للكراء"})
_BONES = 3
_WORD = re.compile("[ء-ي]{3,}")
_DOUBLE = re.compile(r"(\D)\1+")
_ARABIC_LETTER = re.compile("[ء-ي]")


@lru_cache(maxsize=16384)
def sound(form: str, lang: str) -> str:
    """The form of a folded word in which cues are compared; never empty, and the same for a cue and for a message."""
    if not form.isalnum() or form.isdigit() or len(form) > 40:
        return form
    form = shorts(lang).get(form, form)
    if _ARABIC_LETTER.match(form):
        form = form if form in _WHOLE else _TANWIN.sub("", _ARTICLE.sub("", form.translate(_DIALECT)))
    elif lang == "ar":
        form = _heard(form)
    elif lang == "pt":
        form = _rewritten(_MUTE.sub("", form), _LATIN)
    elif lang == "es":
        form = _rewritten(form, _LATIN)
    elif lang == "fr":
        form = _rewritten(form, _FRENCH)
    return _DOUBLE.sub(r"\1", form) if _DOUBLE.search(form) else form  # putting in is dear, and few are doubled


@lru_cache(maxsize=8)  # cues and services are looked for in the same message
def sounds(tokens: Tokens, lang: str) -> list[str]:
    """The words of a message as `sound` has them."""
    return [sound(form, lang) for form in tokens.forms]


def _heard(form: str) -> str:
    """A word in Latin letters as the Arabic word that is typed so; or else its consonants."""
    arabic = arabic_word(form) or (None if is_foreign(form) else _arabic_words().find(form))
    if arabic:
        return sound(fold(arabic), "ar")
    bones = _rewritten(form, _ARABIZI)
    return bones if len(bones) >= _BONES else form


@cache
def _arabic_words() -> Lexicon:
    """The Arabic words of the cues and those with listed spellings, to be found by their consonants."""
    written = (DATA / "ar.cues").read_text(encoding="utf-8")
    return Lexicon(listed_spellings(), map(fold, _WORD.findall(written)))


def _rewritten(form: str, rules: tuple[tuple[frozenset[str], re.Pattern[str], str], ...]) -> str:
    for letters, pattern, spelling in rules:
        if not letters.isdisjoint(form):
            form = pattern.sub(spelling, form) or form
    return form


@cache
def shorts(lang: str) -> dict[str, str]:
    """What people write with one thumb, and the word it stands for: "q" is "que"."""
    table = data(lang)["short"] if lang in LANGUAGES else {}
    return {short: word for word, written in table.items() for short in written}


def written_out(tokens: Tokens, lang: str) -> Tokens:
    """The same message with its short forms as whole words; what is quoted from it stays as typed."""
    table = shorts(lang)
    if table.keys().isdisjoint(tokens.forms):
        return tokens
    return replace(tokens, forms=[table.get(form, form) for form in tokens.forms])
