"""How does an account stand? The balances cached in `account`, all in minutes, and whether one is outside its limits.

Only `move` changes them, in the transaction that writes the entry or the hold they come from.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, bindparam, case, func, or_, select, update

from core.db import Q, Row, Tx
from core.errors import NotYours
from core.tables import account


@dataclass(frozen=True, slots=True)
class Balance:
    """Minutes of one account: posted, set aside, coming in (not to be spent yet), the credit line, what can be used."""

    posted: int
    held_out: int
    held_in: int
    line: int
    ceiling: int | None
    flagged: bool = False

    @property
    def available(self) -> int:
        return self.posted - self.held_out + self.line

    @property
    def room(self) -> int | None:
        """How much may still come in; None where there is no ceiling."""
        return None if self.ceiling is None else self.ceiling - self.posted - self.held_in


_LIMITED = or_(account.c.kind == "member", account.c.kind == "fund")


def outside_since(
    posted: ColumnElement[int], out: ColumnElement[int], coming: ColumnElement[int]
) -> ColumnElement[int]:
    """`flagged_at` with these minutes: since when the account is outside its limits, NULL inside. Binds `at`, ms."""
    over = and_(account.c.ceiling.is_not(None), posted + coming > account.c.ceiling)
    outside = and_(_LIMITED, or_(posted - out + account.c.line < 0, over))
    return case((outside, func.coalesce(account.c.flagged_at, bindparam("at"))), else_=None)


_POSTED = account.c.posted + bindparam("minutes")
_OUT = account.c.held_out + bindparam("out")
_IN = account.c.held_in + bindparam("coming")
_MOVE = Q(
    update(account)
    .where(account.c.id == bindparam("account_id"))
    .values(posted=_POSTED, held_out=_OUT, held_in=_IN, flagged_at=outside_since(_POSTED, _OUT, _IN))
)
_BALANCE = (
    account.c.posted,
    account.c.held_out,
    account.c.held_in,
    account.c.line,
    account.c.ceiling,
    account.c.flagged_at,
)
_LOAD = Q(select(*_BALANCE).where(account.c.id == bindparam("account_id")))
_LOAD_OF = Q(select(*_BALANCE).where(account.c.organisation_id == bindparam("organisation_id")))
_LOCK = Q(select(*_BALANCE).where(account.c.id == bindparam("account_id")).with_for_update(key_share=True))


def balance(tx: Tx, account_id: int) -> Balance:
    """How an account stands. Raises NotYours when there is none."""
    return _balance(tx, _LOAD, account_id)


def balance_of(tx: Tx, organisation_id: int) -> Balance | None:
    """The same of an organisation; None before it has an account."""
    row = tx.one(_LOAD_OF, organisation_id=organisation_id)
    return _stands(row) if row else None


def lock(tx: Tx, account_id: int) -> Balance:
    """The same, and nobody else changes it until this transaction ends. Lock several in the order of their ids."""
    return _balance(tx, _LOCK, account_id)


def move(tx: Tx, changes: Mapping[int, tuple[int, int, int]], at: int) -> None:
    """Change cached balances by (posted, held out, held in), in the order of the account ids; keeps the flags true."""
    for account_id, (minutes, out, coming) in sorted(changes.items()):
        tx.run(_MOVE, account_id=account_id, minutes=minutes, out=out, coming=coming, at=at)


def _balance(tx: Tx, q: Q, account_id: int) -> Balance:
    row = tx.one(q, account_id=account_id)
    if row is None:
        raise NotYours()
    return _stands(row)


def _stands(row: Row) -> Balance:
    posted, out, coming, line, ceiling, flagged = row
    return Balance(posted, out, coming, line, ceiling, flagged is not None)
