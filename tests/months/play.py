"""One seed on a fresh database; what broke it, if anything, with what led to that."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import NamedTuple

from sqlalchemy import select

from bot.wording import Wording
from core.db import Database, Q
from core.tables import history
from tests.lives.play import Fresh
from tests.months.people import ORGANISATIONS
from tests.months.town import Broken, Town

MOST = len(ORGANISATIONS)
_STEPS = Q(select(history.c.action))


class Played(NamedTuple):
    seed: int
    broken: str
    story: tuple[str, ...]
    done: Counter[str]
    days: int = 0
    organisations: int = 0


def play(fresh: Fresh, seed: int, wording: Wording, days: int = 30, most: int = MOST) -> Played:
    """So many days of a hub of so many organisations at `most`."""
    db, gone = fresh()
    try:
        return _played(db, seed, wording, days, most)
    finally:
        db.close()
        gone()


def shortest(broken: Played, again: Callable[[int, int], Played]) -> Played:
    """The fewest days, and of these the fewest organisations, in which something does not hold either.

    `again(days, most)` plays the same seed.
    """
    least, best = 1, broken
    while least < best.days:
        played = again((least + best.days) // 2, MOST)
        if played.broken:
            best = played
        else:
            least = played.days + 1
    fewer = (again(best.days, most) for most in range(2, best.organisations))
    return next((played for played in fewer if played.broken), best)


def _played(db: Database, seed: int, wording: Wording, days: int, most: int) -> Played:
    town = Town(db, seed, wording, days, most)
    broken = ""
    try:
        town.play()
    except Broken as error:
        broken = str(error)
    with db.read() as tx:
        town.done.update(f"step: {action}" for (action,) in tx.all(_STEPS))
    town.done.update({f"network: {what}": many for what, many in town.network.faults.items()})
    organisations = len({who.name.partition(".")[0] for who in town.people if not who.coordinates})
    return Played(seed, broken, tuple(town.log), town.done, days, organisations)
