"""Does the ledger add up? Every rule that reading can check, and the closing of a hub that breaks one.

Checked at start, nightly and on demand. A hub with drift takes no new holds; reading and ending exchanges goes on.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, bindparam, case, func, literal, or_, select, union_all, update

from core.db import Database, Q, Tx
from core.exchange_states import HELD
from core.tables import account, entry, exchange, hold, hub, limit_change, line


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that does not add up: which rule, which row of which table, in which hub, and the two figures."""

    rule: str
    subject: str
    subject_id: int
    hub_id: int
    found: int
    expected: int

    def __str__(self) -> str:
        where = f"{self.subject} {self.subject_id} in hub {self.hub_id}"
        return f"{self.rule}: {where} has {self.found}, expected {self.expected}"


_live = hold.c.state == "live"
_lines_of = select(func.coalesce(func.sum(line.c.minutes), 0)).where(line.c.account_id == account.c.id)
_out_of = select(func.coalesce(func.sum(hold.c.minutes), 0)).where(hold.c.payer_id == account.c.id, _live)
_into = select(func.coalesce(func.sum(hold.c.minutes), 0)).where(hold.c.payee_id == account.c.id, _live)
_posted, _held_out, _held_in = (query.scalar_subquery() for query in (_lines_of, _out_of, _into))
_sum_of_lines = func.coalesce(func.sum(line.c.minutes), 0)
_entry_lines = select(entry.c.id, entry.c.hub_id).outerjoin(line, line.c.entry_id == entry.c.id).group_by(entry.c.id)
_held = exchange.c.state.in_(HELD)
_live_holds = select(func.count()).select_from(hold).where(hold.c.exchange_id == exchange.c.id, _live).scalar_subquery()
_unsettled = exchange.c.settled_at.is_(None)  # a dispute after settling has nothing set aside
_wanted_holds = case((_held & _unsettled & (exchange.c.minutes > 0), 1), else_=0)
_came = (  # settled, put right, undone: all its entries together
    select(func.coalesce(func.sum(line.c.minutes), 0))
    .select_from(entry)
    .join(line, line.c.entry_id == entry.c.id)
    .join(account, account.c.id == line.c.account_id)
    .where(entry.c.exchange_id == exchange.c.id, account.c.organisation_id == exchange.c.provider_id)
    .scalar_subquery()
)
_settled = case((exchange.c.state == "reversed", 0), else_=func.coalesce(exchange.c.settled_minutes, 0))
_paid_by_entry = (
    select(func.coalesce(func.sum(line.c.minutes), 0))
    .where(line.c.entry_id == hold.c.entry_id, line.c.account_id == hold.c.payee_id)
    .scalar_subquery()
)
_corrected = entry.alias("corrected")
_later = limit_change.alias("later")
_noted = select(func.max(_later.c.id)).where(_later.c.account_id == account.c.id).scalar_subquery()
_NO_CEILING = -1
_ceiling = func.coalesce(account.c.ceiling, _NO_CEILING)
_noted_ceiling = func.coalesce(limit_change.c.new_ceiling, _NO_CEILING)
_floor = account.c.posted - account.c.held_out + account.c.line
_top = account.c.posted + account.c.held_in
_limited = or_(account.c.kind == "member", account.c.kind == "fund")
_inside = (_floor >= 0) & or_(account.c.ceiling.is_(None), _top <= account.c.ceiling)

