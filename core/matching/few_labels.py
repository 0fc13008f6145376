"""How near is a text to a service that has few labels, and in one language perhaps? A coordinator's own, mostly.

A listed service has forty labels in five languages: the three nearest tell, and one of them is mostly in the language
of the text. Of few labels the nearest alone tells, and what it tells counts for more where none is in that language:
the same thing said in two languages is farther apart than two ways to say it in one. Without the encoder a dictionary
tells.
"""

from __future__ import annotations

import numpy as np

from core.languages import LANGUAGES
from core.matching.dictionary import dictionary
from core.matching.forms import split
from core.matching.vectors import Floats, Vectors
from core.taxonomy import Service, Taxonomy

FEW = 8  # labels below which they are few
_FROM = 0.35  # cosine: nearer than chance brings two services together
_SAYS_IT, _NAMED = 0.7, 0.6  # from this nearness on a text in another language says it, at 1 as surely as this names it
_COVERED = 0.5  # … or from so much of a label on that a dictionary finds in it
_OTHER_LANGUAGE, _SAME_LANGUAGE = 1.5, 0.5  # what is nearer than that counts so much more (docs/matching.md)


class FewLabels:
    """The services of a taxonomy that have few labels, or none in some language."""

    def __init__(self, taxonomy: Taxonomy, vectors: Vectors) -> None:
        found = [(at, one) for at, one in enumerate(taxonomy.services.values()) if _has_few(one)]
        texts = [list(one.every_label()) for _at, one in found]
        self.places = np.array([at for at, _one in found], dtype=np.intp)  # in the taxonomy's order
        self._rows = vectors.of([text for of_one in texts for text in of_one])
        self._starts = np.cumsum([0, *map(len, texts)])[:-1]
        self._more = {lang: np.array([_more(one, lang) for _at, one in found], dtype=np.float32) for lang in LANGUAGES}
        self._words = [" ".join(split(text, lang).words) for of_one in texts for lang, text in of_one]
        self._elsewhere = np.full(len(found), _OTHER_LANGUAGE, dtype=np.float32)

    def nearness(self, vector: Floats, lang: str) -> Floats:
        """For each of `places` what stands for the cosine beside those of services with many labels."""
        if not len(self.places):
            return np.zeros(0, dtype=np.float32)
        best = np.maximum.reduceat(self._rows @ vector, self._starts)
        more = self._more.get(lang, self._elsewhere)
        near: Floats = np.minimum(best + more * np.maximum(best - _FROM, 0), 1).astype(np.float32)
        return near

    def named(self, near: Floats, lang: str) -> Floats:
        """For each of `places`, how surely it is named by a text as near as that, where no letters could name it."""
        return self._surely(near, _SAYS_IT, lang)

    def said(self, words: str, lang: str) -> Floats:
        """For each of `places`, how surely these words, folded, say what one of its labels says in another language."""
        if not len(self.places):
            return np.zeros(0, dtype=np.float32)
        covered = np.maximum.reduceat(dictionary().covered(words, self._words), self._starts)
        return self._surely(covered, _COVERED, lang)

    def _surely(self, told: Floats, least: float, lang: str) -> Floats:
        """From 0 at `least` to _NAMED at 1; nothing of those with labels in the language of the text: letters tell."""
        sure = np.clip((told - least) / (1 - least), 0, 1)
        return np.where(self._more.get(lang, self._elsewhere) == _OTHER_LANGUAGE, _NAMED * sure, 0).astype(np.float32)


def _has_few(service: Service) -> bool:
    each = [service.labels.get(lang, ()) for lang in LANGUAGES]
    return any(service.labels.values()) and (not all(each) or sum(map(len, each)) < FEW)


def _more(service: Service, lang: str) -> float:
    return _SAME_LANGUAGE if service.labels.get(lang) else _OTHER_LANGUAGE
