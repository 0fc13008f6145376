"""`BrowseLook` on an open transaction: one's own listings, and those of others by field, near, or as they fit."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import bindparam, select

from core import matching
from core.db import Q
from core.exchange_cards import relied_of
from core.exchange_states import ONGOING
from core.listings import kept as listings
from core.listings import lasting
from core.listings.cards import ListingCard, card_of
from core.look.browse import FieldCard, FitCard
from core.matching.values import Listing
from core.messages import _
from core.privacy import seeing
from core.privacy.nameless import Called, unnamed
from core.reader import PAGE, Reader
from core.tables import exchange, name_column, organisation
from core.taxonomy import taxonomy
from core.written import Written

_OTHER = _("Other services")
_FITTING, _NEAREST = 6, 20
_OWNER = Q(
    select(name_column(organisation), organisation.c.kind, organisation.c.zone).where(
        organisation.c.id == bindparam("id")
    )
)
_ABOUT = Q(
    select(exchange.c.id, exchange.c.version, exchange.c.state)
    .where(exchange.c.need_id == bindparam("need_id"), exchange.c.offer_id == bindparam("offer_id"))
    .order_by(exchange.c.id.desc())
    .limit(1)
)


class Browsing(Reader):
    """See core/look/browse.py."""

    def my_listings(self, kind: str = "") -> list[ListingCard]:
        if self.me.organisation_id is None:
            return []
        found = listings.of_organisation(self._tx, self.me.organisation_id)
        return [self._card(one) for one in found if kind in ("", one.kind)]

    def listing(self, listing_id: int) -> ListingCard | None:
        found = listings.load(self._tx, listing_id)
        if found is None:
            return None
        if found.organisation_id == self.me.organisation_id:
            return self._card(found)
        if found.hub_id in self._coordinated() and (found.held is not None or found.state in ("open", "removed")):
            return self._card(found)
        if found.state != "open":
            return None
        if self.me.organisation_id is None or not seeing.sees(self._tx, self.me.organisation_id, found.id):
            return None
        return replace(self._unnamed(found), relied=relied_of(self._tx, found.organisation_id))

    def others_listings(self, kind: str, words: str = "", before: int = 0) -> list[ListingCard]:
        if not self.me.hub_id:
            return []
        viewer = self.me.organisation_id or 0
        if words:
            found = listings.by_text(self._tx, self.me.hub_id, kind, words, viewer, lang=self.me.lang, most=PAGE)
        else:
            found = listings.of_hub(self._tx, self.me.hub_id, kind, viewer, before=before, most=PAGE)
        return [self._unnamed(one) for one in found]

    def listings_in(self, kind: str, field: str = "", where: str = "", before: int = 0) -> list[ListingCard]:
        if not self.me.hub_id:
            return []
        found = matching.look_in(self._tx, self.me.hub_id, kind, field, self._mine, before, where=where)
        return [self._unnamed(one) for one in found[:PAGE]]

    def fields(self, kind: str) -> list[FieldCard]:
        if not self.me.hub_id:
            return []
        names, other = taxonomy().fields, matching.OTHER_FIELD
        counts = matching.count_in(self._tx, self.me.hub_id, kind, (*names, other), self._mine)
        listed = sorted(
            (-n, names[id].get(self.me.lang) or names[id]["en"], id) for id, n in counts.items() if n and id in names
        )
        found = [FieldCard(id, name, -fewer) for fewer, name, id in listed]
        return [*found, *([FieldCard(other, _OTHER, counts[other])] if counts[other] else [])]

    def near(self, kind: str) -> list[tuple[ListingCard, int | None]]:
        me = self.me
        if not me.hub_id:
            return []
        found = matching.look_near(self._tx, me.hub_id, kind, me.town, me.country, self._mine, _NEAREST)
        return [(self._unnamed(one), km) for one, km in found]

    def listings(self, ids: list[int]) -> list[ListingCard]:
        found = (listings.load(self._tx, id) for id in ids)
        return [self._unnamed(one) for one in found if one and one.state == "open" and self._sees(one)]

    def fitting(self, listing_id: int) -> list[FitCard]:
        mine = listings.load(self._tx, listing_id)
        if mine is None or mine.state != "open" or mine.organisation_id != self._mine:
            return []
        found = (self._fit(mine, match) for match in matching.find(self._tx, mine, _FITTING))
        return [one for one in found if one is not None]

    def _fit(self, mine: Listing, match: matching.Match) -> FitCard | None:
        other = listings.load(self._tx, match.listing_id)
        if other is None or not self._sees(other):
            return None
        need_id, offer_id = (mine.id, other.id) if mine.kind == "need" else (other.id, mine.id)
        about = self._tx.one(_ABOUT, need_id=need_id, offer_id=offer_id)
        if about is None:
            return FitCard(self._unnamed(other), match.reasons)
        exchange_id, version, state = about
        return FitCard(self._unnamed(other), match.reasons, exchange_id, version) if state in ONGOING else None

    def _sees(self, one: Listing) -> bool:
        return one.organisation_id != self._mine and seeing.sees(self._tx, self._mine, one.id)

    def _card(self, one: Listing) -> ListingCard:
        """With the name of its organisation: for itself, and for who coordinates."""
        name, _kind, zone = self._owner(one)
        if one.organisation_id == self._mine:
            until = listings.rests_until(self._tx, one, zone)
            return card_of(one, name, ends_on=lasting.near_end(one, self.me.zone, self.now), until=until)
        return self._of_others(one, name, zone)

    def _unnamed(self, one: Listing) -> ListingCard:
        """As other organisations see it, with its service for who reads another language."""
        _name, kind, zone = self._owner(one)
        return self._of_others(one, unnamed(kind), zone)

    def _owner(self, one: Listing) -> tuple[str, str, str]:
        """The name, the kind and the zone of its organisation."""
        name, kind, zone = self._tx.one(_OWNER, id=one.organisation_id) or ("", "", "")
        return name or "", kind or "", zone or self.me.zone

    def _of_others(self, one: Listing, whose: Called, zone: str) -> ListingCard:
        service = matching.service_for(self._tx, one, self.me.lang)
        return card_of(one, whose, service=service, written=Written(one.lang, zone, self.me.zone))
