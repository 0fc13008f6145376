"""Who may do what in an organisation, who leaves it, and for which one does a person act?

Owners decide about people; there is always one. Whoever goes finds nothing of the organisation in their chat any more.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import BindParameter, and_, bindparam, delete, func, literal, select, update

from core.commands.team import Leave, NameMe, RemovePerson, SetRole, SwitchTo
from core.context import Context
from core.db import Q, Tx
from core.errors import Bug, Faster, NotYours, Refusal
from core.events import Changed, Event, PersonLeft, RoleChanged, Switched
from core.messages import _
from core.people.choices import acting_person
from core.people.organisations import Organisation, acting_organisation
from core.tables import address, approval, conversation, held_alert, membership, organisation, outbound, person
from core.text.clean import clean
from core.text.mask import mask_contacts

LONGEST_NAME = 40
ROLES = ("owner", "member")

_who: BindParameter[int] = bindparam("person_id")
_of: BindParameter[int] = bindparam("organisation_id")
_one = and_(membership.c.person_id == _who, membership.c.organisation_id == _of)
_LOCK = Q(select(organisation.c.id).where(organisation.c.id == _of).with_for_update())
_ROLE = Q(select(membership.c.role).where(_one))
_OTHERS = Q(
    select(membership.c.person_id, membership.c.role)
    .where(membership.c.organisation_id == _of, membership.c.person_id != _who)
    .order_by(membership.c.since, membership.c.person_id)
)
_SET_ROLE = Q(update(membership).where(_one).values(role=bindparam("new_role")))
_SET_NAME = Q(update(membership).where(_one).values(sealed=bindparam("new_sealed")))
_VOID = Q(  # what they asked a second yes for
    update(approval)
    .where(approval.c.person_id == _who, approval.c.organisation_id == _of, approval.c.state == "waiting")
    .values(state="void", sealed=b"")
)
_END = Q(delete(membership).where(_one))
_of_them = select(address.c.id).where(address.c.person_id == _who)
_ACTS_ELSEWHERE = Q(
    update(person)
    .where(person.c.id == _who, person.c.acting_for == _of)
    .values(
        acting_for=select(func.min(membership.c.organisation_id))
        .where(membership.c.person_id == _who)
        .scalar_subquery()
    )
)
_ONESELF = Q(
    update(person)
    .where(person.c.id == _who)
    .values(
        acting_for=select(func.min(membership.c.organisation_id))
        .where(membership.c.person_id == _who)
        .scalar_subquery()
    )
)
_CLEARED = (
    Q(update(conversation).where(conversation.c.address_id.in_(_of_them)).values(state="", shown=None)),
    Q(delete(held_alert).where(held_alert.c.address_id.in_(_of_them))),
    Q(
        update(outbound)
        .where(outbound.c.lane_id.in_(_of_them), outbound.c.kind == "alert", outbound.c.state.in_(
            [literal("waiting"), literal("parked")]))
        .values(state="dropped", error="left", screen="", dedupe=None)
    ),
)  # fmt: skip
_MAY_ACT = Q(
    select(organisation.c.id)
    .join(membership, membership.c.organisation_id == organisation.c.id)
    .where(_one, organisation.c.status.in_(("pending", "approved")))
)
_ACT_FOR = Q(update(person).where(person.c.id == _who).values(acting_for=bindparam("new_acting_for")))

# ---- names and roles --------------------------------------------------------------------------------------------


def name_me(ctx: Context, command: NameMe) -> list[Event]:
    """What the others of this organisation call the person; other organisations never read it."""
    name_in(ctx, acting_organisation(ctx).id, command.sealed)
    return [Changed("name")]


def name_in(ctx: Context, organisation_id: int, sealed: str) -> None:
    """What the acting person is called in that organisation; raises a Refusal for what is no name."""
    name = " ".join(clean(ctx.vault.open(sealed.encode()), LONGEST_NAME + 1).split())
    if len(name) > LONGEST_NAME or not any(char.isalpha() for char in name):
        raise Refusal(_("Write a name of at most {n} letters, for example: Ana.", n=LONGEST_NAME))
    if mask_contacts(name) != name:
        raise Refusal(_("Write only a name, without phone numbers or links."))
    ctx.tx.run(
        _SET_NAME, person_id=acting_person(ctx), organisation_id=organisation_id, new_sealed=ctx.vault.seal(name)
    )


def named_in(ctx: Context, organisation_id: int, sealed: str) -> bool:
    """The same of a name that was said in passing: whether it is one, and is noted."""
    try:
        if sealed:
            name_in(ctx, organisation_id, sealed)
    except Refusal:
        return False
    return bool(sealed)


def set_role(ctx: Context, command: SetRole) -> list[Event]:
    """An owner makes somebody owner or member; the last owner stays one."""
    if command.role not in ROLES:
        raise Bug(f"no such role: {command.role!r}")
    mine = _as_owner(ctx)
    before = ctx.tx.value(_ROLE, person_id=command.person_id, organisation_id=mine.id)
    if before is None:
        raise NotYours()
    if before == command.role:
        raise Faster(_("That is so already."))
    if command.role == "member" and "owner" not in _roles_without(ctx.tx, command.person_id, mine.id):
        raise Refusal(_("One person at least must be responsible. Name another one first."))
    ctx.tx.run(_SET_ROLE, person_id=command.person_id, organisation_id=mine.id, new_role=command.role)
    return [RoleChanged(mine.id, command.person_id, command.role, acting_person(ctx))]


def keep_owner(tx: Tx, organisation_id: int) -> int | None:
    """Where nobody is responsible any more, whoever has been there longest is; their id, None where nobody changed."""
    rows = tx.all(_OTHERS, person_id=0, organisation_id=organisation_id)
    if not rows or any(role == "owner" for _id, role in rows):
        return None
    tx.run(_SET_ROLE, person_id=rows[0][0], organisation_id=organisation_id, new_role="owner")
    return int(rows[0][0])


def require_owner(ctx: Context) -> Organisation:
    """The acting organisation, of which the acting person is an owner; a Refusal that says so for members."""
    mine = acting_organisation(ctx)
    if ctx.tx.value(_ROLE, person_id=acting_person(ctx), organisation_id=mine.id) != "owner":
        raise Refusal(_("Only who is responsible for {organisation} can do this.", organisation=mine.name))
    return mine


def belongs_to(tx: Tx, person_id: int, organisation_id: int) -> bool:
    """Whether the person acts for the organisation."""
    return tx.value(_ROLE, person_id=person_id, organisation_id=organisation_id) is not None


def _as_owner(ctx: Context) -> Organisation:
    """The same, with the organisation's people locked: two who act on each other do so one after the other."""
    ctx.tx.one(_LOCK, organisation_id=ctx.actor.organisation_id or 0)
    return require_owner(ctx)


