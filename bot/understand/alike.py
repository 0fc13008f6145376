"""Do a few words say what a button says, in another form: "pasarlo" for "Pasar a otra", سلّموها for "تسليمها"?"""

import operator
import re
from collections.abc import Callable, Sequence
from functools import cache

from bot.understanding.reader import in_letters
from core import encoder
from core.languages import LANGUAGES
from core.matching.words import SMALL_WORDS, has_arabic, stem
from core.text.arabizi import to_arabic
from core.text.normal import words

from .comfort import find_comfort
from .lexis.lexicon import as_written, keyed, one, small
from .lexis.tables import data
from .lexis.tokens import tokenise
from .services.services import CLASSES
from .words import is_no, word

_ROOT = 3  # letters that two forms of one word share at least
_SURE = 5  # letters after which both may end in their own way: "suspend-ons", "suspend-re"
_ENDING = 3  # letters of such an end
_CLITIC = re.compile("(?<=..)(?:me|te|se|nos|los|las|les|lo|la|le)$")
_ARABIC_HEAD, _ARABIC_TAIL = (
    re.compile("^[وفسلبك]?[اتنيم](?=..)"),
    re.compile("(?<=..)(?:تين|تان|ات|ها|هم|كم|نا|وا|ون|ين|ه|ي|و)$"),
)
_LONG_VOWELS = re.compile("(?<=.)[اوي](?=.)")
_SAID_ANYWAY = small("said_anyway")
_FEW, _ASKS = 6, frozenset("?؟")
_AROUND = 3  # words around a label
_NEAR, _BY_FAR = 0.28, 0.15  # cosines of what is meant, and how much less another has
_STEM = 4  # letters by which two words are about the same service


def told_apart(text: str, labels: Sequence[str], lang: str) -> int | None:
    """Which label the text speaks of, by words that few of the labels have: "the parish", «مركز الأمل من فضلك»; None
    where it names none, or two alike.
    """
    spelt = not has_arabic(text) and any(map(has_arabic, labels))  # «ورشة الأمل» as "Warshet el Amal"
    said = set(_roots(f"{text} {to_arabic(text)}" if spelt else text, lang))
    roots = [set(_roots(label, lang)) for label in labels]
    shared = [{one for one in label if any(_same_word(one, other) for other in said)} for label in roots]
    weights = [sum(1 / sum(one in label for label in roots) for one in found) for found in shared]
    most = max(weights, default=0.0)
    return weights.index(most) if most and weights.count(most) == 1 else None


def label_meant(text: str, labels: Sequence[str], lang: str) -> int | None:
    """Which label a few words say in their own form, and nothing besides a yes and small words: "envíelo" for "Enviar",
    "es el 49" for "49", «ماشي انشروه» for «نشر». None where a word is left over, a no is among them, or two labels fit.
    """
    said = [one for one in words(text.replace("-", " ")) if word(one) != "yes"]
    if not said or len(said) > _FEW or any(_denies(one, lang) for one in said) or not _ASKS.isdisjoint(text):
        return None
    if find_comfort(tokenise(text)):  # "no problem" is not "There is a problem"
        return None
    told = [_forms(one, lang) for one in said if not _is_filler(one, lang)]
    shown = [[_forms(one, lang) for one in words(label)] for label in labels]
    fitting = [at for at, label in enumerate(shown) if told and all(any(map(one.alike, label)) for one in told)]
    return fitting[0] if len(fitting) == 1 else None


class _Forms(frozenset[str]):
    """A word's roots: as it is, and without what may be its ending or hang on it."""

    def alike(self, other: frozenset[str]) -> bool:
        return any(_akin(one, two) for one in self for two in other)


def _forms(said: str, lang: str) -> _Forms:
    root = _root(said, lang)
    if not has_arabic(said):
        return _Forms((root, root.replace("ie", "e").replace("ue", "o")))
    bare = _ARABIC_TAIL.sub("", said.removeprefix("ال"))
    found = (bare, _LONG_VOWELS.sub("", bare), root, _ARABIC_TAIL.sub("", root))
    return _Forms(one for one in found if len(one) >= _ROOT) or _Forms((said,))


def _akin(one: str, other: str) -> bool:
    return one == other if has_arabic(one) or one.isdigit() else _same(one, other, sure=_STEM)


def _denies(one: str, lang: str) -> bool:
    """«la» denies in Arabic, and in French it is an article."""
    return one in small("negated") or (word(one) == "no" and one not in SMALL_WORDS.get(lang, ()))


def _is_filler(one: str, lang: str) -> bool:
    return one in _anyway(lang) and not one.isdigit()


@cache
def _anyway(lang: str) -> frozenset[str]:
    beside = (part for name in ("beside_yes", "fillers") for said in as_written(name) for part in words(said))
    return SMALL_WORDS.get(lang, frozenset()) | _SAID_ANYWAY | frozenset(beside)


