"""Under which keys is a listing found, and which does a search ask for?

A key is a service, a field, a part of the encoder's space, or a word; each stands in the regions from where the
listing can be reached. So a search reads a few short lists, whatever the number of listings.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from core.matching.cells import NEAR, cells
from core.matching.meaning import Meaning, Space, space
from core.matching.values import Listing
from core.matching.vectors import ROUGHLY, unpacked
from core.taxonomy import Taxonomy

SERVICE, CELL = "#", "~"  # begin keys in whose rows the cards of the listings lie, to compare them at once
ALSO = f"{SERVICE}+"  # begins the key of the service that a listing is about less surely than about another
REMOTE, ABROAD = "*", "-"  # regions: who works from a distance; who must be there, as seen from elsewhere
_SERVICES, _LEAST_SHARE = 2, 0.15  # services of a listing that it is found by
_WORDS = 4
OTHER_FIELD = "other"  # of what is about none of the listed services, so that each listing is in a field
EVERY = ""  # the key of all, with cards as well: what a small hub, or a search that finds little else, looks through

# How many of the likeliest service of a search, and of listings that are also about it.
_SOUGHT_SERVICES, _SOUGHT_ALSO = (128,), (8,)
# … of the cell nearest to the text, where what fits best is not among the newest, and of the next; of a few words that
# name no service their place tells all.
_OF_NEAREST, _OF_NEAREST_BRIEF = (640, 64), (640, 64, 64, 64, 64, 64)
_OF_READING, _CELLS_OF_READING = 64, 2  # … of each of the cells nearest to a reading of it, and how many of these
_OF_SERVICE, _CELLS_OF_SERVICES = 64, (2, 1, 1, 1)  # … of cells of the likeliest service that are nearest to it, …
_SOUGHT_WORDS, _SOUGHT_ALONE, _OF_WORD, _MORE_ROUGH = 4, 8, 8, NEAR  # of all words where there is no encoder
_ALL_REGIONS = (REMOTE, ABROAD)


@dataclass(frozen=True, slots=True)
class Sought:
    """One list to read: at most `most` of the newest under `key` in each region. `weight`: what being in it tells."""

    key: str
    regions: tuple[str, ...]
    most: int
    weight: float


def regions_of(listing: Listing) -> tuple[str, ...]:
    """Where it is found. What may be done in a town or from a distance is in both places, though once of all."""
    if listing.remote:
        return (listing.country, REMOTE) if listing.place else (REMOTE,)
    return (listing.country, ABROAD)


def regions_for(wanted: Listing) -> tuple[str, ...]:
    """Where its matches are: two organisations of different countries meet only where one works from a distance."""
    return _ALL_REGIONS if wanted.remote else (wanted.country, REMOTE)


def everywhere() -> tuple[str, ...]:
    """Where all listings of a hub are."""
    return _ALL_REGIONS


def rows_of(regions: tuple[str, ...], keys: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """(region, key) of every row. Words stand in one region only: they are many."""
    for key in keys:
        for region in regions[-1:] if key.startswith("=") else regions:
            yield region, key


def keys_of(meaning: Meaning, taxonomy: Taxonomy) -> tuple[str, ...]:
    """What a listing is found by."""
    services = [id for id, share in meaning.concepts[:_SERVICES] if share >= _LEAST_SHARE] or [
        id for id, _share in meaning.concepts[:1]
    ]
    keys = [EVERY, *(f"{begin}{id}" for begin, id in zip((SERVICE, ALSO), services, strict=False))]
    field = taxonomy.services[services[0]].field if services else ""  # of a hub's own service there is none
    keys.append(field_key(field or OTHER_FIELD))
    if meaning.vector is not None:
        keys += [f"{CELL}{cell}" for cell in cells().fine(meaning.vector, 1)]
        keys += [f"≈{cell}" for cell in cells().rough(meaning.vector, 1)]
    return (*keys, *(f"={word}" for word in meaning.terms[:_WORDS]))


def carries(key: str) -> bool:
    """Whether the card of a listing lies in its row under that key."""
    return key == EVERY or key.startswith((SERVICE, CELL))


def field_key(field: str) -> str:
    return f"@{field}"


def lying_sought(meaning: Meaning, services: Taxonomy, regions: tuple[str, ...]) -> list[Sought]:
    """The lists that a search compares as it reads them: those of its likeliest services and of cells."""
    sought = [
        Sought(f"{begin}{id}", regions, most, 1.0)
        for begin, limits in ((SERVICE, _SOUGHT_SERVICES), (ALSO, _SOUGHT_ALSO))
        for (id, _share), most in zip(meaning.concepts, limits, strict=False)
    ]
    if meaning.vector is not None:
        lying = _cells_sought(meaning, meaning.vector, space(services))
        sought += [Sought(f"{CELL}{cell}", regions, most, 1.0) for cell, most in lying.items()]
    return sought


def _cells_sought(meaning: Meaning, vector: bytes, where: Space) -> dict[int, int]:
    """Fine cell → how many of its newest: of the few nearest to the text many, and of those of services and of other
    readings fewer.
    """
    limits = _OF_NEAREST_BRIEF if meaning.brief else _OF_NEAREST
    sought = dict(zip(cells().fine(vector, len(limits)), limits, strict=True))
    for reading, _cost in meaning.readings:
        for cell in cells().fine(reading, _CELLS_OF_READING):
            sought.setdefault(cell, _OF_READING)
    row = unpacked([vector], keep=ROUGHLY)[0]
    for (id, _share), most in zip(meaning.concepts, _CELLS_OF_SERVICES, strict=False):
        for cell in where.cells_near(id, row, most):
            sought.setdefault(cell, _OF_SERVICE)
    return sought


def words_sought(meaning: Meaning) -> list[Sought]:
    """Those of its words, beside them: of what a label says, its service and its place in space tell more than the
    newest of many listings.
    """
    most = _SOUGHT_ALONE if meaning.vector is None else min(meaning.unlisted, _SOUGHT_WORDS)
    return [Sought(f"={word}", _ALL_REGIONS, _OF_WORD, 1.0) for word in meaning.terms[:most]]


def more_sought(meaning: Meaning, regions: tuple[str, ...], most: int) -> list[Sought]:
    """What it reads where that brought little: parts farther away, and the newest of all."""
    sought = [Sought(EVERY, regions, most, 0.01)]
    if meaning.vector is not None:
        rough = cells().rough(meaning.vector, _MORE_ROUGH)
        sought += [Sought(f"≈{cell}", regions, 16, 0.8 - 0.02 * n) for n, cell in enumerate(rough)]
    return sought
