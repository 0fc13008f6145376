"""What leaves with an export: the columns of each table, in pages, as they are at one moment.

Neither people nor addresses nor anything that somebody wrote is in it: the names of member organisations are the only
words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, Column, Select, bindparam, func, select

from core.db import Q, Row, Tx
from core.tables import account, entry, exchange, line, organisation

PAGE = 2000
_hub: BindParameter[int] = bindparam("hub_id")
_after: BindParameter[int] = bindparam("after")


@dataclass(frozen=True, slots=True)
class Listed:
    """A table of the export in pages; the first column is the key by which it goes on."""

    name: str
    page: Q

    def rows(self, tx: Tx, hub_id: int, most: int = PAGE) -> Iterator[Row]:
        """All rows of a hub, read `most` at a time, so that no page is large."""
        after = 0
        while True:
            page = tx.all(self.page, hub_id=hub_id, after=after, most=most)
            yield from page
            if len(page) < most:
                return
            after = page[-1][0]


def _paged(statement: Select[Any], key: Column[Any]) -> Q:
    return Q(statement.where(key > _after).order_by(key).limit(bindparam("most")))


_org = organisation.c
_MEMBERS = select(_org.id, _org.name, _org.kind, _org.country, _org.status, _org.created_at).where(_org.hub_id == _hub)
_acc = account.c
_ACCOUNTS = select(
    _acc.id, _acc.kind, _acc.organisation_id, _acc.posted, _acc.held_out, _acc.held_in, _acc.line, _acc.ceiling
).where(_acc.hub_id == _hub)
_ex = exchange.c
_followed, _whole = exchange.alias("followed"), exchange.alias("whole")
_EXCHANGES = (
    select(
        _ex.number,
        _ex.receiver_id,
        _ex.provider_id,
        _ex.state,
        _ex.minutes,
        _ex.delivered_minutes,
        _ex.settled_minutes,
        _ex.due_on,
        _ex.created_at,
        _ex.delivered_at,
        _ex.settled_at,
        _followed.c.number,
        _whole.c.number,
    )
    .select_from(exchange)
    .outerjoin(_followed, _followed.c.id == _ex.follows_id)
    .outerjoin(_whole, _whole.c.id == _ex.whole_id)
    .where(_ex.hub_id == _hub)
)
_ENTRIES = (
    select(entry.c.id, entry.c.at, entry.c.kind, _ex.number, entry.c.corrects_id)
    .select_from(entry)
    .outerjoin(exchange, _ex.id == entry.c.exchange_id)
    .where(entry.c.hub_id == _hub)
)

MEMBERS = Listed("members", _paged(_MEMBERS, _org.id))
ACCOUNTS = Listed("accounts", _paged(_ACCOUNTS, _acc.id))
EXCHANGES = Listed("exchanges", _paged(_EXCHANGES, _ex.number))
ENTRIES = Listed("entries", _paged(_ENTRIES, entry.c.id))

_LINES = Q(
    select(line.c.entry_id, line.c.account_id, line.c.minutes)
    .join(entry, entry.c.id == line.c.entry_id)
    .where(entry.c.hub_id == _hub, line.c.entry_id.between(bindparam("first"), bindparam("last")))
    .order_by(line.c.entry_id, line.c.account_id)
)
_FIRST_AT = Q(select(func.min(entry.c.at)).where(entry.c.hub_id == _hub))
_LAST_AT = Q(select(func.max(entry.c.at)).where(entry.c.hub_id == _hub))


class Entry(NamedTuple):
    """One entry with its lines, (account id, signed minutes) each."""

    id: int
    at: int
    kind: str
    number: int | None  # of the exchange
    corrects: int | None
    lines: tuple[tuple[int, int], ...]


def entries(tx: Tx, hub_id: int, most: int = PAGE) -> Iterator[Entry]:
    """Every entry of the hub with its lines, in the order they were written."""
    after = 0
    while page := tx.all(ENTRIES.page, hub_id=hub_id, after=after, most=most):
        after = page[-1][0]
        lines = tx.all(_LINES, hub_id=hub_id, first=page[0][0], last=after)
        of = {id: tuple((row[1], row[2]) for row in group) for id, group in groupby(lines, itemgetter(0))}
        for id, at, kind, number, corrects in page:
            yield Entry(id, at, kind, number, corrects, of.get(id, ()))


def span(tx: Tx, hub_id: int) -> tuple[int | None, int | None]:
    """The moments of the first and the last entry; None when there is none."""
    return tx.value(_FIRST_AT, hub_id=hub_id), tx.value(_LAST_AT, hub_id=hub_id)
