"""Exchanges moved at random, beside a small oracle in plain values that says what each step must do."""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import bindparam, insert

from core.commands import Accept, AgreeFigure, Cancel, Command, Confirm, Counter, Decline, Deliver, Terms, Withdraw
from core.db import Database, Q
from core.errors import Refusal
from core.tables import coordinator
from core.trouble import (
    AnswerAbsent,
    AnswerDay,
    AnswerUndo,
    Appeal,
    AskUndo,
    Decide,
    Dispute,
    MoveDay,
    NoShow,
    Reverse,
    SayAbsent,
    SuggestFigure,
)
from core.vault import Vault
from tests.market import DUE, HOUR, Market

LINE = 2 * HOUR
UNDER_WAY = ("agreed", "overdue", "delivered")
HELD = (*UNDER_WAY, "disputed")
DAYS = ("2026-12-03", "2026-12-04", "2026-12-07", "2026-12-08")


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
    wish: tuple[str, int, int] | None = None  # what is asked, by which side, which minutes
    moves: int = 0
    settled: int | None = None
    may_appeal: bool = False
    appealed: bool = False

    @property
    def said(self) -> int:
        return self.minutes if self.delivered is None else self.delivered


@dataclass
class Oracle:
    posted: list[int]
    deals: list[Deal] = field(default_factory=list)

    def held(self, side: int) -> int:
        return sum(d.minutes for d in self.deals if d.receiver == side and d.state in HELD and d.settled is None)

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
            self._end(deal, "cancelled")
        return ok

    def _deliver(self, deal: Deal, side: int, minutes: int) -> bool:
        ok = deal.state in ("agreed", "overdue") and side != deal.receiver
        ok = ok and self._figure(deal, minutes, deal.minutes)
        if ok:
            asked, deal.asked, deal.wish = deal.asked, None, None
            deal.state, deal.delivered = "delivered", minutes
            if asked == minutes:
                deal.version += 1
                self._settle(deal, minutes)
        return ok

    def _confirm(self, deal: Deal, side: int, minutes: int) -> bool:
        ok = deal.state in UNDER_WAY and side == deal.receiver
        ok = ok and self._figure(deal, minutes, deal.said)
        if ok and minutes == deal.said:
            self._settle(deal, minutes)
        elif ok:
            deal.asked, deal.wish = minutes, None
        return ok

    def _agree(self, deal: Deal, side: int, minutes: int) -> bool:
        """Yes to an odd number of half hours, no to an even one."""
        ok = deal.state in UNDER_WAY and side != deal.receiver and deal.asked is not None
        if ok and minutes % HOUR:
            self._settle(deal, deal.asked or 0)
        elif ok:
            self._rest(deal)
        return ok

    def _move_day(self, deal: Deal, side: int, minutes: int) -> bool:
        ok = deal.state == "agreed" and deal.asked is None and deal.moves < 3
        if ok:
            deal.wish = ("day", side, 0)
        return ok

    def _answer_day(self, deal: Deal, side: int, minutes: int) -> bool:
        ok = deal.state == "agreed" and self._asked_by_other(deal, "day", side)
        if ok:
            deal.moves += bool(minutes % HOUR)
            deal.wish = None
        return ok

    def _say_absent(self, deal: Deal, side: int, minutes: int) -> bool:
        ok = deal.state == "overdue" and (deal.wish is None or deal.wish[0] != "absent")
        if ok:
            deal.wish = ("absent", side, 0)
        return ok

    def _answer_absent(self, deal: Deal, side: int, minutes: int) -> bool:
        ok = deal.state == "overdue" and self._asked_by_other(deal, "absent", side)
        if ok and minutes % HOUR:
            self._end(deal, "no_show")
        elif ok:
            self._rest(deal)
        return ok

    def _dispute(self, deal: Deal, side: int, minutes: int) -> bool:
        ok = deal.state in UNDER_WAY
        if ok:
            self._rest(deal)
        return ok

    def _suggest(self, deal: Deal, side: int, minutes: int) -> bool:
        ok = deal.state == "disputed" and minutes <= deal.minutes
        if ok and deal.wish == ("figure", 1 - side, minutes):
            self._settle(deal, minutes)
        elif ok:
            deal.wish = ("figure", side, minutes)
        return ok

    def _decide(self, deal: Deal, side: int, minutes: int) -> bool:
        ok = deal.state == "disputed" and minutes <= deal.minutes
        if ok:
            self._settle(deal, minutes)
            deal.may_appeal = not deal.appealed
        return ok

    def _appeal(self, deal: Deal, side: int, minutes: int) -> bool:
        ok = deal.state == "settled" and deal.may_appeal
        if ok:
            deal.may_appeal, deal.appealed = False, True
            self._rest(deal)
        return ok

    def _absent(self, deal: Deal, side: int, minutes: int) -> bool:
        """A coordinator says who did not come."""
        ok = deal.state in ("overdue", "disputed") and deal.settled is None
        if ok:
            self._end(deal, "no_show")
        return ok

    def _ask_undo(self, deal: Deal, side: int, minutes: int) -> bool:
        ok = deal.state == "settled" and bool(deal.settled) and deal.wish is None
        if ok:
            deal.wish = ("undo", side, 0)
        return ok

    def _answer_undo(self, deal: Deal, side: int, minutes: int) -> bool:
        ok = deal.state == "settled" and self._asked_by_other(deal, "undo", side)
        if ok and minutes % HOUR:
            self._undo(deal)
        elif ok:
            deal.wish = None
        return ok

    def _reverse(self, deal: Deal, side: int, minutes: int) -> bool:
        ok = deal.state == "settled" and bool(deal.settled)
        if ok:
            self._undo(deal)
        return ok

    def fire(self, deal: Deal, kind: str) -> bool:
        """The clock of that kind comes due, if it runs; whether it did. Nobody is ever really reached here."""
        waits = deal.asked is not None
        match kind:
            case "overdue" if deal.state == "agreed" and not waits:
                deal.state, deal.wish = "overdue", None
            case "expiry" if deal.state == "overdue" and not waits:
                self._rest(deal) if deal.wish else self._end(deal, "expired")
            case "absent" if deal.state == "overdue" and deal.wish is not None and deal.wish[0] == "absent":
                self._rest(deal)
            case "confirm" if deal.state == "delivered" and not waits:
                self._rest(deal)
            case "figure" if deal.state in UNDER_WAY and waits:
                self._rest(deal)
            case "decide" if deal.state == "disputed":
                self._end(deal, "expired" if deal.settled is None else "settled")
            case _:
                return False
        deal.version += 1
        return True

    def _asked_by_other(self, deal: Deal, wish: str, side: int) -> bool:
        return deal.wish is not None and deal.wish[:2] == (wish, 1 - side)

    def _rest(self, deal: Deal) -> None:
        deal.state, deal.asked, deal.wish = "disputed", None, None

    def _end(self, deal: Deal, state: str) -> None:
        deal.state, deal.asked, deal.wish = state, None, None

    def _undo(self, deal: Deal) -> None:
        self._pay(deal, -(deal.settled or 0))
        self._end(deal, "reversed")

    def _pay(self, deal: Deal, minutes: int) -> None:
        self.posted[deal.receiver] -= minutes
        self.posted[1 - deal.receiver] += minutes

    def _figure(self, deal: Deal, minutes: int, most: int) -> bool:
        return minutes == 0 if deal.minutes == 0 else 0 < minutes <= most

    def _settle(self, deal: Deal, minutes: int) -> None:
        self._pay(deal, minutes - (deal.settled or 0))
        deal.settled, deal.may_appeal = minutes, False
        self._end(deal, "settled")


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


