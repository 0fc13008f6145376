"""How do hours move? The one place that writes entries; each balances, and the balances of its accounts move with it.

Entries are written lines first and sealed by a trigger (core/accounts/guards.py). Grants are drawn from the hub's
`grants` account, which like `issue` has no limit: its balance, with the sign turned, is all that was ever granted.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Sequence as Numbers
from sqlalchemy import bindparam, func, insert, select

from core.accounts.balances import balance, move
from core.accounts.owners import hub_account
from core.db import Q, Tx
from core.errors import Bug
from core.tables import entry, line

_NEXT_ENTRY = {
    True: Q(select(Numbers("entry_id_seq").next_value())),
    False: Q(select(func.coalesce(func.max(entry.c.id), 0) + 1)),  # SQLite: under the write lock
}
_ADD_LINE = Q(insert(line).values({name: bindparam(name) for name in ("entry_id", "account_id", "minutes")}))
_ADD_ENTRY = Q(
    insert(entry).values(
        {name: bindparam(name) for name in ("id", "hub_id", "at", "kind", "exchange_id", "corrects_id", "lines")}
    )
)


def post(
    tx: Tx,
    hub_id: int,
    kind: str,
    lines: Sequence[tuple[int, int]],
    at: int,
    exchange_id: int | None = None,
    corrects_id: int | None = None,
) -> int:
    """Write one entry of (account id, signed minutes) lines and move the cached balances. Returns the entry's id.

    Lines that do not sum to zero, fewer than two, an account twice or a line of zero are a Bug. Limits are not
    looked at: they are checked when a hold is made. An account that ends up outside them is flagged.
    """
    entry_id = write_entry(tx, hub_id, kind, lines, at, exchange_id, corrects_id)
    move(tx, {account_id: (minutes, 0, 0) for account_id, minutes in lines}, at)
    return entry_id


def grant(tx: Tx, hub_id: int, account_id: int, minutes: int, at: int) -> int:
    """Give hours from the hub's grants account. Returns the entry's id."""
    grants = hub_account(tx, hub_id, "grants")
    return post(tx, hub_id, "grant", [(grants, -minutes), (account_id, minutes)], at)


def hand_over(tx: Tx, hub_id: int, account_id: int, at: int) -> None:
    """The balance of an organisation that leaves goes to the hub's fund by an entry; what it owed, the fund takes over.

    Both accounts are locked by whoever calls this.
    """
    posted, fund = balance(tx, account_id).posted, hub_account(tx, hub_id, "fund")
    if posted:
        post(tx, hub_id, "erasure", [(account_id, -posted), (fund, posted)], at)


def write_entry(
    tx: Tx,
    hub_id: int,
    kind: str,
    lines: Sequence[tuple[int, int]],
    at: int,
    exchange_id: int | None = None,
    corrects_id: int | None = None,
) -> int:
    """The entry alone, for a caller who moves the balances itself; else see `post`."""
    accounts = {account_id for account_id, _minutes in lines}
    amounts = [minutes for _account, minutes in lines]
    if len(lines) < 2 or len(accounts) < len(lines) or 0 in amounts or sum(amounts) != 0:
        raise Bug(f"an entry of {len(lines)} lines that does not balance")
    entry_id: int = tx.value(_NEXT_ENTRY[tx.postgres])
    tx.many(_ADD_LINE, [{"entry_id": entry_id, "account_id": a, "minutes": m} for a, m in sorted(lines)])
    tx.run(
        _ADD_ENTRY,
        id=entry_id,
        hub_id=hub_id,
        at=at,
        kind=kind,
        exchange_id=exchange_id,
        corrects_id=corrects_id,
        lines=len(lines),
    )
    return entry_id
