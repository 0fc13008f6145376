"""How well does one listing fit another, and why? Their services and words first, then place, hours and day."""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz.fuzz import token_set_ratio

from core.matching.concepts import is_concept, service_of
from core.matching.services import SERVICES
from core.matching.terms import terms_of
from core.matching.values import Listing, Match
from core.messages import Message, _
from core.text.normal import fold

LEAST = 400  # per mille: below this nobody is told
_SAME_SERVICE = 0.72  # two texts that name one service fit this well, whatever their languages
_ALIKE = 0.5  # how alike the words must be where no service tells
_SAME_TOWN, _DISTANCE, _OTHER_TOWN = 0.10, 0.08, -0.15
_HOURS, _DAY, _TOO_LATE = 0.04, 0.03, -0.10


def fit(wanted: Listing, found: Listing) -> Match | None:
    """How `found` answers `wanted` (one a need, the other an offer), or None where it does not fit well enough."""
    likeness, why = _meaning(wanted, found)
    where = _place(wanted, found) if why else None
    if where is None:
        return None
    need, offer = (wanted, found) if wanted.kind == "need" else (found, wanted)
    parts = [(likeness, why), where, _hours(need, offer), _day(need, offer)]
    score = round(1000 * min(1.0, sum(bonus for bonus, _why in parts) * 0.85))
    if score < LEAST:
        return None
    return Match(found.id, score, tuple(reason for _bonus, reason in parts if reason is not None))


Part = tuple[float, Message | None]


def _meaning(wanted: Listing, found: Listing) -> Part:
    """0–1 for services and words, with the service or the words as the reason."""
    ours, theirs = _terms(wanted), _terms(found)
    shared = ours.stems & theirs.stems
    dice = 2 * len(shared) / max(1, len(ours.stems) + len(theirs.stems))
    alike = (dice + token_set_ratio(_folded(wanted.what), _folded(found.what)) / 100) / 2
    same = [service for service in ours.services if service in theirs.services]
    if same:
        return _SAME_SERVICE + (1 - _SAME_SERVICE) * alike, _("same service: {what}", what=SERVICES[same[0]])
    if not shared or alike < _ALIKE or (ours.services and theirs.services):
        return 0.0, None  # one word in common, or two different services for the same people
    return alike, _("similar words in both")


def _place(wanted: Listing, found: Listing) -> Part | None:
    """None where the two cannot meet: different countries, and one of them must be there."""
    if wanted.remote and found.remote:
        return _DISTANCE, _("from a distance is fine")
    if fold(wanted.place or wanted.town) == fold(found.place or found.town) and wanted.country == found.country:
        return _SAME_TOWN, _("same town")
    if wanted.remote or found.remote:
        return 0.0, None
    return (_OTHER_TOWN, None) if wanted.country == found.country else None


def _hours(need: Listing, offer: Listing) -> Part:
    if need.minutes is None or offer.minutes is None or offer.minutes < need.minutes:
        return 0.0, None
    return _HOURS, _("enough hours")


def _day(need: Listing, offer: Listing) -> Part:
    """An offer with a day can be given until then."""
    if need.due_on is None or offer.due_on is None:
        return 0.0, None
    return (_DAY, _("in time")) if need.due_on <= offer.due_on else (_TOO_LATE, None)


class _Terms:
    """The terms of a listing, sorted by kind."""

    __slots__ = ("services", "stems")

    def __init__(self, terms: tuple[str, ...]) -> None:
        self.services = tuple(service_of(term) for term in terms if is_concept(term))
        self.stems = frozenset(term for term in terms if not is_concept(term))


@lru_cache(maxsize=4096)
def _sorted_terms(terms: tuple[str, ...]) -> _Terms:
    return _Terms(terms)


def _terms(listing: Listing) -> _Terms:
    return _sorted_terms(terms_of(listing.what, listing.lang))


@lru_cache(maxsize=4096)
def _folded(text: str) -> str:
    return fold(text)
