"""What does a text mean? The services it names or is near, the terms to find it by, and where it lies in the space.

Strings say what is named; the encoder says what is meant, where it is there. Both are weighed together: a service
that a word names by chance and that is far from what the sentence means loses.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from core import encoder
from core.matching.cells import cells
from core.matching.dictionary import dictionary
from core.matching.forms import Read, Reader, split
from core.matching.kinship import Kinship
from core.matching.pairs import TRANSLATING, TRANSLATION, languages_in, says_translate
from core.matching.phrases import Phrases
from core.matching.place_for import VENUE, says_place
from core.matching.service_cells import ServiceCells
from core.matching.soft import Prototypes
from core.matching.standing import Standing
from core.matching.vectors import ROUGHLY, Floats, normal, packed, stored
from core.taxonomy import Taxonomy

MOST_CONCEPTS = 6
MOST_TERMS = 12
_NAMED = 4.5  # what being named outright adds to a z-score
_SURELY, _LIKELY = 0.95, 0.8  # named without doubt, and but for what is done there
_SHARPNESS = 0.56  # of the softmax: the lower, the more services share
_LEAST = 0.02  # of all weights: what is less likely is not worth a row
_NAMED_SURELY = 0.6  # named so surely, or as near as _NEAR, a service is believed; from _FAR on nearness says nothing
_FAR, _NEAR = 0.5, 0.75
_BY_ONE_WORD = 0.04  # of a label is there in one word: enough to say what that word is for
_UNSURE, _UNSURE_BY_NAMES = 0.3, 0.6  # at least; without the encoder, names are all there is
_VAGUE = 0.9  # of all weights: below that a short text is looked at for what else it may say
_BY_WORDS, _BY_MANY_WORDS = 0.75, 2.0  # what a dictionary says of words, beside the encoder: at most, and of n one n-th
_ROWS = 512  # texts whose vectors are kept, half a kilobyte each
_LISTS, _OF_HUBS = 4, 64  # whose spaces are kept: 24 MB each, and 0.1 to 1.7 MB of what a hub adds


@dataclass(frozen=True, slots=True)
class Meaning:
    """What is kept of a text to match it."""

    concepts: tuple[
        tuple[str, float], ...
    ]  # (service, weight), the best first, weights of all at most 1: less = vaguer
    terms: tuple[str, ...]  # stems of its words, to find it by where no service does; first those that no label has
    vector: bytes | None  # DIMENSIONS numbers of one byte; None without an encoder or without words
    words: str = ""  # its words, folded, to compare letter by letter
    languages: frozenset[str] = frozenset()  # those it names; of who translates, its own as well
    translates: bool = False  # between those languages
    chosen: bool = False  # its writer said which service it is: no likeness of words tells otherwise
    unlisted: int = 0  # so many of its terms no label of a service has: they tell what services do not
    brief: bool = False  # a few words that name no service surely: what it lies near to tells most
    readings: tuple[tuple[bytes, float], ...] = ()  # of a text that may hold errors: each one's vector and its cost

    @property
    def vague(self) -> float:
        """0–1: how little services say of it."""
        return 1 - min(1.0, sum(weight for _id, weight in self.concepts))


class Space:
    """All that is worked out once for a taxonomy."""

    def __init__(self, taxonomy: Taxonomy, base: Space | None = None) -> None:
        """`base`: that of the list to which the taxonomy adds; what is worked out for it is not worked out again."""
        own = taxonomy.added if base else taxonomy
        self.ids = list(taxonomy.services)
        self.number = {id: at for at, id in enumerate(self.ids)}
        self._standing: Standing = Standing(list(own.services), base._standing if base else None)
        self._reader: Reader = Reader(own, base._reader if base else None)
        self._phrases: Phrases = Phrases(own, base._phrases if base else None)
        self._prototypes: Prototypes = Prototypes(own, stored(), base._prototypes if base else None)
        self.kinship: Kinship = self._prototypes.kinship(base.kinship if base else None)
        self._cells: ServiceCells = ServiceCells(cells(), self._prototypes.labels(), base._cells if base else None)

    def places(self, numbers: NDArray[np.uint32]) -> NDArray[np.intp]:
        """Where in `ids` the services with these numbers stand; of those that are not there, one past the end."""
        return self._standing.of(numbers)

    def meaning(self, text: str, lang: str) -> Meaning:
        """What a text needs or offers (see `Meaning`); `lang` (ISO 639) is a hint."""
        read = self._reader.read(text, lang)
        languages = languages_in(read.words)
        translates = bool(languages) and says_translate(read.all_words)
        row = self._row(read)
        named, near = self._named(read, translates), None
        if row is None:
            named = np.maximum(named, self._prototypes.said(" ".join(read.words), read.lang))
        else:
            near = self._prototypes.nearness(normal(row[:ROUGHLY]), read.lang)
            named = np.maximum(named, self._prototypes.named(near, read.lang))
        concepts = self._concepts(named, near)
        translates = translates or any(id in TRANSLATING for id, _weight in concepts[:2])
        if translates and len(languages) == 1:
            languages |= {read.lang}
        terms, unlisted = self._terms(read)
        vector = None if row is None else packed(_by_words(row, read))
        brief = vector is not None and read.short and sum(weight for _id, weight in concepts) < _VAGUE
        readings = self._readings(text, read) if brief else ()
        told = " ".join(read.words)
        return Meaning(concepts, terms, vector, told, languages, translates, False, unlisted, brief, readings)

    def cells_near(self, id: str, row: Floats, most: int) -> list[int]:
        """The cells of a service (core/matching/service_cells.py) nearest to a vector, ROUGHLY wide; [] of an unknown
        one.
        """
        at = self.number.get(id)
        return [] if at is None else self._cells.near(at, row, most)

    def named_by_words(self, text: str, lang: str) -> list[frozenset[str]]:
        """For each word of the text the services that it names by itself."""
        words = dict.fromkeys(self._reader.read(text, lang).words)
        found = (self._phrases.found(self._reader.read(word, lang)) for word in words)
        return [frozenset(self.ids[at] for at in np.flatnonzero(named >= _BY_ONE_WORD).tolist()) for named in found]

    def _terms(self, read: Read) -> tuple[tuple[str, ...], int]:
        """The stems, and how many of them, the first, are words that no label has."""
        stems = dict.fromkeys(read.stems)
        unlisted = [stem for stem in stems if stem.isalpha() and not self._phrases.has(stem)]
        return tuple(dict.fromkeys([*unlisted, *stems]))[:MOST_TERMS], min(len(unlisted), MOST_TERMS)

    def _named(self, read: Read, translates: bool) -> Floats:
        """How surely the text names each service."""
        named = self._phrases.found(read)
        if translates and TRANSLATION in self.number:  # or the languages alone would make a language class of it
            at = self.number[TRANSLATION]
            named[at] = max(float(named[at]), _SURELY)
        if VENUE in self.number and says_place(read.all_words):
            at = self.number[VENUE]
            named[at] = max(float(named[at]), _LIKELY)
        return named

    def _row(self, read: Read) -> Floats | None:
        """Where the text lies; None without an encoder, or where nothing is said."""
        rows = _rows(read.lang, (read.text,), encoder.available()) if any(map(str.isalpha, read.words)) else None
        return None if rows is None else rows[0]

    def _readings(self, text: str, read: Read) -> tuple[tuple[bytes, float], ...]:
        """Where each reading lies, and its cost. Of a text that names a service none is asked for: the service says
        what was meant, and each reading costs as much as the text.
        """
        found = self._reader.readings(text, read)
        rows = _rows(read.lang, tuple(one for one, _cost in found), encoder.available()) if found else None
        if rows is None:
            return ()
        texts = zip(rows, found, strict=True)
        return tuple((packed(_by_words(row, split(one, read.lang))), cost) for row, (one, cost) in texts)

    def _concepts(self, named: Floats, near: Floats | None) -> tuple[tuple[str, float], ...]:
        """The likeliest services. Their weights make 1 where something is named or very near, less where not."""
        weights = _weighed(named, near)
        best = np.argsort(-weights, kind="stable")[:MOST_CONCEPTS]
        total = float(weights[best].sum())
        if total <= 0:
            return ()
        sure = _sureness(named, near)
        shares = [(self.ids[at], float(weights[at]) / total) for at in best.tolist()]
        return tuple((id, round(sure * share, 4)) for id, share in shares if share >= _LEAST)


@lru_cache(maxsize=_ROWS)
def _rows(lang: str, texts: tuple[str, ...], available: bool) -> Floats | None:
    """Encoding takes longest, and is the same for every hub's services: a text is encoded once."""
    rows = stored().fresh([(lang, text) for text in texts])
    return None if rows is None or not rows[0].any() else rows


