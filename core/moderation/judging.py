"""What becomes of words that were held or reported? A coordinator of neither side lets them through, or does not.

Let through, they go the way they would have gone: the step is done as by who wrote it, a listing is found from then
on. Refused, their writer reads why. What the coordination has taken down may be shown again.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select, update

from core.commands import Actor, Command
from core.commands.moderation import ANSWERS, REASONS, Judge, PutBack, Report
from core.context import Context
from core.coordination import case_steps, cases, measures, suspending
from core.coordination.cases import Case
from core.coordination.coordinators import require_decider
from core.db import Q
from core.errors import Faster, NotYours
from core.events import Event, Judged, ListingPutBack, Reported
from core.exchanges import record
from core.hubs import known_hub
from core.listings import kept as listings
from core.listings import lasting, posting
from core.listings import states as listing_states
from core.matching.values import Listing
from core.messages import _
from core.moderation import flags
from core.moderation.flags import LISTING, About, Flag
from core.people.choices import acting_person
from core.people.organisations import acting_organisation, load_organisation
from core.policy import DAY_MS
from core.privacy import seeing
from core.tables import listing
from core.tables import relayed as said
from core.text.clean import clean

REPORTS_A_DAY = 20
"""Most that one person may report within a day."""
_LONGEST = 1000
_LOCK_LISTING = Q(select(listing.c.id).where(listing.c.id == bindparam("id")).with_for_update(key_share=True))
_MESSAGE = Q(
    select(said.c.from_id, said.c.to_id, said.c.sealed, said.c.person_id).where(
        said.c.id == bindparam("relayed_id"), said.c.exchange_id == bindparam("exchange_id")
    )
)
_BACK = Q(
    update(listing)
    .where(listing.c.id == bindparam("listing_id"), listing.c.state == "removed")
    .values(state="open", held=None, expires_at=bindparam("until"), version=listing.c.version + 1)
)
_AGAIN = Q(update(listing).where(listing.c.id == bindparam("listing_id")).values(expires_at=bindparam("until")))


# ---- reporting --------------------------------------------------------------------------------------------------


def report(ctx: Context, command: Report) -> list[Event]:
    """By who may read it: a case for the coordinators. Reported again by the same person it stays one report."""
    if command.reason not in REASONS:
        raise NotYours()
    mine, person_id = acting_organisation(ctx), acting_person(ctx)
    if flags.reports_since(ctx.tx, person_id, ctx.now - DAY_MS) >= REPORTS_A_DAY:
        raise Faster(_("That is a lot for one day. For help, write “person”."))
    thing = _what_is_reported(ctx, mine.id, command)
    owner = load_organisation(ctx.tx, thing.owner)
    if owner is None or owner.id == mine.id:
        raise NotYours()
    id = flags.reported(ctx, owner, command.reason, thing.about, thing.words, thing.writer)
    told = clean(ctx.vault.open(command.sealed.encode()), _LONGEST) if command.sealed else ""
    if not flags.add_report(ctx, id, mine.id, command.reason, told):
        return [Reported(id, again=True)]
    listing_id = thing.about.listing_id
    if listing_id is None or mine.status != "approved" or not flags.many_report(ctx.tx, id):
        return [Reported(id)]
    return _held_now(ctx, id, listing_id)


class _Thing(NamedTuple):
    """What is reported: whose it is, its words, and who wrote them, where that is known."""

    owner: int
    about: About
    words: str
    writer: int | None


def _what_is_reported(ctx: Context, mine: int, command: Report) -> _Thing:
    """Raises NotYours for what the reporter may not read."""
    if command.relayed_id is not None:
        row = ctx.tx.one(_MESSAGE, relayed_id=command.relayed_id, exchange_id=command.exchange_id)
        if row is None or row[1] != mine:
            raise NotYours()
        about = About("message", exchange_id=command.exchange_id, relayed_id=command.relayed_id)
        return _Thing(row[0], about, ctx.vault.open(bytes(row[2])) if row[2] else "", row[3])
    if command.exchange_id is not None:
        return _in_exchange(ctx, mine, command.exchange_id)
    shown = listings.load(ctx.tx, command.listing_id or 0)
    if shown is None or not seeing.sees(ctx.tx, mine, shown.id) or shown.state != "open":
        raise NotYours()
    return _listing(shown)


def _in_exchange(ctx: Context, mine: int, exchange_id: int) -> _Thing:
    """Of what is only suggested the other side's request or offer; else the terms."""
    found = record.load(ctx.tx, exchange_id)
    if mine not in (found.receiver_id, found.provider_id):
        raise NotYours()
    theirs = found.offer_id if mine == found.receiver_id else found.need_id
    shown = listings.load(ctx.tx, theirs) if theirs is not None and found.state == "suggested" else None
    if shown is not None:
        return _listing(shown)
    return _Thing(found.other(mine), About("exchange", exchange_id=found.id), f"{found.what}\n{found.place}", None)


