"""Who lost their phone, or forgot its PIN: how does a coordinator bring them back, and nobody else by it?

A lost phone: of who is the only one responsible for an organisation.
Nobody of theirs can make a code, so a coordinator of another organisation begins it. The old phone is told and may say
no with one tap for 48 hours, moved out of nights and days off; the others of the organisation and the other
coordinators are told as well. After that, and until it lapses, a coordinator makes the code by which the person takes
their place again (core/people/lost.py).

A forgotten PIN: of anybody whose case a coordinator has. All their phones and colleagues are told, and any of them may
say no for the same 48 hours; then the PIN goes, or before by the yes of a second coordinator. Entering it ends that.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlalchemy import BindParameter, bindparam, case, delete, exists, func, insert, null, select, update

from core import clocks
from core.calendar import calendar_of, end_of
from core.commands.pinning import ForgetPin
from core.commands.team import AgreeRecovery, MakeRecoveryCode, RecoverPhone, StopRecovery
from core.context import Context
from core.coordination import measures
from core.coordination.answers import readable_case
from core.coordination.coordinators import belongs, require_decider
from core.db import New, Q
from core.errors import Faster, NotYours, Refusal
from core.events import Event, PinRemoved, RecoveryAsked, RecoveryCode, RecoveryReady, RecoveryStopped
from core.messages import _
from core.people import codes, invites, lost, pins
from core.people.choices import acting_person
from core.people.shut_out import shut_out
from core.policy import DAY_MS, HOUR_MS
from core.tables import coordinator, hub, membership, name_column, organisation, person, recovery

NOTICE_MS = 48 * HOUR_MS
OPEN_MS = 14 * DAY_MS  # how long a code may be made after that
READY, LAPSE = "phone_ready", "phone_lapse"
KINDS = (READY, LAPSE)

_of: BindParameter[int] = bindparam("organisation_id")
_this: BindParameter[int] = bindparam("recovery_id")
_who: BindParameter[int] = bindparam("person_id")
_ORGANISATION = Q(
    select(organisation.c.hub_id, name_column(organisation), organisation.c.country, organisation.c.zone).where(
        organisation.c.id == _of, organisation.c.status.in_(("pending", "approved", "suspended"))
    )
)
_OWNERS = Q(
    select(membership.c.person_id)
    .where(membership.c.organisation_id == _of, membership.c.role == "owner")
    .order_by(membership.c.person_id)
)
_COORDINATES = Q(select(exists().where(coordinator.c.person_id == _who)))
_HUBS = Q(
    select(membership.c.organisation_id, organisation.c.hub_id)
    .join(organisation, organisation.c.id == membership.c.organisation_id)
    .where(membership.c.person_id == _who)
    .order_by(membership.c.organisation_id)
)
_OF_PERSON = Q(  # the one for which they act, where they act for several of that network
    select(organisation.c.id, organisation.c.country, organisation.c.zone)
    .join(membership, membership.c.organisation_id == organisation.c.id)
    .join(person, person.c.id == membership.c.person_id)
    .where(membership.c.person_id == _who, organisation.c.hub_id == bindparam("hub_id"))
    .order_by(case((person.c.acting_for == organisation.c.id, 0), else_=1), organisation.c.id)
    .limit(1)
)
_theirs = membership.alias("theirs")
_COLLEAGUES = Q(
    select(membership.c.organisation_id)
    .join(_theirs, _theirs.c.organisation_id == membership.c.organisation_id)
    .where(_theirs.c.person_id == _who, membership.c.person_id == bindparam("other"))
    .limit(1)
)
_GOES_ON = Q(select(recovery.c.id).where(recovery.c.person_id == _who, recovery.c.state.in_(lost.GOING_ON)))
_ADD = New(
    insert(recovery).values(
        {
            name: bindparam(name)
            for name in ("hub_id", "organisation_id", "person_id", "by_id", "at", "ready_at", "kind")
        }
    )
)
_LOCK = Q(
    select(
        *(recovery.c.hub_id, recovery.c.organisation_id, recovery.c.person_id, recovery.c.state, recovery.c.kind),
        recovery.c.by_id,
    )
    .where(recovery.c.id == _this)
    .with_for_update(key_share=True)
)
_MOVE = Q(
    update(recovery).where(recovery.c.id == _this).values(state=bindparam("new_state"), ended_at=bindparam("now"))
)
_FROZEN = Q(
    select(func.coalesce(organisation.c.frozen_at, hub.c.frozen_at))
    .join(hub, hub.c.id == organisation.c.hub_id)
    .where(organisation.c.id == _of)
)
FORGET = (
    Q(delete(recovery).where(recovery.c.person_id == _who)),
    Q(update(recovery).where(recovery.c.by_id == _who).values(by_id=null())),
)
"""What is left of it when a person is erased."""

# ---- beginning --------------------------------------------------------------------------------------------------


def ask(ctx: Context, command: RecoverPhone) -> list[Event]:
    """A coordinator begins it for who alone is responsible for the organisation."""
    row = ctx.tx.one(_ORGANISATION, organisation_id=command.organisation_id)
    if row is None:
        raise NotYours()
    hub_id, name, country, zone = row
    require_decider(ctx, hub_id, command.organisation_id)
    person_id = _owner(ctx, command.organisation_id, name)
    _only_here(ctx, person_id, hub_id)
    return _begin(ctx, "phone", Whose(hub_id, command.organisation_id, person_id, country, zone))


class Whose(NamedTuple):
    """Whose phone it is, in which network and organisation, and by which calendar they have their time."""

    hub_id: int
    organisation_id: int
    person_id: int
    country: str
    zone: str


def _begin(ctx: Context, kind: str, whose: Whose) -> list[Event]:
    if ctx.tx.one(_GOES_ON, person_id=whose.person_id) is not None:
        raise Faster(_("This has been asked for already."))
    ready_at = end_of(ctx.now, NOTICE_MS, calendar_of(whose.country, ctx.now, whose.zone))
    id: int = ctx.tx.added(
        _ADD,
        hub_id=whose.hub_id,
        organisation_id=whose.organisation_id,
        person_id=whose.person_id,
        by_id=acting_person(ctx),
        at=ctx.now,
        ready_at=ready_at,
        kind=kind,
    )
    clocks.start(ctx.tx, READY, "recovery", id, ready_at)
    measures.note(ctx, whose.hub_id, f"{kind}_asked", organisation_id=whose.organisation_id)
    return [RecoveryAsked(id)]


def forget_pin(ctx: Context, command: ForgetPin) -> list[Event]:
    """A coordinator begins it for whoever a case of theirs is of; a colleague's goes at once."""
    if command.case_id is None:
        return pins.forget(ctx, command)
    found = readable_case(ctx, command.case_id)
    if found.person_id is None or found.person_id == ctx.actor.person_id:
        raise NotYours()
    if pins.wrong_tries(ctx.tx, found.person_id) is None:
        raise Faster()
    row = ctx.tx.one(_OF_PERSON, person_id=found.person_id, hub_id=found.hub_id)
    if row is None:
        raise Refusal(
            _(
                "They act for no organisation here, so nobody else could say no. Let them write from another phone, "
                "and invite that one."
            )
        )
    organisation_id, country, zone = row
    return _begin(ctx, "pin", Whose(found.hub_id, organisation_id, found.person_id, country, zone))


