"""Exchanges as one side sees them: one read with both organisations, the other's own words, and whose turn it is."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import orjson
from sqlalchemy import ColumnElement, Select, and_, bindparam, case, exists, func, or_, select

from core.calendar import end_of_day
from core.commands.talk import may_talk
from core.db import Q, Tx
from core.exchange_states import AGREED, CURRENT, HELD, PENDING, TAKEN_UP, UNDELIVERED
from core.exchanges.again import may_again
from core.exchanges.parts import sizes
from core.listing_states import REVIVABLE
from core.look.exchanges import ExchangeCard
from core.look.linked import Links, Part
from core.messages import load_value
from core.parties import PROVIDER, RECEIVER, WITH_BOTH, is_party
from core.policy import Policy, read_policy
from core.privacy.nameless import ALL, BEFORE_AGREEMENT, INSTITUTIONS, called
from core.reliability import reliability
from core.relied import Relied
from core.reviews import FULL, READABLE, Shown, about, figures
from core.tables import (
    account,
    attachment,
    clock,
    exchange,
    fund_request,
    hub,
    listing,
    name_column,
    organisation,
    parked_case,
    relayed,
    review,
)
from core.written import Written

_MOST = 20
_TAPPED, _ALL_SAID = 1, 2  # what this side said about it
_ANSWER_CLOCKS = ("answer", "suggestion", "confirm", "figure", "absent", "decide")  # one at a time

_need = listing.alias("need")
_offer = listing.alias("offer")
_followed, _next = exchange.alias("followed"), exchange.alias("next")
_viewer: ColumnElement[int] = bindparam("viewer", type_=organisation.c.id.type)

_fund_pays = exists().where(account.c.id == exchange.c.payer_account_id, account.c.kind == "fund")
_fund_will = exists().where(
    fund_request.c.need_id == exchange.c.need_id,
    fund_request.c.state == "approved",
    fund_request.c.organisation_id == exchange.c.receiver_id,
    fund_request.c.minutes >= exchange.c.minutes,
)

_frozen = or_(
    RECEIVER.c.frozen_at.is_not(None),
    PROVIDER.c.frozen_at.is_not(None),
    exists().where(hub.c.id == exchange.c.hub_id, hub.c.frozen_at.is_not(None)),
)

_CARD: Select[Any] = (
    select(
        exchange.c.id,
        exchange.c.hub_id,
        exchange.c.number,
        exchange.c.version,
        exchange.c.state,
        exchange.c.what,
        exchange.c.minutes,
        exchange.c.due_on,
        exchange.c.place,
        exchange.c.remote,
        exchange.c.author_id,
        exchange.c.delivered_minutes,
        exchange.c.asked_minutes,
        exchange.c.settled_minutes,
        exchange.c.reasons,
        exchange.c.clocks,
        exchange.c.need_id,
        exchange.c.offer_id,
        RECEIVER.c.id,
        name_column(RECEIVER),
        RECEIVER.c.town,
        RECEIVER.c.country,
        PROVIDER.c.id,
        name_column(PROVIDER),
        PROVIDER.c.town,
        PROVIDER.c.country,
        PROVIDER.c.zone,
        RECEIVER.c.zone,
        func.coalesce(_need.c.what, ""),
        func.coalesce(_need.c.lang, ""),
        func.coalesce(_offer.c.what, ""),
        select(func.min(clock.c.due_at))
        .where(clock.c.subject == "exchange", clock.c.subject_id == exchange.c.id, clock.c.kind.in_(_ANSWER_CLOCKS))
        .correlate(exchange)
        .scalar_subquery(),
        select(case((FULL, 2), (review.c.on_time.is_not(None), 1), else_=0))
        .where(review.c.exchange_id == exchange.c.id, review.c.by_id == _viewer)
        .correlate(exchange)
        .scalar_subquery(),
        and_(exists().where(review.c.exchange_id == exchange.c.id), READABLE),
        exists().where(parked_case.c.exchange_id == exchange.c.id, parked_case.c.resolved_at.is_(None)),
        exchange.c.wish,
        exchange.c.wish_by_id,
        exchange.c.wish_value,
        exchange.c.moves,
        exchange.c.absent_id,
        exchange.c.excuse,
        exchange.c.silent,
        exchange.c.object_until,
        exchange.c.appeal_until,
        exchange.c.updated_at,
        _need.c.state,
        _offer.c.state,
        exchange.c.whole_id,
        _followed.c.number,
        select(func.max(_next.c.number))
        .where(_next.c.follows_id == exchange.c.id, _next.c.state.in_(TAKEN_UP))  # not one that came to nothing
        .correlate(exchange)
        .scalar_subquery(),
        _frozen,
        or_(_fund_pays, and_(exchange.c.state.in_(PENDING), _fund_will)),
        _need.c.urgent,
        RECEIVER.c.kind,
        PROVIDER.c.kind,
        _need.c.audience,
        _offer.c.audience,
        exists().where(
            or_(
                attachment.c.listing_id.in_((exchange.c.need_id, exchange.c.offer_id)),
                and_(attachment.c.exchange_id == exchange.c.id, attachment.c.about != "problem"),
            )
        ),
        and_(
            exchange.c.state == "suggested",
            or_(
                exchange.c.provider_id == _viewer,
                exists().where(relayed.c.exchange_id == exchange.c.id, relayed.c.from_id == exchange.c.provider_id),
            ),
        ),
    )
    .select_from(WITH_BOTH)
    .outerjoin(_need, _need.c.id == exchange.c.need_id)
    .outerjoin(_offer, _offer.c.id == exchange.c.offer_id)
    .outerjoin(_followed, _followed.c.id == exchange.c.follows_id)
)
_WHOLE = next(n for n, column in enumerate(_CARD.selected_columns) if column is exchange.c.whole_id)
_mine = is_party(_viewer)
_my_turn = case(
    (and_(exchange.c.state == "proposed", exchange.c.author_id != _viewer), 0),
    (and_(exchange.c.state == "delivered", exchange.c.receiver_id == _viewer), 0),
    (exchange.c.state.in_(UNDELIVERED), 1),
    (exchange.c.state == "suggested", 2),
    (exchange.c.state == "settled", 4),
    else_=3,
)
_PARTS = Q(
    select(exchange.c.id, exchange.c.number, exchange.c.state, exchange.c.minutes, exchange.c.due_on)
    .where(exchange.c.whole_id == bindparam("whole_id"))
    .order_by(exchange.c.id)
)
_ONE = Q(_CARD.where(exchange.c.id == bindparam("exchange_id")))
_BY_NUMBER = Q(_CARD.where(exchange.c.hub_id == bindparam("hub_id"), exchange.c.number == bindparam("number"), _mine))
_MINE = Q(
    _CARD.where(_mine, exchange.c.state.in_(CURRENT)).order_by(_my_turn, exchange.c.updated_at.desc()).limit(_MOST)
)


def card_of(
    tx: Tx, exchange_id: int, viewer: int | None, coordinated: tuple[int, ...] = (), now: int = 0
) -> ExchangeCard | None:
    """One exchange for an organisation that is part of it, or for who coordinates its hub; None for others."""
    row = tx.one(_ONE, exchange_id=exchange_id, viewer=viewer or 0)
    if row is None:
        return None
    if _shut_off(row, viewer or 0):
        return None
    card = _card(row, viewer or 0, now)
    if not card.mine and row[1] not in coordinated:
        return None
    return _with_parts(tx, _with_reliability(tx, card), row[_WHOLE])


def card_by_number(tx: Tx, number: int, hub_id: int, viewer: int | None, now: int = 0) -> ExchangeCard | None:
    """The same by the number that people see."""
    row = tx.one(_BY_NUMBER, number=number, hub_id=hub_id, viewer=viewer or 0)
    if row is None or _shut_off(row, viewer or 0):
        return None
    return _with_parts(tx, _with_reliability(tx, _card(row, viewer or 0, now)), row[_WHOLE])


def _with_parts(tx: Tx, card: ExchangeCard, whole_id: int | None) -> ExchangeCard:
    """What was agreed as one is shown as one, wherever one of its parts is."""
    if whole_id is None:
        return card
    parts = tuple(Part(*row) for row in tx.all(_PARTS, whole_id=whole_id))
    return replace(card, links=card.links._replace(parts=parts))


def _with_reliability(tx: Tx, card: ExchangeCard) -> ExchangeCard:
    """Who is asked to agree should know how the other side kept its word; who agreed may read what others wrote; who
    was late may still want it.
    """
    if card.mine and card.state in PENDING:
        return replace(card, relied=relied_of(tx, card.other_id))
    if card.mine and card.state in HELD:
        mine = card.provider_id if card.gives else card.receiver_id
        return replace(card, told_of=bool(told_of(tx, card.other_id, mine, 1)))
    return replace(card, may_again=may_again(tx, card.id)) if card.mine and card.state == "lapsed" else card


def relied_of(tx: Tx, organisation_id: int) -> Relied:
    """How an organisation kept its word, and what others say of it; zeros for a newcomer."""
    found, said = reliability(tx, organisation_id), figures(tx, organisation_id)
    return Relied(*(0, 0, 0) if found.new else found, *said)


def told_of(tx: Tx, organisation_id: int, reader: int, most: int) -> list[Shown]:
    """The newest words about an organisation that others wrote, not who reads them."""
    return about(tx, organisation_id, reader, most)


def cards_of(tx: Tx, organisation_id: int, now: int = 0) -> list[ExchangeCard]:
    """What goes on, the organisation's turn first; a settled one as long as something may be said of it."""
    rows = tx.all(_MINE, viewer=organisation_id)
    cards = [_card(row, organisation_id, now) for row in rows if not _shut_off(row, organisation_id)]
    return [card for card in cards if card.state != "settled" or card.rateable]


