"""Does an address still belong to whom it belonged to? Numbers are given to other people after some months of silence.

Who writes after 90 silent days is asked before anything is shown, and until then nothing is sent there. A no takes the
address away from the person, whose colleagues are told; whoever writes from it is somebody new.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import BindParameter, bindparam, delete, insert, literal, null, select, update

from core.commands.team import StillMe
from core.context import Context
from core.coordination import case_steps
from core.db import New, Q, Tx, scalar_rows
from core.errors import NotYours
from core.events import Changed, Detached, Event
from core.languages import LANGUAGES
from core.people.choices import acting_person
from core.policy import DAY_MS
from core.tables import address, conversation, held_alert, invite, membership, outbound, person, visit

SILENT_MS = 90 * DAY_MS

_this: BindParameter[int] = bindparam("address_id")
_who: BindParameter[int] = bindparam("person_id")
_DOUBT = Q(update(address).where(address.c.id == _this).values(doubted_at=bindparam("now")))
_SURE = Q(update(address).where(address.c.id == _this, address.c.person_id == _who).values(doubted_at=null()))
_VOID_CODES = Q(  # who asked for one may have held this phone
    update(invite)
    .where(
        invite.c.kind == "link",  # also one that was written, and waits for a yes
        invite.c.expires_at > bindparam("now"),
        invite.c.moves_id == select(address.c.person_id).where(address.c.id == _this).scalar_subquery(),
    )
    .values(expires_at=bindparam("now"))
)
_DROP = (
    Q(
        update(outbound)
        .where(outbound.c.lane_id == _this, outbound.c.state.in_([literal("waiting"), literal("parked")]))
        .values(state="dropped", error="silent", screen="", dedupe=null())
    ),
    Q(delete(held_alert).where(held_alert.c.address_id == _this)),
    Q(update(conversation).where(conversation.c.address_id == _this).values(state="", shown=null())),
)
_STRANGER = New(insert(person).values(lang=bindparam("lang"), created_at=bindparam("now")))
_LANG = Q(
    select(person.c.lang)
    .join(address, address.c.person_id == person.c.id)
    .where(person.c.id == _who, address.c.id == _this)
)
_SPEAKS = Q(update(person).where(person.c.id == _who).values(lang=bindparam("own_lang")))
_MOVE = Q(
    update(address)
    .where(address.c.id == _this)
    .values(
        person_id=bindparam("new_person"),
        doubted_at=null(),
        pin=null(),
        pin_tries=null(),
        pin_wrong=null(),
        pin_until=null(),
        preferred=0,
    )
)
_LEAVE = Q(  # a way to the coordinators' pages that was asked for there, opened or not
    update(visit).where(visit.c.address_id == _this, visit.c.ended_at.is_(None)).values(ended_at=bindparam("now"))
)
_FORGET = Q(
    update(outbound).where(outbound.c.lane_id == _this, outbound.c.state != "waiting").values(screen="", dedupe=null())
)
_REACHED = Q(select(address.c.id).where(address.c.person_id == _who).limit(1))
_MINE = Q(
    select(membership.c.organisation_id).where(membership.c.person_id == _who).order_by(membership.c.organisation_id)
)
_OTHERS = Q(
    select(membership.c.person_id)
    .join(address, address.c.person_id == membership.c.person_id)
    .where(membership.c.organisation_id == bindparam("organisation_id"), membership.c.person_id != _who)
    .limit(1)
)


def silent(last_inbound_at: int, now: int) -> bool:
    """Whether so much time went by that the number may be somebody else's."""
    return last_inbound_at > 0 and now - last_inbound_at >= SILENT_MS


def doubt(tx: Tx, address_id: int, now: int) -> None:
    """From now on the address must say whose it is; what was begun, and what waits for it, is not for a stranger."""
    tx.run(_DOUBT, address_id=address_id, now=now)
    for q in _DROP:
        tx.run(q, address_id=address_id)


def still_me(ctx: Context, command: StillMe) -> list[Event]:
    """Yes: all is as before. No: the address is taken from the person, and nothing of them stays with it."""
    person_id = acting_person(ctx)
    own = {"address_id": command.address_id, "person_id": person_id}
    lang = ctx.tx.value(_LANG, **own)
    if lang is None:
        raise NotYours()
    if command.yes:
        ctx.tx.run(_SURE, **own)
        return [Changed("still")]
    let_go(ctx.tx, command.address_id, stranger(ctx.tx, lang, ctx.now), ctx.now)
    if command.lang in LANGUAGES:
        ctx.tx.run(_SPEAKS, person_id=person_id, own_lang=command.lang)
    if ctx.tx.one(_REACHED, person_id=person_id):
        return [Detached(person_id, (), ())]
    mine = scalar_rows(ctx.tx.all(_MINE, person_id=person_id))
    alone = tuple(one for one in mine if ctx.tx.one(_OTHERS, organisation_id=one, person_id=person_id) is None)
    return [Detached(person_id, tuple(one for one in mine if one not in alone), alone)]


def stranger(tx: Tx, lang: str, now: int) -> int:
    """Somebody of whom nothing is known; their id."""
    id: int = tx.added(_STRANGER, lang=lang, now=now)
    return id


def let_go(tx: Tx, address_id: int, to: int, now: int) -> None:
    """The address is `to`'s now; nothing that was begun there, waits for it or was sent there goes with it."""
    tx.run(_VOID_CODES, address_id=address_id, now=now)
    tx.run(_MOVE, address_id=address_id, new_person=to)
    for q in (*_DROP, _FORGET):  # wrong codes go on counting, or who unlinks a phone could try more of them
        tx.run(q, address_id=address_id)
    tx.run(_LEAVE, address_id=address_id, now=now)
    case_steps.let_go_of(tx, address_id, now)


HANDLERS: dict[type, Any] = {StillMe: still_me}
