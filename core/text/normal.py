"""When do two spellings count as the same? Forms of a text to compare with, never to show."""

import json
import re
import unicodedata
from functools import lru_cache
from pathlib import Path

# Letters that one keyboard has and another has not, or that writers exchange freely.
_SAME_LETTER = str.maketrans(
    {
        "ٱ": "ا", "ى": "ي", "ی": "ي", "ې": "ي", "ے": "ي", "ة": "ه", "ۀ": "ه", "ە": "ه", "ہ": "ه", "ھ": "ه",
        "ک": "ك", "گ": "ك", "ڭ": "ك", "ڪ": "ك", "چ": "ج", "پ": "ب", "ڤ": "ف", "ڨ": "ق", "ژ": "ز", "ـ": None,
        "ø": "o", "đ": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "’": "'", "‘": "'", "ʼ": "'", "´": "'", "`": "'",
    }
)  # fmt: skip
_DATA = Path(__file__).resolve().parent.parent / "data"
# Look-alikes of Latin letters, after casefold (so В, which folds to в, stands for B).
_LATIN_LOOKS = str.maketrans(
    "авекмнорстухіїјѕԁһԛԝґєαβεζηικμνορςτυχγωlі1|0", "abekmhopctyxiijsdhqwreabezhikmvopctuxywiiiio"
)


def _looks() -> dict[int, str | None]:
    """The file's letters, and those above, which go before them; a hamza that stands alone is often left out."""
    lines = (_DATA / "look_alikes.txt").read_text(encoding="utf-8").splitlines()
    pairs = [line.split() for line in lines if not line.startswith("#")]
    looks = {ord(char): letter.translate(_LATIN_LOOKS) for letter, chars in pairs for char in chars}
    return {**looks, **{code: chr(look) for code, look in _LATIN_LOOKS.items()}, ord("ء"): None}


_LOOK_ALIKE = _looks()
# Compatibility forms that are the same letter in another dress. Superscripts and fractions are left alone: ² is no 2.
_DRESSED = ("<wide>", "<narrow>", "<font>", "<isolated>", "<initial>", "<medial>", "<final>", "<noBreak>", "<compat>")
_READ = frozenset(("LATIN", "ARABIC", "MASCULINE", "FEMININE"))  # Nº, 1ª
_EDGES = " \t\r\n.,;:!?¡¿…\"'«»“”„()[]{}<>*_~-–—،؛؟•·"
_DRAWN_OUT = 20  # letters of "siiiiiii"; a page full of "é" is no yes
_REPEATED = re.compile(r"([^\W\d_])\1{2,}")
_HARAKAT = re.compile("[\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed]+")
_WORD = re.compile(r"[^\W_]+")
_ARTICLE = re.compile(r"\bال(?=\w{2})")
_CACHED_LENGTH = 80


def fold(text: str) -> str:
    """The comparison form: no case, accents, harakat, hamza or tatweel, ASCII digits, no long repeats, bare ends.

    Idempotent. Much of what it drops matters to readers: never show or store it as a person's words.
    """
    return _fold_cached(text) if len(text) <= _CACHED_LENGTH else _fold(text)


def encoder_form(text: str) -> str:
    """Arabic without harakat and tatweel, all else as written: what a language model has seen most often."""
    return text if text.isascii() else _HARAKAT.sub("", text)


@lru_cache(maxsize=512)
def skeleton(name: str) -> str:
    """The bones of a name: two organisations with one skeleton look or read alike (after Unicode TR 39).

    Letters of one look share a form (Cyrillic а, Lisu ꓮ, I l 1, rn m, Arabic ي ی); articles ال, spaces, signs and
    words for what an organisation is ("Asociación", "A.C.", "جمعية") are gone, unless there is nothing else.
    """
    bones = _WORD.findall(_ARTICLE.sub("", fold(name)).translate(_LOOK_ALIKE))
    own = [word for word in _initials_joined(bones) if word not in _FORMS]
    return _joined_looks("".join(own or bones)) or "".join(name.split())


