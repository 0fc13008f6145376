"""Only one holder at a time, and what it kept is there for the next."""

from __future__ import annotations

from core.db import Database
from core.leases import CLOCK_JUMP_MS, NumberLease, hold, keep, value


def test_a_lease_is_held_by_one_until_it_runs_out(db: Database, now: int) -> None:
    with db.write() as tx:
        assert hold(tx, "poll", "a", now, 100)
        assert not hold(tx, "poll", "b", now + 99, 100)
        assert hold(tx, "poll", "a", now + 50, 100)
        assert not hold(tx, "poll", "b", now + 149, 100)
        assert hold(tx, "poll", "b", now + 150, 100)
        assert not hold(tx, "poll", "a", now + 151, 100)


def test_a_lease_of_a_clock_that_was_ahead_shuts_nobody_out_once_it_is_set_right(db: Database, now: int) -> None:
    ahead = CLOCK_JUMP_MS + 1
    with db.write() as tx:
        assert hold(tx, "poll", "a", now + CLOCK_JUMP_MS, 100)
        assert not hold(tx, "poll", "b", now, 100)  # hosts may be so far apart
        assert hold(tx, "poll", "a", now + ahead, 100)
        assert hold(tx, "poll", "b", now, 100)
        assert not hold(tx, "poll", "a", now + 50, 100)


def test_only_the_holder_keeps_a_value_and_the_next_one_finds_it(db: Database, now: int) -> None:
    with db.write() as tx:
        assert value(tx, "poll") == ""
        hold(tx, "poll", "a", now, 100)
        assert keep(tx, "poll", "a", "77")
        assert not keep(tx, "poll", "b", "5")
        assert hold(tx, "poll", "b", now + 100, 100)
        assert value(tx, "poll") == "77"


def test_a_poller_keeps_its_place(db: Database, now: int) -> None:
    mine, theirs = (NumberLease(db, "telegram", name, 100) for name in ("a", "b"))
    assert mine.hold(now)
    assert mine.get() == 0
    mine.set(42)
    assert not theirs.hold(now)
    theirs.set(7)
    assert theirs.hold(now + 100)
    assert theirs.get() == 42


def test_a_lease_that_is_given_back_is_free_at_once_and_only_its_holder_gives_it_back(db: Database, now: int) -> None:
    mine, theirs = (NumberLease(db, "telegram", name, 90_000) for name in ("one", "other"))
    assert mine.hold(now)
    theirs.release(now)
    assert not theirs.hold(now + 1)
    mine.release(now + 1)
    assert theirs.hold(now + 2)
