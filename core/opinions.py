"""`ReviewsLook` on an open transaction: who may read what was said about an exchange, or about an organisation."""

from __future__ import annotations

from dataclasses import fields

from sqlalchemy import bindparam, select

from core import reviews
from core.coordination import cases
from core.coordination.coordinators import belongs, hubs_of
from core.db import Q, Tx
from core.exchange_cards import relied_of, told_of
from core.exchange_states import HELD
from core.look.reviews import Opinion, OpinionCard, OpinionsCard, SaidOf, SaidOfUs
from core.naming import Sides, called_in, side_names
from core.privacy.nameless import Called
from core.reader import Reader
from core.reviews import REPORTED, Shown
from core.tables import exchange

_NEWEST, _NEWEST_OF_US = 3, 5
_SIDES = Q(
    select(exchange.c.receiver_id, exchange.c.provider_id, exchange.c.state).where(
        exchange.c.id == bindparam("exchange_id")
    )
)


class Reading(Reader):
    """See core/look/reviews.py."""

    def opinions(self, exchange_id: int) -> OpinionsCard | None:
        row = self._tx.one(_SIDES, exchange_id=exchange_id)
        if row is None:
            return None
        names, mine = side_names(self._tx, exchange_id), self.me.organisation_id or 0
        if mine not in row[:2]:
            return self._for_coordinator(exchange_id, names) if self.me.coordinates else None
        return opinions_for(self._tx, exchange_id, mine)

    def _for_coordinator(self, exchange_id: int, names: Sides) -> OpinionsCard | None:
        """While words of it are reported, for who coordinates its hub and belongs to neither side."""
        sides = {names.receiver_id: names.receiver, names.provider_id: names.provider}
        who = self.me.person_id
        if names.hub_id not in hubs_of(self._tx, who) or not cases.is_open(self._tx, REPORTED, exchange_id):
            return None
        if any(belongs(self._tx, who, side) for side in sides):
            return None
        cards = tuple(_card(one, sides[one.by_id], whole=True) for one in reviews.of_exchange(self._tx, exchange_id))
        return OpinionsCard(exchange_id, names.number, 0, "", cards)

    def said_of(self, exchange_id: int) -> tuple[SaidOf, ...]:
        row = self._tx.one(_SIDES, exchange_id=exchange_id)
        mine = self.me.organisation_id or 0
        if row is None or mine not in row[:2] or row[2] not in HELD:
            return ()
        return _words(told_of(self._tx, row[1] if mine == row[0] else row[0], mine, _NEWEST))

    def said_of_us(self) -> SaidOfUs:
        ours = self.me.organisation_id or 0
        return SaidOfUs(relied_of(self._tx, ours), _words(told_of(self._tx, ours, ours, _NEWEST_OF_US)))


def _words(found: list[Shown]) -> tuple[SaidOf, ...]:
    return tuple(SaidOf(one.at, one.stars, one.words, one.lang) for one in found if one.words is not None)


def opinions_for(tx: Tx, exchange_id: int, mine: int) -> OpinionsCard:
    """What one of the two sides may read; the words that a coordinator took away are gone for both."""
    names, called = side_names(tx, exchange_id), called_in(tx, exchange_id)
    other = names.provider_id if mine == names.receiver_id else names.receiver_id
    cards = tuple(_card(one, called[one.by_id]) for one in reviews.of_exchange(tx, exchange_id))
    return OpinionsCard(exchange_id, names.number, mine, called[other], cards)


def _card(one: Shown, by: Called, *, whole: bool = False) -> OpinionCard:
    """`whole`: with words that are hidden, for who decides about them."""
    said = {field.name: getattr(one, field.name) for field in fields(Opinion)}
    if one.hidden and not whole:
        said |= {"words": None, "reply": None}
    return OpinionCard(**said, by=by, replied=one.reply is not None)
