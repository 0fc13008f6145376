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
    if wanted.remote and found.remote:
        return "distance"
    if wanted.country == found.country:
        same = fold(wanted.place or wanted.town) == fold(found.place or found.town)
        return "town" if same else ("either" if wanted.remote or found.remote else "other_town")
    return "either" if wanted.remote or found.remote else ""


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
    """Another town counts the less the farther it is, from as much as the own down to as little as one unknown."""
    km = _apart(wanted, found) if place == "other_town" else None
    if km is None:
        return _PLACES[place]
    share = min(1.0, km / _FAR_KM)
    return (1 - share) * _PLACES["town"] + share * _PLACES["other_town"]


def _apart(wanted: Listing, found: Listing) -> int | None:
    return kilometres(wanted.place or wanted.town, wanted.country, found.place or found.town, found.country)


def reasons(wanted: Listing, found: Listing) -> list[Message]:
    """Those of the facets that speak for it."""
    need, offer = (wanted, found) if wanted.kind == "need" else (found, wanted)
    said = []
    match place_of(wanted, found):
        case "distance":
            said.append(_("from a distance is fine"))
        case "either":
            said.append(_("offered from a distance") if offer.remote else _("asked for from a distance"))
        case "town":
            said.append(_("same town"))
        case "other_town" if (km := _apart(wanted, found)) is not None and km <= _NEARBY_KM:
            said.append(_("about {km} km away", km=km) if km else _("same town"))  # written in another language
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