def _owner(ctx: Context, organisation_id: int, name: str) -> int:
    """The one who is responsible; where there are several, the others help without a coordinator."""
    if shut_out(ctx.tx, ctx.vault, organisation_id):
        raise Refusal(
            _(
                "Nobody of {organisation} can be known again, since the server has a new key. Its page in the "
                "dashboard has a code for its people.",
                organisation=name,
            )
        )
    owners = ctx.tx.all(_OWNERS, organisation_id=organisation_id)
    if not owners:
        raise Refusal(_("{organisation} has no phone here, so none was lost.", organisation=name))
    if len(owners) > 1:
        raise Refusal(
            _(
                "{organisation} has somebody else who is responsible. They make the code at once: “People”, the "
                "person, “New phone”.",
                organisation=name,
            )
        )
    id: int = owners[0][0]
    return id


def _only_here(ctx: Context, person_id: int, hub_id: int) -> None:
    """Nobody gets hold of what lies outside their network, or of their own organisation, by somebody's lost phone."""
    if ctx.tx.value(_COORDINATES, person_id=person_id):
        raise Refusal(_("They coordinate a network. Whoever runs the server makes a new code for them."))
    for organisation_id, of_hub in ctx.tx.all(_HUBS, person_id=person_id):
        if of_hub != hub_id:
            raise Refusal(_("They also act in another network, so this cannot be done from here."))
        if belongs(ctx.tx, acting_person(ctx), organisation_id):
            raise Refusal(_("They also act for your organisation, so another coordinator does this."))


# ---- going on, or not -------------------------------------------------------------------------------------------


