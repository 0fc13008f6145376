"""What has an organisation given in a year, as everybody may read it where the organisation wants that?"""

from __future__ import annotations

from sqlalchemy import bindparam, func, select

from core.calendar import today
from core.db import Q, Tx
from core.exchange_states import COMPLETED
from core.hubs import load_hub
from core.look.reports import StatementCard
from core.reports.figures import fields_of
from core.reports.periods import period_of
from core.tables import exchange, name_column, organisation

_given = (
    exchange.c.provider_id == bindparam("organisation_id"),
    exchange.c.settled_minutes.is_not(None),
    exchange.c.state.in_(COMPLETED),
)
_GIVEN = Q(
    select(exchange.c.what, exchange.c.settled_minutes, exchange.c.receiver_id, organisation.c.kind)
    .join(organisation, organisation.c.id == exchange.c.receiver_id)
    .where(*_given, exchange.c.settled_at >= bindparam("since"), exchange.c.settled_at < bindparam("until"))
)
_FIRST = Q(select(func.min(exchange.c.settled_at)).where(*_given))
_WHO = Q(
    select(name_column(organisation), organisation.c.hub_id, organisation.c.zone).where(
        organisation.c.id == bindparam("organisation_id"), organisation.c.status == "approved"
    )
)


def statement(tx: Tx, organisation_id: int, year: int, now: int, lang: str) -> StatementCard | None:
    """Of that year, 0 for this one; None where the organisation is not there, or is stopped."""
    who = tx.one(_WHO, organisation_id=organisation_id)
    hub = load_hub(tx, who[1]) if who else None
    if who is None or hub is None:
        return None
    name, _hub_id, zone = who
    this = today(now, zone).year
    first = tx.value(_FIRST, organisation_id=organisation_id)
    since = min(this, today(first, zone).year) if first else this
    years = tuple(range(this, since - 1, -1))
    period = period_of(str(year if year in years else this))
    assert period, "a year of ours"
    begins, ends = period.span(zone)
    rows = tx.all(_GIVEN, organisation_id=organisation_id, since=begins, until=ends)
    grassroots = [row for row in rows if row[3] == "grassroots"]
    return StatementCard(
        organisation=name,
        hub=hub.name if hub.policy.public and hub.open else "",
        year=period.first.year,
        years=years,
        minutes=sum(row[1] for row in rows),
        grassroots=len({row[2] for row in grassroots}),
        grassroots_minutes=sum(row[1] for row in grassroots),
        fields=fields_of([(row[0], row[1]) for row in rows], lang),
    )