# Each gives rows of (id, hub id, found, expected) that break the rule.
_RULES: tuple[tuple[str, str, Select[Any]], ...] = (
    (
        "an entry sums to zero",
        "entry",
        (_entry_lines.add_columns(_sum_of_lines, literal(0)).having(_sum_of_lines != 0)),
    ),
    (
        "an entry has its two lines or more",
        "entry",
        (
            _entry_lines.add_columns(func.count(line.c.account_id), entry.c.lines).having(
                (func.count(line.c.account_id) != entry.c.lines) | (entry.c.lines < 2)
            )
        ),
    ),
    (
        "an entry stays in its hub and currency",
        "entry",
        (
            select(entry.c.id, entry.c.hub_id, account.c.hub_id, entry.c.hub_id)
            .join(line, line.c.entry_id == entry.c.id)
            .join(account, account.c.id == line.c.account_id)
            .where((account.c.hub_id != entry.c.hub_id) | (account.c.currency != entry.c.currency))
        ),
    ),
    (
        "a hub sums to zero",
        "hub",
        (
            select(account.c.hub_id, account.c.hub_id, func.sum(account.c.posted), literal(0))
            .group_by(account.c.hub_id)
            .having(func.sum(account.c.posted) != 0)
        ),
    ),
    (
        "a balance is the sum of its lines",
        "account",
        (select(account.c.id, account.c.hub_id, account.c.posted, _posted).where(account.c.posted != _posted)),
    ),
    (
        "what is set aside is the sum of the live holds",
        "account",
        (select(account.c.id, account.c.hub_id, account.c.held_out, _held_out).where(account.c.held_out != _held_out)),
    ),
    (
        "what comes in is the sum of the live holds",
        "account",
        (select(account.c.id, account.c.hub_id, account.c.held_in, _held_in).where(account.c.held_in != _held_in)),
    ),
    (
        "an account outside its limits is flagged",
        "account",
        (
            select(account.c.id, account.c.hub_id, _floor, literal(0)).where(
                _limited, ~_inside, account.c.flagged_at.is_(None)
            )
        ),
    ),
    (
        "a credit line is the last one noted",
        "account",
        (
            select(account.c.id, account.c.hub_id, account.c.line, func.coalesce(limit_change.c.new_line, 0))
            .select_from(account)
            .outerjoin(limit_change, limit_change.c.id == _noted)
            .where(account.c.line != func.coalesce(limit_change.c.new_line, 0))
        ),
    ),
    (
        "a ceiling is the last one noted",
        "account",
        (
            select(account.c.id, account.c.hub_id, _ceiling, _noted_ceiling)
            .select_from(account)
            .outerjoin(limit_change, limit_change.c.id == _noted)
            .where(_ceiling != _noted_ceiling)
        ),
    ),
    (
        "an exchange under way has one live hold, a gift none",
        "exchange",
        (select(exchange.c.id, exchange.c.hub_id, _live_holds, _wanted_holds).where(_live_holds != _wanted_holds)),
    ),
    (
        "what was settled is what was posted",
        "exchange",
        (select(exchange.c.id, exchange.c.hub_id, _came, _settled).where(_came != _settled)),
    ),
    (
        "a posted hold is paid by its entry",
        "hold",
        (
            select(hold.c.id, account.c.hub_id, _paid_by_entry, hold.c.posted)
            .join(account, account.c.id == hold.c.payee_id)
            .where(hold.c.state == "posted", _paid_by_entry != hold.c.posted)
        ),
    ),
    (
        "a live hold is for the terms that stand",
        "hold",
        (
            select(hold.c.id, exchange.c.hub_id, hold.c.minutes, exchange.c.minutes)
            .join(exchange, exchange.c.id == hold.c.exchange_id)
            .where(_live, (hold.c.minutes != exchange.c.minutes) | (hold.c.payer_id != exchange.c.payer_account_id))
        ),
    ),
    (
        "no reversal is reversed",
        "entry",
        (
            select(entry.c.id, entry.c.hub_id, literal(1), literal(0))
            .join(_corrected, _corrected.c.id == entry.c.corrects_id)
            .where(entry.c.kind == "reversal", _corrected.c.kind == "reversal")
        ),
    ),
)
_BROKEN = Q(  # one statement: one moment on every database, and one way there and back
    union_all(*(query.add_columns(literal(number)) for number, (_rule, _subject, query) in enumerate(_RULES)))
)
_MARK = Q(update(hub).where(hub.c.id == bindparam("hub_id"), hub.c.drift_at.is_(None)).values(drift_at=bindparam("at")))
_CLEAR = Q(update(hub).where(hub.c.id == bindparam("hub_id")).values(drift_at=None))
_DRIFTING = Q(select(hub.c.id).where(hub.c.drift_at.is_not(None)).order_by(hub.c.id))


def verify(db: Database) -> list[Problem]:
    """All that does not add up, as of one moment; an empty list when everything does."""
    with db.read() as tx:
        tx.take_time()
        return check(tx)


def check(tx: Tx) -> list[Problem]:
    """The same inside a transaction."""
    return [
        Problem(*_RULES[number][:2], id, hub_id, int(found), int(expected))
        for id, hub_id, found, expected, number in sorted(tx.all(_BROKEN), key=lambda row: (row[4], row[0]))
    ]


def mark_drift(db: Database, now: int) -> list[Problem]:
    """Verify, and close the hubs that fail to new holds (faults F48). A hub stays closed until a person clears it."""
    problems = verify(db)
    if problems:
        db.writing(lambda tx: _mark(tx, {one.hub_id for one in problems}, now))
    return problems


def clear_drift(tx: Tx, hub_id: int) -> None:
    """An operator looked into it: new holds are possible again."""
    tx.run(_CLEAR, hub_id=hub_id)


def drifting(tx: Tx) -> list[int]:
    """The hubs that are closed to new holds."""
    return [row[0] for row in tx.all(_DRIFTING)]


def _mark(tx: Tx, hub_ids: Iterable[int], now: int) -> None:
    for hub_id in sorted(hub_ids):
        tx.run(_MARK, hub_id=hub_id, at=now)