def _roles_without(tx: Tx, person_id: int, organisation_id: int) -> list[str]:
    return [role for _id, role in tx.all(_OTHERS, person_id=person_id, organisation_id=organisation_id)]


# ---- going ------------------------------------------------------------------------------------------------------


def remove(ctx: Context, command: RemovePerson) -> list[Event]:
    """An owner takes somebody out; they are told, and so are the others."""
    mine = _as_owner(ctx)
    if command.person_id == ctx.actor.person_id:
        raise Refusal(_("To leave, choose “Leave” under “People”."))
    if ctx.tx.value(_ROLE, person_id=command.person_id, organisation_id=mine.id) is None:
        raise NotYours()
    return _go(ctx, mine, command.person_id)


def leave(ctx: Context, command: Leave) -> list[Event]:
    return leave_one(ctx)


def leave_one(ctx: Context) -> list[Event]:
    """The acting person goes; who is the last one is told what deleting their data would do."""
    ctx.tx.one(_LOCK, organisation_id=ctx.actor.organisation_id or 0)
    mine, person_id = acting_organisation(ctx), acting_person(ctx)
    if not _roles_without(ctx.tx, person_id, mine.id):
        raise Refusal(
            _(
                "You are the last person of {organisation}. To close it, write “delete my data”; to hand it over, "
                "invite a colleague first.",
                organisation=mine.name,
            )
        )
    return _go(ctx, mine, person_id)


def _go(ctx: Context, mine: Organisation, person_id: int) -> list[Event]:
    name = ctx.tx.value(_NAME_OF, person_id=person_id, organisation_id=mine.id)
    gone = {"person_id": person_id, "organisation_id": mine.id}
    ctx.tx.run(_END, **gone)
    ctx.tx.run(_VOID, **gone)
    ctx.tx.run(_ACTS_ELSEWHERE, **gone)
    forget_chats(ctx.tx, person_id)
    heir = keep_owner(ctx.tx, mine.id)
    by = acting_person(ctx)
    told: list[Event] = [PersonLeft(mine.id, person_id, by, bytes(name).decode() if name else "")]
    return told + ([RoleChanged(mine.id, heir, "owner", None)] if heir is not None else [])


_NAME_OF = Q(select(membership.c.sealed).where(_one))


def forget_chats(tx: Tx, person_id: int) -> None:
    """What was begun, and what still waits to be sent to them, is about an organisation that is theirs no longer."""
    for q in _CLEARED:
        tx.run(q, person_id=person_id)


def act_as_oneself(tx: Tx, person_id: int) -> None:
    """Who acted for an organisation without people acts for their own again, where they have one."""
    tx.run(_ONESELF, person_id=person_id)


def drop_drafts(tx: Tx, person_id: int) -> None:
    """What they had begun in their chats is gone."""
    tx.run(_CLEARED[0], person_id=person_id)


# ---- acting for another -----------------------------------------------------------------------------------------


def switch(ctx: Context, command: SwitchTo) -> list[Event]:
    """Act for another of one's organisations from now on."""
    person_id = acting_person(ctx)
    if ctx.tx.one(_MAY_ACT, person_id=person_id, organisation_id=command.organisation_id) is None:
        raise NotYours()
    ctx.tx.run(_ACT_FOR, person_id=person_id, new_acting_for=command.organisation_id)
    return [Switched(command.organisation_id, command.then)]


HANDLERS: dict[type, Any] = {
    NameMe: name_me,
    SetRole: set_role,
    RemovePerson: remove,
    Leave: leave,
    SwitchTo: switch,
}
