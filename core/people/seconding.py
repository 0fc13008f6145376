"""When does an organisation want a second person's yes before its hours move, and what becomes of what waits for it?

Above the amount that an organisation chose, a step that moves or promises its hours is kept, sealed, until somebody
else of the same organisation says yes from their own chat; then it is done as if they had asked for it. What one
person alone did within a day adds up, so that many small steps are no way round. `check` is called before anything was
written, so that nothing has to be undone.
"""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

from sqlalchemy import BindParameter, Integer, bindparam, delete, func, insert, or_, select, update

from core import clocks
from core.calendar import calendar_of, end_of
from core.commands import Accept, Command, Confirm, Counter, FollowUp, Propose
from core.commands.giving import Donate
from core.commands.team import AnswerSecond, SetSecond
from core.commands.trouble import AnswerUndo, AskUndo, SuggestFigure
from core.context import Context
from core.db import New, Q, Tx
from core.errors import Bug, Faster, NotYours, Refusal, SecondNeeded
from core.events import Changed, Event, SecondAnswered, SecondAsked, SecondLapsed
from core.exchange_states import BROKEN, CANCELLED, UNAGREED
from core.exchanges import record
from core.messages import Amount, _
from core.people.choices import acting_person
from core.people.organisations import acting_organisation
from core.people.roles import require_owner
from core.people.steps import dump_step, load_step
from core.policy import DAY_MS, HOUR_MS
from core.tables import approval, exchange, membership, name_column, organisation, spent

WAIT_MS = 72 * HOUR_MS
LAPSE, REMINDER = "second", "second_reminder"
KINDS = (LAPSE, REMINDER)
_OFF = -1  # minutes of a change that turns it off
_NAMES: dict[type, str] = {
    Accept: "accept",
    Confirm: "confirm",
    Propose: "propose",
    Counter: "propose",
    FollowUp: "propose",
    Donate: "donate",
    SuggestFigure: "figure",
    AskUndo: "undo",
    AnswerUndo: "undo",
    SetSecond: "limit",
}
_BY_TYPE = {kind.__name__: kind for kind in _NAMES}

_of: BindParameter[int] = bindparam("organisation_id")
_this: BindParameter[int] = bindparam("approval_id")
_ABOVE = Q(select(organisation.c.second_above).where(organisation.c.id == _of))
_SET_ABOVE = Q(update(organisation).where(organisation.c.id == _of).values(second_above=bindparam("new_above")))
_LOCK_ORGANISATION = Q(
    select(name_column(organisation), organisation.c.country, organisation.c.zone)
    .where(organisation.c.id == _of)
    .with_for_update(key_share=True)
)
_ANOTHER = Q(
    select(membership.c.person_id)
    .where(membership.c.organisation_id == _of, membership.c.person_id != bindparam("person_id"))
    .limit(1)
)
_SAME = Q(
    select(approval.c.id, approval.c.person_id).where(
        approval.c.organisation_id == _of, approval.c.same == bindparam("same"), approval.c.state == "waiting"
    )
)
_ADDED = (
    *("organisation_id", "person_id", "kind", "same", "exchange_id", "listing_id", "to_id", "minutes", "above"),
    *("sealed", "at", "ends_at"),
)
_ADD = New(insert(approval).values({name: bindparam(name) for name in _ADDED}))
_LOCK = Q(
    select(
        approval.c.organisation_id,
        approval.c.person_id,
        approval.c.state,
        approval.c.ends_at,
        approval.c.sealed,
        approval.c.exchange_id,
    )
    .where(approval.c.id == _this)
    .with_for_update(key_share=True)
)
_END = Q(
    update(approval)
    .where(approval.c.id == _this, approval.c.state == "waiting")
    .values(state=bindparam("new_state"), decided_at=bindparam("now"), decided_by=bindparam("by"), sealed=b"")
)
_CONFIRMING = Q(
    select(func.max(approval.c.ends_at)).where(
        approval.c.exchange_id == bindparam("exchange_id"),
        approval.c.organisation_id == _of,
        approval.c.kind == "confirm",
        approval.c.state == "waiting",
    )
)
_VERSION = Q(select(exchange.c.version).where(exchange.c.id == bindparam("exchange_id")))
_ONE_BY_ONE = Q(select(func.pg_advisory_xact_lock(0, bindparam("organisation_id", type_=Integer))))
_came_to_nothing = exchange.c.state.in_((*UNAGREED, *CANCELLED, *BROKEN, "expired"))
_about: BindParameter[int] = bindparam("about", type_=exchange.c.id.type)
_each = (
    select(func.max(spent.c.minutes).label("minutes"))
    .select_from(spent)
    .outerjoin(exchange, exchange.c.id == spent.c.exchange_id)
    .where(
        spent.c.organisation_id == _of,
        spent.c.at > bindparam("since"),
        or_(spent.c.exchange_id.is_(None), (spent.c.exchange_id != _about) & ~_came_to_nothing),
    )
    .group_by(func.coalesce(spent.c.exchange_id, -spent.c.id))
    .subquery()
)
_SPENT = Q(select(func.coalesce(func.sum(_each.c.minutes), 0)))
_SPEND = New(
    insert(spent).values({name: bindparam(name) for name in ("organisation_id", "exchange_id", "minutes", "at")})
)
_one_of_them = (
    select(func.max(spent.c.id))
    .where(
        spent.c.organisation_id == _of,
        spent.c.exchange_id.is_(None),
        spent.c.minutes == bindparam("minutes"),
        spent.c.at == bindparam("spent_at"),
    )
    .scalar_subquery()
)
_UNSPEND = Q(delete(spent).where(spent.c.id == _one_of_them))
_SPENT_ON = Q(update(spent).where(spent.c.id == bindparam("spent_id")).values(exchange_id=bindparam("about_exchange")))

