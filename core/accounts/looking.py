"""`HoursLook` on an open transaction: an organisation's hours, what moved, and the solidarity fund."""

from __future__ import annotations

from core.accounts import balances, contribution, movements, owners
from core.accounts.fund import cards as fund_cards
from core.db import Tx
from core.look.data import MonthCard
from core.look.fund import CarriedCard, ContributionCard, FundCard, MemberCard
from core.look.hours import BalanceCard, GiftCard, MovementCard
from core.people import called
from core.policy import TAKE_BACK_MS
from core.privacy import known
from core.reader import PAGE, Reader


class HoursReads(Reader):
    """See core/look/hours.py."""

    def balance(self) -> BalanceCard | None:
        return balance_of(self._tx, self.me.organisation_id) if self.me.organisation_id else None

    def movements(self, before: int = 0) -> list[MovementCard]:
        account = self._account()
        if account is None:
            return []
        return [_card(moved) for moved in movements.statement(self._tx, account, before or None, PAGE)]

    def last_gift(self) -> MovementCard | None:
        account = self._account()
        gift = movements.last_gift(self._tx, account) if account else None
        return _card(gift) if gift else None

    def gift_waiting(self) -> GiftCard | None:
        account = self._account()
        found = movements.waiting(self._tx, account) if account else None
        if found is None:
            return None
        id, at, minutes, other = found
        return GiftCard(id, at, at + TAKE_BACK_MS, minutes, other)

    def movements_of(self, since: int, until: int) -> list[MovementCard]:
        account = self._account()
        return [_card(moved) for moved in movements.between(self._tx, account, since, until)] if account else []

    def organisations(self, name: str, *, partners: bool = False) -> list[MemberCard]:
        mine = self.me.organisation_id or 0
        return called.find(self._tx, self.me.hub_id, name, mine, self.now, partners=partners)

    def fund(self) -> FundCard | None:
        hub_id = self.me.hub_id or next(iter(self._coordinated()), 0)
        return fund_cards.card(self._tx, hub_id, self.today.year, self.me.zone) if hub_id else None

    def carried(self) -> list[CarriedCard]:
        return fund_cards.carried(self._tx, self.me.organisation_id or 0, self.now)

    def contribution(self) -> ContributionCard:
        mine = self.me.organisation_id or 0
        return contribution.contribution(self._tx, mine, self.today.year, self.me.zone, self.me.lang)

    def months(self) -> list[MonthCard]:
        account = self._account()
        return known.months(self._tx, account, self.now, self.me.zone) if account else []

    def _account(self) -> int | None:
        return owners.account_of(self._tx, self.me.organisation_id) if self.me.organisation_id else None


def balance_of(tx: Tx, organisation_id: int) -> BalanceCard | None:
    """An organisation's hours; None while it has no account."""
    found = balances.balance_of(tx, organisation_id)
    return BalanceCard(found.posted, found.held_out, found.held_in, found.line, found.available) if found else None


def _card(moved: movements.Movement) -> MovementCard:
    return MovementCard(moved.entry_id, moved.at, moved.kind, moved.minutes, moved.partner, moved.number)
