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
from numpy.typing import NDArray

from core.matching.vectors import DIMENSIONS, Floats, Text, Vectors, normal
from core.taxonomy import Taxonomy

_UNTOLD_FILE = Path(__file__).resolve().parent.parent / "data" / "untold_needs.txt"
_NEAREST = 3  # labels of a service that count
_UNTOLD = 0.9  # what nearness to a sentence counts beside nearness to labels
_TWINS = 0.95  # two labels of a service nearer than this are one prototype: "contador", "contadora"
_STRANGERS = 0.4  # two services less alike than this have nothing to do with each other


class Prototypes:
    """The vectors of all that stands for the services of a taxonomy."""

    def __init__(self, taxonomy: Taxonomy, vectors: Vectors) -> None:
        labels = _by_service(label_texts(taxonomy), vectors)
        self._labels = _Padded([_different(labels.get(at)) for at in range(len(taxonomy))])
        untold = _by_service(untold_texts(taxonomy), vectors)
        self._untold = np.concatenate([*untold.values(), np.zeros((0, DIMENSIONS), dtype=np.float32)])
        self._untold_service = np.repeat(list(untold), [len(rows) for rows in untold.values()]).astype(np.int32)
        self._middles = normal(self._labels.means())

    def nearness(self, vector: Floats) -> Floats:
        """For each service how near it is, as z-score over the services."""
        near = self._labels.best(vector, _NEAREST)
        np.maximum.at(near, self._untold_service, _UNTOLD * (self._untold @ vector))
        z: Floats = (near - near.mean()) / max(float(near.std()), 1e-6)
        return z

    def kinship(self) -> Floats:
        """How alike each two services are: 1 for one and itself, about 0.2 for near ones, mostly 0."""
        alike: Floats = np.clip(self._middles @ self._middles.T - _STRANGERS, 0, None)
        np.fill_diagonal(alike, 1)
        return alike


class _Padded:
    """Rows of several services in one matrix, as many places for each as the one with most needs."""

    def __init__(self, groups: list[Floats]) -> None:
        self._count = np.array([len(rows) for rows in groups])
        widest = max(_NEAREST, *self._count, 1) if groups else _NEAREST
        self._rows = np.zeros((len(groups), widest, DIMENSIONS), dtype=np.float32)
        for at, rows in enumerate(groups):
            self._rows[at, : len(rows)] = rows
        self._empty: NDArray[np.bool_] = np.arange(widest) >= self._count[:, None]

    def best(self, vector: Floats, nearest: int) -> Floats:
        """The mean of the `nearest` best cosines of each service; of all where it has fewer."""
        cosines = self._rows.reshape(-1, DIMENSIONS) @ vector
        cosines = cosines.reshape(self._empty.shape)
        cosines[self._empty] = -np.inf
        best = np.partition(cosines, -nearest, axis=1)[:, -nearest:]
        best[np.isinf(best)] = 0
        mean: Floats = best.sum(axis=1) / np.clip(self._count, 1, nearest)
        return mean

    def means(self) -> Floats:
        mean: Floats = self._rows.sum(axis=1) / np.maximum(self._count, 1)[:, None]
        return mean


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


def _by_service(texts: Iterable[tuple[int, Text]], vectors: Vectors) -> dict[int, Floats]:
    grouped: dict[int, list[Text]] = defaultdict(list)
    for at, text in texts:
        grouped[at].append(text)
    return {at: vectors.of(found) for at, found in grouped.items()}


def _different(rows: Floats | None) -> Floats:
    """The rows without those that say the same as an earlier one, or nothing."""
    if rows is None:
        return np.zeros((0, DIMENSIONS), dtype=np.float32)
    rows = rows[rows.any(axis=1)]
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