# ---- asking -----------------------------------------------------------------------------------------------------


def check(ctx: Context, organisation_id: int, minutes: int, about: int | None = None) -> int | None:
    """Raise SecondNeeded where these hours of the organisation, with what one person alone moved or promised within a
    day, take two people; nothing may be written before.

    `about` is the exchange, of parts the first: its hours count once. Else the id of what was counted, for
    `concerns`; None where nothing was.
    """
    if ctx.seconded or ctx.actor.kind != "person" or minutes <= 0:
        return None
    above = ctx.tx.value(_ABOVE, organisation_id=organisation_id)
    if above is None:
        return None
    one_by_one(ctx.tx, organisation_id)
    before = ctx.tx.value(_SPENT, organisation_id=organisation_id, since=ctx.now - DAY_MS, about=about or 0)
    if minutes + int(before) > above:
        raise SecondNeeded(organisation_id, minutes, above)
    id: int = ctx.tx.added(_SPEND, organisation_id=organisation_id, exchange_id=about, minutes=minutes, at=ctx.now)
    return id


def uncount(tx: Tx, organisation_id: int, minutes: int, at: int) -> None:
    """What was counted then without an exchange came to nothing: it counts no more."""
    tx.run(_UNSPEND, organisation_id=organisation_id, minutes=minutes, spent_at=at)


def one_by_one(tx: Tx, organisation_id: int) -> None:
    """Two who spend at once do so one after the other, until the commit; accounts are locked after this."""
    if tx.postgres:
        tx.one(_ONE_BY_ONE, organisation_id=organisation_id)


def concerns(tx: Tx, spent_id: int | None, exchange_id: int) -> None:
    """What was counted is about that exchange, which was made since."""
    if spent_id is not None:
        tx.run(_SPENT_ON, spent_id=spent_id, about_exchange=exchange_id)


def wait(ctx: Context, command: Command, needed: SecondNeeded) -> tuple[list[Event], Command | None]:
    """Keep the step until somebody else says yes; the step itself where this is that somebody, about the same thing.

    Raises a Refusal where nobody else acts for the organisation.
    """
    name, country, zone = ctx.tx.one(_LOCK_ORGANISATION, organisation_id=needed.organisation_id) or ("", "", "UTC")
    person_id = acting_person(ctx)
    waiting = ctx.tx.one(_SAME, organisation_id=needed.organisation_id, same=_same(command, person_id))
    if waiting is not None:
        id, asker = waiting
        if asker == person_id:
            return [SecondAsked(id)], None
        _end(ctx, id, "done")
        return [SecondAnswered(id, yes=True)], command
    if ctx.tx.one(_ANOTHER, organisation_id=needed.organisation_id, person_id=person_id) is None:
        if needed.minutes <= needed.above:
            raise Refusal(
                _(
                    "One person alone can promise up to {above} of {organisation} in a day, and nobody else acts for "
                    "it. Invite a colleague, or wait until tomorrow.",
                    above=Amount(needed.above),
                    organisation=name,
                )
            )
        raise Refusal(
            _(
                "For more than {above} a second person of {organisation} must say yes too, and nobody else acts for "
                "it. Invite a colleague first.",
                above=Amount(needed.above),
                organisation=name,
            )
        )
    ends_at = end_of(ctx.now, WAIT_MS, calendar_of(country, ctx.now, zone))
    about = getattr(command, "exchange_id", None)
    answer_by = clocks.due_at(ctx.tx, "answer", "exchange", about) if about is not None else None
    ends_at = min(ends_at, answer_by or ends_at)  # nobody is asked for longer than the proposal stands
    return [SecondAsked(_keep(ctx, command, needed, ends_at))], None


