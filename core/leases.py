"""Who does it, when only one may? A named row that one holder has for a while, with a value kept beside it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import bindparam, or_, select, update
from sqlalchemy.dialects.postgresql import insert

from core.db import Database, Q, Tx
from core.tables import lease

CONFLICT = "conflict"
"""Kept with it: when Telegram last said that another program fetches with our token (409)."""

TURNED_AWAY = "turned-away"
"""Kept with it: when a provider's message last met a database that was away. Who asks what was missed then does."""

CLOCK_JUMP_MS = 3_600_000
"""Hosts are less apart. A lease that ends so much later than one from now would was taken by a clock that was ahead."""

_row = insert(lease).values(name=bindparam("name"), holder=bindparam("holder"), until=bindparam("until"))
_HOLD = Q(
    _row.on_conflict_do_update(
        index_elements=[lease.c.name],
        set_={"holder": _row.excluded.holder, "until": _row.excluded.until},
        where=or_(
            lease.c.holder == _row.excluded.holder,
            lease.c.until <= bindparam("now"),
            lease.c.until > _row.excluded.until + CLOCK_JUMP_MS,
        ),
    ).returning(lease.c.name)
)
_VALUE = Q(select(lease.c.value).where(lease.c.name == bindparam("named")))
_KEEP = Q(
    update(lease)
    .where(lease.c.name == bindparam("named"), lease.c.holder == bindparam("by"))
    .values(value=bindparam("kept"))
)

_RELEASE = Q(
    update(lease)
    .where(lease.c.name == bindparam("named"), lease.c.holder == bindparam("by"))
    .values(until=bindparam("now"))
)


def hold(tx: Tx, name: str, holder: str, now: int, ms: int) -> bool:
    """Take or renew the lease until `now + ms`; False while another holder has it. `holder` names one process."""
    return tx.one(_HOLD, name=name, holder=holder, now=now, until=now + ms) is not None


def value(tx: Tx, name: str) -> str:
    """What the last holder kept, '' at first."""
    return str(tx.value(_VALUE, named=name) or "")


def keep(tx: Tx, name: str, holder: str, text: str) -> bool:
    """Keep `text` with the lease; False when it is not (or no longer) the holder's."""
    return bool(tx.run(_KEEP, named=name, by=holder, kept=text))


def note(tx: Tx, name: str, holder: str, at: int) -> None:
    """Keep a moment under that name, whoever kept one before."""
    leave(tx, name, holder, str(at), at)


def leave(tx: Tx, name: str, holder: str, text: str, at: int) -> None:
    """Leave `text` under that name for other processes, whoever left one before."""
    hold(tx, name, holder, at, 0)
    keep(tx, name, holder, text)


@dataclass(frozen=True, slots=True)
class NumberLease:
    """One lease of one holder whose value is a number: who polls Telegram, and the first update not yet handled."""

    db: Database
    name: str
    holder: str
    ms: int

    def hold(self, now: int) -> bool:
        """Take or renew it at `now` (epoch ms); False while another process has it."""
        return self.db.writing(lambda tx: hold(tx, self.name, self.holder, now, self.ms))

    def release(self, now: int) -> None:
        """Others may take it at once, if it is ours."""
        self.db.writing(lambda tx: tx.run(_RELEASE, named=self.name, by=self.holder, now=now))

    def get(self) -> int:
        """The number kept, 0 at first."""
        with self.db.read() as tx:
            return int(value(tx, self.name) or 0)

    def set(self, number: int) -> None:
        """Keep the number, if the lease is ours."""
        self.db.writing(lambda tx: keep(tx, self.name, self.holder, str(number)))
