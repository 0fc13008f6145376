"""One seed on a fresh database; what broke it, if anything, with what led to that."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from sqlalchemy import select

from bot.wording import Wording
from core.db import Database, Q
from core.tables import history
from tests.lives.play import Fresh
from tests.months.town import Broken, Town

_STEPS = Q(select(history.c.action))


class Played(NamedTuple):
    seed: int
    broken: str
    story: tuple[str, ...]
    done: Counter[str]


def play(fresh: Fresh, seed: int, wording: Wording, days: int = 30) -> Played:
    db, gone = fresh()
    try:
        return _played(db, seed, wording, days)
    finally:
        db.close()
        gone()


def _played(db: Database, seed: int, wording: Wording, days: int) -> Played:
    town = Town(db, seed, wording, days)
    broken = ""
    try:
        town.play()
    except Broken as error:
        broken = str(error)
    with db.read() as tx:
        town.done.update(f"step: {action}" for (action,) in tx.all(_STEPS))
    town.done.update({f"network: {what}": many for what, many in town.network.faults.items()})
    return Played(seed, broken, tuple(town.log), town.done)
