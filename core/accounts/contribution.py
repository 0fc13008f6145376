"""What has an organisation given, to whom and in what? For those who owe the public an account of it."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, func, select

from core.db import Q, Tx
from core.look.fund import ContributionCard
from core.matching import service_of
from core.messages import Service
from core.tables import account, entry, exchange, line, organisation
from core.taxonomy import taxonomy

_MOST = 6
_MOST_READ = 50  # different texts that are looked up
_GIVEN = Q(
    select(exchange.c.what, exchange.c.settled_minutes, exchange.c.receiver_id, organisation.c.kind)
    .join(organisation, organisation.c.id == exchange.c.receiver_id)
    .where(
        exchange.c.provider_id == bindparam("organisation_id"),
        exchange.c.settled_at >= bindparam("since"),
        exchange.c.settled_minutes.is_not(None),
        exchange.c.state != "reversed",
    )
)
_DONATED = Q(
    select(func.coalesce(func.sum(-line.c.minutes), 0))
    .join(entry, entry.c.id == line.c.entry_id)
    .join(account, account.c.id == line.c.account_id)
    .where(
        account.c.organisation_id == bindparam("organisation_id"),
        entry.c.kind == "donation",
        entry.c.at >= bindparam("since"),
        line.c.minutes < 0,
    )
)


def contribution(tx: Tx, organisation_id: int, year: int, zone: str, lang: str) -> ContributionCard:
    """Of that year: hours of service, to how many organisations, in which services, and hours given without any."""
    since = int(datetime(year, 1, 1, tzinfo=ZoneInfo(zone)).timestamp() * 1000)
    asked = {"organisation_id": organisation_id, "since": since}
    rows = tx.all(_GIVEN, **asked)
    return ContributionCard(
        year=year,
        minutes=sum(int(row[1]) for row in rows),
        gifts=sum(row[1] == 0 for row in rows),
        organisations=len({row[2] for row in rows}),
        grassroots=len({row[2] for row in rows if row[3] == "grassroots"}),
        donated=int(tx.value(_DONATED, **asked)),
        services=_services(rows, lang),
    )


def _services(rows: list[tuple[Any, ...]], lang: str) -> tuple[Service | str, ...]:
    """The services that took most hours, by their names in the list; the words themselves where they name none."""
    said: Counter[str] = Counter()
    for what, minutes, _receiver, _kind in rows:
        said[what] += max(int(minutes), 1)  # a gift counts as done
    services: Counter[str] = Counter()
    for what, weight in said.most_common(_MOST_READ):
        services[_service(what, lang)] += weight
    known = taxonomy()
    return tuple(
        Service(one, known.name(one, lang)) if one in known else one for one, _weight in services.most_common(_MOST)
    )


def _service(what: str, lang: str) -> str:
    """The id of the service that the words name; the words themselves where they name none."""
    return service_of(what, lang) or what
