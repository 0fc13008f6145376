"""Which organisations may a name mean that somebody typed? By its bones, its words, or in another script its sound.

Of a network nobody learns who is in it by guessing: by a part of the name, or by its sound, an organisation finds those
with whom it has agreed on something. Any other is found by its whole name, be it among other words ("to the ladies of
Casa Luz"), and what cannot be found and what may not be is answered alike. Names that mean nobody are counted, and
after some the others are not looked for until the next day
(docs/decisions/065-names-are-not-replaced-and-not-guessed.md). Coordinators find all of their networks
(core/people/mentions.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import BindParameter, Text, bindparam, exists, insert, or_, select

from core.commands.giving import NotFound
from core.context import Context
from core.db import Q, Tx, scalar_rows
from core.errors import Refusal
from core.events import Event
from core.look.fund import MemberCard
from core.many import Among
from core.messages import Moment, _
from core.people import choices
from core.people.organisations import acting_organisation
from core.policy import DAY_MS
from core.privacy.nameless import BEFORE_AGREEMENT
from core.privacy.seeing import meet
from core.tables import exchange, name_column, name_try, organisation
from core.text.across import sounding
from core.text.normal import fold, is_form, skeleton, words

MOST_TRIES = 5
"""Names that mean nobody, of an organisation in a day; so many, and the coordinators have a case."""
GUESSING = "name_guessing"

_LEAST = 3  # letters of a word that may be a name
_HALF = 0.5  # of the words of a name
_MOST_FOUND = 5
_MOST_WORDS, _OF_A_NAME = 24, 7  # of what was said, among which a name may stand, and of a name there
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
_STRANGERS = Among(_others.where(~_agreed), organisation.c.skeleton, Text)
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
    names = [one.name for one in known]
    near, guessed = called(name, names)
    near, guessed = (near, guessed) if near else (_partly(name, names), True)
    found = [known[at] for at in near]
    bones = _bones(name)
    same = [one for one in found if skeleton(one.name) in bones]
    if not partners and bones and shut_until(tx, mine, now) is None:
        rows = _STRANGERS.rows(tx, bones, hub_id=hub_id, viewer=mine)
        strangers = [MemberCard(id, name, "") for id, name, _town in rows]
        same += strangers if len(strangers) == 1 else []  # of a list of names nobody learns which are in
    if same or not guessed:
        return (same or found)[:_MOST_FOUND]
    return [MemberCard(one.id, one.name, one.town, guessed=True) for one in found[:_MOST_FOUND]]


def _bones(said: str) -> list[str]:
    """The bones of what was said, and of each row of words in it, which may be a whole name."""
    own = said.split()[:_MOST_WORDS]
    rows = (own[at:end] for at in range(len(own)) for end in range(at + 1, min(at + _OF_A_NAME, len(own)) + 1))
    telling = (" ".join(row) for row in rows if max(map(len, row)) >= _LEAST)
    return [bones for bones in dict.fromkeys(map(skeleton, (said, *telling))) if bones]


def called(sought: str, names: Sequence[str]) -> tuple[list[int], bool]:
    """The places of those that are called so, else of those whose name holds all the words, else of those whose whole
    name is among them, else of those that sound so in other letters; and whether it was only the sound: a guess.
    """
    wanted, typed = skeleton(sought), fold(sought).split()
    if not typed:
        return [], False
    same = [at for at, name in enumerate(names) if skeleton(name) == wanted]
    near = same or [at for at, name in enumerate(names) if not set(typed).difference(fold(name).split())]
    near = near or _mentioned(sought, names)
    return (near, False) if near else (sounding(sought, names), True)


def _partly(said: str, names: Sequence[str]) -> list[int]:
    """The places of those of whose telling words more than half are among what was said."""
    there = set(words(said))
    telling = [{word for word in words(name) if not is_form(word)} for name in names]
    shares = [len(own & there) / len(own) if max(map(len, own & there), default=0) >= _LEAST else 0 for own in telling]
    most = max(shares, default=0)
    return [at for at, share in enumerate(shares) if share == most > _HALF]


def _mentioned(said: str, names: Sequence[str]) -> list[int]:
    """The places of those whose whole name, small words aside, is among the words: "let in Casa Luz"."""
    there = set(words(said))
    telling = [{word for word in words(name) if not is_form(word)} for name in names]
    return [at for at, own in enumerate(telling) if own and own <= there and max(map(len, own)) >= _LEAST]


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
