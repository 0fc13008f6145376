"""Somebody lost their phone: how do they take their place again from another one?

Who is responsible for them makes a code (core/people/invites.py). Written from the new phone it gives that address to
the person, with everything that is theirs; the old address is a stranger's from the same moment, and hears nothing
more.
"""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import BindParameter, bindparam, delete, exists, func, null, or_, select, update

from core import clocks
from core.context import Context
from core.coordination import measures
from core.db import Q, Tx, scalar_rows
from core.errors import NotYours, Refusal
from core.events import Event, PhoneMoved, RecoveryStopped
from core.messages import _
from core.people import doubting
from core.people.choices import acting_person
from core.tables import address, approval, coordinator, invite, membership, organisation, person, recovery

GOING_ON = ("waiting", "ready")  # states of what a coordinator began (core/people/recovering.py)
_who: BindParameter[int] = bindparam("person_id")
_by: BindParameter[int] = bindparam("made_by")
_of: BindParameter[int] = bindparam("organisation_id")
_own = membership.alias("own")
_LOCK = Q(  # in the order in which a message of theirs is locked
    select(address.c.id)
    .join(person, person.c.id == address.c.person_id)
    .where(person.c.id == _who)
    .order_by(address.c.id)
    .with_for_update(of=[address, person], key_share=True)
)
_LOCK_PERSON = Q(select(person.c.lang).where(person.c.id == _who).with_for_update(key_share=True))
_BELONGS = Q(
    select(organisation.c.id)
    .join(membership, membership.c.organisation_id == organisation.c.id)
    .where(organisation.c.id == _of, membership.c.person_id == _who, organisation.c.status.in_(("pending", "approved")))
)
_MORE_THAN_MINE = Q(  # somewhere where who asks is not responsible
    select(person.c.id).where(
        person.c.id == _who,
        or_(
            exists().where(coordinator.c.person_id == _who),
            exists().where(
                membership.c.person_id == _who,
                ~exists().where(
                    _own.c.person_id == _by,
                    _own.c.organisation_id == membership.c.organisation_id,
                    _own.c.role == "owner",
                ),
            ),
        ),
    )
)
_MINE = Q(
    select(membership.c.organisation_id).where(membership.c.person_id == _who).order_by(membership.c.organisation_id)
)
_NEWCOMER = Q(
    select(person.c.id).where(
        person.c.id == _who,
        person.c.consent_at.is_(None),
        ~exists().where(membership.c.person_id == _who),
        ~exists().where(coordinator.c.person_id == _who),
    )
)
_LATEST = Q(
    select(address.c.id)
    .where(address.c.person_id == _who, address.c.channel == bindparam("channel"))
    .order_by(func.coalesce(address.c.last_inbound_at, 0).desc(), address.c.id.desc())
    .limit(1)
)
_ADDRESSES = Q(select(address.c.id).where(address.c.person_id == _who).order_by(address.c.id))
_TAKE = Q(
    update(address)
    .where(address.c.id == bindparam("address_id"))
    .values(person_id=bindparam("new_person"), doubted_at=null())
)
_NOBODY_WAITS = Q(update(person).where(person.c.id == _who).values(waiting_for_human_at=null()))
_VOID = Q(  # whoever held the old phone may have asked for it
    update(approval).where(approval.c.person_id == _who, approval.c.state == "waiting").values(state="void", sealed=b"")
)
_USED_NONE = Q(
    update(invite).where(invite.c.used_by == _who, ~exists().where(address.c.person_id == _who)).values(used_by=null())
)
_FORGET_PERSON = Q(delete(person).where(person.c.id == _who, ~exists().where(address.c.person_id == person.c.id)))


def may_ask(tx: Tx, person_id: int, by: int, organisation_id: int) -> None:
    """Whether `by`, who is responsible for the organisation, may have that person moved; raises a Refusal if not.

    Who could move somebody who also acts elsewhere would get hold of what is not theirs.
    """
    if person_id == by or tx.one(_BELONGS, person_id=person_id, organisation_id=organisation_id) is None:
        raise NotYours()
    if tx.one(_MORE_THAN_MINE, person_id=person_id, made_by=by):
        raise Refusal(
            _(
                "They also act where you are not responsible. Take them out here, and invite their new phone as a "
                "colleague."
            )
        )


def lock(tx: Tx, person_id: int) -> None:
    """Nothing else happens to the person and their addresses until the commit; what is read after this holds."""
    tx.all(_LOCK, person_id=person_id)
    tx.one(_LOCK_PERSON, person_id=person_id)


def void_codes(tx: Tx, person_id: int, now: int) -> None:
    """Codes for them that were made before serve no more."""
    tx.run(_NONE_BEFORE, person_id=person_id, now=now)


def serves(tx: Tx, person_id: int, by: int, organisation_id: int) -> bool:
    """Whether a code still does: who made it could make it again now."""
    if tx.one(_BY_COORDINATOR, person_id=person_id, made_by=by, organisation_id=organisation_id) is not None:
        return True
    try:
        may_ask(tx, person_id, by, organisation_id)
    except Refusal:
        return False
    return tx.one(_STILL_OWNER, made_by=by, organisation_id=organisation_id) is not None


