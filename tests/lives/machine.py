"""The hub itself, played at random through core's own door, and compared with the oracle after every step."""

from __future__ import annotations

from typing import Any

from hypothesis import note
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from core import exchanges, handlers
from core.accounts import bounds, ledger
from core.commands import (
    Actor,
    EraseMe,
    Fire,
)
from core.commands.giving import AskFund, Donate
from core.commands.stopping import Freeze, Thaw
from core.context import Context
from core.events import Event, FundAsked, FundDecided
from core.exchanges.nearing import NEAR
from tests.lives.exchanges import Exchanging
from tests.lives.hub import KINDS, MAIN, POOR, WROTE, Drawn
from tests.lives.listings import Publishing
from tests.lives.world import CEILING, FUND, HOUR

CLOCKED = ("exchange", "fund_request")
# (how often, where some exchange is in one of these states or none are named, what happens)
TABLE: tuple[tuple[int, tuple[str, ...], str], ...] = (
    (2, (), "matching_suggests"),
    (5, (), "proposes_from_a_listing"),
    (2, ("suggested", "lapsed"), "answers_a_suggestion"),
    (6, ("proposed",), "accepts"),
    (2, ("proposed",), "wants_other_terms_or_none"),
    (3, ("agreed", "overdue"), "moves_the_day_or_cancels"),
    (3, ("agreed",), "asks_for_other_hours"),
    (1, ("agreed",), "calls_the_rest_off"),
    (2, ("agreed", "overdue"), "delivers"),
    (2, ("agreed", "overdue"), "confirms"),
    (1, ("delivered",), "confirms"),
    (2, ("delivered", "settled", "closed"), "follows"),
    (3, ("agreed", "overdue", "delivered"), "answers_fewer"),
    (3, ("overdue",), "says_that_nobody_came"),
    (1, ("agreed", "overdue", "delivered", "settled"), "does_not_agree"),
    (3, ("disputed",), "names_a_figure"),
    (2, ("disputed",), "a_coordinator_decides"),
    (2, ("overdue", "disputed", "no_show", "cancelled_late"), "a_coordinator_says_who_came"),
    (2, ("settled", "no_show"), "appeals"),
    (2, ("settled",), "reviews"),
    (1, ("settled", "closed"), "wants_it_undone"),
    (1, ("settled", "closed"), "a_coordinator_undoes"),
    (2, (), "gives_hours"),
    (2, (), "asks_the_fund"),
    (2, (), "a_coordinator_answers_for_the_fund"),
    (6, (), "a_clock_comes_due"),
    (1, (), "publishes"),
    (1, ("suggested",), "a_listing_changes"),
    (1, (), "grants"),
    (1, (), "limits"),
    (1, (), "leaves"),
    (4, (), "writes"),
    (1, (), "waits"),
    (2, (), "storms"),
)


