"""What does an operator count? Figures of the whole installation, in the Prometheus text format, about nobody."""

from __future__ import annotations

from sqlalchemy import bindparam, func, select

from core.db import Q, Tx
from core.tables import clock, entry, exchange, hub, lane, listing, organisation, outbound, parked_case

_ONE = select(func.count())
_FIGURES: tuple[tuple[str, str, Q], ...] = (
    (
        "comunidas_outbox_waiting",
        "channel",
        Q(
            select(lane.c.channel, func.count())
            .join_from(outbound, lane, lane.c.address_id == outbound.c.lane_id)
            .where(outbound.c.state == "waiting")
            .group_by(lane.c.channel)
        ),
    ),
    (
        "comunidas_outbox_due_since_seconds",
        "channel",
        Q(
            select(lane.c.channel, (bindparam("now") - func.min(lane.c.next_at)) / 1000)
            .where(lane.c.next_at <= bindparam("now"))
            .group_by(lane.c.channel)
        ),
    ),
    ("comunidas_outbox_parked", "", Q(_ONE.select_from(outbound).where(outbound.c.state == "parked"))),
    ("comunidas_clocks_due", "", Q(_ONE.select_from(clock).where(clock.c.due_at <= bindparam("now")))),
    (
        "comunidas_cases_open",
        "code",
        Q(
            select(parked_case.c.code, func.count())
            .where(parked_case.c.resolved_at.is_(None))
            .group_by(parked_case.c.code)
        ),
    ),
    ("comunidas_hubs", "", Q(_ONE.select_from(hub))),
    ("comunidas_hubs_with_drift", "", Q(_ONE.select_from(hub).where(hub.c.drift_at.is_not(None)))),
    (
        "comunidas_organisations",
        "status",
        Q(select(organisation.c.status, func.count()).group_by(organisation.c.status)),
    ),
    (
        "comunidas_listings_open",
        "kind",
        Q(select(listing.c.kind, func.count()).where(listing.c.state == "open").group_by(listing.c.kind)),
    ),
    ("comunidas_exchanges", "state", Q(select(exchange.c.state, func.count()).group_by(exchange.c.state))),
    ("comunidas_entries", "kind", Q(select(entry.c.kind, func.count()).group_by(entry.c.kind))),
)


def gauges(tx: Tx, now: int) -> str:
    """One line a figure, ending in a newline; labels are words of ours."""
    lines: list[str] = []
    for name, label, q in _FIGURES:
        lines.append(f"# TYPE {name} gauge")
        for row in tx.all(q, now=now):
            of = f'{{{label}="{row[0]}"}}' if label else ""
            lines.append(f"{name}{of} {int(row[-1])}")
    return "\n".join(lines) + "\n"