_NONE_BEFORE = Q(
    update(invite).where(invite.c.moves_id == _who, invite.c.used_at.is_(None)).values(expires_at=bindparam("now"))
)
_decides = (
    exists().where(coordinator.c.person_id == _by, coordinator.c.hub_id == recovery.c.hub_id),
    ~exists().where(membership.c.person_id == _by, membership.c.organisation_id == recovery.c.organisation_id),
    ~exists().where(coordinator.c.person_id == _who),
)
_BY_COORDINATOR = Q(  # the old phone had its time, and who made the code still decides there
    select(recovery.c.id).where(
        *(recovery.c.person_id == _who, recovery.c.organisation_id == _of, recovery.c.kind == "phone"),
        *(recovery.c.state == "ready", *_decides),
    )
)
_CAME_BACK = Q(
    update(recovery)
    .where(recovery.c.person_id == _who, recovery.c.state.in_(GOING_ON))
    .values(state="done", ended_at=bindparam("now"))
    .returning(recovery.c.id, recovery.c.hub_id, recovery.c.organisation_id)
)
_REMEMBERED = Q(
    update(recovery)
    .where(recovery.c.person_id == _who, recovery.c.kind == "pin", recovery.c.state.in_(GOING_ON))
    .values(state="objected", ended_at=bindparam("now"))
    .returning(recovery.c.id, recovery.c.hub_id, recovery.c.organisation_id)
)
_STILL_OWNER = Q(
    select(membership.c.person_id).where(
        membership.c.person_id == _by, membership.c.organisation_id == _of, membership.c.role == "owner"
    )
)


def is_newcomer(tx: Tx, person_id: int) -> bool:
    """Whether nothing of somebody is known yet."""
    return tx.one(_NEWCOMER, person_id=person_id) is not None


def take_over(tx: Tx, writer: int, channel: str, person_id: int) -> int:
    """The address a newcomer wrote from just now is that person's too; its id."""
    address_id: int = tx.value(_LATEST, person_id=writer, channel=channel)
    tx.run(_NOBODY_WAITS, person_id=writer)
    tx.run(_TAKE, address_id=address_id, new_person=person_id)
    _forget(tx, writer)
    return address_id


def move(ctx: Context, person_id: int) -> list[Event]:
    """The address that wrote just now is the person's only one from now on; their others are a stranger's.

    `lock` comes first. Raises a Refusal where somebody who is known here writes from that address.
    """
    tx, writer = ctx.tx, acting_person(ctx)
    new = tx.value(_LATEST, person_id=writer, channel=ctx.actor.channel)
    old = [id for id in scalar_rows(tx.all(_ADDRESSES, person_id=person_id)) if id != new]
    if writer == person_id:
        if not old:
            raise Refusal(_("You already write to me from this phone. Write the code from the new one."))
        nobody = doubting.stranger(tx, tx.value(_LOCK_PERSON, person_id=person_id), ctx.now)
    elif not is_newcomer(tx, writer):
        raise Refusal(
            _(
                "Somebody who is known to me writes from this phone. Write the code from another one, or first write "
                "“delete my data” here."
            )
        )
    else:
        nobody = writer  # of whom nothing is known either
        tx.run(_NOBODY_WAITS, person_id=writer)
    tx.run(_TAKE, address_id=new, new_person=person_id)
    for address_id in old:
        doubting.let_go(tx, address_id, nobody, ctx.now)
    for q in (_VOID, _NOBODY_WAITS):
        tx.run(q, person_id=person_id)
    _forget(tx, nobody)
    _came_back(ctx, person_id)
    return [PhoneMoved(person_id, tuple(scalar_rows(tx.all(_MINE, person_id=person_id))))]


def _forget(tx: Tx, person_id: int) -> None:
    """Nobody is left behind: also not as who waited to be linked to somebody."""
    for q in (_USED_NONE, _FORGET_PERSON):
        tx.run(q, person_id=person_id)


def remembered(ctx: Context, person_id: int) -> list[Event]:
    """Who was said to have forgotten the PIN has just entered it: it stays."""
    found = ctx.tx.all(_REMEMBERED, person_id=person_id, now=ctx.now)
    for id, hub_id, organisation_id in found:
        clocks.stop_all(ctx.tx, "recovery", id)
        measures.note(ctx, hub_id, "pin_objected", organisation_id=organisation_id)
    return [RecoveryStopped(id, own=True, remembered=True) for id, _hub_id, _organisation_id in found]


def _came_back(ctx: Context, person_id: int) -> None:
    """What a coordinator had begun for them has ended."""
    nobody = replace(ctx, actor=replace(ctx.actor, person_id=None))  # who wrote the code was a stranger
    for id, hub_id, organisation_id in ctx.tx.all(_CAME_BACK, person_id=person_id, now=ctx.now):
        clocks.stop_all(ctx.tx, "recovery", id)
        measures.note(nobody, hub_id, "phone_moved", organisation_id=organisation_id)
