"""What is an organisation of a hub, and what may it be called? Reading it, and the names a person may give it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, bindparam, case, exists, select

from core.context import Context
from core.db import Q, Tx
from core.errors import NotMember, NotYours, Refusal
from core.hubs import Hub
from core.messages import Message, _
from core.moderation import abuse
from core.people.speaking_for import speaks_for
from core.tables import coordinator, membership, name_column, organisation
from core.text.clean import clean
from core.text.mask import mask_contacts
from core.text.normal import fold, is_in_other_letters, skeleton

SHORTEST, LONGEST = 2, 60
KINDS = ("grassroots", "cso", "company", "public")
"""What an organisation may be; 'unknown' until somebody has said so."""


@dataclass(frozen=True, slots=True)
class Organisation:
    """A member organisation, or one that waits to become one."""

    id: int
    hub_id: int
    name: str
    town: str
    country: str
    zone: str
    kind: str
    status: str
    said_kind: str = ""  # what it says that it is, until a coordinator has looked at that


_people = membership.alias("people")
WITHOUT_PEOPLE: ColumnElement[bool] = (organisation.c.assisted == 1) & ~exists().where(
    _people.c.organisation_id == organisation.c.id
)
"""A coordinator registered it, and nobody of it has come yet: only then do coordinators act for it."""
COLUMNS = (
    organisation.c.id,
    organisation.c.hub_id,
    name_column(organisation),
    organisation.c.town,
    organisation.c.country,
    organisation.c.zone,
    organisation.c.kind,
    organisation.c.status,
    organisation.c.said_kind,
)
_UNBEGUN = Q(
    select(organisation.c.id).where(organisation.c.id == bindparam("id"), organisation.c.intake_id.is_not(None))
)
_LOAD = Q(select(*COLUMNS).where(organisation.c.id == bindparam("id")))
_LOCK = Q(select(*COLUMNS).where(organisation.c.id == bindparam("id")).with_for_update())
_ACTING = Q(
    select(*COLUMNS)
    .join(membership, membership.c.organisation_id == organisation.c.id)
    .where(membership.c.person_id == bindparam("person_id"), organisation.c.id == bindparam("organisation_id"))
)
_ASSISTED = Q(
    select(*COLUMNS)
    .join(coordinator, coordinator.c.hub_id == organisation.c.hub_id)
    .where(
        coordinator.c.person_id == bindparam("person_id"),
        organisation.c.id == bindparam("organisation_id"),
        WITHOUT_PEOPLE,
    )
)
_ALIKE = Q(
    select(organisation.c.id)
    .where(
        organisation.c.hub_id == bindparam("hub_id"),
        organisation.c.skeleton == bindparam("skeleton"),
        organisation.c.status != "closed",
    )
    .order_by(case((organisation.c.status == "approved", 0), else_=1), organisation.c.id)
)
_NAMED = Q(
    select(organisation.c.town).where(
        organisation.c.hub_id == bindparam("hub_id"),
        organisation.c.skeleton == bindparam("skeleton"),
        organisation.c.status.in_(("pending", "approved")),
    )
)
_CREATED = Q(select(organisation.c.created_at).where(organisation.c.id == bindparam("id")))
_WAITING = Q(
    select(*COLUMNS, organisation.c.created_at)
    .where(organisation.c.hub_id == bindparam("hub_id"), organisation.c.status == "pending")
    .order_by(organisation.c.created_at, organisation.c.id)
)


def has_begun(tx: Tx, organisation_id: int) -> bool:
    """Whether it has its first hours and credit line; else these wait for somebody's yes."""
    return tx.one(_UNBEGUN, id=organisation_id) is None


def load_organisation(tx: Tx, organisation_id: int) -> Organisation | None:
    """The organisation with that id, or None."""
    row = tx.one(_LOAD, id=organisation_id)
    return Organisation(*row) if row else None


def lock_organisation(tx: Tx, organisation_id: int) -> Organisation | None:
    """The same, and nobody else changes it until this transaction ends."""
    row = tx.one(_LOCK, id=organisation_id)
    return Organisation(*row) if row else None


def acting_organisation(ctx: Context) -> Organisation:
    """The organisation the person acts for, checked against their membership; or one without a phone, which a
    coordinator of its hub may act for.

    Raises a Refusal before joining, NotMember for one that was refused or closed; NotYours for one of others.
    """
    if ctx.actor.organisation_id is None:
        raise Refusal(_("First tell me the name of your organisation and your town."))
    acting = _ASSISTED if ctx.actor.kind == "assisted" else _ACTING
    row = ctx.tx.one(acting, person_id=ctx.actor.person_id, organisation_id=ctx.actor.organisation_id)
    if row is None:
        raise NotYours()
    found = Organisation(*row)
    if found.status not in ("pending", "approved"):
        raise NotMember
    return found


def waiting(tx: Tx, hub_id: int) -> list[tuple[Organisation, int]]:
    """The organisations of a hub that wait for a coordinator and since when, oldest first."""
    return [(Organisation(*row[:-1]), row[-1]) for row in tx.all(_WAITING, hub_id=hub_id)]


def look_alike(tx: Tx, hub_id: int, name: str, but: int = 0) -> int | None:
    """An organisation of the hub whose name looks or reads the same (faults F28), other than `but`; or None."""
    found = (row[0] for row in tx.all(_ALIKE, hub_id=hub_id, skeleton=skeleton(name)))
    return next((id for id in found if id != but), None)


def looked_at(tx: Tx, hub: Hub, name: str) -> tuple[bool, int | None]:
    """Whether a coordinator looks before an organisation of that name is in, and whose name looks like it, or None."""
    alike = look_alike(tx, hub.id, name)
    return alike is not None or is_doubtful(hub, name), alike


def is_doubtful(hub: Hub, name: str) -> bool:
    """Whether a name says what it may not: the network's own, other letters that look like ours, or abuse."""
    return bool(is_in_other_letters(name) or speaks_for(name, hub.name) or abuse(name))


def is_here(tx: Tx, hub_id: int, name: str, town: str) -> bool:
    """Whether an organisation of that hub is called so, as it looks or reads, and is in that town."""
    rows = tx.all(_NAMED, hub_id=hub_id, skeleton=skeleton(name))
    return any(fold(row[0]) == fold(town) for row in rows)


def begun_at(tx: Tx, organisation_id: int) -> int:
    """When it came."""
    return int(tx.value(_CREATED, id=organisation_id) or 0)


def organisation_name(raw: str) -> str:
    """A name as it is kept; raises a Refusal that says what to write."""
    return _short_line(
        raw,
        _("Write the name of your organisation: 2 to 60 letters, for example: Casa Luz."),
        _("Write only the name of your organisation, without phone numbers or links."),
    )


def town_name(raw: str) -> str:
    """A town as it is kept; raises a Refusal that says what to write."""
    return _short_line(
        raw,
        _("Which town are you in? Write its name, for example: Tegucigalpa."),
        _("Write only the name of your town, without phone numbers or links."),
    )


def _short_line(raw: str, unusable: Message, has_contact: Message) -> str:
    line = " ".join(clean(raw, LONGEST + 1).split())
    if not SHORTEST <= len(line) <= LONGEST or not any(char.isalpha() for char in line):
        raise Refusal(unusable)
    if mask_contacts(line) != line:
        raise Refusal(has_contact)
    return line
