"""How much is too much? What one organisation or person may do in a span of time, and when it may go on.

Counted from rows that are there anyway, so every process counts the same, and nothing is written to count. What is
counted on every message, the messages themselves, stands in the conversation (bot/conversation/session.py) that is read
and written with each of them.
"""

from __future__ import annotations

from sqlalchemy import bindparam, func, or_, select

from core.db import Q, Tx
from core.errors import Refusal
from core.exchange_states import UNAGREED
from core.messages import Message, Moment, _
from core.parties import is_party
from core.policy import DAY_MS, HOUR_MS
from core.tables import exchange, history, listing, measure, membership

LISTINGS_A_DAY = 60  # of an organisation
PROPOSALS_AN_HOUR = 40  # of an organisation
ORGANISATIONS_A_DAY = 5  # by one person
CHANGES_A_DAY = 5  # of one listing, that others are told of
NAMES_A_MONTH = 3  # of an organisation, by its people: its name, its town, or both at once
MESSAGES_A_MINUTE = 40  # of one address

_LISTINGS = Q(
    select(func.count(), func.min(listing.c.created_at)).where(
        listing.c.organisation_id == bindparam("who"), listing.c.created_at > bindparam("since")
    )
)
_PROPOSALS = Q(
    select(func.count(), func.min(exchange.c.updated_at)).where(
        is_party(bindparam("who")),
        exchange.c.author_id == bindparam("who"),
        exchange.c.state.in_(("proposed", *UNAGREED)),
        exchange.c.updated_at > bindparam("since"),
    )
)
_ORGANISATIONS = Q(
    select(func.count(), func.min(membership.c.since)).where(
        membership.c.person_id == bindparam("who"),
        membership.c.role == "owner",
        membership.c.since > bindparam("since"),
    )
)
_CHANGES = Q(
    select(func.count(func.distinct(history.c.at)), func.min(history.c.at))
    .select_from(history.join(exchange, exchange.c.id == history.c.exchange_id))
    .where(
        or_(exchange.c.need_id == bindparam("who"), exchange.c.offer_id == bindparam("who")),
        history.c.action == "changed",
        history.c.at > bindparam("since"),
    )
)
_NAMES = Q(
    select(func.count(func.distinct(measure.c.at)), func.min(measure.c.at)).where(
        measure.c.organisation_id == bindparam("who"),
        measure.c.action.in_(("own_name", "own_town")),
        measure.c.at > bindparam("since"),
    )
)


def check_listings(tx: Tx, organisation_id: int, now: int) -> None:
    """Raise a Refusal that says when the organisation may publish again."""
    _check(tx, _LISTINGS, organisation_id, now, DAY_MS, LISTINGS_A_DAY)


def listings_left(tx: Tx, organisation_id: int, now: int) -> int:
    """How many more it may publish today."""
    count, _first = tx.one(_LISTINGS, who=organisation_id, since=now - DAY_MS) or (0, None)
    return max(LISTINGS_A_DAY - int(count), 0)


def check_proposals(tx: Tx, organisation_id: int, now: int) -> None:
    """The same of proposals."""
    _check(tx, _PROPOSALS, organisation_id, now, HOUR_MS, PROPOSALS_AN_HOUR)


def check_changes(tx: Tx, listing_id: int, now: int) -> None:
    """The same of changes to one listing: each is told to all it was suggested to."""
    _check(tx, _CHANGES, listing_id, now, DAY_MS, CHANGES_A_DAY)


def check_organisations(tx: Tx, person_id: int, now: int) -> None:
    """The same of new organisations of one person."""
    _check(tx, _ORGANISATIONS, person_id, now, DAY_MS, ORGANISATIONS_A_DAY)


def check_names(tx: Tx, organisation_id: int, now: int) -> None:
    """The same of names and towns that an organisation gives itself."""
    _check(tx, _NAMES, organisation_id, now, 30 * DAY_MS, NAMES_A_MONTH)


def _check(tx: Tx, counted: Q, who: int, now: int, span: int, most: int) -> None:
    count, first = tx.one(counted, who=who, since=now - span) or (0, None)
    if count >= most:
        raise Refusal(too_much(first + span))


def too_much(until: int) -> Message:
    """What is said instead: epoch milliseconds of when it may go on."""
    return _("That is a lot in a short time. You can go on from {until}.", until=Moment(until))
