"""How well does one listing fit another, and why? Their services and words first, then place, hours and day."""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz.fuzz import token_set_ratio

from core.matching.concepts import is_concept, service_of
from core.matching.services import SERVICES
from core.matching.terms import terms_of
from core.matching.values import Listing
from core.messages import Message, _
from core.text.normal import fold

LEAST = 400  # per mille: below this nobody is told
_SAME_SERVICE = 0.72  # two texts that name one service fit this well, whatever their languages
_ALIKE = 0.5  # how alike the words must be where no service tells
_PLACES = {"town": 0.10, "distance": 0.08, "either": 0.0, "other_town": -0.15}
_SCALE = 0.85  # so that a perfect match stays at 1
_HOURS, _DAY, _TOO_LATE = 0.04, 0.03, -0.10


def score(wanted: Listing, found: Listing) -> int:
    """How well `found` answers `wanted` (one a need, the other an offer), per mille; 0 where it does not."""
    meaning, _same = _meaning(wanted, found)
    place = _place(wanted, found)
    if not meaning or place is None:
        return 0
    need, offer = (wanted, found) if wanted.kind == "need" else (found, wanted)
    total = meaning + _PLACES[place] + _hours(need, offer) + _day(need, offer)
    per_mille = round(1000 * min(1.0, total * _SCALE))
    return per_mille if per_mille >= LEAST else 0


def reasons(wanted: Listing, found: Listing) -> tuple[Message, ...]:
    """Why `found` answers `wanted`, what counts most first."""
    _meaning_of_both, service = _meaning(wanted, found)
    said = [_("same service ({what})", what=SERVICES[service]) if service else _("similar words in both")]
    match _place(wanted, found):
        case "distance":
            said.append(_("from a distance is fine"))
        case "town":
            said.append(_("same town"))
    need, offer = (wanted, found) if wanted.kind == "need" else (found, wanted)
    if _hours(need, offer) > 0:
        said.append(_("enough hours"))
    if _day(need, offer) > 0:
        said.append(_("in time"))
    return tuple(said)


def _meaning(wanted: Listing, found: Listing) -> tuple[float, str]:
    """0–1 for services and words, and the service they share or ''."""
    ours, theirs = _terms(wanted), _terms(found)
    shared = len(ours.stems & theirs.stems)
    same = next((service for service in ours.services if service in theirs.services), "")
    if not same and (not shared or (ours.services and theirs.services)):
        return 0.0, ""  # nothing, or a word in common between two services for the same people
    dice = 2 * shared / max(1, len(ours.stems) + len(theirs.stems))
    alike = (dice + token_set_ratio(_folded(wanted.what), _folded(found.what)) / 100) / 2
    if same:
        return _SAME_SERVICE + (1 - _SAME_SERVICE) * alike, same
    return (alike if alike >= _ALIKE else 0.0), ""


def _place(wanted: Listing, found: Listing) -> str | None:
    """None where the two cannot meet: different countries, and one of them must be there."""
    if wanted.remote and found.remote:
        return "distance"
    if wanted.country == found.country:
        same = _folded(wanted.place or wanted.town) == _folded(found.place or found.town)
        return "town" if same else ("either" if wanted.remote or found.remote else "other_town")
    return "either" if wanted.remote or found.remote else None


def _hours(need: Listing, offer: Listing) -> float:
    if need.minutes is None or offer.minutes is None or offer.minutes < need.minutes:
        return 0.0
    return _HOURS


def _day(need: Listing, offer: Listing) -> float:
    """An offer with a day can be given until then."""
    if need.due_on is None or offer.due_on is None:
        return 0.0
    return _DAY if need.due_on <= offer.due_on else _TOO_LATE


class _Terms:
    """The terms of a listing, sorted by kind."""

    __slots__ = ("services", "stems")

    def __init__(self, terms: tuple[str, ...]) -> None:
        self.services = tuple(service_of(term) for term in terms if is_concept(term))
        self.stems = frozenset(term for term in terms if not is_concept(term))


@lru_cache(maxsize=16_384)
def _sorted_terms(terms: tuple[str, ...]) -> _Terms:
    return _Terms(terms)


def _terms(listing: Listing) -> _Terms:
    return _sorted_terms(terms_of(listing.what, listing.lang))


@lru_cache(maxsize=16_384)
def _folded(text: str) -> str:
    return fold(text)
