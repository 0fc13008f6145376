"""Who hears of it: the addresses behind an organisation, a hub's coordinators or a person, one for each person."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, func, or_, select

from core.calendar import Night, own_night
from core.db import Q, Tx
from core.people.whereabouts import zone_column
from core.tables import address, coordinator, membership, name_column, organisation, person


@dataclass(frozen=True, slots=True)
class Ear:
    """A person at the address they prefer, or else used last. `alerts` is their wish: 'now', 'digest' or 'off'.

    `zone` is their clock. `wrote_at` is when something last came from there, epoch milliseconds. `acting_for` is the
    organisation they act for now.
    """

    person_id: int
    address_id: int
    channel: str
    alerts: str
    zone: str
    lang: str
    wrote_at: int
    acting_for: int | None = None
    quiet_from: int | None = None  # their own quiet hours; None = the usual ones
    quiet_until: int | None = None
    of_id: int = 0  # the organisation it is about, where it is about one
    of: str = ""
    several: bool = False  # they act for other organisations too, so that each message says which one is meant
    here: bool = True  # and this is the one they act for now

    @property
    def night(self) -> Night:
        """Between which hours nothing is sent that can wait."""
        return own_night(self.quiet_from, self.quiet_until)


_elsewhere = membership.alias("elsewhere")
_member = organisation.alias("member")  # `organisation` is the one a person acts for now
_newest = (
    select(address.c.id)
    .where(address.c.person_id == person.c.id, address.c.stopped_at.is_(None), address.c.doubted_at.is_(None))
    .order_by(
        address.c.unreachable_at.is_not(None),
        address.c.preferred.desc(),
        func.coalesce(address.c.last_inbound_at, 0).desc(),
        address.c.id.desc(),
    )
    .limit(1)
    .correlate(person)
    .scalar_subquery()
)


def _ears(wish: ColumnElement[str]) -> Select[tuple[int, int, str, str, str, str, int, int, int, int]]:
    return (
        select(
            person.c.id,
            address.c.id,
            address.c.channel,
            wish,
            zone_column("UTC"),
            person.c.lang,
            func.coalesce(address.c.last_inbound_at, 0),
            person.c.acting_for,
            person.c.quiet_from,
            person.c.quiet_until,
        )
        .select_from(person)
        .join(address, address.c.id == _newest)
        .outerjoin(organisation, organisation.c.id == person.c.acting_for)
    )


_OF_ORGANISATION = Q(
    _ears(person.c.alerts)
    .add_columns(
        _member.c.id,
        name_column(_member),
        exists().where(_elsewhere.c.person_id == person.c.id, _elsewhere.c.organisation_id != _member.c.id),
        func.coalesce(person.c.acting_for, 0) == _member.c.id,
    )
    .join(membership, membership.c.person_id == person.c.id)
    .join(_member, _member.c.id == membership.c.organisation_id)
    .where(membership.c.organisation_id == bindparam("organisation_id"))
    .order_by(person.c.id)
)
_OF_HUB = Q(
    _ears(coordinator.c.alerts)
    .join(coordinator, coordinator.c.person_id == person.c.id)
    .where(
        and_(
            coordinator.c.hub_id == bindparam("hub_id"),
            coordinator.c.deputy == bindparam("deputy"),
            or_(coordinator.c.away_until.is_(None), coordinator.c.away_until <= bindparam("now")),
        )
    )
    .order_by(person.c.id)
)
_DAY_MS = 86_400_000
_EVER = 1 << 62  # everybody is back by then
_of_hub = (
    select(membership.c.person_id)
    .join(_member, _member.c.id == membership.c.organisation_id)
    .where(_member.c.hub_id == bindparam("hub_id"), _member.c.status == "approved")
)
_EVERYBODY = Q(
    _ears(person.c.alerts)
    .where(
        person.c.id.in_(_of_hub),
        person.c.alerts != "off",
        or_(address.c.channel != "whatsapp", address.c.last_inbound_at > bindparam("since")),
    )
    .order_by(person.c.id)
)
_ORGANISATIONS = Q(
    select(membership.c.person_id, membership.c.organisation_id)
    .join(_member, _member.c.id == membership.c.organisation_id)
    .where(_member.c.hub_id == bindparam("hub_id"))
)
_OTHERS = Q(
    select(address.c.id, address.c.channel)
    .where(
        address.c.person_id == bindparam("person_id"),
        address.c.id != bindparam("address_id"),
        address.c.stopped_at.is_(None),
        address.c.doubted_at.is_(None),
    )
    .order_by(address.c.preferred.desc(), func.coalesce(address.c.last_inbound_at, 0).desc(), address.c.id.desc())
)
_STOPPED = Q(select(address.c.id).where(address.c.id == bindparam("address_id"), address.c.stopped_at.is_not(None)))
_OF_PERSON = Q(_ears(person.c.alerts).where(person.c.id == bindparam("person_id")))


def of_organisation(tx: Tx, organisation_id: int) -> list[Ear]:
    """Everyone who acts for it and has not stopped messages."""
    rows = tx.all(_OF_ORGANISATION, organisation_id=organisation_id)
    return [Ear(*row) for row in rows]


def coordinators(tx: Tx, hub_id: int, now: int) -> list[Ear]:
    """The hub's coordinators who are not away; its deputies where there is none."""
    found = [Ear(*row) for row in tx.all(_OF_HUB, hub_id=hub_id, now=now, deputy=0)]
    return found or deputies(tx, hub_id, now)


def deputies(tx: Tx, hub_id: int, now: int) -> list[Ear]:
    """Those from outside who stand in for the hub's coordinators."""
    return [Ear(*row) for row in tx.all(_OF_HUB, hub_id=hub_id, now=now, deputy=1)]


def all_who_coordinate(tx: Tx, hub_id: int) -> list[Ear]:
    """Everybody who coordinates the hub, away or not, and its deputies: where somebody may be in danger."""
    return [Ear(*row) for deputy in (0, 1) for row in tx.all(_OF_HUB, hub_id=hub_id, now=_EVER, deputy=deputy)]


def of_hub(tx: Tx, hub_id: int, now: int) -> list[tuple[Ear, frozenset[int]]]:
    """Everyone of its approved organisations who wants to hear of things, with the organisations they act for.

    Without those whom WhatsApp lets nobody write to just now: what nobody waits for must not stand in their lane.
    """
    mine: dict[int, set[int]] = {}
    for person_id, organisation_id in tx.all(_ORGANISATIONS, hub_id=hub_id):
        mine.setdefault(person_id, set()).add(organisation_id)
    rows = tx.all(_EVERYBODY, hub_id=hub_id, since=now - _DAY_MS)
    return [(ear, frozenset(mine.get(ear.person_id, ()))) for ear in (Ear(*row) for row in rows)]


def of_person(tx: Tx, person_id: int) -> list[Ear]:
    """One person, if any of their addresses still takes messages."""
    return [Ear(*row) for row in tx.all(_OF_PERSON, person_id=person_id)]


def has_stopped(tx: Tx, address_id: int) -> bool:
    """Whether messages to that address were stopped there."""
    return tx.one(_STOPPED, address_id=address_id) is not None


def other_addresses(tx: Tx, person_id: int, address_id: int) -> list[tuple[int, str]]:
    """(address, channel) of the same person's others that take messages, the one that is used next first."""
    return [(row[0], row[1]) for row in tx.all(_OTHERS, person_id=person_id, address_id=address_id)]
