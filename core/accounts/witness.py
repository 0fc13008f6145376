"""What was written since a moment, and does it all add up? For whoever watches the ledger at work."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Table, bindparam, func, select

from core.accounts.verify import check
from core.db import Q, Tx
from core.tables import account, address, conversation, entry, exchange, history, hold, line, organisation, person


class Mark(NamedTuple):
    """The newest row of each kind, at some moment, and when that was (epoch milliseconds)."""

    entry: int
    hold: int
    history: int
    at: int


class Written(NamedTuple):
    """One row of the books. `kind`: 'line' of an entry, 'hold' or 'step' of an exchange; `label` its own kind or state.

    `number` is the entry's, hold's or exchange's; `whose` the account's organisation, '' for the hub's own accounts,
    which `account` names.
    """

    kind: str
    number: int
    label: str
    whose: str = ""
    account: str = ""
    minutes: int = 0


class Sums(NamedTuple):
    """`problems` are the rules of core/accounts/verify.py that do not hold; `total` is the sum of all balances."""

    entries: int
    exchanges: int
    total: int
    set_aside: int
    problems: int


def _newest(table: Table) -> Q:
    return Q(select(func.coalesce(func.max(table.c.id), 0)))


_NEWEST = (_newest(entry), _newest(hold), _newest(history))
_LINES = Q(
    select(entry.c.id, entry.c.kind, organisation.c.name, account.c.kind, line.c.minutes)
    .join(line, line.c.entry_id == entry.c.id)
    .join(account, account.c.id == line.c.account_id)
    .outerjoin(organisation, organisation.c.id == account.c.organisation_id)
    .where(entry.c.id > bindparam("since"))
    .order_by(entry.c.id, line.c.minutes)
    .limit(bindparam("most"))
)
_HOLDS = Q(
    select(hold.c.id, hold.c.state, organisation.c.name, account.c.kind, hold.c.minutes)
    .join(account, account.c.id == hold.c.payer_id)
    .outerjoin(organisation, organisation.c.id == account.c.organisation_id)
    .where((hold.c.id > bindparam("since")) | (hold.c.resolved_at >= bindparam("at")))
    .order_by(hold.c.id)
    .limit(bindparam("most"))
)
_STEPS = Q(
    select(exchange.c.number, history.c.new_state)
    .join(exchange, exchange.c.id == history.c.exchange_id)
    .where(history.c.id > bindparam("since"))
    .order_by(history.c.id)
    .limit(bindparam("most"))
)
_SUMS = (
    Q(select(func.count()).select_from(entry)),
    Q(select(func.count()).select_from(exchange)),
    Q(select(func.coalesce(func.sum(account.c.posted), 0))),
    Q(select(func.coalesce(func.sum(account.c.held_out), 0))),
)
_POSTED = Q(
    select(organisation.c.name, account.c.posted, account.c.held_out)
    .join(account, account.c.organisation_id == organisation.c.id)
    .join(person, person.c.acting_for == organisation.c.id)
    .where(person.c.id == bindparam("person_id"))
)
_STATE = Q(
    select(conversation.c.state)
    .join(address, address.c.id == conversation.c.address_id)
    .where(address.c.blind == bindparam("blind"))
)


def mark(tx: Tx, now: int) -> Mark:
    """Where the books end now."""
    entries, holds, steps = (int(tx.value(q)) for q in _NEWEST)
    return Mark(entries, holds, steps, now)


def written(tx: Tx, since: Mark, most: int = 20) -> list[Written]:
    """What came after the mark: steps of exchanges, what was set aside or let go, and entries line by line."""
    steps = [Written("step", number, state) for number, state in tx.all(_STEPS, since=since.history, most=most)]
    holds = tx.all(_HOLDS, since=since.hold, at=since.at, most=most)
    lines = tx.all(_LINES, since=since.entry, most=most)
    return [
        *steps,
        *(Written("hold", id, state, name or "", kind, minutes) for id, state, name, kind, minutes in holds),
        *(Written("line", id, label, name or "", kind, minutes) for id, label, name, kind, minutes in lines),
    ]


def sums(tx: Tx) -> Sums:
    """All of it added up anew."""
    entries, exchanges, total, set_aside = (int(tx.value(q)) for q in _SUMS)
    return Sums(entries, exchanges, total, set_aside, len(check(tx)))


def standing(tx: Tx, person_id: int) -> tuple[str, int, int] | None:
    """(name, balance, set aside) of the organisation for which the person acts, in minutes; None before they joined."""
    row = tx.one(_POSTED, person_id=person_id)
    return (row[0], row[1], row[2]) if row else None


def conversation_of(tx: Tx, blind: bytes) -> str:
    """The stored conversation of the address with that blind index; '' where there is none."""
    return tx.value(_STATE, blind=blind) or ""
