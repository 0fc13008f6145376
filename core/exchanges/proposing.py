"""How does a side propose: from a suggestion or a listing, going on with what was done, or other terms?"""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, select

from core import limits
from core.accounts import balances, holds
from core.accounts.fund import carrying
from core.commands import Counter, FollowUp, Propose, Terms
from core.context import Context
from core.db import Q
from core.errors import Faster, NotYours, Refusal
from core.events import Event
from core.exchange_states import DONE, ONGOING, PROPOSABLE
from core.exchanges import again, allowed, opening, sides, timers
from core.exchanges.record import Exchange, load, move, note, terms_of
from core.exchanges.terms import checked, own_terms, standing
from core.hubs import known_hub
from core.listing_states import LIVE, REVIVABLE
from core.messages import Code, _
from core.people import seconding
from core.people.organisations import acting_organisation
from core.privacy import seeing
from core.tables import exchange

_GOES_ON = Q(
    select(exchange.c.number)
    .where(
        exchange.c.follows_id == bindparam("exchange_id"),
        exchange.c.state.in_(ONGOING),
    )
    .limit(1)
)


def propose(ctx: Context, command: Propose) -> list[Event]:
    """Transition 2: from a suggestion (either side), also one that lapsed, as a proposal may that nobody answered in
    time; or from an open listing of another organisation.
    """
    if ctx.actor.organisation_id is not None:
        limits.check_proposals(ctx.tx, ctx.actor.organisation_id, ctx.now)
    if command.exchange_id is not None:
        return _from_suggestion(ctx, command.exchange_id, command.version, command.terms)
    if command.listing_id is not None:
        return _from_listing(ctx, command.listing_id, command.terms, command.need_id)
    raise NotYours()


def _from_suggestion(ctx: Context, exchange_id: int, version: int | None, terms: Terms | None) -> list[Event]:
    found, need_state = sides.take_with_need(ctx, exchange_id, version, PROPOSABLE)
    still: tuple[str, ...] = LIVE
    if found.state == "lapsed":
        still = REVIVABLE
        _check_again(ctx, found)
    allowed.check_open(need_state, still)
    if found.offer_id is not None:
        allowed.check_open(opening.read_listing(ctx.tx, found.offer_id, lock=False).state, still)
    if terms is None:
        terms = own_terms(found.minutes, found.due_on, found.place, found.remote)
    return _write_terms(ctx, found, terms, "proposed")


def _check_again(ctx: Context, found: Exchange) -> None:
    """Nobody begins anew what was ended for a reason, what is gone, or what the two talk about already."""
    seeing.alone(ctx.tx, found.receiver_id, found.provider_id)
    mine = sides.me(ctx)
    theirs = found.offer_id if mine == found.receiver_id else found.need_id
    if not again.may_again(ctx.tx, found.id) or (theirs is not None and not seeing.sees(ctx.tx, mine, theirs)):
        raise sides.not_available()
    for listing_id, with_id in ((found.need_id, found.provider_id), (found.offer_id, found.receiver_id)):
        before = None if listing_id is None else opening.going_on(ctx.tx, listing_id, with_id)
        if before is not None:
            raise _goes_on_already(load(ctx.tx, before).number)


def _from_listing(ctx: Context, listing_id: int, terms: Terms | None, need_id: int | None) -> list[Event]:
    wanted = opening.read_listing(ctx.tx, listing_id, lock=True)
    mine = acting_organisation(ctx)
    if wanted.hub_id != mine.hub_id:
        raise NotYours()
    if wanted.organisation_id == mine.id:
        raise Refusal(_("This is your own. Propose to another organisation: write “menu” to see others."))
    seeing.alone(ctx.tx, mine.id, wanted.organisation_id)
    if not seeing.sees(ctx.tx, mine.id, listing_id):
        raise NotYours()
    sides.check_no_own_side(ctx, wanted.organisation_id)
    allowed.check_open(wanted.state, LIVE)
    before = opening.going_on(ctx.tx, listing_id, mine.id)
    if before is not None:
        return _go_on(ctx, before, terms)
    terms = terms or own_terms(wanted.minutes, wanted.due_on, wanted.place, wanted.remote)
    return _new_proposal(ctx, wanted, mine.id, terms, _served(ctx, wanted, mine.id, need_id))


def _served(ctx: Context, wanted: opening.Wanted, mine: int, need_id: int | None) -> int | None:
    """The acting organisation's own open request that an offer serves; None where none was named."""
    if need_id is None or wanted.kind != "offer":
        return None
    need = opening.read_listing(ctx.tx, need_id, lock=True)
    if (need.organisation_id, need.kind) != (mine, "need"):
        raise NotYours()
    allowed.check_open(need.state, LIVE)
    return need_id


