"""Which services do the words of a text name? Labels found in it, whole or nearly, however they are inflected.

A word of the text counts for a word of a label if it is the same, has its stem, or shares most of its letter groups.
A label counts by how much of it is there, and by how telling its words are: what many services say is not trusted.
"""

from __future__ import annotations

from collections import defaultdict
from math import log

import numpy as np
from numpy.typing import NDArray

from core.matching.forms import Read, split
from core.matching.words import without_diminutive
from core.taxonomy import Taxonomy

_SAME_STEM = 0.95
_ALIKE = 0.5  # of the letter groups of two words, to count as one
_ALIKE_WORTH = 0.9
_GRAM = 3
_KEPT = 20_000  # words whose likes are remembered
_TAIL = 0.6  # what the words of a label count that are all in what says only for whom or about what
_FOREIGN = 0.85  # what a label counts in a text of another language: a stage is an internship, in French
_TRUSTED = 3.0  # telling weight at which a full match of a label is believed almost wholly
_MOST_COMMON = 40  # labels' words that stand in more services than this say nothing

Floats = NDArray[np.float32]
Near = tuple[NDArray[np.int32], Floats]


class Phrases:
    """The labels of a taxonomy, by their words."""

    def __init__(self, taxonomy: Taxonomy, base: Phrases | None = None) -> None:
        """`base`: of the services before these, whose words count as theirs do."""
        self._base = base
        self._services = len(taxonomy)
        self._vocabulary: dict[str, int] = {}
        self._by_stem: dict[str, set[int]] = defaultdict(set)
        labels: list[tuple[int, frozenset[int]]] = []
        langs: list[str] = []
        for at, service in enumerate(taxonomy.services.values()):
            for lang, label in service.every_label():
                one = self._label(label, lang)
                if one:
                    labels.append((at, one))
                    langs.append(lang)
        self._langs = np.array(langs)
        self._service = np.array([at for at, _words in labels], dtype=np.int32)
        self._weigh(labels)
        self._index_grams()
        self._near: dict[tuple[str, str], Near] = {}

    def found(self, read: Read) -> Floats:
        """For each service, in the taxonomy's order, how surely the text names it: 0–1."""
        own = self._found(read)
        return np.concatenate([self._base.found(read), own]) if self._base else own

    def _found(self, read: Read) -> Floats:
        sure = np.zeros(self._services, dtype=np.float32)
        whole, head = (np.zeros(len(self._vocabulary), dtype=np.float32) for _ in range(2))
        seen: set[int] = set()
        for at, (word, stem) in enumerate(zip(read.words, read.stems, strict=True)):
            ids, alike = self._likes(word, stem)
            np.maximum.at(whole, ids, alike)
            if at < read.head:
                same = alike >= _SAME_STEM  # "contador" is no "contas", and makes no report of a tail
                np.maximum.at(head, ids[same], alike[same])
            seen.update(ids.tolist())
        if not seen:
            return sure
        postings = [self._postings[id] for id in sorted(seen)]
        each = np.repeat(sorted(seen), [len(one) for one in postings])
        touched, place = np.unique(np.concatenate(postings), return_inverse=True)
        weights = self._weight[each]
        said, before = (np.bincount(place, weights * present[each]) for present in (whole, head))
        there = np.where(before > 0, said, _TAIL * said)
        covered = there / self._whole[touched]
        own = np.where(self._langs[touched] == read.lang, 1.0, _FOREIGN)
        trust = 1 - np.exp(-there / _TRUSTED)
        np.maximum.at(sure, self._service[touched], (covered**3 * trust * own).astype(np.float32))
        return sure

    def has(self, stem: str) -> bool:
        """Whether a label has a word of that stem."""
        return stem in self._by_stem or (self._base is not None and self._base.has(stem))

    def _label(self, label: str, lang: str) -> frozenset[int]:
        read = split(label, lang)
        ids = set()
        for word, stem in zip(read.words, read.stems, strict=True):
            id = self._vocabulary.setdefault(word, len(self._vocabulary))
            self._by_stem[stem].add(id)
            ids.add(id)
        return frozenset(ids)

    def _weigh(self, labels: list[tuple[int, frozenset[int]]]) -> None:
        """How telling each word is, by the number of services that use it, and so how much each label is."""
        services: dict[int, set[int]] = defaultdict(set)
        postings: dict[int, list[int]] = defaultdict(list)
        for number, (service, ids) in enumerate(labels):
            for id in ids:
                services[id].add(service)
                postings[id].append(number)
        words = len(self._vocabulary)
        self._used = [len(services[id]) + self._used_before(word) for word, id in self._vocabulary.items()]
        self._weight = np.array([min(5.0, max(0.3, log(_MOST_COMMON / used))) for used in self._used])
        self._postings = [np.array(postings[id], dtype=np.int32) for id in range(words)]
        self._whole = np.array([sum(self._weight[id] for id in ids) for _service, ids in labels])

    def _used_before(self, word: str) -> int:
        """How many services of the base use it."""
        id = self._base._vocabulary.get(word) if self._base else None
        return 0 if self._base is None or id is None else self._base._used[id]

    def _index_grams(self) -> None:
        found: dict[str, list[int]] = defaultdict(list)
        self._size = np.zeros(len(self._vocabulary), dtype=np.float32)
        for word, id in self._vocabulary.items():
            grams = _grams(word)
            self._size[id] = len(grams)
            for gram in grams:
                found[gram].append(id)
        self._by_gram = {gram: np.array(ids, dtype=np.int32) for gram, ids in found.items()}

    def _likes(self, word: str, stem: str) -> Near:
        """The words of labels that a word may stand for, and how surely each."""
        near = self._near.get((word, stem))
        if near is None:
            near = self._looked_up(word, stem)
            if len(self._near) >= _KEPT:
                self._near.clear()
            if self._base is None:  # of a hub's own few they are found as soon as remembered, and hubs are many
                self._near[word, stem] = near
        return near

    def _looked_up(self, word: str, stem: str) -> Near:
        alike: dict[int, float] = {}
        if not self.has(stem):
            word = without_diminutive(word)
        grams = _grams(word)
        hits = [self._by_gram[gram] for gram in grams if gram in self._by_gram]
        if hits and len(word) > 3:
            shared = np.bincount(np.concatenate(hits), minlength=len(self._size))
            dice = 2 * shared / (self._size + len(grams))
            alike = {int(id): _ALIKE_WORTH * float(dice[id]) for id in np.flatnonzero(dice >= _ALIKE)}
        alike |= dict.fromkeys(self._by_stem.get(stem, ()), _SAME_STEM)
        if (other := self._vocabulary.get(_other_number(word))) is not None:
            alike[other] = _SAME_STEM
        if word in self._vocabulary:
            alike[self._vocabulary[word]] = 1.0
        ids = sorted(alike)
        return np.array(ids, dtype=np.int32), np.array([alike[id] for id in ids], dtype=np.float32)


def _other_number(word: str) -> str:
    """One of many, many of one: stemmers leave the s of short words, as of "logos"."""
    return word[:-1] if word.endswith("s") else f"{word}s"


def _grams(word: str) -> set[str]:
    marked = f"^{word}$"
    return {marked[at : at + _GRAM] for at in range(max(1, len(marked) - _GRAM + 1))}
