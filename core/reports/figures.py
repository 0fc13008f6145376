"""What happened in a period, in a hub or for one organisation of it? Exact figures, and the groups they fall into."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, Select, bindparam, or_, select

from core.db import Q, Tx
from core.hubs import load_hub
from core.look.reports import FieldHours, Group, ReportCard
from core.matching import service_of
from core.panel import punctuality
from core.panel.figures import completed_for, grouped, is_completed
from core.reports.periods import Period
from core.tables import account, exchange, listing, name_column, organisation
from core.taxonomy import taxonomy

_MOST_READ = 100  # different texts that are looked up
_hub: BindParameter[int] = bindparam("hub_id")
_moved: Select[Any] = (
    select(
        exchange.c.provider_id,
        exchange.c.receiver_id,
        exchange.c.settled_minutes,
        exchange.c.what,
        account.c.kind,
    )
    .join(account, account.c.id == exchange.c.payer_account_id)
    .where(
        exchange.c.hub_id == _hub,
        is_completed,
        exchange.c.settled_at >= bindparam("since"),
        exchange.c.settled_at < bindparam("until"),
    )
)
_mine: BindParameter[int] = bindparam("organisation_id")
_MOVED = Q(_moved)
_MOVED_OF_ONE = Q(_moved.where(or_(exchange.c.provider_id == _mine, exchange.c.receiver_id == _mine)))
_NEEDS = Q(
    select(listing.c.organisation_id, completed_for).where(
        listing.c.hub_id == _hub,
        listing.c.kind == "need",
        listing.c.created_at >= bindparam("since"),
        listing.c.created_at < bindparam("until"),
    )
)
_ORGANISATIONS = Q(
    select(
        organisation.c.id,
        name_column(organisation),
        organisation.c.kind,
        organisation.c.languages,
        organisation.c.country,
        organisation.c.approved_at,
    ).where(organisation.c.hub_id == _hub)
)


class _Moved(NamedTuple):
    """An exchange that was settled."""

    giver: int
    taker: int
    minutes: int
    what: str
    payer: str  # 'member', or 'fund'


def report(tx: Tx, hub_id: int, period: Period, zone: str, lang: str, organisation_id: int = 0) -> ReportCard | None:
    """Of a hub, or of one organisation of it; None where they are not there. `lang` helps to read what was done."""
    hub = load_hub(tx, hub_id)
    known = {row[0]: row[1:] for row in tx.all(_ORGANISATIONS, hub_id=hub_id)}
    if hub is None or (organisation_id and organisation_id not in known):
        return None
    since, until = period.span(zone)
    asked = {"hub_id": hub_id, "since": since, "until": until}
    if organisation_id:
        moved = [_Moved(*row) for row in tx.all(_MOVED_OF_ONE, **asked, organisation_id=organisation_id)]
        ended = punctuality.of_organisation(tx, hub_id, organisation_id, since, until)
    else:
        moved = [_Moved(*row) for row in tx.all(_MOVED, **asked)]
        ended = punctuality.of_hub(tx, hub_id, since, until)
    needs = [(id, bool(met)) for id, met in tx.all(_NEEDS, **asked) if organisation_id in (0, id)]
    how = Counter(one.how for one in ended)
    given = [one for one in moved if organisation_id in (0, one.giver)]
    sides = {id for one in moved for id in (one.giver, one.taker)} - {organisation_id}
    return ReportCard(
        first=period.first.isoformat(),
        last=period.last.isoformat(),
        hub=hub.name,
        organisation=known[organisation_id][0] if organisation_id else "",
        given=sum(one.minutes for one in given),
        received=sum(one.minutes for one in moved if organisation_id in (0, one.taker)),
        by_fund=sum(one.minutes for one in moved if one.payer == "fund" and organisation_id in (0, one.taker)),
        exchanges=len(moved),
        organisations=len(sides),
        newcomers=sum(since <= (row[-1] or 0) < until for row in known.values()),
        needs=len(needs),
        met=sum(met for _id, met in needs),
        timely=how[punctuality.TIMELY],
        late=how[punctuality.LATE],
        missed=how[punctuality.MISSED],
        fields=fields_of([(one.what, one.minutes) for one in given], lang),
        groups=_partners(moved, known, organisation_id) if organisation_id else _groups(moved, needs, known),
    )


def fields_of(done: list[tuple[str, int]], lang: str) -> tuple[FieldHours, ...]:
    """The minutes of each field of services, the most first; without a name those that no service was read in."""
    said: Counter[str] = Counter()
    for what, minutes in done:
        said[what] += minutes
    services = taxonomy()
    fields: Counter[str] = Counter()
    for place, (what, minutes) in enumerate(said.most_common()):
        id = service_of(what, lang) if place < _MOST_READ else ""
        fields[services.services[id].field if id in services else ""] += minutes
    return tuple(FieldHours(services.fields.get(field, {}), minutes) for field, minutes in fields.most_common())


class _Sums:
    """What comes together for a group."""

    def __init__(self) -> None:
        self.who: set[int] = set()
        self.given = self.received = self.needs = self.met = 0

    def group(self, of: str, name: str) -> Group:
        return Group(of, name, len(self.who), self.given, self.received, self.needs, self.met)


def _groups(moved: list[_Moved], needs: list[tuple[int, bool]], known: dict[int, Any]) -> tuple[Group, ...]:
    """By kind, language and country of who gave, received and asked."""
    sums: dict[tuple[str, str], _Sums] = defaultdict(_Sums)
    for one in moved:
        for at in _of(known.get(one.giver)):
            sums[at].given += one.minutes
            sums[at].who.add(one.giver)
        for at in _of(known.get(one.taker)):
            sums[at].received += one.minutes
            sums[at].who.add(one.taker)
    for id, met in needs:
        for at in _of(known.get(id)):
            sums[at].needs += 1
            sums[at].met += met
            sums[at].who.add(id)
    return tuple(sums[at].group(*at) for at in sorted(sums))


def _partners(moved: list[_Moved], known: dict[int, Any], mine: int) -> tuple[Group, ...]:
    """By kind of the others: what they were given, and gave."""
    sums: dict[tuple[str, str], _Sums] = defaultdict(_Sums)
    for one in moved:
        other = one.taker if one.giver == mine else one.giver
        for at in _of(known.get(other))[:1]:
            sums[at].who.add(other)
            if other == one.taker:
                sums[at].given += one.minutes
            else:
                sums[at].received += one.minutes
    return tuple(sums[at].group(*at) for at in sorted(sums))


def _of(row: Any) -> list[tuple[str, str]]:
    """The groups of an organisation, its kind first."""
    if row is None:
        return []
    _name, kind, languages, country, _since = row
    found = [("kind", grouped(kind)), ("lang", languages.partition(" ")[0]), ("country", country)]
    return [(of, name) for of, name in found if name]