def label_inside(text: str, labels: Sequence[str]) -> int | None:
    """Which label stands whole inside few words, "es el 49"; None for none, for several, and where a no is said."""
    said = _bare(text)
    if any(is_no(one, text) for one in said):
        return None
    bare = [_bare(label) for label in labels]
    found = [at for at, its in enumerate(bare) if its and len(said) - len(its) <= _AROUND and _stands_in(its, said)]
    longest = max(found, key=lambda at: len(bare[at]), default=None)
    return longest if all(_stands_in(bare[at], bare[longest or 0]) for at in found) else None


def _bare(text: str) -> list[str]:
    """Its words, without the article that Arabic writes together with them."""
    return [one.removeprefix("ال") or one for one in words(text)]


def _stands_in(its: Sequence[str], said: Sequence[str]) -> bool:
    return any(list(said[at : at + len(its)]) == list(its) for at in range(len(said) - len(its) + 1))


def named_among(text: str, labels: Sequence[str], lang: str, *, but: str = "") -> list[int]:
    """Which of the labels the words name: the one of which they say most words; of several of which they say as many,
    or where they say words of none, the one that is by far the nearest in meaning ("the fridge" for "refrigerator", in
    any language), else those several, or none. Forms of the words of `but` ("retírelo", on a screen with "Retirar")
    name nothing.
    """
    orders = set(_roots(but, lang))
    said = [word for word in words(text) if not any(_same_word(_root(word, lang), order) for order in orders)]
    ways: tuple[tuple[Callable[[str], set[str]], Callable[[str, str], bool]], ...] = (
        (stems, operator.eq),
        (lambda words: set(_roots(words, lang)), _same_word),
    )
    for parts, same in ways:
        told = parts(" ".join(word for word in said if word not in _tells_nothing()))
        shared = [sum(any(same(one, word) for word in told) for one in parts(label)) for label in labels]
        if most := max(shared, default=0):
            found = [at for at, many in enumerate(shared) if many == most]
            return found if len(found) == 1 else _nearest(text, labels, found) or found
    tells = any(len(one) >= _STEM and one not in _tells_nothing() for one in said)  # a bare "no" names nothing
    return _nearest(text, labels, range(len(labels))) if tells else []


def _nearest(text: str, labels: Sequence[str], among: Sequence[int]) -> list[int]:
    vectors = encoder.encode([in_letters(one) for one in (text, *labels)]) if len(among) > 1 else None
    if vectors is None:
        return []
    alike = (vectors[1:] @ vectors[0]).tolist()
    first, second = sorted(among, key=lambda at: -alike[at])[:2]
    return [first] if alike[first] >= _NEAR and alike[first] - alike[second] >= _BY_FAR else []


def _same_word(one: str, other: str) -> bool:
    if has_arabic(one):  # in Latin letters its end may be another: "warshet" for «ورشة»
        short, long = sorted((one, other), key=len)
        return one == other or (len(short) >= _ROOT and long.startswith(short) and len(long) - len(short) == 1)
    return one == other or (len(one) >= _STEM and len(other) >= _STEM and _same(one, other))


def choice_called(text: str, lang: str) -> str | None:
    """What a choice is called besides its label, as a whole message: a key of `choices` in the data."""
    return keyed(lang, "choices").whole(tokenise(text).words())


def stems(text: str) -> set[str]:
    """By how their words begin, of those that tell what something is: "las clases de costura" is about sewing."""
    told = (one.removeprefix("ال") for one in words(text) if one not in _tells_nothing())
    return {one[:_STEM] for one in told if len(one) >= _STEM and not one.isdigit()}


@cache
def _tells_nothing() -> frozenset[str]:
    cues = (word for lang in LANGUAGES for word in one(lang, "lead").single_words())
    asked = (word for keys in data(LANGUAGES[0])["own_listing"] for word in one("", "own_listing", keys).single_words())
    called = (word for key in data(LANGUAGES[0])["ended"] for word in one("", "ended", key).single_words())
    return frozenset((*frozenset().union(*SMALL_WORDS.values()), *CLASSES, *cues, *asked, *called))


def _same(one: str, other: str, sure: int = _SURE) -> bool:
    if has_arabic(one):
        return one == other
    short, long = sorted((len(one), len(other)))
    root = next((at for at, (first, second) in enumerate(zip(one, other, strict=False)) if first != second), short)
    return long - root <= _ENDING and (root >= sure or (root == short and root >= _ROOT))


def _roots(text: str, lang: str) -> list[str]:
    small = SMALL_WORDS.get(lang, frozenset()) | _SAID_ANYWAY
    return [_root(word, lang) for word in words(text) if word not in small and not word.isdigit()]


def _root(word: str, lang: str) -> str:
    if has_arabic(word):
        bare = _ARABIC_TAIL.sub("", _ARABIC_HEAD.sub("", word.removeprefix("ال")))
        return _LONG_VOWELS.sub("", bare)
    return stem(_CLITIC.sub("", word) if lang in ("es", "pt") and len(word) > 4 else word, lang)