def trouble(act: str, id: int, version: int, minutes: int, deal: Deal, sealed: str) -> Command | None:
    """The same for what goes wrong; None for the others."""
    yes = bool(minutes % HOUR)
    made: dict[str, Command] = {
        "move_day": MoveDay(id, version, DAYS[min(deal.moves, 3)]),
        "answer_day": AnswerDay(id, version, yes),
        "say_absent": SayAbsent(id, version),
        "answer_absent": AnswerAbsent(id, version, yes),
        "dispute": Dispute(id, version, "hours", "no fue así"),
        "suggest": SuggestFigure(id, version, minutes),
        "decide": Decide(id, version, minutes, sealed),
        "appeal": Appeal(id, version, "no"),
        "ask_undo": AskUndo(id, version),
        "answer_undo": AnswerUndo(id, version, yes),
        "reverse": Reverse(id, version, sealed),
    }
    return made.get(act)


COORDINATORS = ("decide", "absent", "reverse")
CLOCKS = ("overdue", "expiry", "absent", "confirm", "figure", "decide")
TROUBLE = (
    *("move_day", "answer_day", "say_absent", "answer_absent", "dispute", "suggest", "suggest", "decide", "appeal"),
    *("absent", "ask_undo", "answer_undo", "reverse"),
)
ACTS = ("counter", "accept", "accept", "decline", "withdraw", "cancel", "deliver", "confirm", "confirm", "agree")
ANY = (*ACTS, *TROUBLE, *(f"clock {kind}" for kind in CLOCKS))
# What may go on from a state: most steps are drawn from these, or nothing would ever get far.
NEXT = {
    "proposed": ("accept", "accept", "accept", "counter", "decline", "withdraw"),
    "agreed": (
        *("deliver", "deliver", "confirm", "confirm", "move_day", "answer_day", "dispute", "cancel", "agree"),
        *("clock overdue", "clock overdue", "clock figure"),
    ),
    "overdue": (
        *("say_absent", "say_absent", "answer_absent", "deliver", "confirm", "dispute", "absent"),
        *("clock expiry", "clock absent", "clock figure", "agree"),
    ),
    "delivered": ("confirm", "confirm", "agree", "agree", "dispute", "clock confirm", "clock figure"),
    "disputed": ("suggest", "suggest", "suggest", "decide", "decide", "absent", "clock decide"),
    "settled": ("appeal", "appeal", "ask_undo", "answer_undo", "answer_undo", "reverse"),
}
AMOUNTS = st.sampled_from([0, 30, 30, HOUR, HOUR, 90, 2 * HOUR, 3 * HOUR, 5 * HOUR])
STEPS = st.lists(
    st.tuples(
        st.integers(0, 999),
        st.integers(0, 2),
        st.integers(0, 1),
        AMOUNTS,
        st.sampled_from([0] * 15 + [-1]),  # an old screen, now and then
    ),
    min_size=15,
    max_size=40,
)
Step = tuple[int, int, int, int, int]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.tuples(AMOUNTS, AMOUNTS, AMOUNTS), st.booleans(), STEPS)
def test_every_random_life_ends_as_the_oracle_says(
    db: Database, vault: Vault, now: int, asked: tuple[int, int, int], agreed: bool, steps: list[Step]
) -> None:
    """With `agreed` all three begin with an acceptance, so that what comes later is not always out of reach."""
    market = Market(db, vault, now, {"line_per_partner": 0, "undo_two_above": 100 * HOUR})
    sides = (market.organisation("Casa Luz", hours=3), market.organisation("Al Nour", hours=1))
    coordination = market.organisation("Sol")
    coordinates(market, coordination)
    oracle = Oracle([3 * HOUR, HOUR])
    ids = []
    for number, minutes in enumerate(asked):
        receiver = number % 2
        ids.append(market.proposed(sides[receiver], sides[1 - receiver], minutes))
        oracle.deals.append(Deal(receiver, 1 - receiver, minutes))
    first: list[Step] = [(0, which, which % 2, 0, 0) for which in range(3)] if agreed else []
    for number, which, side, minutes, old in (*first, *steps):
        deal, id = oracle.deals[which], ids[which]
        act = drawn(number, deal)
        if act.startswith("clock "):
            fires(market, oracle, deal, id, act.removeprefix("clock "))
        else:
            wanted = _command(market, act, id, deal, minutes, old, sides[side])
            expected = old == 0 and oracle.step(deal, act, side, minutes)
            who = coordination if act in COORDINATORS else sides[side]
            assert done(market, who, wanted) == expected, (act, deal)
        compare(market, oracle, sides, ids)
        if db.sqlite:  # adding everything up grows with the lives before, and on PostgreSQL it is many round trips
            market.adds_up()
    market.adds_up()


