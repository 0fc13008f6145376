"""How does an exchange come into being? Suggested by matching, or proposed from a listing of another organisation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import and_, bindparam, or_, select, update
from sqlalchemy.dialects.postgresql import insert

from core.accounts import owners
from core.commands import Actor
from core.context import Context
from core.db import New, Q, Tx
from core.errors import Bug, Faster, NotYours
from core.events import Moved
from core.exchange_states import ONGOING
from core.exchanges import timers
from core.exchanges.record import Exchange, load, note, terms_of
from core.messages import Message, dump_value
from core.policy import read_policy
from core.tables import exchange, hub, listing, organisation

_DEFAULTS: dict[str, Any] = {
    "need_id": None,
    "offer_id": None,
    "follows_id": None,
    "whole_id": None,
    "author_id": None,
    "terms_version": 0,
    "score": None,
    "reasons": "[]",
}
_ADDED = (
    *_DEFAULTS,
    "hub_id",
    "number",
    "receiver_id",
    "provider_id",
    "payer_account_id",
    "state",
    "what",
    "minutes",
    "due_on",
    "place",
    "remote",
    "clocks",
    "created_at",
    "updated_at",
)
_ADD = New(
    insert(exchange)
    .values({name: bindparam(name) for name in _ADDED})
    .on_conflict_do_nothing()  # the same pair, suggested in the same instant
)
_NUMBER = Q(
    update(hub)
    .where(hub.c.id == bindparam("hub_id"))
    .values(next_number=hub.c.next_number + 1)
    .returning(hub.c.next_number - 1, hub.c.policy)
)
_LISTING = select(
    listing.c.id,
    listing.c.hub_id,
    listing.c.organisation_id,
    listing.c.kind,
    listing.c.state,
    listing.c.what,
    listing.c.minutes,
    listing.c.due_on,
    listing.c.place,
    listing.c.remote,
    select(organisation.c.country).where(organisation.c.id == listing.c.organisation_id).scalar_subquery(),
).where(listing.c.id == bindparam("listing_id"))
_READ_LISTING, _LOCK_LISTING = Q(_LISTING), Q(_LISTING.with_for_update(key_share=True))
_SAME_PAIR = Q(
    select(exchange.c.id).where(
        exchange.c.need_id == bindparam("need_id"), exchange.c.offer_id == bindparam("offer_id")
    )
)
_GOING_ON = Q(
    select(exchange.c.id)
    .where(
        exchange.c.state.in_(ONGOING),
        or_(
            and_(exchange.c.need_id == bindparam("listing_id"), exchange.c.provider_id == bindparam("with_id")),
            and_(exchange.c.offer_id == bindparam("listing_id"), exchange.c.receiver_id == bindparam("with_id")),
        ),
    )
    .order_by(exchange.c.id.desc())
    .limit(1)
)


class Placed(Protocol):
    """A listing, as far as it says where."""

    @property
    def place(self) -> str: ...
    @property
    def remote(self) -> bool | int: ...
    @property
    def country(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Wanted:
    """A listing, as much of it as an exchange takes over."""

    id: int
    hub_id: int
    organisation_id: int
    kind: str
    state: str
    what: str
    minutes: int | None
    due_on: str | None
    place: str
    remote: int
    country: str


def read_listing(tx: Tx, listing_id: int, *, lock: bool) -> Wanted:
    """The listing; with `lock` nobody ends it until this transaction does. Raises NotYours when there is none."""
    row = tx.one(_LOCK_LISTING if lock else _READ_LISTING, listing_id=listing_id)
    if row is None:
        raise NotYours()
    return Wanted(*row)


def suggest(ctx: Context, need_id: int, offer_id: int, score: int, reasons: tuple[Message, ...]) -> Moved | None:
    """A new exchange in state suggested, from a need and an offer that fit; None when these two had one before.

    `score` is per mille. Nothing is asked of anybody yet; it lapses by itself, without blame.
    """
    need, offer = (read_listing(ctx.tx, id, lock=False) for id in (need_id, offer_id))
    if (need.kind, offer.kind) != ("need", "offer") or need.hub_id != offer.hub_id:
        raise Bug("a suggestion joins a need and an offer of one hub")
    if {need.state, offer.state} != {"open"} or need.organisation_id == offer.organisation_id:
        return None
    if ctx.tx.one(_SAME_PAIR, need_id=need_id, offer_id=offer_id):
        return None
    made = create(
        ctx,
        need,
        receiver_id=need.organisation_id,
        provider_id=offer.organisation_id,
        state="suggested",
        need_id=need.id,
        offer_id=offer.id,
        score=score,
        reasons=_kept(reasons),
        **where_between(need, offer),
    )
    if made is None:
        return None
    timers.start_suggestion(ctx, made)
    clock = Context(ctx.tx, ctx.vault, Actor(None, None, "", "", "clock"), ctx.now)
    return note(clock, made, "suggested", old_state=None, terms=terms_of(made))


def where_between(need: Placed, offer: Placed) -> dict[str, Any]:
    """Where a request is answered: as it asks, as far as the offer goes; between two countries from a distance, which
    alone lets them be joined.
    """
    if need.country != offer.country or (need.remote and offer.remote and not offer.place):
        return {"place": "", "remote": 1}
    either = need.remote and need.place
    return {"place": need.place, "remote": int(bool(need.remote and (offer.remote or not either)))}


def suggest_to(ctx: Context, about: Wanted, to_id: int, reasons: tuple[Message, ...]) -> Moved:
    """A suggestion that a person made: of one listing, to an organisation that need not have any. It lapses alike."""
    gives = about.kind == "need"
    made = create(
        ctx,
        about,
        receiver_id=about.organisation_id if gives else to_id,
        provider_id=to_id if gives else about.organisation_id,
        state="suggested",
        need_id=about.id if gives else None,
        offer_id=None if gives else about.id,
        reasons=_kept(reasons),
    )
    if made is None:
        raise Faster()
    timers.start_suggestion(ctx, made)
    return note(ctx, made, "forwarded", old_state=None, terms=terms_of(made))


def _kept(reasons: tuple[Message, ...]) -> str:
    return "[" + ",".join(map(dump_value, reasons)) + "]"


def create(
    ctx: Context, about: Wanted | Exchange, *, receiver_id: int, provider_id: int, state: str, **more: Any
) -> Exchange | None:
    """A new row with the terms of a listing or an exchange, the hub's next number and its clocks; the receiver pays.

    None where the same need and offer are suggested in the same instant.
    """
    number, policy = ctx.tx.one(_NUMBER, hub_id=about.hub_id) or (0, "{}")
    payer = owners.member_account(ctx.tx, receiver_id)
    row = _DEFAULTS | {
        "hub_id": about.hub_id,
        "number": number,
        "receiver_id": receiver_id,
        "provider_id": provider_id,
        "payer_account_id": payer,
        "state": state,
        "what": about.what,
        "minutes": about.minutes,
        "due_on": about.due_on,
        "place": about.place,
        "remote": about.remote,
        "clocks": read_policy(policy).clocks(),
        "created_at": ctx.now,
        "updated_at": ctx.now,
    }
    id: int | None = ctx.tx.added(_ADD, **(row | more))
    return None if id is None else load(ctx.tx, id, lock=True)


def going_on(tx: Tx, listing_id: int, with_id: int) -> int | None:
    """An exchange about this listing with that organisation which has not ended; its id, or None."""
    found: int | None = tx.value(_GOING_ON, listing_id=listing_id, with_id=with_id)
    return found
