"""Who has how many minutes, and how do they move? The one place that writes entries, balances, holds and limits.

Entries are written lines first and sealed by a trigger (core/accounts/guards.py); the balances cached in `account`
change in the same transaction, accounts in the order of their ids. Grants are drawn from the hub's `grants` account,
which like `issue` has no limit: its balance, with the sign turned, is all that was ever granted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, case, func, insert, or_, select, update
from sqlalchemy import Sequence as Numbers

from core.db import New, Q, Row, Tx
from core.errors import Bug, NotYours, Refusal
from core.messages import _
from core.policy import Policy
from core.privacy.nameless import INSTITUTIONS
from core.tables import account, entry, exchange, limit_change, line, organisation


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


def _outside(posted: ColumnElement[int], out: ColumnElement[int], coming: ColumnElement[int]) -> ColumnElement[bool]:
    over = and_(account.c.ceiling.is_not(None), posted + coming > account.c.ceiling)
    return and_(_LIMITED, or_(posted - out + account.c.line < 0, over))


def _flag(outside: ColumnElement[bool]) -> ColumnElement[int]:
    """Since when the account is outside its limits; NULL inside."""
    return case((outside, func.coalesce(account.c.flagged_at, bindparam("at"))), else_=None)


_POSTED = account.c.posted + bindparam("minutes")
_OUT = account.c.held_out + bindparam("out")
_IN = account.c.held_in + bindparam("coming")
_MOVE = Q(
    update(account)
    .where(account.c.id == bindparam("account_id"))
    .values(posted=_POSTED, held_out=_OUT, held_in=_IN, flagged_at=_flag(_outside(_POSTED, _OUT, _IN)))
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
_ADD_ACCOUNT = New(
    insert(account).values({name: bindparam(name) for name in ("hub_id", "kind", "organisation_id", "line", "ceiling")})
)
_OF_ORGANISATION = Q(select(account.c.id).where(account.c.organisation_id == bindparam("organisation_id")))
_OF_HUB = Q(select(account.c.id).where(account.c.hub_id == bindparam("hub_id"), account.c.kind == bindparam("kind")))
_SET_LIMITS = Q(
    update(account)
    .where(account.c.id == bindparam("account_id"))
    .values(line=bindparam("new_line"), ceiling=bindparam("new_ceiling"))
)
_REFLAG = Q(
    update(account)
    .where(account.c.id == bindparam("account_id"))
    .values(flagged_at=_flag(_outside(account.c.posted, account.c.held_out, account.c.held_in)))
)
_NEW_LIMITS = ("account_id", "new_line", "new_ceiling")
_LIMITS_NOTED = ("account_id", "at", "actor", "old_line", "new_line", "old_ceiling", "new_ceiling")
_NOTE_LIMITS = Q(insert(limit_change).inline().values({name: bindparam(name) for name in _LIMITS_NOTED}))
_MEMBERS = Q(
    select(account.c.id, organisation.c.kind, account.c.line, account.c.ceiling)
    .join(organisation, organisation.c.id == account.c.organisation_id)
    .where(account.c.hub_id == bindparam("hub_id"), organisation.c.status != "closed")
    .order_by(account.c.id)
    .with_for_update(of=account)
)
# ---- accounts and limits ----------------------------------------------------------------------------------------


def open_accounts_of_hub(tx: Tx, hub_id: int, at: int) -> dict[str, int]:
    """The hub's own accounts, by kind: issue (no limit), grants (no limit), fund (never below zero)."""
    ids: dict[str, int] = {}
    for kind in ("issue", "grants", "fund"):
        ids[kind] = tx.added(_ADD_ACCOUNT, hub_id=hub_id, kind=kind, organisation_id=None, line=0, ceiling=None)
        _note_limits(tx, ids[kind], "hub", at, (None, None), (0, None))
    return ids


