"""The demonstration hub is a life that could have been: every hour adds up, nothing is overdue, anybody can step in."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import func, select

from core import clocks
from core.accounts.verify import mark_drift
from core.backup import tables_in_order
from core.db import Database, Q, Tx
from core.errors import Misconfigured
from core.hubs import open_hubs
from core.people.addresses import find_or_make
from core.policy import DAY_MS
from core.seed import CHANNEL, seed, tell
from core.tables import account, exchange, listing, organisation, outbound
from core.vault import Vault

_SEALED = {"sealed", "answer", "digest"}  # with a random code or a random beginning: differ each time


def _count(tx: Tx, column: Any) -> dict[str, int]:
    return dict(tx.all(Q(select(column, func.count()).group_by(column))))


def _everything(tx: Tx) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables, but for what is sealed or random."""
    return {
        table.name: tx.all(
            Q(select(*(c for c in table.columns if c.name not in _SEALED)).order_by(*table.primary_key.columns))
        )
        for table in tables_in_order()
        if table.name != "invite"
    }


def test_the_demo_hub_has_organisations_needs_offers_and_exchanges_in_every_stage(
    db: Database, vault: Vault, now: int
) -> None:
    seed(db, vault, now)
    with db.read() as tx:
        assert _count(tx, organisation.c.status) == {"approved": 12, "pending": 2}
        assert _count(tx, listing.c.kind) == {"need": 14, "offer": 16}
        states = _count(tx, exchange.c.state)
        assert {"suggested", "proposed", "agreed", "delivered", "closed"} <= set(states)
        assert tx.value(Q(select(func.sum(account.c.posted)))) == 0
        assert tx.all(Q(select(outbound.c.id))) == []


def test_its_ledger_adds_up(db: Database, vault: Vault, now: int) -> None:
    seed(db, vault, now)
    assert mark_drift(db, now) == []


def test_it_is_the_same_each_time(vault: Vault, db: Database, now: int) -> None:
    class Undone(Exception):
        pass

    seen = []
    for _time in range(2):
        with pytest.raises(Undone), db.write() as tx:
            tell(tx, vault, now)
            seen.append(_everything(tx))
            raise Undone
    assert seen[0]["listing"]
    if db.sqlite:  # the numbers of PostgreSQL's rows go on after an undone transaction
        assert seen[0] == seen[1]
    else:
        assert {name: len(rows) for name, rows in seen[0].items()} == {n: len(r) for n, r in seen[1].items()}


@pytest.mark.parametrize("days", range(7))
def test_whatever_the_weekday_nothing_is_overdue_when_it_begins(
    db: Database, vault: Vault, now: int, days: int
) -> None:
    today = now + days * DAY_MS
    seed(db, vault, today)
    with db.write() as tx:
        assert clocks.due(tx, today, 10, 1000) == []
        assert {"suggested", "proposed", "agreed", "delivered", "closed"} <= set(_count(tx, exchange.c.state))


def test_everybody_in_it_is_somebody_at_the_terminal(db: Database, vault: Vault, now: int) -> None:
    seed(db, vault, now)
    with db.write() as tx:
        for key in ("casa-luz", "nour", "bridge", "coordina-ana", "barrio-nuevo"):
            assert not find_or_make(tx, vault, CHANNEL, key, "es", now).made


def test_a_second_seeding_changes_nothing(db: Database, vault: Vault, now: int) -> None:
    hub_id = seed(db, vault, now)
    with pytest.raises(Misconfigured, match="already"):
        seed(db, vault, now)
    with db.read() as tx:
        assert [hub.id for hub in open_hubs(tx)] == [hub_id]
