"""How is a person forgotten? At once, but for the sealed address, which goes when the last answer has been sent.

From the first moment nobody finds the address: who writes from it again is a newcomer. The ledger, exchanges and
their history stay, without the person. What becomes of an organisation that is left: core/privacy/closure.py.
"""

from __future__ import annotations

import secrets
from typing import Any

from sqlalchemy import BindParameter, and_, bindparam, case, delete, exists, func, null, or_, select, update

from core import clocks
from core.commands import EraseMe
from core.context import Context
from core.db import Q, Tx, scalar_rows
from core.errors import Unfinished
from core.events import Erased, Event
from core.look.people import LeavingCard
from core.people import bringing, guessing, recovering, roles
from core.people.choices import acting_person, stop_rest
from core.people.organisations import COLUMNS, Organisation
from core.policy import DAY_MS
from core.privacy import closure, unsaid
from core.reviews import REPORTED
from core.tables import (
    address,
    alias,
    approval,
    assisted,
    code_try,
    conversation,
    coordinator,
    flag,
    fund_request,
    held_alert,
    history,
    history_text,
    intake,
    invite,
    lane,
    listing,
    measure,
    membership,
    organisation,
    outbound,
    parked_case,
    person,
    report,
    review,
    sent_card,
    visit,
)
from core.vault import Vault

ERASURE = "erasure"  # the kind of an address's clock
SOON_MS = 60_000
"""How long the last answer has to be sent before it is looked at; and again, for a day at most."""

_me: BindParameter[int] = bindparam("person_id")
_LOCK = Q(select(person.c.id).where(person.c.id == _me).with_for_update())
_OF_ME = (
    select(*COLUMNS)
    .join(membership, membership.c.organisation_id == organisation.c.id)
    .where(membership.c.person_id == _me)
    .order_by(organisation.c.id)
)
_READ_MINE, _MINE = Q(_OF_ME), Q(_OF_ME.with_for_update(of=organisation))
_OTHERS = Q(
    select(membership.c.person_id)
    .where(membership.c.organisation_id == bindparam("organisation_id"), membership.c.person_id != _me)
    .limit(1)
)
_ADDRESSES = Q(select(address.c.id).where(address.c.person_id == _me).order_by(address.c.id))