def open_member_account(tx: Tx, hub_id: int, organisation_id: int, policy: Policy, kind: str, at: int) -> int:
    """The account of an organisation of that `kind`, with the line and ceiling its hub gives. Returns its id."""
    first = first_line(policy, kind)
    id: int = tx.added(
        _ADD_ACCOUNT,
        hub_id=hub_id,
        kind="member",
        organisation_id=organisation_id,
        line=first,
        ceiling=ceiling_of(policy, kind),
    )
    _note_limits(tx, id, "hub", at, (None, None), (first, ceiling_of(policy, kind)))
    return id


def first_line(policy: Policy, kind: str) -> int:
    """The credit line with which an organisation of that kind begins, minutes."""
    return policy.line_grassroots if kind == "grassroots" else policy.line_other


def ceiling_of(policy: Policy, kind: str) -> int:
    """Up to where an organisation of that kind may gather hours, minutes."""
    return policy.ceiling_institutions if kind in INSTITUTIONS else policy.ceiling


def account_of(tx: Tx, organisation_id: int) -> int | None:
    """The account of an organisation; None before it has one."""
    found: int | None = tx.value(_OF_ORGANISATION, organisation_id=organisation_id)
    return found


def hub_account(tx: Tx, hub_id: int, kind: str) -> int:
    """The hub's account of that kind ('issue' | 'grants' | 'fund')."""
    found: int | None = tx.value(_OF_HUB, hub_id=hub_id, kind=kind)
    if found is None:
        raise Bug(f"hub {hub_id} has no {kind} account")
    return found


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


def set_limits(tx: Tx, account_id: int, *, line: int, ceiling: int | None, actor: str, at: int) -> None:
    """Change credit line and ceiling, with a dated row; agreed exchanges stay valid (faults F43).

    An account that is then outside is flagged: no new hours are set aside on it until it is inside again.
    """
    old = _balance(tx, _LOCK, account_id)
    if (old.line, old.ceiling) == (line, ceiling):
        return
    tx.run(_SET_LIMITS, account_id=account_id, new_line=line, new_ceiling=ceiling)
    tx.run(_REFLAG, account_id=account_id, at=at)
    _note_limits(tx, account_id, actor, at, (old.line, old.ceiling), (line, ceiling))


def apply_policy(tx: Tx, hub_id: int, old: Policy, new: Policy, actor: str, at: int) -> None:
    """A hub's other first lines and ceilings count for accounts that it has, too, with a dated row for each.

    What was earned with partners stays on top. A line or a ceiling that somebody set otherwise stays as it is.
    """
    changes: list[dict[str, Any]] = []
    for id, kind, had, top in tx.all(_MEMBERS, hub_id=hub_id):
        first, more = first_line(old, kind), first_line(new, kind) - first_line(old, kind)
        has = min(max(had + more, 0), max(had, new.line_most)) if had >= first else had
        ceiling = ceiling_of(new, kind) if top == ceiling_of(old, kind) else top
        if (has, ceiling) != (had, top):
            both = {"old_line": had, "old_ceiling": top, "new_line": has, "new_ceiling": ceiling}
            changes.append({"account_id": id, "at": at, "actor": actor, **both})
    for q, names in ((_SET_LIMITS, _NEW_LIMITS), (_REFLAG, ("account_id", "at")), (_NOTE_LIMITS, _LIMITS_NOTED)):
        tx.many(q, [{name: one[name] for name in names} for one in changes])


def _balance(tx: Tx, q: Q, account_id: int) -> Balance:
    row = tx.one(q, account_id=account_id)
    if row is None:
        raise NotYours()
    return _stands(row)


def _stands(row: Row) -> Balance:
    posted, out, coming, line, ceiling, flagged = row
    return Balance(posted, out, coming, line, ceiling, flagged is not None)


_Limits = tuple[int | None, int | None]


def _note_limits(tx: Tx, account_id: int, actor: str, at: int, old: _Limits, new: _Limits) -> None:
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


# ---- entries ----------------------------------------------------------------------------------------------------


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


