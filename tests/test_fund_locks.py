"""In which order does who asks the fund take what others take too? Two that went opposite ways would wait for ever."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import func, literal_column, select, text

from core.commands.giving import AskFund
from core.db import Database, Q
from core.events import FundAsked
from core.exchanges.opening import read_listing
from core.vault import Vault
from tests.market import HOUR, Market

_WAITING = Q(select(func.count()).select_from(text("pg_locks")).where(literal_column("NOT granted")))


def blocked(db: Database, work: Future[Any]) -> bool:
    """Whether `work` has come to where it waits for a lock; False when it ended first."""
    while not work.done():
        with db.read() as tx:
            if tx.value(_WAITING):
                return True
    return False


@pytest.mark.parametrize("db_url", ["postgres"], indirect=True)  # SQLite has one writer, who waits for nobody
def test_who_asks_the_fund_waits_for_the_request_and_keeps_nobody_from_the_hub(
    db: Database, vault: Vault, now: int
) -> None:
    market = Market(db, vault, now)
    luz = market.organisation("Luz", hours=0)
    need = market.listing("need", luz, 30 * HOUR)
    command = AskFund(need, 4 * HOUR, vault.seal("la escuela se quedó sin luz").decode())
    with ThreadPoolExecutor(1) as pool:
        with db.write() as tx:
            read_listing(tx, need, lock=True)  # somebody proposes: first the request
            asking = pool.submit(market.do, luz, command)
            assert blocked(db, asking)
            tx.raw("SELECT id FROM hub FOR UPDATE NOWAIT")  # then the hub, for the exchange's number
        assert isinstance(asking.result()[0], FundAsked)
