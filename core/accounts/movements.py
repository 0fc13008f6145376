"""What moved on an account? Its movements a page at a time, each with the balance after it and with whom it was."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import bindparam, case, func, select

from core.db import Q, Tx
from core.tables import account, entry, exchange, hold, line, name_column, organisation


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
_LINES = (
    select(
        entry.c.id,
        entry.c.at,
        entry.c.kind,
        line.c.minutes,
        organisation.c.id,
        name_column(organisation),
        exchange.c.number,
    )
    .select_from(line)
    .join(entry, entry.c.id == line.c.entry_id)
    .join(account, account.c.id == line.c.account_id)
    .outerjoin(exchange, exchange.c.id == entry.c.exchange_id)
    .outerjoin(organisation, organisation.c.id == _partner)
    .where(line.c.account_id == bindparam("account_id"))
    .order_by(line.c.entry_id.desc())
)
_STATEMENT = Q(_LINES.where(line.c.entry_id < bindparam("before_id")).limit(bindparam("most")))
_LAST_GIFT = Q(_LINES.where(entry.c.kind == "donation", line.c.minutes < 0).limit(1))
_WAITING = Q(  # by account, its newest gift that has not moved
    select(hold.c.id, hold.c.at, hold.c.minutes, name_column(organisation))
    .join(account, account.c.id == hold.c.payee_id)
    .outerjoin(organisation, organisation.c.id == account.c.organisation_id)
    .where(hold.c.payer_id == bindparam("account_id"), hold.c.state == "live", hold.c.exchange_id.is_(None))
    .order_by(hold.c.id.desc())
    .limit(1)
)
_BETWEEN = Q(
    _LINES.where(entry.c.at >= bindparam("since"), entry.c.at < bindparam("until"))
    .order_by(None)
    .order_by(line.c.entry_id)
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


def last_gift(tx: Tx, account_id: int) -> Movement | None:
    """The newest hours that the account gave away without an exchange; the balance after it is not looked up (0)."""
    row = tx.one(_LAST_GIFT, account_id=account_id)
    if row is None:
        return None
    entry_id, at, kind, minutes, partner_id, partner, number = row
    return Movement(entry_id, at, kind, minutes, 0, partner_id, partner or "", number)


def between(tx: Tx, account_id: int, since: int, until: int) -> list[Movement]:
    """All of an account's movements in that time, oldest first; the balance after each is not looked up (0)."""
    rows = tx.all(_BETWEEN, account_id=account_id, since=since, until=until)
    return [
        Movement(entry_id, at, kind, minutes, 0, partner_id, partner or "", number)
        for entry_id, at, kind, minutes, partner_id, partner, number in rows
    ]


def waiting(tx: Tx, account_id: int) -> tuple[int, int, int, str] | None:
    """The newest gift from that account that has not moved: its hold, when it was given, minutes, and to whom ('' for
    the fund).
    """
    row = tx.one(_WAITING, account_id=account_id)
    return (row[0], row[1], row[2], row[3] or "") if row else None
