"""What does not add up is found, and the hub takes no new holds until somebody looked; reading goes on."""

from __future__ import annotations

import pytest

from core.accounts import verify
from core.commands import Accept, Cancel, Confirm, Propose
from core.db import Database
from core.errors import Refusal
from core.vault import Vault
from tests.market import Market

_SQLITE_OFF = "SELECT name FROM sqlite_master WHERE type = 'trigger'"


@pytest.fixture
def market(db: Database, vault: Vault, now: int) -> Market:
    market = Market(db, vault, now)
    luz, nour = market.organisation("Casa Luz"), market.organisation("Al Nour")
    market.do(luz, Confirm(market.agreed(luz, nour), 2))
    market.agreed(luz, nour)
    assert verify.verify(db) == []
    return market


def damage(market: Market, statement: str) -> None:
    """What only somebody with the database's own tools could do: the guards are taken off first."""
    with market.db.write() as tx:
        if market.db.sqlite:
            tx.raw(_SQLITE_OFF)
            for (name,) in tx._cursor.fetchall():
                tx.raw(f"DROP TRIGGER {name}")
        else:
            tx.raw("SET LOCAL session_replication_role = replica")
        tx.raw(statement)


@pytest.mark.parametrize(
    ("statement", "rules"),
    [
        (
            "UPDATE account SET posted = posted + 1 WHERE id = 4",
            {"a hub sums to zero", "a balance is the sum of its lines"},
        ),
        ("UPDATE account SET held_out = held_out + 1 WHERE id = 4", {"what is set aside is the sum of the live holds"}),
        ("UPDATE account SET held_in = held_in + 1 WHERE id = 5", {"what comes in is the sum of the live holds"}),
        (
            "UPDATE account SET ceiling = 1 WHERE id = 4",
            {"an account outside its limits is flagged", "a ceiling is the last one noted"},
        ),
        ("UPDATE account SET line = line + 60 WHERE id = 4", {"a credit line is the last one noted"}),
        ("UPDATE account SET ceiling = ceiling + 60 WHERE id = 4", {"a ceiling is the last one noted"}),
        (
            "UPDATE line SET minutes = minutes + 1 WHERE entry_id = 3 AND account_id = 5",
            {
                "an entry sums to zero",
                "a balance is the sum of its lines",
                "a posted hold is paid by its entry",
                "what was settled is what was posted",
            },
        ),
        ("UPDATE entry SET lines = 3 WHERE id = 1", {"an entry has its two lines or more"}),
        ("UPDATE entry SET currency = 'euro' WHERE id = 1", {"an entry stays in its hub and currency"}),
        (
            "UPDATE exchange SET state = 'cancelled' WHERE state = 'agreed'",
            {"an exchange under way has one live hold, a gift none"},
        ),
        ("UPDATE exchange SET settled_minutes = 1 WHERE state = 'settled'", {"what was settled is what was posted"}),
        ("UPDATE exchange SET minutes = 60 WHERE state = 'agreed'", {"a live hold is for the terms that stand"}),
    ],
)
def test_f48_each_kind_of_damage_is_named(market: Market, statement: str, rules: set[str]) -> None:
    damage(market, statement)
    found = verify.verify(market.db)
    assert {one.rule for one in found} == rules
    assert all(one.hub_id == market.hub_id and str(one) for one in found)


def test_f48_a_hub_that_drifts_takes_no_new_holds_and_reading_and_ending_go_on(market: Market) -> None:
    luz, nour = market.people
    waiting, running = market.proposed(luz, nour), 2
    damage(market, "UPDATE account SET held_in = held_in + 1 WHERE id = 5")
    assert verify.mark_drift(market.db, market.now) != []
    with pytest.raises(Refusal):
        market.do(luz, Accept(waiting, 1))
    assert market.balance(luz).held_out == 120
    market.do(nour, Cancel(running, 2))
    assert market.balance(luz).held_out == 0


def test_f48_another_hub_goes_on_and_a_person_opens_the_first_again(market: Market) -> None:
    other = Market(market.db, market.vault, market.now)
    damage(market, "UPDATE account SET held_in = held_in + 1 WHERE id = 5")
    verify.mark_drift(market.db, market.now)
    other.agreed(other.organisation("A"), other.organisation("B"))
    with market.db.write() as tx:
        assert verify.drifting(tx) == [market.hub_id]
        tx.raw("UPDATE account SET held_in = held_in - 1 WHERE id = 5")
        verify.clear_drift(tx, market.hub_id)
    assert verify.mark_drift(market.db, market.now) == []
    luz, nour = market.people
    market.agreed(luz, nour, 30)


def test_a_gift_needs_no_hold_even_while_a_hub_drifts(market: Market) -> None:
    luz, nour = market.people
    with market.db.write() as tx:
        tx.raw("UPDATE hub SET drift_at = 1")
    market.agreed(luz, nour, 0)
    with pytest.raises(Refusal):
        market.agreed(luz, nour, 30)
    assert market.do(luz, Propose(listing_id=market.listing("offer", nour, 30)))
