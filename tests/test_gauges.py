"""What an operator's Prometheus reads: age of the inbox, the outbox by state, how sends went, whether hours add up."""

from __future__ import annotations

from typing import Any

import pytest

from bot.channels.channel import Rejected, Stopped, Throttled, Unreachable
from bot.channels.memory import MemoryChannel
from core.accounts import verify
from core.accounts.drift import Drift
from core.commands import Confirm
from core.db import Database
from core.gauges import gauges
from core.outbox import status
from core.vault import Vault
from tests.market import Market
from tests.post import GAP, LIMITS, Post
from tests.test_verify import damage

MINUTE = 60_000


@pytest.fixture
def post(db: Database, vault: Vault, now: int) -> Post:
    return Post(db, vault, now, MemoryChannel(limits=LIMITS))


def told(db: Database, now: int, drift: Drift | None = None) -> dict[Any, float]:
    """(name, labels…) → value."""
    with db.read() as tx:
        metrics = list(gauges(tx, now, drift or Drift()))
    return {(one.name, *one.labels.values()): one.value for metric in metrics for one in metric.samples}


def test_the_inbox_is_as_old_as_the_newest_message(post: Post) -> None:
    assert ("comunidas_inbox_age_seconds", "memory") not in told(post.db, post.now)
    post.wrote("ana")
    post.now += MINUTE
    post.wrote("ben")
    assert told(post.db, post.now + 90_000)["comunidas_inbox_age_seconds", "memory"] == 90


def test_the_outbox_is_counted_by_state_and_each_send_by_result(post: Post) -> None:
    memory = post.channels["memory"]
    memory.failures["ana"] = [Rejected("21617")]
    memory.failures["ben"] = [Unreachable("503")]
    memory.failures["eva"] = [Throttled(5)]
    memory.failures["fay"] = [Stopped("blocked")]
    for name in ("ana", "ben", "eva", "fay"):
        post.put(name, "first", "second")
    (gone,) = post.put("gil", "first")
    nothing = told(post.db, post.now)
    assert [nothing["comunidas_outbox", state] for state in ("waiting", "parked", "failed")] == [9, 0, 0]
    post.step()
    with post.db.write() as tx:
        status(tx, gone, "", "undelivered", "63021", post.now)
    post.step(GAP)

    now = told(post.db, post.now)
    assert [now["comunidas_outbox", state] for state in ("waiting", "parked", "failed")] == [4, 1, 1]
    assert now["comunidas_outbox_waiting", "memory"] == 4
    results = {key[2]: value for key, value in now.items() if key[0] == "comunidas_sends_total"}
    assert results == {"sent": 2, "rejected": 1, "unreachable": 1, "throttled": 1, "stopped": 1}
    assert now["comunidas_cases_open", "failed"] == now["comunidas_cases_open", "rejected"] == 1


def test_what_may_go_and_does_not_grows_old(post: Post) -> None:
    post.put("ana", "first")
    assert told(post.db, post.now + 2 * MINUTE)["comunidas_outbox_due_since_seconds", "memory"] == 120
    post.step()
    assert ("comunidas_outbox_due_since_seconds", "memory") not in told(post.db, post.now)


def test_f48_hours_that_do_not_add_up_are_seen_at_once(db: Database, vault: Vault, now: int) -> None:
    market = Market(db, vault, now)
    luz, nour = market.organisation("Casa Luz"), market.organisation("Al Nour")
    market.do(luz, Confirm(market.agreed(luz, nour), 2))
    drift = Drift()
    sound = told(db, now, drift)
    assert (sound["comunidas_ledger_drift_minutes",], sound["comunidas_hubs_with_drift",]) == (0, 0)
    damage(market, "UPDATE account SET posted = posted - 7 WHERE id = 4")
    assert told(db, now, drift)["comunidas_ledger_drift_minutes",] == 7
    verify.mark_drift(db, now)
    assert told(db, now)["comunidas_hubs_with_drift",] == 1


def test_only_new_entries_are_added_up_each_time_and_all_of_them_once_an_hour(
    db: Database, vault: Vault, now: int
) -> None:
    market, drift = Market(db, vault, now), Drift()
    luz, nour = market.organisation("Casa Luz"), market.organisation("Al Nour")
    assert told(db, now, drift)["comunidas_ledger_drift_minutes",] == 0
    market.do(luz, Confirm(market.agreed(luz, nour), 2))
    assert told(db, now, drift)["comunidas_ledger_drift_minutes",] == 0
    damage(market, "UPDATE line SET minutes = minutes + 7 WHERE account_id = 4 AND entry_id = 1")
    assert told(db, now, drift)["comunidas_ledger_drift_minutes",] == 0  # not read again
    assert told(db, now + 60 * MINUTE, drift)["comunidas_ledger_drift_minutes",] == 7
    damage(market, "UPDATE account SET posted = posted + 7 WHERE id = 4")
    assert told(db, now + 61 * MINUTE, drift)["comunidas_ledger_drift_minutes",] == 0


def test_an_entry_that_was_committed_late_is_no_drift(db: Database, vault: Vault, now: int) -> None:
    market, drift = Market(db, vault, now), Drift()
    luz, nour = market.organisation("Casa Luz"), market.organisation("Al Nour")
    market.do(luz, Confirm(market.agreed(luz, nour), 2))
    drift._last = drift._next = 10_000  # as after one with a higher id
    drift._since = now
    assert told(db, now, drift)["comunidas_ledger_drift_minutes",] == 0
