"""Which organisations may a name mean that somebody typed? By its bones, its words, or in another script its sound.

Of a network nobody learns who is in it by guessing: by a part of the name, or by its sound, an organisation finds those
with whom it has agreed on something. Any other is found by its whole name, and what cannot be found and what may not be
is answered alike. Names that mean nobody are counted, and after some the others are not looked for until the next day
(docs/decisions/065-names-are-not-replaced-and-not-guessed.md). Coordinators find all of their networks
(core/people/mentions.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import BindParameter, bindparam, exists, insert, or_, select

from core.commands.giving import NotFound
from core.context import Context
from core.db import Q, Tx, scalar_rows
from core.errors import Refusal
from core.events import Event
from core.look.fund import MemberCard
from core.messages import Moment, _
from core.people import choices
from core.people.organisations import acting_organisation
from core.policy import DAY_MS
from core.privacy.nameless import BEFORE_AGREEMENT
from core.privacy.seeing import meet
from core.tables import exchange, name_column, name_try, organisation
from core.text.across import sounding
from core.text.normal import fold, skeleton

MOST_TRIES = 5
"""Names that mean nobody, of an organisation in a day; so many, and the coordinators have a case."""
GUESSING = "name_guessing"

_MOST_FOUND = 5
_me: BindParameter[int] = bindparam("viewer", type_=organisation.c.id.type)
_agreed = exists().where(
    exchange.c.state.not_in(BEFORE_AGREEMENT),
    or_(
        (exchange.c.receiver_id == organisation.c.id) & (exchange.c.provider_id == _me),
        (exchange.c.receiver_id == _me) & (exchange.c.provider_id == organisation.c.id),
    ),
)
_others = (
    select(organisation.c.id, name_column(organisation), organisation.c.town)
    .where(
        organisation.c.hub_id == bindparam("hub_id"),
        organisation.c.status == "approved",
        organisation.c.id != _me,
        meet(organisation.c.id, _me),
    )
    .order_by(organisation.c.id)
)
_PARTNERS = Q(_others.where(_agreed))
_STRANGERS = Q(_others.where(~_agreed, organisation.c.skeleton == bindparam("skeleton")))
_NOTE = Q(insert(name_try).values(organisation_id=bindparam("who"), at=bindparam("now")).inline())
_TRIES = Q(
    select(name_try.c.at)
    .where(name_try.c.organisation_id == bindparam("who"), name_try.c.at > bindparam("since"))
    .order_by(name_try.c.at.desc())
)


def find(tx: Tx, hub_id: int, name: str, mine: int, now: int, *, partners: bool = False) -> list[MemberCard]:
    """The other organisations of the hub that a name may mean to that one; of `partners`, only those it agreed with.

    Of one that it has never agreed on anything with, the town is not told.
    """
    known = [MemberCard(*row) for row in tx.all(_PARTNERS, hub_id=hub_id, viewer=mine)]
    bones = skeleton(name)
    near, guessed = called(name, [one.name for one in known])
    found = [known[at] for at in near]
    same = [one for one in found if skeleton(one.name) == bones]
    if not partners and bones and shut_until(tx, mine, now) is None:
        rows = tx.all(_STRANGERS, hub_id=hub_id, viewer=mine, skeleton=bones)
        same += [MemberCard(id, name, "") for id, name, _town in rows]
    if same or not guessed:
        return (same or found)[:_MOST_FOUND]
    return [MemberCard(one.id, one.name, one.town, guessed=True) for one in found[:_MOST_FOUND]]


def called(sought: str, names: Sequence[str]) -> tuple[list[int], bool]:
    """The places of those that are called so, else of those whose name holds all the words, else of those that sound so
    in other letters; and whether it was only the sound, which is a guess.
    """
    wanted, typed = skeleton(sought), fold(sought).split()
    if not typed:
        return [], False
    same = [at for at, name in enumerate(names) if skeleton(name) == wanted]
    near = same or [at for at, name in enumerate(names) if not set(typed).difference(fold(name).split())]
    return (near, False) if near else (sounding(sought, names), True)


# ---- names that mean nobody -------------------------------------------------------------------------------------


class Nobody(Refusal):
    """A name means nobody to that organisation, be it that nobody is called so or that they are not for it."""


def shut_until(tx: Tx, organisation_id: int, now: int) -> int | None:
    """From when on others than partners are looked for again, where too many names meant nobody; None: now."""
    tries = scalar_rows(tx.all(_TRIES, who=organisation_id, since=now - DAY_MS))
    return tries[MOST_TRIES - 1] + DAY_MS if len(tries) >= MOST_TRIES else None


def not_found(ctx: Context, command: NotFound) -> list[Event]:
    """Always refused; what it leaves is written by `note`, whatever else is undone."""
    until = shut_until(ctx.tx, acting_organisation(ctx).id, ctx.now)
    if until is None:
        raise Nobody(_("I found nobody of that name. Write the whole name as they write it, or choose the fund."))
    raise Nobody(
        _(
            "I found nobody of that name. Many names were looked for: until {until} I find only those with whom you "
            "have agreed on something. The coordination can help: write “person”.",
            until=Moment(until),
        )
    )


def note(ctx: Context) -> None:
    """Count a name that meant nobody; the last that is looked for is a case for the coordinators."""
    mine = acting_organisation(ctx).id
    if shut_until(ctx.tx, mine, ctx.now) is not None:
        return
    ctx.tx.run(_NOTE, who=mine, now=ctx.now)
    if shut_until(ctx.tx, mine, ctx.now) is not None:
        choices.park(ctx, GUESSING)


HANDLERS: dict[type, Any] = {NotFound: not_found}
