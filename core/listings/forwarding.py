"""To whom may a coordinator send a request or an offer, and what comes of it? A suggestion that a person made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from sqlalchemy import and_, bindparam, exists, func, or_, select

from core import matching
from core.commands.caring import Forward
from core.context import Context
from core.coordination.coordinators import require_decider
from core.db import Q, Tx
from core.errors import Refusal
from core.events import Event, Suggested
from core.exchange_states import ONGOING
from core.exchanges.opening import going_on, read_listing, suggest_to
from core.exchanges.sides import side
from core.listings import waves
from core.messages import Message, _
from core.privacy import seeing
from core.tables import coordinator, exchange, listing, name_column, organisation
from core.text.across import sounding
from core.text.normal import fold

MOST = 1500
_talks = exists().where(
    exchange.c.state.in_(ONGOING),
    or_(
        and_(exchange.c.need_id == listing.c.id, exchange.c.provider_id == organisation.c.id),
        and_(exchange.c.offer_id == listing.c.id, exchange.c.receiver_id == organisation.c.id),
    ),
)
_MAY_BE_ASKED = Q(
    select(organisation.c.id, name_column(organisation))
    .join(listing, listing.c.hub_id == organisation.c.hub_id)
    .where(
        listing.c.id == bindparam("listing_id"),
        listing.c.hub_id.in_(select(coordinator.c.hub_id).where(coordinator.c.person_id == bindparam("reader"))),
        organisation.c.status == "approved",
        organisation.c.id != listing.c.organisation_id,
        seeing.reaches(listing.c.audience, organisation),
        seeing.meet(listing.c.organisation_id, organisation.c.id),
        ~_talks,
    )
    .order_by(func.lower(organisation.c.name), organisation.c.id)
    .limit(bindparam("most"))
)
_SPOKEN = Q(select(organisation.c.languages).where(organisation.c.id == bindparam("id")))


def may_be_asked(tx: Tx, person_id: int, listing_id: int, name: str = "") -> list[tuple[int, str]]:
    """(id, name) of the organisations that may see a listing and were not asked about it, by name; some letters do,
    and in another script what sounds so. Only for who coordinates that network.
    """
    sought = fold(name)
    found = [(id, called) for id, called in tx.all(_MAY_BE_ASKED, reader=person_id, listing_id=listing_id, most=MOST)]
    named = [one for one in found if sought in fold(one[1])]
    return named or [found[at] for at in sounding(name, [called for _id, called in found])]


def forward(ctx: Context, command: Forward) -> list[Event]:
    """A coordinator of neither asks one organisation about a listing; it answers as it answers any suggestion."""
    about = read_listing(ctx.tx, command.listing_id, lock=True)
    require_decider(ctx, about.hub_id, about.organisation_id, command.to_id)
    owner = side(ctx.tx, about.organisation_id, ctx.now)
    if about.state != "open" or owner.status != "approved" or owner.frozen:
        raise Refusal(_("It is paused now, so nobody is asked about it."))
    if about.kind == "need" and waves.goes_on(ctx.tx, about.id):
        raise Refusal(_("Two are talking about it already. If that ends without a result, the next are asked."))
    seeing.alone(ctx.tx, about.organisation_id, command.to_id)
    if going_on(ctx.tx, about.id, command.to_id) is not None:
        raise Refusal(_("They were asked about it already."))
    if not seeing.sees(ctx.tx, command.to_id, about.id):
        raise Refusal(_("They cannot be asked about this one. Choose another organisation."))
    acting = replace(ctx, actor=replace(ctx.actor, kind="coordinator", organisation_id=None))
    made = suggest_to(
        acting, about, command.to_id, (_("an idea of the coordination"), *_about(ctx, about.id, command.to_id))
    )
    if about.kind == "need":
        waves.now_waits(ctx, about.id)
    return [Suggested(about.id, (made.exchange_id,), by_hand=True), made]


def _about(ctx: Context, listing_id: int, to_id: int) -> tuple[Message, ...]:
    """Which service it is, where nobody of that organisation reads the language it is written in."""
    spoken = (ctx.tx.value(_SPOKEN, id=to_id) or "").split() or [""]
    named = [service for lang in spoken if (service := matching.service_in(ctx.tx, listing_id, lang))]
    return (_("it is about {service}", service=named[0]),) if len(named) == len(spoken) else ()


HANDLERS: dict[type, Callable[[Context, Any], list[Event]]] = {Forward: forward}