def drawn(number: int, deal: Deal) -> str:
    """Of ten steps one is anything at all."""
    among = ANY if number % 10 == 9 else NEXT.get(deal.state, ANY)
    return among[number // 10 % len(among)]


def _command(market: Market, act: str, id: int, deal: Deal, minutes: int, old: int, side: int) -> Command:
    sealed, version = market.vault.seal("así fue").decode(), deal.version + old
    if act == "absent":
        return NoShow(id, version, side, sealed)
    return trouble(act, id, version, minutes, deal, sealed) or command(act, id, version, minutes)


def fires(market: Market, oracle: Oracle, deal: Deal, id: int, kind: str) -> None:
    """The clock runs where the oracle says so, and nowhere else; then it comes due."""
    at = market.clock(kind, id)
    assert (at is not None) == oracle.fire(deal, kind), (kind, deal)
    if at is not None:
        market.fire(kind, id, at)


def coordinates(market: Market, organisation_id: int) -> None:
    row = {"hub_id": market.hub_id, "person_id": market.people[organisation_id], "since": market.now}
    with market.db.write() as tx:
        tx.run(Q(insert(coordinator).values({name: bindparam(name) for name in row}).inline()), **row)


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
    for deal, id in zip(oracle.deals, ids, strict=True):
        found = market.look(id)
        wish = None if deal.wish is None else (deal.wish[0], sides[deal.wish[1]])
        assert (found.state, found.version, found.agreed, found.asked_minutes, found.moves) == (
            deal.state,
            deal.version,
            deal.minutes,
            deal.asked,
            deal.moves,
        )
        assert ((found.wish, found.wish_by_id) if found.wish else None) == wish
        assert found.settled_minutes == deal.settled