def _by_words(row: Floats, read: Read) -> Floats:
    """Where a text lies, by the encoder and by what a dictionary says of its words: the more words, the more they say
    together that they do not say alone.
    """
    weight = min(_BY_WORDS, _BY_MANY_WORDS / max(len(read.stems), 1))
    return normal(row + weight * dictionary().meant(read.stems, read.lang))


def meaning_of(text: str, lang: str, taxonomy: Taxonomy) -> Meaning:
    """The meaning of what somebody needs or offers. `lang` (ISO 639) is a hint: the text itself decides.

    The same text has the same meaning always. Of a text the first 300 characters count.
    """
    return space(taxonomy).meaning(text, lang)


def _weighed(named: Floats, near: Floats | None) -> Floats:
    """One weight a service, from how surely it is named and how much nearer it is than others."""
    if near is None:
        return named
    z = (near - near.mean()) / max(float(near.std()), 1e-6)
    raised = np.exp(_SHARPNESS * (z + _NAMED * named))
    shared: Floats = raised / raised.max() + named
    return shared


def _sureness(named: Floats, near: Floats | None) -> float:
    """How sure we are that the text is about one of our services at all: there are more skills than the list has."""
    by_name = float(named.max(initial=0)) / _NAMED_SURELY
    if near is None:
        return min(1.0, max(_UNSURE_BY_NAMES, by_name))
    by_nearness = (float(near.max(initial=0)) - _FAR) / (_NEAR - _FAR)
    return min(1.0, max(_UNSURE, by_name, by_nearness))


