"""Who does it is not what is done: "voluntarios para pintar la escuela" asks for painting, as "pintor voluntario" does.

Words such as "volunteer" are left out where they open a text or follow what somebody is, if the text says something
else as well. "Coordinar voluntarios" is a service of ours, so what labels say beside such a word keeps it; "our
volunteers are tired" is about them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Container, Iterable, Sequence
from itertools import chain
from pathlib import Path

from core.matching.either import Either
from core.matching.words import SMALL_WORDS, stem
from core.taxonomy import Taxonomy
from core.text.normal import fold, words

_FILE = Path(__file__).resolve().parent.parent / "data" / "doer_words.json"
_ONE, _MANY, _OWNED = (
    frozenset(" ".join(by_language.values()).split())
    for by_language in json.loads(_FILE.read_text(encoding="utf-8")).values()
)
_DOERS = _ONE | _MANY
_SMALL = frozenset().union(*SMALL_WORDS.values())
_WORD = re.compile(r"[^\W\d_]+")
_HANGING = ("ل", "ب")


class Doers:
    """Knows the words that go with who does it in the labels of a list of services, and all others that they have."""

    def __init__(self, taxonomy: Taxonomy, base: Doers | None = None) -> None:
        """`base`: of the services before these."""
        labels = [words(label) for one in taxonomy.services.values() for _lang, label in one.every_label()]
        listed = set(map(_stem, _others(chain.from_iterable(labels))))
        beside = {_stem(word) for label in labels if not _DOERS.isdisjoint(label) for word in _others(label)}
        self._listed: Container[str] = Either(base._listed, listed) if base else listed
        self._beside: Container[str] = Either(base._beside, beside) if base else beside

    def without(self, text: str) -> str:
        """The text without them, where what is left names something by a word of our labels, or has two others."""
        found = list(_WORD.finditer(text))
        folded = [fold(one.group()) for one in found]
        if _DOERS.isdisjoint(folded):
            return text
        left = {_stem(word) for word in _others(folded)}
        if any(one in self._beside for one in left) or (len(left) < 2 and not self._lists(left)):
            return text
        kept, end = [], 0
        for at, one in enumerate(found):
            if folded[at] in _DOERS and (_opens(folded[:at]) or _follows(folded, at)):
                kept.append(text[end : one.start()])
                end = one.end()
        return "".join([*kept, text[end:]])

    def _lists(self, stems: set[str]) -> bool:
        """Whether one of them is listed, in Arabic also behind "to" or "with"."""
        return any(one in self._listed or (one[:1] in _HANGING and _stem(one[1:]) in self._listed) for one in stems)


def _opens(before: Sequence[str]) -> bool:
    """Whether nothing was said before, nor whose they are: these are looked for, or present themselves."""
    return not _others(before) and _OWNED.isdisjoint(before)


def _follows(folded: Sequence[str], at: int) -> bool:
    """Whether it says of somebody just named how they do it."""
    return at > 0 and folded[at] in _ONE and bool(_others(folded[at - 1 : at]))


def _others(found: Iterable[str]) -> list[str]:
    return [word for word in found if word not in _SMALL and word not in _DOERS]


def _stem(word: str) -> str:
    """In which language matters little, so long as it is one for labels and texts."""
    return stem(word, "es")