_my_step = and_(history.c.person_id == _me, history.c.exchange_id == review.c.exchange_id)
_my_case = and_(history.c.person_id == _me, history.c.exchange_id == parked_case.c.exchange_id)
_WRITTEN = ("problem", "disputed", "appealed", "cancelled_late", "undo_wanted", REPORTED)
# What the person wrote: found by the history, so it goes before the history forgets them.
_TEXTS = (
    Q(
        delete(history_text).where(
            history_text.c.history_id.in_(select(history.c.id).where(history.c.person_id == _me))
        )
    ),
    Q(update(fund_request).where(fund_request.c.person_id == _me).values(sealed=b"", person_id=null())),
    Q(
        update(review)
        .where(exists().where(_my_step, history.c.action == "reviewed", history.c.organisation_id == review.c.by_id))
        .values(sealed=null())
    ),
    Q(
        update(review)
        .where(exists().where(_my_step, history.c.action == "replied", history.c.organisation_id == review.c.by_id))
        .values(reply=null())
    ),
    Q(
        update(parked_case)
        .where(exists().where(_my_case, history.c.action.in_(_WRITTEN), history.c.at == parked_case.c.at))
        .values(sealed=null())
    ),
)
_FORGET_STEPS = Q(update(history).where(history.c.person_id == _me).values(person_id=null()))
_my_flags = select(flag.c.id).where(flag.c.person_id == _me)
_TRACES = (
    Q(
        update(approval)
        .where(approval.c.person_id == _me)
        .values(
            person_id=null(), sealed=b"", state=case((approval.c.state == "waiting", "void"), else_=approval.c.state)
        )
    ),
    Q(update(approval).where(approval.c.decided_by == _me).values(decided_by=null())),
    Q(update(fund_request).where(fund_request.c.decided_by == _me).values(decided_by=null(), why_not=null())),
    Q(update(measure).where(measure.c.person_id == _me).values(person_id=null(), sealed=null())),
    Q(update(assisted).where(assisted.c.person_id == _me).values(person_id=null())),
    Q(update(intake).where(intake.c.by_id == _me).values(by_id=null())),
    Q(update(intake).where(intake.c.decided_by == _me).values(decided_by=null())),
    Q(update(parked_case).where(parked_case.c.taken_by == _me).values(taken_by=null())),
    Q(update(parked_case).where(parked_case.c.answered_by == _me).values(answered_by=null(), sealed=null(), phrase="")),
    Q(update(listing).where(listing.c.person_id == _me).values(person_id=null())),
    Q(
        update(parked_case)
        .where(parked_case.c.flag_id.in_(_my_flags), parked_case.c.answered_by.is_(None))
        .values(sealed=null())
    ),
    Q(
        update(parked_case)
        .where(parked_case.c.flag_id.in_(_my_flags.where(flag.c.sealed.is_not(None))))
        .values(resolved_at=func.coalesce(parked_case.c.resolved_at, bindparam("now")))
    ),
    Q(
        update(flag)
        .where(flag.c.person_id == _me)
        .values(
            person_id=null(),
            sealed=null(),
            blind=null(),
            channel="",
            outcome=case((flag.c.sealed.is_not(None), "changed"), else_=flag.c.outcome),  # there is no step any more
        )
    ),
    Q(update(flag).where(flag.c.decided_by == _me).values(decided_by=null())),
    Q(delete(report).where(report.c.person_id == _me)),
    Q(update(invite).where(invite.c.used_by == _me).values(used_by=null())),
    Q(
        update(invite)
        .where(or_(invite.c.moves_id == _me, invite.c.made_by == _me))
        .values(moves_id=null(), made_by=null())
    ),
    *recovering.FORGET,
    Q(delete(membership).where(membership.c.person_id == _me)),
    Q(delete(coordinator).where(coordinator.c.person_id == _me)),
    Q(delete(visit).where(visit.c.person_id == _me)),
    Q(
        update(person)
        .where(person.c.id == _me)
        .values(acting_for=null(), consent_at=null(), waiting_for_human_at=null())
    ),
)
_this: BindParameter[int] = bindparam("address_id")
_of_neither = parked_case.c.exchange_id.is_(None) & parked_case.c.flag_id.is_(None)  # nor words that are held
_FORGET_CASES = Q(
    update(parked_case)
    .where(parked_case.c.address_id == _this)
    .values(
        sealed=null(),
        phrase="",
        address_id=null(),  # no coordinator writes there any more
        resolved_at=case(  # a problem of an exchange is still one
            (_of_neither, func.coalesce(parked_case.c.resolved_at, bindparam("now"))),
            else_=parked_case.c.resolved_at,
        ),
    )
)
_LOST = Q(
    update(address)
    .where(address.c.id == _this)
    .values(blind=bindparam("new_blind"), pin=null(), pin_tries=null(), pin_until=null(), pin_wrong=null())
)
_FORGET_ALIASES = Q(delete(alias).where(alias.c.address_id == _this))
_FORGET_STATE = Q(update(conversation).where(conversation.c.address_id == _this).values(state="", shown=null()))
_FORGET_SCREENS = Q(
    update(outbound).where(outbound.c.lane_id == _this, outbound.c.state != "waiting").values(screen="", dedupe=null())
)
_DROP_WAITING = Q(
    update(outbound)
    .where(outbound.c.lane_id == _this, outbound.c.state == "waiting")
    .values(state="dropped", error="erased", screen="", dedupe=null())
)

_FORGET_HELD = Q(delete(held_alert).where(held_alert.c.address_id == _this))
_FORGET_CARDS = Q(delete(sent_card).where(sent_card.c.lane_id == _this))

_LOCK_ADDRESS = Q(select(address.c.person_id).where(address.c.id == _this).with_for_update())
_LOCK_LANE = Q(select(lane.c.lease_until).where(lane.c.address_id == _this).with_for_update())
_WAITS = Q(
    select(outbound.c.id)
    .where(outbound.c.lane_id == _this, outbound.c.state == "waiting", outbound.c.created_at > bindparam("since"))
    .limit(1)
)
_REST = (
    Q(update(parked_case).where(parked_case.c.address_id == _this).values(address_id=null(), sealed=null(), phrase="")),
    Q(delete(outbound).where(outbound.c.lane_id == _this)),
    _FORGET_CARDS,
    Q(delete(lane).where(lane.c.address_id == _this)),
    Q(delete(code_try).where(code_try.c.address_id == _this)),
    Q(delete(conversation).where(conversation.c.address_id == _this)),
    _FORGET_ALIASES,
    Q(delete(address).where(address.c.id == _this)),
)
_FORGET_PERSON = Q(delete(person).where(person.c.id == _me, ~exists().where(address.c.person_id == person.c.id)))

# ---- at once ----------------------------------------------------------------------------------------------------