def move(tx: Tx, changes: Mapping[int, tuple[int, int, int]], at: int) -> None:
    """Change cached balances by (posted, held out, held in), in the order of the account ids; keeps the flags true."""
    for account_id, (minutes, out, coming) in sorted(changes.items()):
        tx.run(_MOVE, account_id=account_id, minutes=minutes, out=out, coming=coming, at=at)


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


def reverse(tx: Tx, hub_id: int, entry_id: int, at: int) -> int:
    """A new entry that undoes one entry, once. Returns the new id.

    Raises Refusal when it was undone before or is itself a reversal; below the floor it is done, and flagged.
    """
    row = tx.one(_ENTRY, entry_id=entry_id, hub_id=hub_id)
    if row is None:
        raise NotYours()
    kind, exchange_id, undone = row
    if undone or kind == "reversal":
        raise Refusal(_("This was undone before; it can be done only once. A coordinator can help you."))
    lines = [(account_id, -minutes) for account_id, minutes in tx.all(_LINES, entry_id=entry_id)]
    return post(tx, hub_id, "reversal", lines, at, exchange_id, corrects_id=entry_id)


_undoing = entry.alias("undoing")
_ENTRY = Q(
    select(
        entry.c.kind,
        entry.c.exchange_id,
        select(func.count()).select_from(_undoing).where(_undoing.c.corrects_id == entry.c.id).scalar_subquery(),
    ).where(entry.c.id == bindparam("entry_id"), entry.c.hub_id == bindparam("hub_id"))
)
_LINES = Q(select(line.c.account_id, line.c.minutes).where(line.c.entry_id == bindparam("entry_id")))


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


# ---- statement --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Movement:
    """One line of an account: signed minutes, the balance after it, with whom and by which exchange (None: neither)."""

    entry_id: int
    at: int
    kind: str
    minutes: int
    running: int
    partner_id: int | None
    partner: str
    number: int | None


_theirs, _their_account = line.alias("theirs"), account.alias("their_account")
_given = (  # a donation has no exchange: the other line says with whom; the fund belongs to nobody
    select(_their_account.c.organisation_id)
    .join(_theirs, _theirs.c.account_id == _their_account.c.id)
    .where(_theirs.c.entry_id == entry.c.id, _theirs.c.account_id != account.c.id, entry.c.kind == "donation")
    .limit(1)
    .correlate(entry, account)
    .scalar_subquery()
)
_partner = case(
    (exchange.c.id.is_(None), _given),
    (exchange.c.receiver_id == account.c.organisation_id, exchange.c.provider_id),
    else_=exchange.c.receiver_id,
)
_STATEMENT = Q(
    select(
        entry.c.id, entry.c.at, entry.c.kind, line.c.minutes, organisation.c.id, organisation.c.name, exchange.c.number
    )
    .select_from(line)
    .join(entry, entry.c.id == line.c.entry_id)
    .join(account, account.c.id == line.c.account_id)
    .outerjoin(exchange, exchange.c.id == entry.c.exchange_id)
    .outerjoin(organisation, organisation.c.id == _partner)
    .where(line.c.account_id == bindparam("account_id"), line.c.entry_id < bindparam("before_id"))
    .order_by(line.c.entry_id.desc())
    .limit(bindparam("most"))
)
_SUM_BEFORE = Q(
    select(func.coalesce(func.sum(line.c.minutes), 0)).where(
        line.c.account_id == bindparam("account_id"), line.c.entry_id < bindparam("before_id")
    )
)
_NEWEST = 2**62


def statement(tx: Tx, account_id: int, before_id: int | None = None, limit: int = 10) -> list[Movement]:
    """A page of an account's movements, newest first; the next page begins before the last one's entry id."""
    before = before_id or _NEWEST
    rows = tx.all(_STATEMENT, account_id=account_id, before_id=before, most=limit)
    running = int(tx.value(_SUM_BEFORE, account_id=account_id, before_id=before)) if rows else 0
    page: list[Movement] = []
    for entry_id, at, kind, minutes, partner_id, partner, number in rows:
        page.append(Movement(entry_id, at, kind, minutes, running, partner_id, partner or "", number))
        running -= minutes
    return page
