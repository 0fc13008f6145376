"""Hours that were given move a little later: tests that are about what follows let them go at once."""

from __future__ import annotations

from core.accounts.donating import CLOCK
from core.commands import Fire
from core.db import Database
from core.events import Event
from core.handlers import fire
from core.policy import TAKE_BACK_MS
from core.vault import Vault
from tests.stored import rows_of


def go(db: Database, vault: Vault, now: int) -> list[Event]:
    """All gifts that could still be taken back have moved; what that did."""
    events: list[Event] = []
    for id, exchange_id in rows_of(db, "hold", "id", "exchange_id", state="live"):
        if exchange_id is not None:
            continue
        with db.write() as tx:
            events += fire(tx, vault, Fire(CLOCK, "hold", id), now + TAKE_BACK_MS)
    return events