def stop(ctx: Context, command: StopRecovery) -> list[Event]:
    """The phone that it is about says no, with a forgotten PIN a colleague, too; or a coordinator calls it off."""
    row = ctx.tx.one(_LOCK, recovery_id=command.recovery_id)
    if row is None:
        raise NotYours()
    hub_id, organisation_id, person_id, state, kind, _by_id = row
    own = person_id == ctx.actor.person_id or (kind == "pin" and _is_colleague(ctx, person_id))
    if not own:
        require_decider(ctx, hub_id, organisation_id)
    if state not in lost.GOING_ON:
        raise Faster(_("This has ended already."))
    _end(ctx, command.recovery_id, "objected" if own else "dropped", person_id)
    measures.note(ctx, hub_id, f"{kind}_objected" if own else f"{kind}_dropped", organisation_id=organisation_id)
    return [RecoveryStopped(command.recovery_id, own)]


def _is_colleague(ctx: Context, person_id: int) -> bool:
    return ctx.tx.one(_COLLEAGUES, person_id=person_id, other=acting_person(ctx)) is not None


def agree(ctx: Context, command: AgreeRecovery) -> list[Event]:
    """A second coordinator of the network, who has talked to them, says that they forgot the PIN."""
    row = ctx.tx.one(_LOCK, recovery_id=command.recovery_id)
    if row is None:
        raise NotYours()
    hub_id, organisation_id, person_id, state, kind, by_id = row
    me = require_decider(ctx, hub_id)
    if kind != "pin" or person_id == me:
        raise NotYours()
    if state != "waiting":
        raise Faster(_ENDED)
    if by_id == me:
        raise Refusal(_("You have asked for it. Another coordinator says yes, or the time to say no goes by."))
    return _take_off(ctx, command.recovery_id, hub_id, organisation_id, person_id)


def _take_off(ctx: Context, recovery_id: int, hub_id: int, organisation_id: int, person_id: int) -> list[Event]:
    _end(ctx, recovery_id, "done", person_id)
    if not pins.take_off(ctx.tx, person_id):  # who has the phone did it meanwhile
        return []
    measures.note(ctx, hub_id, "pin_removed", organisation_id=organisation_id)
    return [PinRemoved(recovery_id)]


def make_code(ctx: Context, command: MakeRecoveryCode) -> list[Event]:
    """The time is over and nobody said no: a code, good once and for four hours; an earlier one serves no more."""
    row = ctx.tx.one(_LOCK, recovery_id=command.recovery_id)
    if row is None:
        raise NotYours()
    hub_id, organisation_id, person_id, state, kind, _by_id = row
    require_decider(ctx, hub_id, organisation_id)
    if kind != "phone":
        raise NotYours()
    if state != "ready":
        raise Faster(
            _("The time for the old phone to answer is not over yet.") if state == "waiting" else _ENDED,
        )
    _only_here(ctx, person_id, hub_id)
    code = invites.make_phone_code(ctx, hub_id, organisation_id, person_id)
    return [RecoveryCode(code, command.recovery_id, ctx.now + codes.PHONE_TTL)]


_ENDED = _("This has ended already.")


def fire(ctx: Context, kind: str, recovery_id: int) -> list[Event]:
    """The clocks: from now on a code may be made, and not any more; or the PIN goes. None while the deadlines rest."""
    row = ctx.tx.one(_LOCK, recovery_id=recovery_id)
    if row is None:
        return []
    hub_id, organisation_id, person_id, state, what, _by_id = row
    if ctx.tx.value(_FROZEN, organisation_id=organisation_id) is not None:
        clocks.rest(ctx.tx, kind, "recovery", recovery_id, ctx.now, ctx.now + DAY_MS)
        return []
    if not clocks.take(ctx.tx, kind, "recovery", recovery_id, ctx.now):
        return []
    if kind == READY and state == "waiting" and what == "pin":
        return _take_off(ctx, recovery_id, hub_id, organisation_id, person_id)
    if kind == READY and state == "waiting":
        ctx.tx.run(_MOVE, recovery_id=recovery_id, new_state="ready", now=None)
        clocks.start(ctx.tx, LAPSE, "recovery", recovery_id, ctx.now + OPEN_MS)
        return [RecoveryReady(recovery_id)]
    if kind == LAPSE and state == "ready":
        _end(ctx, recovery_id, "lapsed", person_id)
    return []


def _end(ctx: Context, recovery_id: int, state: str, person_id: int) -> None:
    ctx.tx.run(_MOVE, recovery_id=recovery_id, new_state=state, now=ctx.now)
    clocks.stop_all(ctx.tx, "recovery", recovery_id)
    lost.void_codes(ctx.tx, person_id, ctx.now)


HANDLERS: dict[type, Any] = {
    RecoverPhone: ask,
    ForgetPin: forget_pin,
    StopRecovery: stop,
    AgreeRecovery: agree,
    MakeRecoveryCode: make_code,
}
