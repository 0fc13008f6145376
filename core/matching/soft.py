"""Which services is a text near, even where it names none? Those whose labels are nearest in the encoder's space.

Labels in five languages are the prototypes of a service, and so are sentences of people who need it and do not name it
(core/data/untold_needs.txt: "the children read by candlelight").
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import numpy as np

from core.matching.few_labels import FewLabels
from core.matching.kinship import Kinship
from core.matching.vectors import ROUGHLY, Floats, Text, Vectors, normal
from core.taxonomy import Taxonomy

_UNTOLD_FILE = Path(__file__).resolve().parent.parent / "data" / "untold_needs.txt"
_NEAREST = 3  # labels of a service that count
_UNTOLD = 0.9  # what nearness to a sentence counts beside nearness to labels
_TWINS = 0.9  # two labels of a service nearer than this are one prototype: "contador", "contadora"
_DRIFTED = 0.2  # a label farther from the middle of its service is a word the encoder does not know
_ENOUGH = 8  # labels from which on there is a middle
_STRANGERS = 0.4  # two services less alike than this have nothing to do with each other


class Prototypes:
    """The vectors of all that stands for the services of a taxonomy."""

    def __init__(self, taxonomy: Taxonomy, vectors: Vectors, base: Prototypes | None = None) -> None:
        """`base`: of the services before these."""
        self._base = base
        self._services = len(taxonomy)
        self._first: int = base._services if base else 0
        self._labels = _Groups(len(taxonomy), label_texts(taxonomy), vectors)
        self._untold = _Groups(len(taxonomy), untold_texts(taxonomy), vectors)
        self._few = FewLabels(taxonomy, vectors)

    def nearness(self, vector: Floats, lang: str) -> Floats:
        """For each service the cosine of a text in `lang` to what stands for it."""
        near: Floats = np.maximum(self._labels.best(vector, _NEAREST), _UNTOLD * self._untold.best(vector, 1))
        near[self._few.places] = np.maximum(near[self._few.places], self._few.nearness(vector, lang))
        return np.concatenate([self._base.nearness(vector, lang), near]) if self._base else near

    def named(self, near: Floats, lang: str) -> Floats:
        """For each service how surely a text so near names it where its labels are all in other languages."""
        own = near[self._first :]
        named = np.zeros(len(own), dtype=np.float32)
        named[self._few.places] = self._few.named(own[self._few.places], lang)
        return np.concatenate([self._base.named(near[: self._first], lang), named]) if self._base else named

    def said(self, words: str, lang: str) -> Floats:
        """For each service how surely the words say what a label of it does in another language, where it has few."""
        said = np.zeros(self._services, dtype=np.float32)
        said[self._few.places] = self._few.said(words, lang)
        return np.concatenate([self._base.said(words, lang), said]) if self._base else said

    def labels(self) -> Iterator[Floats]:
        """The vectors of the labels of each service, ROUGHLY wide; of those of the base none."""
        return self._labels.each()

    def kinship(self, base: Kinship | None = None) -> Kinship:
        """How alike each two services are."""
        return Kinship(normal(self._labels.means()), _STRANGERS, base)


class _Groups:
    """Vectors in one matrix, service by service, without those that say the same as another of their service."""

    def __init__(self, services: int, texts: Iterable[tuple[int, Text]], vectors: Vectors) -> None:
        grouped: dict[int, list[Text]] = defaultdict(list)
        for at, text in texts:
            grouped[at].append(text)
        self._rows = np.zeros((sum(map(len, grouped.values())), ROUGHLY), dtype=np.float32)
        self._count = np.zeros(services, dtype=np.int32)
        end = 0
        for at in range(services):
            rows = _different(vectors.of(grouped[at]))
            self._rows[end : end + len(rows)] = rows
            self._count[at] = len(rows)
            end += len(rows)
        self._rows = self._rows[:end].copy()  # or the rows that were left out would stay in memory
        self._start = np.cumsum(self._count) - self._count
        self._some = np.flatnonzero(self._count)
        self._wide = int(self._count.max(initial=_NEAREST))
        service = np.repeat(np.arange(services), self._count)
        self._place = service * self._wide + np.arange(end) - self._start[service]  # in a table, a line a service

    def best(self, vector: Floats, nearest: int) -> Floats:
        """The mean of the `nearest` best cosines of each service, of all where it has fewer; 0 where it has none."""
        cosines = self._rows @ vector
        if nearest == 1:
            nearness = np.zeros(len(self._count), dtype=np.float32)
            nearness[self._some] = np.maximum.reduceat(cosines, self._start[self._some])
            return nearness
        table = np.full((len(self._count), self._wide), -np.inf, dtype=np.float32)
        table.reshape(-1)[self._place] = cosines
        table.partition(self._wide - nearest, axis=1)
        best = table[:, -nearest:]
        best[np.isinf(best)] = 0
        mean: Floats = best.sum(axis=1) / np.clip(self._count, 1, nearest)
        return mean.astype(np.float32)

    def each(self) -> Iterator[Floats]:
        """The vectors of each service."""
        for start, count in zip(self._start.tolist(), self._count.tolist(), strict=True):
            yield self._rows[start : start + count]

    def means(self) -> Floats:
        total = np.zeros((len(self._count), ROUGHLY), dtype=np.float32)
        for at, rows in enumerate(self.each()):
            total[at] = rows.sum(axis=0) / max(len(rows), 1)
        return total


def label_texts(taxonomy: Taxonomy) -> Iterator[tuple[int, Text]]:
    """(number of the service, (language, label)), each; what is said about the service stands beside its labels."""
    for at, service in enumerate(taxonomy.services.values()):
        for text in (*service.every_label(), *service.about.items()):
            yield at, text


def untold_texts(taxonomy: Taxonomy) -> Iterator[tuple[int, Text]]:
    """(number of the service, (language, sentence)) of needs that do not name it."""
    told = _untold_needs()
    for at, id in enumerate(taxonomy.services):
        for text in told.get(id, ()):
            yield at, text


def _different(rows: Floats) -> Floats:
    """The rows without those that say the same as an earlier one, or nothing, or something else than all others."""
    rows = rows[rows.any(axis=1)]
    if len(rows) >= _ENOUGH:
        rows = rows[rows @ normal(rows.mean(axis=0)) >= _DRIFTED]
    twin = np.tril(rows @ rows.T > _TWINS, -1).any(axis=1)
    return rows[~twin]


@cache
def _untold_needs() -> dict[str, tuple[Text, ...]]:
    needs: dict[str, tuple[Text, ...]] = {}
    for line in _UNTOLD_FILE.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            id, _colon, said = line.partition(": ")
            sentences = (one.split(" ", 1) for one in said.strip().split(" | "))
            needs[id] = tuple((lang, text) for lang, text in sentences)
    return needs