def _shut_off(row: tuple[Any, ...], viewer: int) -> bool:
    """Whether it was only suggested to a company or public body that its listing is not for any more."""
    state, author, receiver, provider = row[4], row[10], row[18], row[22]
    if author is not None or state not in BEFORE_AGREEMENT or viewer not in (receiver, provider):
        return False
    r_kind, p_kind, of_need, of_offer = row[-6:-2]
    kind, audience = (p_kind, of_need) if viewer == provider else (r_kind, of_offer)
    return kind in INSTITUTIONS and audience not in (None, ALL)


def _card(row: tuple[Any, ...], viewer: int, now: int) -> ExchangeCard:
    (
        id, _hub, number, version, state, what, minutes, due_on, place, remote, author, delivered, asked, settled,
        reasons, spans, need_id, offer_id, receiver_id, receiver, r_town, r_country, provider_id, provider, p_town,
        p_country, p_zone, r_zone, need_words, need_lang, offer_words, answer_by, said, opinions, looked_at,
        wish, wish_by, wish_value, moves, absent_id, excuse, silent, object_until, appeal_until, updated_at,
        of_need, of_offer, _whole, follows, goes_on, frozen, by_fund, urgent, r_kind, p_kind, _n_audience, _o_audience,
        files, asks,
    ) = row  # fmt: skip
    gives = viewer == provider_id
    if viewer in (receiver_id, provider_id):  # one of its sides; who coordinates knows both
        known = state if follows is None else "agreed"  # they have met
        receiver = receiver if not gives else called(receiver, r_kind, known)
        provider = provider if gives else called(provider, p_kind, known)
    own, shown = (offer_id, of_offer) if gives else (need_id, of_need)
    mine_waits = (wish_by == viewer) != (wish == "absent" and bool(wish_value))  # who did not come offers one
    agreed_under = read_policy(spans)
    ends = end_of_day(due_on, p_zone) if due_on else None
    other = (receiver_id, receiver, r_town, r_country) if gives else (provider_id, provider, p_town, p_country)
    return ExchangeCard(
        id, number, version, state, what, minutes, due_on, place, bool(remote), gives,
        viewer in (receiver_id, provider_id),
        _is_my_turn(state, gives, author == viewer, asked, None if wish is None else mine_waits),
        *other,
        urgent=bool(urgent) and state == "suggested",
        own_words=need_words if gives else offer_words,
        delivered_minutes=delivered,
        asked_minutes=asked,
        settled_minutes=settled,
        answer_by=answer_by,
        reasons=tuple(load_value(orjson.dumps(reason).decode()) for reason in orjson.loads(reasons)),
        reviewed=said is not None,
        rateable=state == "settled" and said != _ALL_SAID,
        said_on_time=said == _TAPPED,
        opinions=bool(opinions),
        looked_at=bool(looked_at),
        late_after=ends - agreed_under.cancel_free_ms if ends else None,
        day_over=bool(ends and ends <= now),
        has_need=need_id is not None,
        has_offer=offer_id is not None,
        own_listing=own if shown in REVIVABLE and viewer in (receiver_id, provider_id) else None,
        by_fund=bool(by_fund),
        may_write=may_talk(state, updated_at, now, asks=bool(asks)),
        frozen=bool(frozen),
        files=bool(files),
        abroad=r_country != p_country,
        written=Written(need_lang, r_zone, p_zone if gives else r_zone) if need_lang else None,
        links=Links(follows, goes_on, (), _planned(state, minutes, agreed_under)),
        receiver_id=receiver_id, receiver=receiver, provider_id=provider_id, provider=provider,
        wish=wish or "",
        wish_is_mine=wish_by == viewer,
        wish_value=wish_value.partition(" ")[0],
        wish_what=wish_value.partition(" ")[2],
        may_move=moves < agreed_under.most_moves and asked is None,
        spans=agreed_under,
        absent_id=absent_id,
        excused=bool(excuse),
        silent=bool(silent),
        object_until=object_until if not gives and object_until and now <= object_until else None,
        appeal_until=appeal_until if absent_id in (None, viewer) and appeal_until and now <= appeal_until else None,
    )  # fmt: skip


def _planned(state: str, minutes: int | None, spans: Policy) -> int:
    """In how many parts a proposal will be confirmed."""
    return len(sizes(minutes or 0, spans.confirm_parts_above)) if state == "proposed" else 1


def _is_my_turn(state: str, gives: bool, mine: bool, asked: int | None, my_wish: bool | None) -> bool:
    """`asked`: a lower figure waits for the provider. `my_wish`: somebody asked something; whether it was this side."""
    if state in AGREED and asked is not None:
        return gives
    match state:
        case "proposed":
            return not mine
        case "delivered":
            return not gives
        case "overdue":
            return my_wish is not True
        case "suggested" | "agreed":
            return True
        case "disputed" | "settled" | "closed":
            return my_wish is False
        case _:
            return False
