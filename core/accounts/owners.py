"""Whose account is which? Accounts are opened here, and found by the organisation or the hub that has them."""

from __future__ import annotations

from sqlalchemy import bindparam, insert, select

from core.accounts import bounds
from core.db import New, Q, Tx
from core.errors import Bug
from core.policy import Policy
from core.tables import account

_ADD_ACCOUNT = New(
    insert(account).values({name: bindparam(name) for name in ("hub_id", "kind", "organisation_id", "line", "ceiling")})
)
_OF_ORGANISATION = Q(select(account.c.id).where(account.c.organisation_id == bindparam("organisation_id")))
_OF_HUB = Q(select(account.c.id).where(account.c.hub_id == bindparam("hub_id"), account.c.kind == bindparam("kind")))


def open_accounts_of_hub(tx: Tx, hub_id: int, at: int) -> dict[str, int]:
    """The hub's own accounts, by kind: issue (no limit), grants (no limit), fund (never below zero)."""
    ids: dict[str, int] = {}
    for kind in ("issue", "grants", "fund"):
        ids[kind] = tx.added(_ADD_ACCOUNT, hub_id=hub_id, kind=kind, organisation_id=None, line=0, ceiling=None)
        bounds.note(tx, ids[kind], "hub", at, (None, None), (0, None))
    return ids


def open_member_account(
    tx: Tx, hub_id: int, organisation_id: int, policy: Policy, kind: str, at: int, *, begins: bool = True
) -> int:
    """The account of an organisation of that `kind`, with the line and ceiling its hub gives; without a line where its
    hours do not begin yet. Returns its id.
    """
    first = bounds.first_line(policy, kind) if begins else 0
    id: int = tx.added(
        _ADD_ACCOUNT,
        hub_id=hub_id,
        kind="member",
        organisation_id=organisation_id,
        line=first,
        ceiling=bounds.ceiling_of(policy, kind),
    )
    bounds.note(tx, id, "hub", at, (None, None), (first, bounds.ceiling_of(policy, kind)))
    return id


def account_of(tx: Tx, organisation_id: int) -> int | None:
    """The account of an organisation; None before it has one."""
    found: int | None = tx.value(_OF_ORGANISATION, organisation_id=organisation_id)
    return found


def member_account(tx: Tx, organisation_id: int) -> int:
    """The same of one that was let in, so that it has one."""
    found = account_of(tx, organisation_id)
    if found is None:
        raise Bug(f"organisation {organisation_id} has no account")
    return found


def hub_account(tx: Tx, hub_id: int, kind: str) -> int:
    """The hub's account of that kind ('issue' | 'grants' | 'fund')."""
    found: int | None = tx.value(_OF_HUB, hub_id=hub_id, kind=kind)
    if found is None:
        raise Bug(f"hub {hub_id} has no {kind} account")
    return found
