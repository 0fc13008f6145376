"""Exchanges moved at random, beside a small oracle in plain values that says what each step must do."""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.commands import Accept, AgreeFigure, Cancel, Command, Confirm, Counter, Decline, Deliver, Terms, Withdraw
from core.db import Database
from core.errors import Refusal
from core.vault import Vault
from tests.market import DUE, HOUR, Market

LINE = 2 * HOUR


@dataclass
class Deal:
    """What the oracle knows of one exchange; sides are 0 and 1."""

    receiver: int
    author: int
    minutes: int
    state: str = "proposed"
    version: int = 1
    delivered: int | None = None
    asked: int | None = None

    @property
    def said(self) -> int:
        return self.minutes if self.delivered is None else self.delivered


@dataclass
class Oracle:
    posted: list[int]
    deals: list[Deal] = field(default_factory=list)

    def held(self, side: int) -> int:
        return sum(d.minutes for d in self.deals if d.receiver == side and d.state in ("agreed", "delivered"))

    def coming(self, side: int) -> int:
        return self.held(1 - side)

    def available(self, side: int) -> int:
        return self.posted[side] + LINE - self.held(side)

    def step(self, deal: Deal, act: str, side: int, minutes: int) -> bool:
        """Do it if it may be done; whether it was."""
        if not getattr(self, f"_{act}")(deal, side, minutes):
            return False
        deal.version += 1
        return True

    def _counter(self, deal: Deal, side: int, minutes: int) -> bool:
        ok = deal.state == "proposed" and side != deal.author and minutes != deal.minutes
        if ok and side == deal.receiver and minutes > 0:
            ok = self.available(side) >= minutes
        if ok:
            deal.author, deal.minutes = side, minutes
        return ok

    def _accept(self, deal: Deal, side: int, minutes: int) -> bool:
        ok = deal.state == "proposed" and side != deal.author
        ok = ok and (deal.minutes == 0 or self.available(deal.receiver) >= deal.minutes)
        if ok:
            deal.state = "agreed"
        return ok

    def _decline(self, deal: Deal, side: int, minutes: int) -> bool:
        ok = deal.state == "proposed" and side != deal.author
        if ok:
            deal.state = "declined"
        return ok

    def _withdraw(self, deal: Deal, side: int, minutes: int) -> bool:
        ok = deal.state == "proposed" and side == deal.author
        if ok:
            deal.state = "withdrawn"
        return ok

    def _cancel(self, deal: Deal, side: int, minutes: int) -> bool:
        ok = deal.state == "agreed" and deal.asked is None
        if ok:
            deal.state = "cancelled"
        return ok

    def _deliver(self, deal: Deal, side: int, minutes: int) -> bool:
        ok = deal.state == "agreed" and side != deal.receiver and self._figure(deal, minutes, deal.minutes)
        if ok:
            asked, deal.asked = deal.asked, None
            deal.state, deal.delivered = "delivered", minutes
            if asked == minutes:
                deal.version += 1
                self._settle(deal, minutes)
        return ok

    def _confirm(self, deal: Deal, side: int, minutes: int) -> bool:
        ok = deal.state in ("agreed", "delivered") and side == deal.receiver
        ok = ok and self._figure(deal, minutes, deal.said)
        if ok and minutes == deal.said:
            self._settle(deal, minutes)
        elif ok:
            deal.asked = minutes
        return ok

    def _agree(self, deal: Deal, side: int, minutes: int) -> bool:
        """Yes to an odd number of half hours, no to an even one."""
        ok = deal.state in ("agreed", "delivered") and side != deal.receiver and deal.asked is not None
        if ok and minutes % HOUR:
            self._settle(deal, deal.asked or 0)
        elif ok:
            deal.asked = None
        return ok

    def _figure(self, deal: Deal, minutes: int, most: int) -> bool:
        return minutes == 0 if deal.minutes == 0 else 0 < minutes <= most

    def _settle(self, deal: Deal, minutes: int) -> None:
        self.posted[deal.receiver] -= minutes
        self.posted[1 - deal.receiver] += minutes
        deal.state, deal.asked = "settled", None


def command(act: str, id: int, version: int, minutes: int) -> Command:
    match act:
        case "counter":
            return Counter(id, version, Terms(minutes, DUE))
        case "accept":
            return Accept(id, version)
        case "decline":
            return Decline(id, version)
        case "withdraw":
            return Withdraw(id, version)
        case "cancel":
            return Cancel(id, version)
        case "deliver":
            return Deliver(id, version, minutes)
        case "confirm":
            return Confirm(id, version, minutes)
        case _:
            return AgreeFigure(id, version, bool(minutes % HOUR))


ACTS = ("counter", "accept", "accept", "decline", "withdraw", "cancel", "deliver", "confirm", "confirm", "agree")
AMOUNTS = st.sampled_from([0, 30, HOUR, 90, 2 * HOUR, 3 * HOUR, 5 * HOUR])
STEPS = st.lists(
    st.tuples(
        st.sampled_from(ACTS),
        st.integers(0, 2),
        st.integers(0, 1),
        AMOUNTS,
        st.sampled_from([0, 0, 0, 0, 0, -1]),  # an old screen, now and then
    ),
    min_size=5,
    max_size=20,
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.tuples(AMOUNTS, AMOUNTS, AMOUNTS), STEPS)
def test_every_random_life_ends_as_the_oracle_says(
    db: Database,
    vault: Vault,
    now: int,
    asked: tuple[int, int, int],
    steps: list[tuple[str, int, int, int, int]],
) -> None:
    market = Market(db, vault, now, {"line_per_partner": 0})
    sides = (market.organisation("Casa Luz", hours=3), market.organisation("Al Nour", hours=1))
    oracle = Oracle([3 * HOUR, HOUR])
    ids = []
    for number, minutes in enumerate(asked):
        receiver = number % 2
        ids.append(market.proposed(sides[receiver], sides[1 - receiver], minutes))
        oracle.deals.append(Deal(receiver, 1 - receiver, minutes))
    for act, which, side, minutes, old in steps:
        deal = oracle.deals[which]
        wanted = command(act, ids[which], deal.version + old, minutes)
        expected = old == 0 and oracle.step(deal, act, side, minutes)
        assert done(market, sides[side], wanted) == expected, (act, deal)
        compare(market, oracle, sides, ids)
    market.adds_up()


def done(market: Market, organisation_id: int, wanted: Command) -> bool:
    try:
        market.do(organisation_id, wanted)
    except Refusal:
        return False
    return True


def compare(market: Market, oracle: Oracle, sides: tuple[int, int], ids: list[int]) -> None:
    for number, organisation_id in enumerate(sides):
        stands = market.balance(organisation_id)
        assert (stands.posted, stands.held_out, stands.held_in, stands.available) == (
            oracle.posted[number],
            oracle.held(number),
            oracle.coming(number),
            oracle.available(number),
        )
        assert stands.available >= 0
    for deal, id in zip(oracle.deals, ids, strict=True):
        found = market.look(id)
        assert (found.state, found.version, found.agreed, found.asked_minutes) == (
            deal.state,
            deal.version,
            deal.minutes,
            deal.asked,
        )