def erase_me(ctx: Context, command: EraseMe) -> list[Event]:
    """Forget the acting person; an organisation they are the last person of is closed.

    Raises a Refusal while such an organisation has exchanges under way.
    """
    person_id = acting_person(ctx)
    ctx.tx.one(_LOCK, person_id=person_id)
    mine = [Organisation(*row) for row in ctx.tx.all(_MINE, person_id=person_id)]
    closing = [one for one in mine if is_last(ctx.tx, person_id, one.id)]
    numbers = [number for one in closing for number in closure.under_way(ctx.tx, one.id)]
    if numbers:
        raise Unfinished(numbers)
    mark_until = bringing.kept_until(ctx.tx, ctx.vault, person_id, ctx.now)
    tries = guessing.tries_of(ctx.tx, ctx.vault, person_id, ctx.now)
    _forget_steps(ctx, person_id)  # first, or who once acted for both sides could not end what goes on
    events = [event for one in closing for event in closure.close(ctx, one)]
    _forget_steps(ctx, person_id)
    unsaid.unsay(ctx.tx, person_id)
    stop_rest(ctx.tx, person_id)
    for q in _TRACES:
        ctx.tx.run(q, person_id=person_id, now=ctx.now)
    for address_id in scalar_rows(ctx.tx.all(_ADDRESSES, person_id=person_id)):
        forget_chat(ctx.tx, ctx.vault, address_id, ctx.now)
    left = tuple(one.id for one in mine if one not in closing)
    for organisation_id in left:
        roles.keep_owner(ctx.tx, organisation_id)
    closed = tuple(one.id for one in closing)
    return [*events, Erased(person_id, left, closed, mark_until, tries[0] + guessing.CROWD_SPAN if tries else None)]


def is_last(tx: Tx, person_id: int, organisation_id: int) -> bool:
    """Whether nobody else acts for that organisation."""
    return tx.one(_OTHERS, person_id=person_id, organisation_id=organisation_id) is None


def leaving(tx: Tx, vault: Vault, person_id: int, now: int) -> LeavingCard:
    """What would become of their organisations, read before they say yes."""
    mine = [Organisation(*row) for row in tx.all(_READ_MINE, person_id=person_id)]
    closing = [one for one in mine if is_last(tx, person_id, one.id)]
    numbers = [number for one in closing for number in closure.under_way(tx, one.id)]
    staying = tuple(one.name for one in mine if one not in closing)
    mark_until = bringing.kept_until(tx, vault, person_id, now)
    return LeavingCard(tuple(one.name for one in closing), staying, tuple(numbers), mark_until)


def _forget_steps(ctx: Context, person_id: int) -> None:
    for q in (*_TEXTS, _FORGET_STEPS):
        ctx.tx.run(q, person_id=person_id)


def forget_chat(tx: Tx, vault: Vault, address_id: int, now: int) -> None:
    """Nobody finds the address any more, nothing waits for it; the sealed value is kept for the last answer."""
    guessing.forget_whose(tx, vault, address_id)
    tx.run(_FORGET_ALIASES, address_id=address_id)
    tx.run(_LOST, address_id=address_id, new_blind=secrets.token_bytes(32))
    tx.run(_FORGET_CASES, address_id=address_id, now=now)
    for q in (_FORGET_STATE, _FORGET_HELD, _FORGET_CARDS):
        tx.run(q, address_id=address_id)
    clocks.start(tx, ERASURE, "address", address_id, now + SOON_MS)
    for q in (_FORGET_SCREENS, _DROP_WAITING):
        tx.run(q, address_id=address_id)


# ---- when the last answer was sent ------------------------------------------------------------------------------


def forget_address(ctx: Context, address_id: int) -> list[Event]:
    """The clock of an address: when nothing waits for it, or a day is over, its rows go, and its person with it."""
    person_id = ctx.tx.value(_LOCK_ADDRESS, address_id=address_id)
    if person_id is None or not clocks.take(ctx.tx, ERASURE, "address", address_id, ctx.now):
        return []
    if _still_sending(ctx, address_id):
        clocks.start(ctx.tx, ERASURE, "address", address_id, ctx.now + SOON_MS)
        return []
    for q in _REST:
        ctx.tx.run(q, address_id=address_id)
    ctx.tx.run(_FORGET_PERSON, person_id=person_id)
    return []


def _still_sending(ctx: Context, address_id: int) -> bool:
    leased = ctx.tx.value(_LOCK_LANE, address_id=address_id)
    if leased is not None and leased > ctx.now:
        return True
    return ctx.tx.one(_WAITS, address_id=address_id, since=ctx.now - DAY_MS) is not None


HANDLERS: dict[type, Any] = {EraseMe: erase_me}