Key = tuple[str, bool]
_of_lists: OrderedDict[Key, Space] = OrderedDict()
_of_hubs: OrderedDict[Key, Space] = OrderedDict()
_keeping, _making = threading.Lock(), threading.Lock()


def space(taxonomy: Taxonomy) -> Space:
    """The data of a taxonomy, worked out when first asked: of a list about a second, so call it before the first
    message; of what a hub adds to it a few milliseconds, while others are answered.
    """
    key = (taxonomy.fingerprint, encoder.available())
    if taxonomy.base is not None:
        return _kept(_of_hubs, key) or _keep(_of_hubs, key, Space(taxonomy, space(taxonomy.base)), _OF_HUBS)
    if found := _kept(_of_lists, key):
        return found
    with _making:
        return _kept(_of_lists, key) or _keep(_of_lists, key, Space(taxonomy), _LISTS)


def _kept(spaces: OrderedDict[Key, Space], key: Key) -> Space | None:
    with _keeping:
        found = spaces.get(key)
        if found is not None:
            spaces.move_to_end(key)
        return found


def _keep(spaces: OrderedDict[Key, Space], key: Key, made: Space, most: int) -> Space:
    """The space; that of another thread, where it was quicker. Those least used go."""
    with _keeping:
        kept = spaces.setdefault(key, made)
        while len(spaces) > most:
            spaces.popitem(last=False)
        return kept


def forget_texts() -> None:
    """Encode every text anew, for who measures that."""
    _rows.cache_clear()


def forget() -> None:
    """Work everything out anew when next asked, for who measures with parts taken away."""
    forget_texts()
    with _keeping:
        _of_lists.clear()
        _of_hubs.clear()