def _keep(ctx: Context, command: Command, needed: SecondNeeded, ends_at: int) -> int:
    person_id, about = acting_person(ctx), getattr(command, "exchange_id", None)
    id = ctx.tx.added(
        _ADD,
        organisation_id=needed.organisation_id,
        person_id=person_id,
        kind=_NAMES[type(command)],
        same=_same(command, person_id),
        exchange_id=about,
        listing_id=getattr(command, "listing_id", None),
        to_id=getattr(command, "to_id", None),
        minutes=needed.minutes,
        above=needed.above,
        sealed=ctx.vault.seal(dump_step(command)),
        at=ctx.now,
        ends_at=ends_at,
    )
    if about is not None:  # whoever asks acts for this side: the history says so
        found = record.load(ctx.tx, about)
        record.note(ctx, found, "second_asked", old_state=found.state, figure=needed.minutes)
    clocks.start(ctx.tx, LAPSE, "approval", id, ends_at)
    clocks.start(ctx.tx, REMINDER, "approval", id, ctx.now + (ends_at - ctx.now) // 2)
    return int(id)


def waits_until(tx: Tx, exchange_id: int, organisation_id: int) -> int | None:
    """Until when a confirmation of theirs, which one person gave, waits for the second yes; None where none does."""
    found: int | None = tx.value(_CONFIRMING, exchange_id=exchange_id, organisation_id=organisation_id)
    return found


def _same(command: Command, person_id: int) -> bytes:
    """What two people may ask for as one thing: a step of an exchange. Giving twice is twice."""
    whose = 0 if getattr(command, "exchange_id", None) else person_id
    return sha256(f"{whose}:{dump_step(command)}".encode("utf-8", "replace")).digest()


# ---- answering --------------------------------------------------------------------------------------------------


def answer(ctx: Context, command: AnswerSecond) -> tuple[list[Event], Command | None]:
    """A colleague's yes or no, once; the step to be done now where it is a yes. Whoever asked may only take it back."""
    row = ctx.tx.one(_LOCK, approval_id=command.approval_id)
    if row is None or row[0] != acting_organisation(ctx).id:
        raise NotYours()
    _organisation_id, asker, state, ends_at, sealed, exchange_id = row
    if state != "waiting" or ends_at <= ctx.now:
        raise Faster(_("This has been answered already."))
    if asker == ctx.actor.person_id:
        if command.yes:
            raise Refusal(_("Somebody else of your organisation must say yes, from their own chat."))
        _end(ctx, command.approval_id, "void")
        return [SecondAnswered(command.approval_id, yes=False, own=True)], None
    if not command.yes:
        _end(ctx, command.approval_id, "refused")
        return [SecondAnswered(command.approval_id, yes=False)], None
    step = load_step(ctx.vault.open(bytes(sealed)), _BY_TYPE)
    if exchange_id is not None and getattr(step, "version", 0) not in (
        0,
        ctx.tx.value(_VERSION, exchange_id=exchange_id),
    ):
        _end(ctx, command.approval_id, "void")
        return [SecondAnswered(command.approval_id, yes=False, void=True)], None
    _end(ctx, command.approval_id, "done")
    return [SecondAnswered(command.approval_id, yes=True)], step


def _end(ctx: Context, approval_id: int, state: str) -> None:
    ctx.tx.run(_END, approval_id=approval_id, new_state=state, now=ctx.now, by=ctx.actor.person_id)
    clocks.stop_all(ctx.tx, "approval", approval_id)


def fire(ctx: Context, kind: str, approval_id: int) -> list[Event]:
    """The clocks: a reminder to the others, and the end, after which nothing happens."""
    row = ctx.tx.one(_LOCK, approval_id=approval_id)
    if row is None or not clocks.take(ctx.tx, kind, "approval", approval_id, ctx.now) or row[2] != "waiting":
        return []
    if kind == REMINDER:
        return [SecondAsked(approval_id, again=True)]
    _end(ctx, approval_id, "lapsed")
    return [SecondLapsed(approval_id)]


# ---- choosing the amount ----------------------------------------------------------------------------------------


def set_above(ctx: Context, command: SetSecond) -> list[Event]:
    """Who is responsible chooses above how many minutes two people are needed; less care takes a second yes as well."""
    mine = acting_organisation(ctx) if ctx.seconded else require_owner(ctx)
    before = ctx.tx.value(_ABOVE, organisation_id=mine.id)
    if command.above is not None and command.above < 0:
        raise Bug(f"a second yes above {command.above} minutes")
    if command.above == before:
        raise Faster(_("That is so already."))
    if before is not None and not ctx.seconded and (command.above is None or command.above > before):
        raise SecondNeeded(mine.id, _OFF if command.above is None else command.above, before)
    if ctx.tx.one(_ANOTHER, organisation_id=mine.id, person_id=acting_person(ctx)) is None:
        raise Refusal(_("For a second yes there must be a second person. Invite a colleague first."))
    ctx.tx.run(_SET_ABOVE, organisation_id=mine.id, new_above=command.above)
    return [Changed("second", "" if command.above is None else str(command.above))]


def seconded(ctx: Context) -> Context:
    """The same, for a step that two people want."""
    return replace(ctx, seconded=True)
