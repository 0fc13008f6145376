"""What the ledger held when each message was written, added up from its lines: what was read later is about that."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import bindparam, func, select

from core.db import Database, Q
from core.tables import account, address, entry, exchange, hold, line, outbound, person

_posted = select(func.coalesce(func.sum(line.c.minutes), 0)).where(line.c.account_id == account.c.id).scalar_subquery()
_aside = (
    select(func.coalesce(func.sum(hold.c.minutes), 0))
    .where(hold.c.payer_id == account.c.id, hold.c.state == "live")
    .scalar_subquery()
)
_ACCOUNTS = Q(
    select(account.c.organisation_id, _posted, _aside, account.c.line).where(account.c.organisation_id.is_not(None))
)
_came = (
    select(func.coalesce(func.sum(line.c.minutes), 0))
    .select_from(entry)
    .join(line, line.c.entry_id == entry.c.id)
    .join(account, account.c.id == line.c.account_id)
    .where(entry.c.exchange_id == exchange.c.id, account.c.organisation_id == exchange.c.provider_id)
    .scalar_subquery()
)
_EXCHANGES = Q(
    select(exchange.c.number, exchange.c.state, exchange.c.receiver_id, exchange.c.provider_id, _came).order_by(
        exchange.c.number
    )
)
_FOR = Q(select(address.c.id, person.c.acting_for).join_from(address, person, person.c.id == address.c.person_id))
_SINCE = Q(
    select(outbound.c.id, outbound.c.lane_id, outbound.c.dedupe)
    .where(outbound.c.id > bindparam("after"))
    .order_by(outbound.c.id)
)
_OVERTAKEN = 100
"""So many ids back there may be one whose transaction ended later than that of a higher one."""
_AGAIN, _ELSEWHERE = "again:", ">"  # before the id of what a copy is of (core/outbox)


class Hours(NamedTuple):
    """Minutes of one organisation: what it has, what of it is set aside, what it may receive now."""

    posted: int
    aside: int
    usable: int


class Exchange(NamedTuple):
    """`moved` are the minutes that all its entries together brought to who gave."""

    state: str
    sides: tuple[int, int]
    moved: int

    @property
    def completed(self) -> bool:
        return self.state in ("settled", "closed")


class Page(NamedTuple):
    """One moment: hours by organisation, exchanges by number, and for which organisation an address writes."""

    hours: dict[int, Hours]
    exchanges: dict[int, Exchange]
    writes_for: dict[int, int | None]


def _copied(dedupe: str) -> int:
    """The id of the message that one is a copy of, for its own address or another of the same person; 0: of none."""
    id = dedupe.removeprefix(_AGAIN) if dedupe.startswith(_AGAIN) else dedupe.rpartition(_ELSEWHERE)[2]
    return int(id) if id != dedupe and id.isdecimal() else 0


class Books:
    """`note` is called after each transaction that may have written messages, and before the next one."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._last = 0
        self._pages: dict[int, tuple[int, Page]] = {}

    def note(self) -> None:
        """Whatever was written since, was written as the books stand now; a copy is what it was."""
        with self._db.read() as tx:
            new = [row for row in tx.all(_SINCE, after=self._last - _OVERTAKEN) if row[0] not in self._pages]
        page = self.open() if new else None
        for id, lane_id, dedupe in new:
            assert page
            first = _copied(dedupe or "")
            self._pages[id] = (lane_id, self._pages[first][1]) if first in self._pages else (lane_id, page)
            self._last = max(self._last, id)

    def open(self) -> Page:
        """As they stand now."""
        with self._db.read() as tx:
            accounts, exchanges, writers = tx.all(_ACCOUNTS), tx.all(_EXCHANGES), tx.all(_FOR)
        return Page(
            {id: Hours(has, aside, max(has - aside + line, 0)) for id, has, aside, line in accounts},
            {number: Exchange(state, (one, other), came) for number, state, one, other, came in exchanges},
            dict(map(tuple, writers)),
        )

    def at(self, outbound_id: int) -> tuple[int | None, Page] | None:
        """For which organisation its reader wrote when a message was written, and the page of that moment.

        A copy of what may not have arrived is written while it is sent, and stands in no page before.
        """
        if outbound_id not in self._pages:
            self.note()
        found = self._pages.get(outbound_id)
        return (found[1].writes_for.get(found[0]), found[1]) if found else None
