"""`ExchangesLook` on an open transaction: one's exchanges, and what their two sides said and handed over."""

from __future__ import annotations

from sqlalchemy import bindparam, select

from core.commands.talk import ReadCard, TalkCard
from core.coordination import care_cards
from core.coordination.coordinators import belongs
from core.db import Q
from core.exchange_cards import card_by_number, card_of, cards_of
from core.exchanges.again import completed_lately, lapsed_lately
from core.look.exchanges import ExchangeCard, StepCard
from core.parties import is_party
from core.reader import Reader
from core.relay import attachments, relayed
from core.relay.pieces import PieceCard
from core.tables import exchange, history

_LAST_STEP = Q(
    select(history.c.exchange_id, history.c.at)
    .join(exchange, exchange.c.id == history.c.exchange_id)
    .where(
        is_party(bindparam("organisation_id")),
        history.c.person_id == bindparam("person_id"),
        history.c.at >= bindparam("since"),
    )
    .order_by(history.c.id.desc())
    .limit(1)
)


class ExchangesReads(Reader):
    """See core/look/exchanges.py."""

    def my_exchanges(self) -> list[ExchangeCard]:
        return cards_of(self._tx, self.me.organisation_id, self.now) if self.me.organisation_id else []

    def lapsed_lately(self) -> ExchangeCard | None:
        mine = self.me.organisation_id
        id = lapsed_lately(self._tx, mine, self.now) if mine else None
        return None if id is None else card_of(self._tx, id, mine, now=self.now)

    def completed_lately(self) -> list[ExchangeCard]:
        mine = self.me.organisation_id
        ids = completed_lately(self._tx, mine, self.now) if mine else []
        cards = (card_of(self._tx, id, mine, now=self.now) for id in ids)
        return [card for card in cards if card is not None]

    def last_step(self, since: int) -> StepCard | None:
        mine = {"organisation_id": self._mine, "person_id": self.me.person_id}
        row = self._tx.one(_LAST_STEP, since=since, **mine) if self.me.organisation_id else None
        return StepCard(*row) if row else None

    def exchange(self, exchange_id: int) -> ExchangeCard | None:
        return card_of(self._tx, exchange_id, self.me.organisation_id, self._coordinated(), self.now)

    def exchange_by_number(self, number: int) -> ExchangeCard | None:
        mine = card_by_number(self._tx, number, self.me.hub_id, self.me.organisation_id, self.now)
        return mine or self._coordinated_by_number(number)

    def _coordinated_by_number(self, number: int) -> ExchangeCard | None:
        ids = (care_cards.id_of(self._tx, hub_id, number) for hub_id in self._coordinated())
        return next((self.exchange(id) for id in ids if id is not None), None)

    def talk(self, exchange_id: int) -> TalkCard | None:
        return relayed.talk_of(self._tx, self.me, exchange_id, self.now)

    def said(self, exchange_id: int) -> ReadCard | None:
        hub_id, card = relayed.read_card(self._tx, exchange_id) or (0, None)
        if card is None or hub_id not in self._coordinated():
            return None
        sides = (card.receiver_id, card.provider_id)
        return None if any(belongs(self._tx, self.me.person_id, side) for side in sides) else card

    def files(self, exchange_id: int) -> list[PieceCard]:
        mine = attachments.of_exchange(self._tx, exchange_id, self.me.organisation_id or 0)
        if mine or not self.me.coordinates or self.said(exchange_id) is None:
            return mine
        return attachments.of_case(self._tx, exchange_id)
