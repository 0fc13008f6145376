"""What must be so before somebody proposes or answers: whose turn it is, that the listing is open, a second yes?"""

from __future__ import annotations

from datetime import date

from sqlalchemy import bindparam, update

from core import calendar
from core.context import Context
from core.db import Q
from core.errors import Refusal
from core.exchanges import sides
from core.exchanges.record import Exchange
from core.listing_states import REVIVABLE
from core.messages import _
from core.people import seconding
from core.tables import organisation

_ANSWERED = Q(
    update(organisation)
    .where(organisation.c.id == bindparam("organisation_id"), organisation.c.missed > 0)
    .values(missed=0)
)


def check_asked(ctx: Context, found: Exchange) -> None:
    if sides.me(ctx) == found.author_id:
        raise Refusal(_("You wrote this proposal, so the other organisation answers it. Please wait for them."))


def check_open(state: str | None, still: tuple[str, ...] = REVIVABLE) -> None:
    """Raise a Refusal where a listing has ended; what was proposed before it expired may still be answered."""
    if state is not None and state not in still:
        raise Refusal(_("This has ended meanwhile. Write “menu” to see what is open."))


def check_second(ctx: Context, receiver_id: int, minutes: int, about: int | None = None) -> int | None:
    """The receiver's hours are promised by its terms and set aside by its yes: two of its people may be needed."""
    return seconding.check(ctx, receiver_id, minutes, about) if sides.me(ctx) == receiver_id else None


def answered(ctx: Context) -> None:
    """Whoever answers has missed nothing lately."""
    ctx.tx.run(_ANSWERED, organisation_id=sides.me(ctx))


def today_of(ctx: Context, organisation_id: int) -> date:
    return calendar.today(ctx.now, sides.side(ctx.tx, organisation_id, ctx.now).calendar.zone)
