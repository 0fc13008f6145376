"""What speaks for two listings beside their meaning? Place, hours, day and language, as numbers and as reasons."""

from __future__ import annotations

from functools import lru_cache

from core.languages import LANGUAGES
from core.listings.distances import kilometres
from core.matching.values import Listing
from core.messages import Message, _
from core.text.normal import fold

_PLACES = {"town": 0.08, "distance": 0.06, "either": 0.0, "other_town": -0.12}
_FAR_KM, _NEARBY_KM = 150, 100  # from where on another town is as far as any; up to where it is near enough to say so
_HOURS, _DAY, _TOO_LATE, _LANGUAGE = 0.03, 0.03, -0.10, 0.02
_SHARED = {
    "es": _("a language in common: Spanish"),
    "ar": _("a language in common: Arabic"),
    "en": _("a language in common: English"),
    "fr": _("a language in common: French"),
    "pt": _("a language in common: Portuguese"),
}


def place_of(wanted: Listing, found: Listing) -> str:
    """'' where the two cannot meet: different countries, and both must be there."""
    there = _on_the_spot(wanted) and _on_the_spot(found) and wanted.country == found.country
    if there and fold(wanted.place or wanted.town) == fold(found.place or found.town):
        return "town"
    if wanted.remote and found.remote:
        return "distance"
    return "either" if wanted.remote or found.remote else "other_town" if there else ""


def _on_the_spot(one: Listing) -> bool:
    """Whether it may be done in its town; with a town, what is fine from a distance may be done there as well."""
    return bool(one.place) or not one.remote


def facets(wanted: Listing, found: Listing, place: str) -> float:
    """What is added to how well the meanings fit, from about −0.2 to 0.2."""
    need, offer = (wanted, found) if wanted.kind == "need" else (found, wanted)
    return (
        _of_place(wanted, found, place)
        + _HOURS * _enough_hours(need, offer)
        + (_DAY if _in_time(need, offer) else _TOO_LATE if _too_late(need, offer) else 0.0)
        + _LANGUAGE * bool(_spoken(wanted) & _spoken(found))
    )


def _of_place(wanted: Listing, found: Listing, place: str) -> float:
    """Another town counts the less the farther it is, from as much as the own down to as little as one unknown, or as
    what is done from a distance.
    """
    km = _apart(wanted, found) if place != "town" else None
    if km is None:
        return _PLACES[place]
    share = min(1.0, km / _FAR_KM)
    return (1 - share) * _PLACES["town"] + share * _PLACES[place]


def _apart(wanted: Listing, found: Listing) -> int | None:
    """Kilometres between two towns of a country; None where one of them is unknown or nobody need be there."""
    if wanted.country != found.country or not (_on_the_spot(wanted) and _on_the_spot(found)):
        return None
    return kilometres(wanted.place or wanted.town, wanted.country, found.place or found.town, found.country)


def reasons(wanted: Listing, found: Listing) -> list[Message]:
    """Those of the facets that speak for it."""
    need, offer = (wanted, found) if wanted.kind == "need" else (found, wanted)
    said, place, km = [], place_of(wanted, found), _apart(wanted, found)
    if place == "town" or km == 0:  # a town may be written in two languages
        said.append(_("same town"))
    elif km is not None and km <= _NEARBY_KM:
        said.append(_("about {km} km away", km=km))
    elif place == "distance":
        said.append(_("from a distance is fine"))
    elif place == "either":
        said.append(_("offered from a distance") if offer.remote else _("asked for from a distance"))
    if _enough_hours(need, offer):
        said.append(_("enough hours"))
    if _in_time(need, offer):
        said.append(_("in time"))
    if (wanted.lang, wanted.country) != (found.lang, found.country):  # between neighbours it goes without saying
        said += [_SHARED[lang] for lang in LANGUAGES if lang in _spoken(wanted) & _spoken(found)][:1]
    return said


def _spoken(listing: Listing) -> frozenset[str]:
    """The languages of those who wrote it and will answer."""
    return _languages(listing.lang, listing.languages)


@lru_cache(maxsize=512)
def _languages(own: str, others: str) -> frozenset[str]:
    return frozenset((own, *others.split()))


def _enough_hours(need: Listing, offer: Listing) -> bool:
    return need.minutes is not None and offer.minutes is not None and offer.minutes >= need.minutes


def _in_time(need: Listing, offer: Listing) -> bool:
    """An offer with a day can be given until then."""
    return need.due_on is not None and offer.due_on is not None and need.due_on <= offer.due_on


def _too_late(need: Listing, offer: Listing) -> bool:
    return need.due_on is not None and offer.due_on is not None and need.due_on > offer.due_on
