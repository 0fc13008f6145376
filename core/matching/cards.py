"""What of a meaning is compared, in a few bytes of fixed shape? Thousands are read as one array, without a loop.

A card holds whose listing it is, the first half of the vector, the services by a number of their id with their weights,
and languages. The words of a text and its whole vector are kept apart: they are compared of the best few only.
"""

from __future__ import annotations

from collections.abc import Sequence
from struct import Struct
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.matching.meaning import MOST_CONCEPTS, Meaning
from core.matching.pairs import LANGUAGES
from core.matching.vectors import ROUGHLY
from core.taxonomy import number_of

Cards = NDArray[np.void]

CARD = np.dtype(
    [
        ("listing", "<i8"),
        ("owner", "<i8"),  # its organisation
        ("vector", "i1", (ROUGHLY,)),  # zeros: none
        ("services", "<u4", (MOST_CONCEPTS,)),  # 0: none
        ("weights", "<u2", (MOST_CONCEPTS,)),
        ("languages", "<u4"),
    ]
)
_ONE = Struct(f"<qq{ROUGHLY}s{MOST_CONCEPTS}I{MOST_CONCEPTS}HI")  # the same: numpy takes long to make a single card
PARTS = 10_000  # of a weight of 1
TRANSLATES = 1 << 31  # beside the bits of the languages
_BIT = {lang: 1 << at for at, lang in enumerate(LANGUAGES)}
_NO_VECTOR = bytes(ROUGHLY)


def card_of(listing_id: int, owner: int, meaning: Meaning) -> bytes:
    """The card of a listing."""
    concepts = meaning.concepts[:MOST_CONCEPTS]
    none = (0,) * (MOST_CONCEPTS - len(concepts))
    services = [number_of(id) for id, _weight in concepts]
    weights = [round(weight * PARTS) for _id, weight in concepts]
    vector = (meaning.vector or _NO_VECTOR)[:ROUGHLY]
    return _ONE.pack(listing_id, owner, vector, *services, *none, *weights, *none, languages_of(meaning))


def cards_from(packs: Sequence[bytes]) -> Cards:
    """Cards that were kept one by one or many in a row, as one array that cannot be written to."""
    return np.frombuffer(b"".join(packs), dtype=CARD)


def cards_of(meanings: Sequence[Meaning]) -> Cards:
    """Of meanings that belong to no listing yet, in their order."""
    return cards_from([card_of(at, at, one) for at, one in enumerate(meanings)])


def languages_of(meaning: Meaning) -> int:
    """One bit a language that the text names, and one for translating between them."""
    return sum(_BIT.get(lang, 0) for lang in meaning.languages) | TRANSLATES * meaning.translates


def weights_of(card: Any) -> dict[int, float]:
    """Number of a service → its weight, of one card."""
    pairs = zip(card["services"].tolist(), card["weights"].tolist(), strict=True)
    return {number: weight / PARTS for number, weight in pairs if number}
