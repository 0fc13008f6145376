"""How far may an account go: down to its credit line, up to its ceiling? Minutes; each change is a dated row.

An account begins with what its hub's policy gives to that kind of organisation. What happens at a limit is not here:
core/accounts/holds.py refuses what would go beyond, core/accounts/balances.py flags what is outside already.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, insert, select, update

from core.accounts.balances import lock, outside_since
from core.db import Q, Tx
from core.policy import Policy
from core.privacy.nameless import INSTITUTIONS
from core.tables import account, limit_change, organisation

Limits = tuple[int | None, int | None]  # credit line and ceiling, minutes; no line: before there was an account

_SET_LIMITS = Q(
    update(account)
    .where(account.c.id == bindparam("account_id"))
    .values(line=bindparam("new_line"), ceiling=bindparam("new_ceiling"))
)
_REFLAG = Q(
    update(account)
    .where(account.c.id == bindparam("account_id"))
    .values(flagged_at=outside_since(account.c.posted, account.c.held_out, account.c.held_in))
)
_NEW_LIMITS = ("account_id", "new_line", "new_ceiling")
_LIMITS_NOTED = ("account_id", "at", "actor", "old_line", "new_line", "old_ceiling", "new_ceiling")
_NOTE_LIMITS = Q(insert(limit_change).inline().values({name: bindparam(name) for name in _LIMITS_NOTED}))
_MEMBERS = Q(
    select(account.c.id, organisation.c.kind, account.c.line, account.c.ceiling, organisation.c.intake_id)
    .join(organisation, organisation.c.id == account.c.organisation_id)
    .where(account.c.hub_id == bindparam("hub_id"), organisation.c.status != "closed")
    .order_by(account.c.id)
    .with_for_update(of=account, key_share=True)
)


def first_line(policy: Policy, kind: str) -> int:
    """The credit line with which an organisation of that kind begins, minutes."""
    return policy.line_grassroots if kind == "grassroots" else policy.line_other


def ceiling_of(policy: Policy, kind: str) -> int:
    """Up to where an organisation of that kind may gather hours, minutes."""
    return policy.ceiling_institutions if kind in INSTITUTIONS else policy.ceiling


def set_limits(tx: Tx, account_id: int, *, line: int, ceiling: int | None, actor: str, at: int) -> None:
    """Change credit line and ceiling, with a dated row; agreed exchanges stay valid (faults F43).

    An account that is then outside is flagged: no new hours are set aside on it until it is inside again.
    """
    old = lock(tx, account_id)
    if (old.line, old.ceiling) == (line, ceiling):
        return
    tx.run(_SET_LIMITS, account_id=account_id, new_line=line, new_ceiling=ceiling)
    tx.run(_REFLAG, account_id=account_id, at=at)
    note(tx, account_id, actor, at, (old.line, old.ceiling), (line, ceiling))


def apply_policy(tx: Tx, hub_id: int, old: Policy, new: Policy, actor: str, at: int) -> None:
    """A hub's other first lines and ceilings count for accounts that it has, too, with a dated row for each.

    What was earned with partners stays on top. A line or a ceiling that somebody set otherwise stays as it is.
    """
    changes: list[dict[str, Any]] = []
    for id, kind, had, top, waits in tx.all(_MEMBERS, hub_id=hub_id):
        first, more = first_line(old, kind), first_line(new, kind) - first_line(old, kind)
        has = min(max(had + more, 0), max(had, new.line_most)) if had >= first and waits is None else had
        ceiling = ceiling_of(new, kind) if top == ceiling_of(old, kind) else top
        if (has, ceiling) != (had, top):
            both = {"old_line": had, "old_ceiling": top, "new_line": has, "new_ceiling": ceiling}
            changes.append({"account_id": id, "at": at, "actor": actor, **both})
    for q, names in ((_SET_LIMITS, _NEW_LIMITS), (_REFLAG, ("account_id", "at")), (_NOTE_LIMITS, _LIMITS_NOTED)):
        tx.many(q, [{name: one[name] for name in names} for one in changes])


def note(tx: Tx, account_id: int, actor: str, at: int, old: Limits, new: Limits) -> None:
    """The dated row of a change from `old` to `new`; `actor` is "person:7", "hub" (its rules) or "policy" (earned)."""
    tx.run(
        _NOTE_LIMITS,
        account_id=account_id,
        at=at,
        actor=actor,
        old_line=old[0],
        new_line=new[0],
        old_ceiling=old[1],
        new_ceiling=new[1],
    )
