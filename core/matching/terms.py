"""By which terms is a listing found? Its services first, then the stems of its words, a bounded number of them."""

from __future__ import annotations

from functools import lru_cache

from core.matching.concepts import as_term, concepts_in
from core.matching.words import meaningful

MOST_TERMS = 12  # rows of a listing in the index, and look-ups of a search


@lru_cache(maxsize=16_384)
def terms_of(what: str, lang: str) -> tuple[str, ...]:
    """At most `MOST_TERMS` different terms of a text, services (`#…`) before stems."""
    kept, stems = meaningful(what, lang)
    services = (as_term(service) for service in concepts_in(kept, stems))
    return tuple(dict.fromkeys((*services, *stems)))[:MOST_TERMS]
