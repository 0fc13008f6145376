"""A hub's requests and offers as CSV: what was published in a span of days, by whom, and what became of it.

Their words were written to be read by the members; phone numbers and addresses in them were masked when they came in.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy import bindparam, select

from core.calendar import end_of_day, written
from core.db import Q, Row, Tx
from core.errors import Misconfigured
from core.export.package import harmless
from core.export.progress import Progress
from core.export.rows import PAGE
from core.hubs import Hub
from core.tables import listing, organisation

HEAD = ("number", "kind", "organisation", "what", "language", "minutes", "by", "place", "remote", "state", "published")
_AFTER = bindparam("after", type_=listing.c.id.type)
_ROWS = Q(
    select(
        listing.c.id,
        listing.c.kind,
        organisation.c.name,
        listing.c.what,
        listing.c.lang,
        listing.c.minutes,
        listing.c.due_on,
        listing.c.place,
        listing.c.remote,
        listing.c.state,
        listing.c.created_at,
    )
    .join(organisation, organisation.c.id == listing.c.organisation_id)
    .where(
        listing.c.hub_id == bindparam("hub_id"),
        listing.c.held.is_(None),  # not before a coordinator has looked at it
        listing.c.id > _AFTER,
        listing.c.created_at >= bindparam("since"),
        listing.c.created_at < bindparam("until"),
    )
    .order_by(listing.c.id)
    .limit(bindparam("most"))
)
_EVER = 1 << 62


class Backwards(Misconfigured):
    """A span that ends before it begins."""


def listed(tx: Tx, hub: Hub, first: str, last: str, progress: Progress, between: str = ",") -> Iterator[str]:
    """The lines of the file; `first` and `last` are ISO days there, '' for no end. `between` parts cells.

    Raises Misconfigured for what is no day, Backwards where the last comes before the first.
    """
    since, until = _span(hub.zone, first, last)
    yield _line(HEAD, between)
    after = done = 0
    while page := tx.all(_ROWS, hub_id=hub.id, after=after, since=since, until=until, most=PAGE):
        after = page[-1][0]
        for row in page:
            yield _line(_cells(row), between)
        done += len(page)
        progress("listings", done)


def _span(zone: str, first: str, last: str) -> tuple[int, int]:
    try:
        since = end_of_day((date.fromisoformat(first) - timedelta(days=1)).isoformat(), zone) if first else 0
        until = end_of_day(last, zone) if last else _EVER
    except (ValueError, OverflowError):
        raise Misconfigured("A day of the span cannot be read; write it like 2026-11-27.") from None
    if since >= until:
        raise Backwards(f"The span begins on {first} and ends before that, on {last}: give the earlier day first.")
    return since, until


def _cells(row: Row) -> tuple[object, ...]:
    *plain, at = row
    moment = written(at)
    return (*(harmless(cell) if isinstance(cell, str) else cell for cell in plain), moment)


def _line(cells: tuple[object, ...], between: str) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=between, lineterminator="").writerow(["" if cell is None else cell for cell in cells])
    return out.getvalue()
