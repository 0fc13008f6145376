"""Which offers fit a need, and which needs an offer? One door for all that posts, ends and suggests listings.

`index` and `unindex` keep what is findable, `find` asks for matches and `look_for` for a reader's words, `warm`
prepares before the first message. What is behind the door may be replaced whole: here it is words, stems and a small
list of services in five languages. It finds the same service across languages where that list names it, and similar
words within one language; it does not yet understand what was only meant.
"""

from __future__ import annotations

from core.db import Tx
from core.matching.candidates import candidates, with_terms
from core.matching.concepts import concepts_in
from core.matching.index import index, unindex
from core.matching.rank import reasons, score
from core.matching.terms import terms_of
from core.matching.values import Listing, Match

__all__ = ["Listing", "Match", "find", "index", "look_for", "unindex", "warm"]


def find(tx: Tx, listing: Listing, limit: int) -> list[Match]:
    """The best matches of a listing in its hub, best first, one for each organisation; at most `limit`.

    Only open listings of the other kind, of other organisations that are approved. The cost is bounded whatever the
    number of listings.
    """
    if limit <= 0:
        return []
    best: dict[int, tuple[int, Listing]] = {}
    for found in candidates(tx, listing):
        points = score(listing, found)
        if points > best.get(found.organisation_id, (0, found))[0]:
            best[found.organisation_id] = (points, found)
    first = sorted(best.values(), key=lambda one: (-one[0], -one[1].id))[:limit]
    return [Match(found.id, points, reasons(listing, found)) for points, found in first]


def look_for(tx: Tx, hub_id: int, kind: str, text: str, lang: str, but: int) -> list[Listing]:
    """Open listings of `kind` in the hub for somebody who browses with words, best first; not those of `but`."""
    return with_terms(tx, hub_id, kind, terms_of(text, lang), but)


def warm() -> None:
    """Read the list of services now, about a third of a second, instead of at the first listing."""
    concepts_in([], [])
