"""Which offers fit a need, and which needs an offer? One door for all that posts, ends and suggests listings.

`index` and `unindex` keep what is findable, `find` asks for matches, `doubt` says what must be asked before, `look_for`
and `look_in` are for who looks around, `warm` prepares before the first message. What is behind the door
(docs/matching.md): what a text means, in any of our languages, and short lists of who might fit, which stay short
however many listings there are.
"""

from __future__ import annotations

from core import encoder
from core.db import Tx
from core.listings.distances import place_of
from core.matching.alike import NAMED
from core.matching.browse import count_in, look_for, look_in, look_near
from core.matching.cells import cells
from core.matching.common import common
from core.matching.dictionary import dictionary
from core.matching.doubt import NONE, in_doubt
from core.matching.index import findable, index, meaning_in, meaning_of_listing, unindex
from core.matching.keys import OTHER_FIELD
from core.matching.meaning import meaning_of
from core.matching.own import services_of
from core.matching.rank import ranked, why, worth_telling
from core.matching.told import SURE, service_for, service_in, services_in
from core.matching.values import Listing, Match
from core.taxonomy import taxonomy

__all__ = [
    "OTHER_FIELD",
    "Listing",
    "Match",
    "count_in",
    "done_afar",
    "doubt",
    "find",
    "findable",
    "index",
    "look_for",
    "look_in",
    "look_near",
    "service_chosen",
    "service_for",
    "service_in",
    "service_of",
    "services_in",
    "unindex",
    "warm",
]

_AS_LIKELY = 0.5  # of the weight of the first: what a text may mean as well


def find(tx: Tx, listing: Listing, limit: int) -> list[Match]:
    """The best matches of a listing in its hub, best first, one for each organisation; at most `limit`.

    Only open listings of the other kind, of other organisations that are approved. The cost is bounded whatever the
    number of listings.
    """
    if limit <= 0:
        return []
    services = services_of(tx, listing.hub_id)
    meaning = meaning_of_listing(listing, services)
    best = worth_telling(ranked(tx, listing, meaning, services))[:limit]
    return [Match(one.listing.id, _per_mille(one.score), why(listing, meaning, one, services)) for one in best]


def doubt(tx: Tx, hub_id: int, text: str, lang: str) -> list[tuple[str, str]]:
    """(id, name in `lang`) of the services between which a text is in doubt; [] where it is clear.

    A hub's own services are only read where there is a doubt without them.
    """
    services = taxonomy()
    if not in_doubt(text, lang, meaning_in(text, lang, services), services):
        return []
    services = services_of(tx, hub_id)
    found = in_doubt(text, lang, meaning_in(text, lang, services), services)
    return [(id, services.name(id, lang)) for id in found]


def service_chosen(tx: Tx, hub_id: int, chosen: str) -> str:
    """What is kept of a choice among those: '' where that service is not known (any more)."""
    return chosen if chosen in ("", NONE) or chosen in services_of(tx, hub_id) else ""


def service_of(text: str, lang: str) -> str:
    """The id (core/taxonomy.py) of the service that a text names most surely, or '' where none is sure."""
    meant = meaning_in(text, lang, taxonomy()).concepts
    return meant[0][0] if meant and meant[0][1] >= SURE else ""


def done_afar(text: str, lang: str, chosen: str = "") -> bool:
    """Whether the service that a text names is one that is as well done from another country; where none is sure, of
    those that it may be each.

    `chosen`: what its writer said it is, where that was in doubt.
    """
    services = taxonomy().services
    if chosen in services:
        return services[chosen].afar
    meant = meaning_in(text, lang, taxonomy()).concepts
    if not meant or meant[0][1] < NAMED:
        return False
    likely = meant[:1] if meant[0][1] >= SURE else [one for one in meant if one[1] >= _AS_LIKELY * meant[0][1]]
    return all(services[id].afar for id, _weight in likely)


def warm() -> None:
    """Load the encoder and all that is worked out of the services now, about a second, not at the first listing."""
    encoder.load()
    cells()
    common()
    dictionary()
    place_of("Tegucigalpa", "HN")
    meaning_of("contabilidad", "es", taxonomy())


def _per_mille(score: float) -> int:
    return round(1000 * min(1.0, max(0.0, score)))
