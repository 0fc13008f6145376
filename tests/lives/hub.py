"""A hub on a database and the oracle's beside it: a step is taken in both, and then they are compared in everything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, insert, select, update

from core.accounts import owners
from core.accounts.verify import check
from core.commands.giving import Donate
from core.db import Database, Q, Tx
from core.errors import Refusal
from core.events import Event
from core.exchanges.nearing import NEAR
from core.tables import account, address, clock, coordinator, exchange, fund_request, listing, organisation
from core.vault import Vault
from tests.conftest import NOW
from tests.gifts import go
from tests.lives.oracle import Oracle
from tests.lives.world import FUND, HOUR, POLICY, Deal, awake
from tests.market import Market, add

KINDS = ("cso", "grassroots", "cso", "grassroots")
GRANTED = (3 * HOUR, 0, HOUR, 5 * HOUR)
POOR = 1  # who begins with nothing
MAIN = frozenset(
    (
        *("suggestion", "answer", "overdue", "overdue_case", "expiry", "confirm"),
        *("figure", "absent", "decide", "untaken", "review"),
    )
)

_ACCOUNTS = Q(
    select(
        account.c.id,
        account.c.posted,
        account.c.held_out,
        account.c.held_in,
        account.c.line,
        account.c.ceiling,
        account.c.flagged_at,
    ).order_by(account.c.id)
)
_DEALS = Q(
    select(
        exchange.c.id,
        exchange.c.follows_id,
        exchange.c.whole_id,
        exchange.c.state,
        exchange.c.version,
        exchange.c.minutes,
        exchange.c.due_on,
        exchange.c.payer_account_id,
        exchange.c.author_id,
        exchange.c.delivered_minutes,
        exchange.c.asked_minutes,
        exchange.c.settled_minutes,
        exchange.c.wish,
        exchange.c.wish_by_id,
        exchange.c.wish_value,
        exchange.c.moves,
        exchange.c.silent,
        exchange.c.absent_id,
        exchange.c.excuse,
        exchange.c.appealed,
        exchange.c.object_until,
        exchange.c.appeal_until,
    ).order_by(exchange.c.id)
)
_PAPERS = Q(select(listing.c.state).order_by(listing.c.id))
_REQUESTS = Q(select(fund_request.c.state).order_by(fund_request.c.id))
_MEMBERS = Q(select(organisation.c.id, organisation.c.status, organisation.c.missed).order_by(organisation.c.id))
_CLOCKS = Q(select(clock.c.due_at, clock.c.kind, clock.c.subject, clock.c.subject_id).order_by(clock.c.due_at))
WROTE = Q(update(address).where(address.c.person_id == bindparam("person_id")).values(last_inbound_at=bindparam("at")))
_COORDINATES = Q(
    insert(coordinator)
    .values(hub_id=bindparam("hub_id"), person_id=bindparam("person_id"), since=bindparam("since"))
    .inline()
)


@dataclass(frozen=True)
class Drawn:
    """What hypothesis drew for one step; each step takes of it what it needs."""

    which: int
    other: int
    who: int  # one of the organisations
    side: int  # 0: the receiver, 1: the provider
    minutes: int
    days: int  # from today
    yes: bool
    luck: int  # 19: an old screen; 18: any exchange, whatever its state; 12 and more: whoever's turn it is


class Hub:
    """Four organisations and two coordinators on one database. `fresh` opens an empty one, and says how to drop it."""

    fresh: Callable[[], tuple[Database, Callable[[], None]]]
    every = 1  # after how many steps everything is added up
    steps = 0
    played: Counter[str] = Counter()

    def __init__(self) -> None:
        self.db, self._drop = type(self).fresh()
        self.vault = Vault(("test-key-test-key-test-key-test-key",))
        self.market = Market(self.db, self.vault, NOW, dict(POLICY))
        self.oracle = Oracle(NOW)
        self.orgs: list[int] = []
        self.accounts: dict[int, int] = {}  # id → which the oracle knows it by
        self.papers: list[int] = []
        self.requests: list[int] = []
        self.ids: list[int] = []
        self.clocks: list[tuple[int, str, str, int]] = []
        self._steps = 0
        self._people()

    def _people(self) -> None:
        market = self.market
        for number, (kind, minutes) in enumerate(zip(KINDS, GRANTED, strict=True)):
            id = market.organisation(f"Casa {number}", minutes // HOUR, kind=kind)
            self.orgs.append(id)
            self.oracle.join(kind, minutes)
            self.accounts[market.account(id)] = number
        self.home = market.organisation("Sol", 0)
        self.coordinators = (market.people[self.home], market.joins(self.home))
        with self.db.write() as tx:
            self.fund_id = owners.hub_account(tx, market.hub_id, "fund")
            for person_id in self.coordinators:
                tx.run(_COORDINATES, hub_id=market.hub_id, person_id=person_id, since=NOW)
            for id in self.orgs:
                person_id, blind = market.people[id], f"{id}".encode()
                add(tx, address, person_id=person_id, channel="console", blind=blind, sealed=b"", created_at=NOW)
        self.accounts[self.fund_id] = FUND

    def close(self) -> None:
        self.db.close()
        self._drop()

    # ---- a step, and what must be true after it ---------------------------------------------------------------

    def _do(self, organisation_id: int, command: Any, expected: bool, person_id: int | None = None) -> list[Event]:
        """Run it; refused where the oracle says so, and nowhere else. What it caused."""
        done = self._tried(organisation_id, command, person_id)
        if isinstance(done, Refusal):
            assert not expected, (command, done.message)
            self._played("refused")
            return []
        assert expected, ("should have been refused", command)
        self._played()
        return done

    def _tried(self, organisation_id: int, command: Any, person_id: int | None) -> list[Event] | Refusal:
        try:
            done = self.market.do(organisation_id, command, person_id=person_id)
            return go(self.db, self.market.vault, self.market.now) if isinstance(command, Donate) else done
        except Refusal as refused:
            return refused

    def _played(self, also: str = "") -> None:
        kind = type(self)
        kind.steps += 1
        self._steps += 1
        if also:
            kind.played[also] += 1
        kind.played.update(self.oracle.played)
        self.oracle.played.clear()
        self._look(adds_up=self._steps % kind.every == 0)

    def _look(self, *, adds_up: bool) -> None:
        with self.db.read() as tx:
            self._compare(tx)
            assert not adds_up or check(tx) == []

    def _compare(self, tx: Tx) -> None:
        oracle = self.oracle
        for id, posted, out, coming, line, ceiling, flagged in tx.all(_ACCOUNTS):
            if id in self.accounts:
                wanted = oracle.account(self.accounts[id])
                told = (wanted.posted, wanted.out, wanted.coming, wanted.line, wanted.ceiling, wanted.outside)
                assert (posted, out, coming, line, ceiling, flagged is not None) == told, self.accounts[id]
        assert [state for (state,) in tx.all(_PAPERS)] == [one.state for one in oracle.papers]
        assert [state for (state,) in tx.all(_REQUESTS)] == [one.state for one in oracle.requests]
        found = {id: (status == "closed", missed) for id, status, missed in tx.all(_MEMBERS)}
        assert [found[id] for id in self.orgs] == [(one.closed, one.missed) for one in oracle.members]
        self.clocks = tx.all(_CLOCKS)
        running: dict[int, set[str]] = {}
        for at, kind, subject, id in self.clocks:
            few_ms = at - 5  # as often as it was looked at while it rested
            weekend_too = kind == NEAR or kind.startswith("answer")  # what is for a Sunday is answered before it
            by_day = weekend_too or awake(at) == at or awake(few_ms) == few_ms
            assert subject != "exchange" or by_day, (kind, at)
            if subject == "exchange" and kind in MAIN:
                running.setdefault(id, set()).add(kind)
        rows = tx.all(_DEALS)
        self.ids += [row[0] for row in rows[len(self.ids) :]]  # the parts of what was agreed as one
        for id, deal, row in zip(self.ids, oracle.deals, rows, strict=True):
            self._compare_deal(deal, id, row)
            assert running.get(id, set()) == deal.clocks, deal
        lapsing = {id for _at, _kind, subject, id in self.clocks if subject == "fund_request"}
        assert lapsing == {id for id, one in zip(self.requests, oracle.requests, strict=True) if one.clock}

    def _compare_deal(self, deal: Deal, id: int, row: tuple[Any, ...]) -> None:
        *found, object_until, appeal_until = row
        follows, whole = (None if one is None else self.ids[one] for one in (deal.follows, deal.whole))
        wish = (None, None, "") if deal.wish is None else (deal.wish[0], self.orgs[deal.wish[1]], deal.wish[2])
        told = [
            *(id, follows, whole),
            *(deal.state, deal.version, deal.minutes, deal.due, self._account(deal.payer), self._org(deal.author)),
            *(deal.delivered, deal.asked, deal.settled, *wish, deal.moves, int(deal.silent), self._org(deal.absent)),
            *("illness" if deal.excused else "", int(deal.appealed)),
        ]
        assert found == told, deal
        assert (object_until is not None, appeal_until is not None) == (deal.objects, deal.appeals), deal
        deal.object_until, deal.appeal_until = object_until, appeal_until

    def _account(self, key: int) -> int:
        return next(id for id, known in self.accounts.items() if known == key)

    def _org(self, number: int | None) -> int | None:
        return None if number is None else self.orgs[number]

    def _time(self, now: int) -> None:
        self.oracle.now = self.market.now = max(now, self.oracle.now)
