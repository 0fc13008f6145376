"""How are the hours of a settled exchange put right? By a further entry that points at the one before it; once each.

What that moves on the account of an organisation that has left is handed over to the fund, as its balance was.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import bindparam, func, select

from core.accounts import balances, ledger, owners
from core.db import Q, Tx, scalar_rows
from core.errors import Refusal
from core.messages import _
from core.tables import account, entry, line, organisation

_NET = Q(
    select(func.coalesce(func.sum(line.c.minutes), 0))
    .join(entry, entry.c.id == line.c.entry_id)
    .where(entry.c.exchange_id == bindparam("exchange_id"), line.c.account_id == bindparam("payee_id"))
)
_NEWEST = Q(select(func.max(entry.c.id)).where(entry.c.exchange_id == bindparam("exchange_id")))
_LEFT = Q(
    select(account.c.id)
    .join(organisation, organisation.c.id == account.c.organisation_id)
    .where(account.c.id.in_([bindparam("payer_id"), bindparam("payee_id")]), organisation.c.status == "closed")
)


@dataclass(frozen=True, slots=True)
class Paid:
    """Between whom the hours of an exchange move."""

    hub_id: int
    exchange_id: int
    payer_id: int
    payee_id: int


def net(tx: Tx, paid: Paid) -> int:
    """The minutes that have come to the payee, all entries of the exchange together."""
    return int(tx.value(_NET, exchange_id=paid.exchange_id, payee_id=paid.payee_id))


def compensate(tx: Tx, paid: Paid, minutes: int, at: int) -> None:
    """Make it `minutes` in all; an account that is then outside its limits is flagged."""
    _post(tx, paid, "compensation", minutes - net(tx, paid), at)


def undo(tx: Tx, paid: Paid, at: int) -> None:
    """Give all of it back, also where that leads below the floor. Raises a Refusal where nothing has moved."""
    moved = net(tx, paid)
    if moved == 0:
        raise Refusal(_("No hours moved in this exchange, so there is nothing to give back."))
    _post(tx, paid, "reversal", -moved, at)


def _post(tx: Tx, paid: Paid, kind: str, minutes: int, at: int) -> None:
    if minutes == 0:
        return
    left = scalar_rows(tx.all(_LEFT, payer_id=paid.payer_id, payee_id=paid.payee_id))
    ids = {paid.payer_id, paid.payee_id} | ({owners.hub_account(tx, paid.hub_id, "fund")} if left else set())
    for id in sorted(ids):
        balances.lock(tx, id)
    before: int | None = tx.value(_NEWEST, exchange_id=paid.exchange_id)
    lines = [(paid.payer_id, -minutes), (paid.payee_id, minutes)]
    ledger.post(tx, paid.hub_id, kind, lines, at, paid.exchange_id, corrects_id=before)
    for id in left:
        ledger.hand_over(tx, paid.hub_id, id, at)
