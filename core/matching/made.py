"""With what was a meaning worked out? Where that has changed, it is old and is worked out anew."""

from __future__ import annotations

import hashlib
from functools import cache, lru_cache

from core import encoder
from core.matching.vectors import FILE
from core.taxonomy import Taxonomy

RULES = 14  # goes up when meanings or keys are worked out in another way
_BYTES = 7  # what fits a column of whole numbers
_FILES = (
    "label_vectors.npz",
    "cells.npz",
    "common_words.npz",
    "senses.npz",
    "untold_needs.txt",
    "dialect_words.json",
    "endings.json",
)


@lru_cache(maxsize=64)
def made_by(services: str, *, with_encoder: bool) -> int:
    """One number for the fingerprint of a taxonomy, our data files, the encoder and the rules."""
    whole = hashlib.sha256(f"{RULES} {with_encoder} {services} {_data()}".encode())
    return int.from_bytes(whole.digest()[:_BYTES], "big")


def made_now(taxonomy: Taxonomy) -> int:
    """The number of what is worked out now."""
    return made_by(taxonomy.fingerprint, with_encoder=encoder.available())


@cache
def _data() -> str:
    files = (FILE.with_name(name) for name in _FILES)
    return hashlib.sha256(b"".join(hashlib.sha256(file.read_bytes()).digest() for file in files)).hexdigest()