def is_form(word: str) -> bool:
    """Whether a folded word says what an organisation is, or is a small one around it."""
    return _ARTICLE.sub("", word).translate(_LOOK_ALIKE) in _FORMS


def is_in_other_letters(name: str) -> bool:
    """Whether a letter of it is of no script that our readers read, or a word mixes two: it may look like anything."""
    return any(
        len(scripts) > 1 or not scripts <= _READ
        for word in _WORD.findall(name)
        if (scripts := set(map(_script, word)) - {""})
    )


@lru_cache(maxsize=4096)
def _script(char: str) -> str:
    """The first word of a letter's name says of which script it is; '' for what is no letter."""
    if not char.isalpha():
        return ""
    plain = unicodedata.normalize("NFKC", char)
    return unicodedata.name(plain if len(plain) == 1 else char, "?").partition(" ")[0]


def _joined_looks(bones: str) -> str:
    return bones.replace("rn", "m").replace("vv", "w")


def _initials_joined(bones: list[str]) -> list[str]:
    """Letters that stand alone as one word: "A. C." is "ac"."""
    joined: list[str] = []
    alone = False
    for word in bones:
        if len(word) == 1 and alone:
            joined[-1] += word
        else:
            joined.append(word)
        alone = len(word) == 1
    return joined


def words(text: str) -> list[str]:
    """The words of the comparison form, in order."""
    return _WORD.findall(fold(text))


def digits(text: str) -> str:
    """Decimal digits of every script as 0–9; all else, superscripts and fractions included, as it was."""
    return text if text.isascii() else text.translate(_DIGITS)


class _Digits(dict[int, int | str | None]):
    """A translate table that learns each character when it first meets it; at most as large as Unicode."""

    def __missing__(self, code: int) -> int | str | None:
        value = unicodedata.decimal(chr(code), -1)
        self[code] = code if value < 0 else str(value)
        return self[code]


class _Folded(_Digits):
    def __missing__(self, code: int) -> int | str | None:
        self[code] = _fold_character(chr(code))
        return self[code]


_DIGITS = _Digits()
_FOLDED = _Folded(_SAME_LETTER)


def _fold_character(char: str) -> str | None:
    category = unicodedata.category(char)
    if category in ("Mn", "Me", "Cf", "Cc", "Cs") and not char.isspace():
        return None
    if category == "Nd":
        return str(unicodedata.decimal(char))
    if category in ("Lm", "Sk", "No"):  # a superscript letter, a spacing accent, ²: what they are, or nothing
        return char
    if unicodedata.decomposition(char).startswith(_DRESSED):
        return unicodedata.normalize("NFKD", char).casefold().translate(_FOLDED)
    return char


@lru_cache(maxsize=4096)
def _fold_cached(text: str) -> str:
    return _fold(text)


def _fold(text: str) -> str:
    if text.isascii():
        text = text.lower()
        if text.isalpha():
            return _unrepeated(text)  # one word, as most are
    else:
        text = unicodedata.normalize("NFD", text).casefold()
        text = unicodedata.normalize("NFD", text).translate(_FOLDED)
    return " ".join(_unrepeated(text).split()).strip(_EDGES)


def _unrepeated(text: str) -> str:
    """Without letters that are written three times; looked for first, as few have any and putting in is dear."""
    return _REPEATED.sub(_once, text) if _REPEATED.search(text) else text


def _once(run: re.Match[str]) -> str:
    return run[1] if len(run[0]) <= _DRAWN_OUT else run[0]


# What an organisation is, and small words around it: they do not tell two names apart.
_FORM_WORDS = [
    word
    for words in json.loads((_DATA / "form_words.json").read_text(encoding="utf-8")).values()
    for word in words["forms"].split()
]
_FORMS = frozenset(_ARTICLE.sub("", fold(word)).translate(_LOOK_ALIKE) for word in _FORM_WORDS)