def _listing(shown: Listing) -> _Thing:
    return _Thing(shown.organisation_id, About(LISTING, shown.id), f"{shown.what}\n{shown.place}", shown.person_id)


def _held_now(ctx: Context, flag_id: int, listing_id: int) -> list[Event]:
    """So many report a listing that nobody sees it until a coordinator has looked; suggestions about it end."""
    ctx.tx.one(_LOCK_LISTING, id=listing_id)
    if not listing_states.pause(ctx.tx, listing_id):
        return [Reported(flag_id)]
    flags.hold_reported(ctx, flag_id, listing_id)
    return [Reported(flag_id, holds=True), *suspending.end_suggestions(ctx, listing_id)]


# ---- deciding ---------------------------------------------------------------------------------------------------


def judge(ctx: Context, command: Judge) -> tuple[list[Event], Context | None, Command | None]:
    """The decision; with it, where a step is let through, that step and as whom it is done now."""
    case = cases.find(ctx.tx, command.case_id)
    if case is None or case.flag_id is None:
        raise NotYours()
    require_decider(ctx, case.hub_id, *case.sides)
    one = flags.load(ctx.tx, case.flag_id, lock=True)
    if one is None or not case_steps.lock(ctx.tx, case):
        raise NotYours()
    if not command.let_through and command.answer not in ANSWERS:
        raise NotYours()
    if one.outcome or not flags.end(ctx, one.id, "let_through" if command.let_through else "refused"):
        raise Faster(_("This is decided already."))
    case_steps.close(ctx.tx, case, ctx.now)
    if not command.let_through:
        return [Judged(one.id, case.id, False, command.answer), *_taken_down(ctx, one)], None, None
    if one.about == LISTING:
        return _shown(ctx, one, case), None, None
    step = flags.waiting_step(ctx, one)
    if step is None:
        return [Judged(one.id, case.id, True, gone=one.how == "held")], None, None
    actor = Actor(one.person_id, one.organisation_id, one.channel, "", one.actor)
    return [Judged(one.id, case.id, True)], replace(ctx, actor=actor, passed=True), step


def _shown(ctx: Context, one: Flag, case: Case) -> list[Event]:
    """A listing that rested for a look is found from now on, and its time begins now."""
    found = listings.load(ctx.tx, one.listing_id or 0)
    judged = Judged(one.id, case.id, True)
    if found is None or found.held != one.id:
        return [judged]
    flags.free(ctx.tx, found.id)
    owner, hub = load_organisation(ctx.tx, found.organisation_id), known_hub(ctx.tx, found.hub_id)
    if owner is None or not listing_states.resume(ctx.tx, found.id):
        return [replace(judged, gone=True)]
    until = lasting.expiry(found.kind, found.due_on, owner.zone, hub.policy, ctx.now)
    ctx.tx.run(_AGAIN, listing_id=found.id, until=until)
    lasting.start(ctx, found.id, until)
    return [judged, *posting.make_found(ctx, hub, owner, found.id)]


def _taken_down(ctx: Context, one: Flag) -> list[Event]:
    """A listing that is refused ends; suggestions about it, too."""
    if one.about != LISTING or one.listing_id is None:
        return []
    ctx.tx.one(_LOCK_LISTING, id=one.listing_id)
    if not listing_states.end(ctx.tx, one.listing_id, "removed"):
        return []
    measures.note(ctx, one.hub_id, "removed", organisation_id=one.organisation_id, listing_id=one.listing_id)
    return suspending.end_suggestions(ctx, one.listing_id)


def put_back(ctx: Context, command: PutBack) -> list[Event]:
    """What the coordination took down is found again; whom it fits and who was not asked before hears of it."""
    ctx.tx.one(_LOCK_LISTING, id=command.listing_id)
    found = listings.load(ctx.tx, command.listing_id)
    owner = load_organisation(ctx.tx, found.organisation_id) if found else None
    if found is None or owner is None:
        raise NotYours()
    require_decider(ctx, found.hub_id, found.organisation_id)
    hub = known_hub(ctx.tx, found.hub_id)
    posting.due_day(found.due_on, owner.zone, ctx.now)
    until = lasting.expiry(found.kind, found.due_on, owner.zone, hub.policy, ctx.now)
    if owner.status not in ("pending", "approved") or not ctx.tx.run(_BACK, listing_id=found.id, until=until):
        raise Faster(_("It can be shown again only while it is taken down and its organisation is in."))
    lasting.start(ctx, found.id, until)
    id = measures.note(ctx, found.hub_id, "put_back", organisation_id=owner.id, listing_id=found.id)
    return [ListingPutBack(id, found.id, owner.id), *posting.make_found(ctx, hub, owner, found.id)]


HANDLERS: dict[type, Any] = {Report: report, PutBack: put_back}
