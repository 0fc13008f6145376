"""Photos, papers, voice notes and places beside words: who reads the words sees them.

What belongs to a need or an offer is seen by who may see that; what partners send each other by the two; what belongs
to a problem by its writer and, while the problem is open, by who may decide about it, who then sees the partners' too.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import bindparam, delete, func, insert, or_, select

from core.context import Context
from core.db import New, Q, Row, Tx
from core.errors import Faster, NotYours, Refusal
from core.exchange_states import HELD
from core.messages import _
from core.naming import called_in
from core.people.choices import acting_person
from core.policy import DAY_MS
from core.privacy.nameless import Called
from core.privacy.seeing import may_meet
from core.relay import relayed
from core.relay.pieces import KINDS, MOST, Piece, PieceCard
from core.tables import attached_file, attachment, exchange

A_DAY = 60
"""Most that one organisation may attach within a day."""
SHOWN = 9

_COLUMNS = ("exchange_id", "listing_id", "organisation_id", "person_id", "at", "kind", "about", "sealed")
_ADD = New(insert(attachment).values({name: bindparam(name) for name in _COLUMNS}))
_of = attachment.c.organisation_id == bindparam("organisation_id")
_SINCE = Q(select(func.count()).select_from(attachment).where(_of, attachment.c.at > bindparam("since")))
_CARD = select(attachment.c.id, attachment.c.kind, attachment.c.at, attachment.c.organisation_id)
_x = bindparam("exchange_id", type_=exchange.c.id.type)
_of_exchange = or_(
    attachment.c.exchange_id == _x,
    attachment.c.listing_id == select(exchange.c.need_id).where(exchange.c.id == _x).scalar_subquery(),
    attachment.c.listing_id == select(exchange.c.offer_id).where(exchange.c.id == _x).scalar_subquery(),
)
_OF_SIDE = Q(
    _CARD.where(_of_exchange, or_(attachment.c.about != "problem", attachment.c.organisation_id == bindparam("viewer")))
    .order_by(attachment.c.id.desc())
    .limit(SHOWN)
)
_OF_EXCHANGE = Q(_CARD.where(_of_exchange).order_by(attachment.c.id.desc()).limit(SHOWN))
_SIDES = Q(
    select(exchange.c.receiver_id, exchange.c.provider_id, exchange.c.state, exchange.c.hub_id).where(
        exchange.c.id == bindparam("exchange_id")
    )
)
_my_ids = select(attachment.c.id).where(attachment.c.person_id == bindparam("person_id"))
_MINE = Q(_my_ids)
_FORGET = (
    Q(delete(attached_file).where(attached_file.c.attachment_id.in_(_my_ids))),
    Q(delete(attachment).where(attachment.c.person_id == bindparam("person_id"))),
)


class Belongs(NamedTuple):
    """What it is attached to: a listing or an exchange, and in which part of its life."""

    about: str
    exchange_id: int | None = None
    listing_id: int | None = None


def add(ctx: Context, tokens: Sequence[str], organisation_id: int, to: Belongs) -> tuple[int, ...]:
    """Keep them with what they belong to; their ids. Raises a Refusal when there are too many."""
    if not tokens:
        return ()
    if len(tokens) > MOST:
        raise Refusal(_("I can pass on at most {most} at once. Send the rest afterwards.", most=MOST))
    since = ctx.now - DAY_MS
    if ctx.tx.value(_SINCE, organisation_id=organisation_id, since=since) + len(tokens) > A_DAY:
        raise Faster(_("That is a lot for one day. Please send the rest tomorrow."))
    return tuple(_add(ctx, token, organisation_id, to) for token in tokens)


def _add(ctx: Context, token: str, organisation_id: int, to: Belongs) -> int:
    piece = Piece.load(ctx.vault.open(token.encode()))
    if piece.kind not in KINDS:
        raise NotYours()
    id: int = ctx.tx.added(
        _ADD,
        exchange_id=to.exchange_id,
        listing_id=to.listing_id,
        organisation_id=organisation_id,
        person_id=acting_person(ctx),
        at=ctx.now,
        kind=piece.kind,
        about=to.about,
        sealed=token.encode(),
    )
    return id


def of_exchange(tx: Tx, exchange_id: int, viewer: int) -> list[PieceCard]:
    """What one of its two sides may see, oldest first; [] for anybody else, and for who blocked each other."""
    row = tx.one(_SIDES, exchange_id=exchange_id)
    if row is None or viewer not in row[:2]:
        return []
    other = row[1] if viewer == row[0] else row[0]
    if row[2] not in HELD and not may_meet(tx, viewer, other):
        return []
    names = called_in(tx, exchange_id)
    rows = tx.all(_OF_SIDE, exchange_id=exchange_id, viewer=viewer)
    return [_card(row, "" if row[3] == viewer else names.get(row[3], "")) for row in reversed(rows)]


def of_case(tx: Tx, exchange_id: int) -> list[PieceCard]:
    """What who decides may see, while a problem of it is open; the caller knows that they may."""
    if not relayed.problem_open(tx, exchange_id):
        return []
    card = relayed.read_card(tx, exchange_id)
    names = {card[1].receiver_id: card[1].receiver, card[1].provider_id: card[1].provider} if card else {}
    rows = tx.all(_OF_EXCHANGE, exchange_id=exchange_id)
    return [_card(row, names.get(row[3], "")) for row in reversed(rows)]


def _card(row: Row, of: Called) -> PieceCard:
    id, kind, at, _organisation_id = row
    return PieceCard(id, kind, at, of)


def mine(tx: Tx, person_id: int) -> list[int]:
    """All that a person attached."""
    return [id for (id,) in tx.all(_MINE, person_id=person_id)]


def forget(tx: Tx, person_id: int) -> None:
    """What the person attached goes, and every file of it."""
    for q in _FORGET:
        tx.run(q, person_id=person_id)
