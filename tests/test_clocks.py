"""A clock fires once, whatever the number of workers, and only while its state still stands."""

from __future__ import annotations

import pytest

from core import clocks
from core.db import Database
from core.vault import Vault
from tests.market import Market
from tests.together import together

MINUTE = 60_000


def started(db: Database, due: int, subject_id: int = 7) -> None:
    with db.write() as tx:
        clocks.start(tx, "answer", "exchange", subject_id, due)


def claimed(db: Database, now: int) -> list[clocks.Clock]:
    with db.write() as tx:
        return clocks.due(tx, now, 10, MINUTE)


def test_a_clock_is_claimed_when_it_is_due_and_not_before(db: Database, now: int) -> None:
    started(db, now + 5)
    assert claimed(db, now + 4) == []
    assert [one.subject_id for one in claimed(db, now + 5)] == [7]


def test_while_the_lease_runs_nobody_else_gets_it(db: Database, now: int) -> None:
    started(db, now)
    assert len(claimed(db, now)) == 1
    assert claimed(db, now + MINUTE - 1) == []
    (again,) = claimed(db, now + MINUTE)  # the first worker died
    assert again.tries == 2


def test_the_longest_due_come_first(db: Database, now: int) -> None:
    for subject_id, due in ((1, now - 1), (2, now - 3), (3, now - 2)):
        started(db, due, subject_id)
    assert [one.subject_id for one in claimed(db, now)] == [2, 3, 1]


def test_a_clock_started_again_while_it_is_claimed_goes_on(db: Database, now: int) -> None:
    started(db, now)
    (one,) = claimed(db, now)
    started(db, now + 10)
    with db.write() as tx:
        assert not clocks.take(tx, "answer", "exchange", 7, now)
        clocks.finished(tx, one)
    with db.read() as tx:
        assert clocks.due_at(tx, "answer", "exchange", 7) == now + 10


def test_a_stopped_clock_is_not_taken(db: Database, now: int) -> None:
    started(db, now)
    with db.write() as tx:
        clocks.stop(tx, "answer", "exchange", 7)
        assert not clocks.take(tx, "answer", "exchange", 7, now)


def test_a_failed_clock_is_claimed_again_later(db: Database, now: int) -> None:
    started(db, now)
    (one,) = claimed(db, now)
    with db.write() as tx:
        clocks.postpone(tx, one, now + 5 * MINUTE)
    assert claimed(db, now + 5 * MINUTE - 1) == []
    assert len(claimed(db, now + 5 * MINUTE)) == 1


def test_all_clocks_of_a_subject_stop_together(db: Database, now: int) -> None:
    started(db, now)
    started(db, now, subject_id=8)
    with db.write() as tx:
        clocks.start(tx, "answer_reminder_1", "exchange", 7, now)
        clocks.stop_all(tx, "exchange", 7)
    assert [one.subject_id for one in claimed(db, now)] == [8]


def test_f13_two_workers_never_claim_the_same_clock(db: Database, now: int) -> None:
    for subject_id in range(20):
        started(db, now, subject_id)
    both = together(4, lambda _number: [one.subject_id for one in claimed(db, now)])
    found = [subject_id for worker in both for subject_id in worker]
    assert len(found) == len(set(found))


def test_a_clock_fires_once_when_the_lease_ran_out_and_two_workers_run_it(db: Database, vault: Vault, now: int) -> None:
    market = Market(db, vault, now)
    luz, nour = market.organisation("Casa Luz"), market.organisation("Al Nour")
    exchange = market.proposed(luz, nour)
    end = market.clock("answer", exchange)
    assert end is not None
    events = together(4, lambda _number: market.fire("answer", exchange, end))
    assert sum(len(one) for one in events) == 1
    assert market.actions(exchange) == ["proposed", "lapsed"]


def test_a_reminder_is_sent_once_however_many_workers_run_it(db: Database, vault: Vault, now: int) -> None:
    market = Market(db, vault, now)
    exchange = market.proposed(market.organisation("Casa Luz"), market.organisation("Al Nour"))
    first = market.clock("answer_reminder_1", exchange)
    assert first is not None
    events = together(4, lambda _number: market.fire("answer_reminder_1", exchange, first))
    assert sum(len(one) for one in events) == 1
    assert market.actions(exchange) == ["proposed", "reminded"]


@pytest.mark.parametrize("frozen", ["hub", "organisation"])
def test_while_a_hub_or_an_organisation_is_frozen_its_clocks_wait(
    db: Database, vault: Vault, now: int, frozen: str
) -> None:
    market = Market(db, vault, now)
    luz, nour = market.organisation("Casa Luz"), market.organisation("Al Nour")
    exchange = market.proposed(luz, nour)
    with db.write() as tx:
        tx.raw(f"UPDATE {frozen} SET frozen_at = 1")
    end = market.clock("answer", exchange)
    assert end is not None
    assert market.tick(end) == []
    with db.write() as tx:
        tx.raw(f"UPDATE {frozen} SET frozen_at = NULL")
    later = market.clock("answer", exchange)
    assert later is not None
    assert end < later < end + 1000  # it keeps its end, and is looked at again a day later
    market.tick(later + 4 * 86_400_000)
    assert market.actions(exchange) == ["proposed", "lapsed"]  # and nobody is reminded of what is over
