"""What does an operator count? Figures of the whole installation, as Prometheus metrics, about nobody."""

from __future__ import annotations

from collections.abc import Iterator

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from sqlalchemy import ColumnElement, Select, bindparam, case, func, literal_column, select, text, union_all

from core.accounts.drift import Drift
from core.db import Q, Tx
from core.oddities import all_odd
from core.outbox import tallied
from core.tables import (
    address,
    clock,
    entry,
    exchange,
    flag,
    hub,
    hub_month,
    lane,
    listing,
    organisation,
    outbound,
    parked_case,
)

_ONE = select(func.count())
# constants in the text of the statement: only then does SQLite use the indexes of these few rows
_WAITING: ColumnElement[str] = literal_column("'waiting'")


def _in_state(state: str) -> Select[str, int]:
    constant: ColumnElement[str] = literal_column(f"'{state}'")
    return select(constant, func.count()).select_from(outbound).where(outbound.c.state == constant)


_month = hub_month.alias("month_of_hub")
_newest_month = (
    select(func.max(_month.c.month)).where(_month.c.hub_id == hub_month.c.hub_id).correlate(hub_month).scalar_subquery()
)
_FLAGGED = flag.c.how + "_" + flag.c.kind + "_" + case((flag.c.outcome == "", "open"), else_=flag.c.outcome)
_FIGURES: tuple[tuple[str, str, str, Q], ...] = (
    (
        "comunidas_inbox_age_seconds",
        "since somebody wrote",
        "channel",
        Q(
            select(address.c.channel, (bindparam("now") - func.max(address.c.last_inbound_at)) / 1000)
            .where(address.c.last_inbound_at.is_not(None))
            .group_by(address.c.channel)
        ),
    ),
    (
        "comunidas_outbox_waiting",
        "messages that have not left",
        "channel",
        Q(
            select(lane.c.channel, func.count())
            .join_from(outbound, lane, lane.c.address_id == outbound.c.lane_id)
            .where(outbound.c.state == _WAITING)
            .group_by(lane.c.channel)
        ),
    ),
    (
        "comunidas_outbox_due_since_seconds",
        "how long the oldest message that may go has waited",
        "channel",
        Q(
            select(lane.c.channel, (bindparam("now") - func.min(lane.c.next_at)) / 1000)
            .where(lane.c.next_at <= bindparam("now"))
            .group_by(lane.c.channel)
        ),
    ),
    (
        "comunidas_outbox",
        "messages that have not left, and those given up, which a coordinator sees",
        "state",
        Q(union_all(*(_in_state(state) for state in ("waiting", "parked", "failed")))),
    ),
    (
        "comunidas_clocks_due",
        "timers whose time has come",
        "",
        Q(_ONE.select_from(clock).where(clock.c.due_at <= bindparam("now"))),
    ),
    (
        "comunidas_cases_open",
        "what waits for a coordinator",
        "code",
        Q(
            select(parked_case.c.code, func.count())
            .where(parked_case.c.resolved_at.is_(None))
            .group_by(parked_case.c.code)
        ),
    ),
    (
        "comunidas_flags",
        "words that were held or reported, and what became of them",
        "kind",
        Q(select(_FLAGGED, func.count()).group_by(_FLAGGED)),
    ),
    ("comunidas_hubs", "communities", "", Q(_ONE.select_from(hub))),
    (
        "comunidas_hubs_with_drift",
        "communities closed because their ledger does not add up",
        "",
        Q(_ONE.select_from(hub).where(hub.c.drift_at.is_not(None))),
    ),
    (
        "comunidas_organisations",
        "organisations",
        "status",
        Q(select(organisation.c.status, func.count()).group_by(organisation.c.status)),
    ),
    (
        "comunidas_listings_open",
        "needs and offers",
        "kind",
        Q(select(listing.c.kind, func.count()).where(listing.c.state == "open").group_by(listing.c.kind)),
    ),
    (
        "comunidas_hub_month_spent_millionths",
        "what WhatsApp and SMS cost a community in its newest month, in millionths of a US dollar, by our prices",
        "hub",
        Q(select(hub_month.c.hub_id, hub_month.c.spent).where(hub_month.c.month == _newest_month)),
    ),
    ("comunidas_exchanges", "exchanges", "state", Q(select(exchange.c.state, func.count()).group_by(exchange.c.state))),
    (
        "comunidas_entries",
        "entries of the ledger",
        "kind",
        Q(select(entry.c.kind, func.count()).group_by(entry.c.kind)),
    ),
)


_DEADLOCKS = Q(
    select(literal_column("deadlocks"))
    .select_from(text("pg_stat_database"))
    .where(literal_column("datname") == func.current_database())
)


def deadlocks(tx: Tx) -> Metric:
    """How often PostgreSQL ended a transaction since several waited for each other, in all processes; 0 on SQLite."""
    counted = CounterMetricFamily("comunidas_database_deadlocks", "transactions ended since they waited in a circle")
    counted.add_metric([], (tx.value(_DEADLOCKS) or 0) if tx.postgres else 0)
    return counted


def gauges(tx: Tx, now: int, drift: Drift) -> Iterator[Metric]:
    """One metric a figure; labels are words of ours."""
    off = GaugeMetricFamily("comunidas_ledger_drift_minutes", "minutes by which balances differ from their entries")
    off.add_metric([], drift.minutes(tx, now))
    yield off
    for name, about, label, q in _FIGURES:
        figure = GaugeMetricFamily(name, about, labels=[label] if label else [])
        for row in tx.all(q, now=now):
            figure.add_metric([str(row[0])] if label else [], int(row[-1]))
        yield figure
    sends = CounterMetricFamily("comunidas_sends", "messages handed to a provider", labels=["channel", "result"])
    parts = CounterMetricFamily("comunidas_sms_parts", "SMS parts that are billed", labels=["channel"])
    size = CounterMetricFamily("comunidas_sent_bytes", "bytes of the texts that were sent", labels=["channel"])
    for one in tallied(tx):
        sends.add_metric([one.channel, one.result], one.sends)
        if one.result == "sent":
            size.add_metric([one.channel], one.bytes)
            if one.parts:
                parts.add_metric([one.channel], one.parts)
    yield from (sends, parts, size)
    odd = CounterMetricFamily(
        "comunidas_oddities", "what a provider did or signed that it should not", labels=["channel", "what"]
    )
    for seen in all_odd(tx):
        odd.add_metric([seen.channel, seen.what], seen.times)
    yield odd