class Lives(Exchanging, Publishing, RuleBasedStateMachine):
    """Four organisations and two coordinators, and what happens to them."""

    def __init__(self) -> None:
        RuleBasedStateMachine.__init__(self)
        Exchanging.__init__(self)  # and so Publishing's

    def teardown(self) -> None:
        try:
            self._look(adds_up=True)
        finally:
            self.close()

    @initialize(
        first=st.lists(st.tuples(st.integers(0, len(KINDS) - 1), st.integers(0, 1)), min_size=2, max_size=5),
        given=st.sampled_from((0, 4 * HOUR, 6 * HOUR)),
    )
    def begins(self, first: list[tuple[int, int]], given: int) -> None:
        """Some requests and offers, and perhaps hours in the fund, which carries a request of who has none."""
        for who, side in ((POOR, 0), *first):
            self._publish(who, side)
        if given:
            self._grant(FUND, given)
            self.asks_the_fund(Drawn(0, 0, POOR, 0, given // 2, 0, True, 0))
            self.a_coordinator_answers_for_the_fund(Drawn(0, 0, 0, 0, 0, 0, True, 0))
        self._look(adds_up=True)

    @rule(
        n=st.integers(0, 1023),
        which=st.integers(0, 63),
        other=st.integers(0, 63),
        who=st.integers(0, len(KINDS) - 1),
        side=st.integers(0, 1),
        minutes=st.sampled_from((60, 30, 120, 0, 90, 180, 300)),
        days=st.sampled_from((3, 1, 0, 7, -1)),
        yes=st.booleans(),
        luck=st.integers(0, 19),
    )
    def something_happens(self, n: int, **drawn: Any) -> None:
        there = {deal.state for deal in self.oracle.deals}
        among = [what for weight, states, what in TABLE for _ in range(weight) if not states or there & {*states}]
        what = among[n % len(among)]
        note(f"    {what}")
        getattr(self, what)(Drawn(**drawn))

    # ---- hours that are given ---------------------------------------------------------------------------------

    def gives_hours(self, d: Drawn) -> None:
        to = FUND if d.yes else d.other % len(self.orgs)
        command = Donate(d.minutes, None if to == FUND else self.orgs[to])
        self._do(self.orgs[d.who], command, self.oracle.donate(d.who, to, d.minutes))

    def asks_the_fund(self, d: Drawn) -> None:
        needs = self._papers("need")
        if not needs:
            return
        need = needs[d.which % len(needs)]
        who = d.who if d.luck > 17 else self.oracle.papers[need].owner
        expected = self.oracle.ask_fund(who, need, d.minutes)
        told = self._do_asked(who, AskFund(self.papers[need], d.minutes, self._words()), expected)
        assert bool(told) == expected

    def _do_asked(self, who: int, command: AskFund, expected: bool) -> list[Event]:
        """Its id is known before everything is compared."""
        if not expected:
            return self._do(self.orgs[who], command, expected)
        done = self.market.do(self.orgs[who], command)
        (told,) = done
        assert isinstance(told, FundAsked | FundDecided)
        self.requests.append(told.request_id)
        self._played()
        return done

    # ---- people, time -----------------------------------------------------------------------------------------

    def publishes(self, d: Drawn) -> None:
        if not self.oracle.members[d.who].closed:
            self._publish(d.who, d.side)
            self._played("published")

    def grants(self, d: Drawn) -> None:
        to = FUND if d.yes else d.who
        if d.minutes and (to == FUND or not self.oracle.members[to].closed):
            self._grant(to, d.minutes)

    def _grant(self, to: int, minutes: int) -> None:
        self.oracle.grant(to, minutes)
        with self.db.write() as tx:
            ledger.grant(tx, self.market.hub_id, self._account(to), minutes, self.market.now)
        self._played()

    def limits(self, d: Drawn) -> None:
        line, ceiling = d.minutes, (CEILING, None)[d.side] if d.minutes < 100 else 4 * HOUR
        self.oracle.limit(d.who, line, ceiling)
        with self.db.write() as tx:
            bounds.set_limits(tx, self._account(d.who), line=line, ceiling=ceiling, actor="hub", at=self.market.now)
        self._played()

    def leaves(self, d: Drawn) -> None:
        there = [number for number, one in enumerate(self.oracle.members) if not one.closed]
        if d.who in there and len(there) > 2 and d.luck > 13:
            self._do(self.orgs[d.who], EraseMe(), self.oracle.erase(d.who))

    def writes(self, d: Drawn) -> None:
        """Mostly who is asked something and does not answer it: so we know that it came to them."""
        asked = [deal.receiver for deal in self.oracle.deals if deal.state == "delivered"]
        asked += [deal.other(deal.wish[1]) for deal in self.oracle.deals if deal.wish and deal.wish[0] == "absent"]
        who = asked[d.which % len(asked)] if asked and d.luck < 10 else d.who
        self._time(self.oracle.now + 1)
        self.oracle.members[who].wrote_at = self.oracle.now
        with self.db.write() as tx:
            tx.run(WROTE, person_id=self.market.people[self.orgs[who]], at=self.oracle.now)
        self._played("wrote")

    def waits(self, d: Drawn) -> None:
        self._time(self.oracle.now + d.minutes * (d.who + 1) * 10 * 60_000)
        self._played("time")

    def storms(self, d: Drawn) -> None:
        """All clocks stand still, or those of one organisation, or they go on."""
        whom = None if d.yes else d.who
        rests = self.oracle.frozen if whom is None else self.oracle.members[whom].frozen
        about = self.market.hub_id, None if whom is None else self.orgs[whom]
        if d.luck == 19:  # what is so already
            self._coordinate(Thaw(*about) if rests is None else Freeze(*about), d.other % 2, False)
        elif rests is not None:
            self._goes_on_again(whom, Thaw(*about), d.other % 2)
        elif d.luck > 12:
            self._coordinate(Freeze(*about), d.other % 2, self.oracle.freeze(whom))

    def _goes_on_again(self, whom: int | None, command: Thaw, person: int) -> None:
        """Each clock ends later by as long as it rested, by day, and nothing else of them changes."""
        before, since = self._played_clocks(), self.oracle.thaw(whom)
        assert since is not None
        self._coordinate(command, person, True)
        wanted = {
            (kind, subject, id): self.oracle.later(subject, self._number(subject, id), whom, since, at)
            if subject in CLOCKED
            else at
            for at, kind, subject, id in before
        }
        assert {(kind, subject, id): at for at, kind, subject, id in self._played_clocks()} == wanted
        for at, kind, subject, id in before:
            if subject == "fund_request" and (later := wanted[kind, subject, id]) != at:
                self.oracle.requests[self._number(subject, id)].until = later

    def _played_clocks(self) -> list[tuple[int, str, str, int]]:
        """Without those of listings, which begin where one says something else: they are another story."""
        return [one for one in self.clocks if one[2] != "listing"]

    def _number(self, subject: str, id: int) -> int:
        return (self.ids if subject == "exchange" else self.requests).index(id)

    def a_clock_comes_due(self, d: Drawn) -> None:
        clocks = self._played_clocks()
        if not clocks:
            return
        at, kind, subject, id = clocks[d.which % min(len(clocks), 6)]
        if d.luck == 19 and at - 1 > self.oracle.now:
            self._time(at - 1)
            self._fire(kind, subject, id)
            self._played("a clock too early")
            return
        self._time(at)
        self._clock(kind, subject, id)
        self._fire(kind, subject, id)
        self._played("a clock")

    def _fire(self, kind: str, subject: str, id: int) -> None:
        """Without what the hub tells others then: they would be found by meaning, which is not what is played here."""
        came = Fire(kind, subject, id)
        with self.db.write() as tx:
            if subject == "exchange":
                clock = Actor(None, None, "", "", "clock")
                exchanges.fire(Context(tx, self.vault, clock, self.oracle.now), came)
            else:
                handlers.fire(tx, self.vault, came, self.oracle.now)

    def _clock(self, kind: str, subject: str, id: int) -> None:
        if subject not in CLOCKED:
            return
        oracle, number = self.oracle, self._number(subject, id)
        if oracle.rest_since(subject, number) is not None:
            return
        if subject == "fund_request":
            oracle.lapse(number)
            return
        deal = oracle.deals[number]
        if kind in MAIN:
            oracle.fire(deal, kind)
            return
        if kind == NEAR:
            oracle.played["told before the day"] += deal.state == "agreed"
            return
        ends, about = next(
            (at, main)
            for at, main, what, of in self.clocks
            if (what, of) == (subject, id) and kind.startswith(main + "_")
        )
        oracle.remind(deal, about, kind.endswith("_1"), ends > oracle.now)