def _go_on(ctx: Context, exchange_id: int, terms: Terms | None) -> list[Event]:
    """Somebody proposes from a listing what was suggested before; or what they are already talking about."""
    found = load(ctx.tx, exchange_id)
    if found.state == "suggested":
        return _from_suggestion(ctx, exchange_id, None, terms)
    raise _goes_on_already(found.number)


def _goes_on_already(number: int) -> Refusal:
    return Refusal(
        _("You already have exchange {number} about this. Write its number to go on.", number=Code(str(number)))
    )


def _new_proposal(ctx: Context, wanted: opening.Wanted, mine: int, terms: Terms, served: int | None) -> list[Event]:
    gives = wanted.kind == "need"
    receiver, provider = (wanted.organisation_id, mine) if gives else (mine, wanted.organisation_id)
    of = {"need_id": wanted.id if gives else served, "offer_id": None if gives else wanted.id}
    return _propose(ctx, wanted, receiver, provider, terms, of)


def follow_up(ctx: Context, command: FollowUp) -> list[Event]:
    """Either side proposes to go on, once what there was is done; the other answers it as any proposal.

    It serves no request, which the first one did: what the fund gave for that is not given again.
    """
    if ctx.actor.organisation_id is not None:
        limits.check_proposals(ctx.tx, ctx.actor.organisation_id, ctx.now)
    found = sides.take(ctx, command.exchange_id, None, DONE)
    both = sides.me(ctx), found.other(sides.me(ctx))
    seeing.alone(ctx.tx, *both)
    if not seeing.may_meet(ctx.tx, *both):
        raise sides.not_available()  # as to who does not know of it
    going = ctx.tx.value(_GOES_ON, exchange_id=found.id)
    if going is not None:
        raise _goes_on_already(going)
    of = {"follows_id": found.id, "offer_id": found.offer_id}
    return _propose(ctx, found, found.receiver_id, found.provider_id, command.terms, of)


def _propose(
    ctx: Context,
    about: opening.Wanted | Exchange,
    receiver: int,
    provider: int,
    terms: Terms,
    of: dict[str, int | None],
) -> list[Event]:
    mine = sides.me(ctx)
    kept = checked(terms, known_hub(ctx.tx, about.hub_id).policy, allowed.today_of(ctx, mine), about.what)
    counted = allowed.check_second(ctx, receiver, kept.minutes)
    made = opening.create(
        ctx,
        about,
        receiver_id=receiver,
        provider_id=provider,
        state="proposed",
        author_id=mine,
        terms_version=1,
        **of,
        **_fields(kept),
    )
    if made is None:
        raise Faster()
    seconding.concerns(ctx.tx, counted, made.id)
    sides.check_both_in(ctx, made)
    _check_own_hours(ctx, made)
    told = note(ctx, made, "proposed", old_state=None, figure=made.agreed, terms=terms_of(made))
    timers.start_answer(ctx, made, made.other(mine))
    return [told]


def counter(ctx: Context, command: Counter) -> list[Event]:
    """Transition 3: the side that was asked proposes other terms, or the author, who has not been answered yet, would
    rather have others. The clock starts again for the other side.
    """
    found, need_state = sides.take_with_need(ctx, command.exchange_id, command.version, ("proposed",))
    allowed.check_open(need_state)
    return _write_terms(ctx, found, command.terms, "countered")


def _write_terms(ctx: Context, found: Exchange, terms: Terms, action: str) -> list[Event]:
    mine = sides.me(ctx)
    sides.check_both_in(ctx, found)
    kept = checked(terms, known_hub(ctx.tx, found.hub_id).policy, allowed.today_of(ctx, mine), found.what)
    if found.state == "proposed" and kept == standing(found):
        allowed.check_asked(ctx, found)
        raise Refusal(_("These are the same terms. Do you want to accept them, or change the hours or the day?"))
    allowed.check_second(ctx, found.receiver_id, kept.minutes, found.id)
    new, told = move(
        ctx,
        found,
        action,
        figure=kept.minutes,
        state="proposed",
        author_id=mine,
        terms_version=found.version + 1,
        **_fields(kept),
    )
    _check_own_hours(ctx, new)
    timers.stop(ctx, new)
    timers.start_answer(ctx, new, new.other(mine))
    allowed.answered(ctx)
    return [told]


def _fields(terms: Terms) -> dict[str, Any]:
    return {
        "minutes": terms.minutes,
        "due_on": terms.due_on,
        "place": terms.place,
        "remote": int(terms.remote),
        "what": terms.what,
    }


def _check_own_hours(ctx: Context, one: Exchange) -> None:
    """Tell the receiver at once when the hours do not reach; they are checked again when they are set aside."""
    if sides.me(ctx) == one.receiver_id:
        payer = carrying.payer(ctx, one)
        if payer == one.payer_account_id:
            holds.check_payer(balances.balance(ctx.tx, payer), one.agreed, own=True)
