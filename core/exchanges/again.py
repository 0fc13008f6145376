"""What may be proposed again: what nobody answered in time, while both still want it, and what came to a good end."""

from __future__ import annotations

from sqlalchemy import bindparam, exists, or_, select

from core.db import Q, Tx
from core.exchange_states import COMPLETED
from core.listing_states import REVIVABLE
from core.parties import is_party
from core.policy import DAY_MS
from core.privacy.seeing import meet
from core.tables import exchange, history, listing

_LATELY_MS = 30 * DAY_MS
_COMPLETED_LATELY_MS, _MOST = 180 * DAY_MS, 20
_is_lapsed = exchange.c.state == "lapsed"
_outdated = exists().where(
    history.c.exchange_id == exchange.c.id,
    history.c.version == exchange.c.version,
    history.c.action == "outdated",  # what one of them says by now does not fit
)
# One whose day has passed is not gone: another day is named.
_gone = exists().where(
    or_(listing.c.id == exchange.c.need_id, listing.c.id == exchange.c.offer_id),
    listing.c.state.not_in(REVIVABLE),
)
_AGAIN = Q(
    select(exchange.c.id).where(
        exchange.c.id == bindparam("exchange_id"),
        _is_lapsed,
        ~_outdated,
        ~_gone,
        meet(exchange.c.receiver_id, exchange.c.provider_id),
    )
)
_LATEST = Q(
    select(exchange.c.id)
    .where(
        is_party(bindparam("organisation_id")),
        _is_lapsed,
        exchange.c.author_id.is_not(None),
        exchange.c.updated_at > bindparam("since"),
    )
    .order_by(exchange.c.updated_at.desc(), exchange.c.id.desc())
    .limit(1)
)
_COMPLETED = Q(
    select(exchange.c.id)
    .where(
        is_party(bindparam("organisation_id")),
        exchange.c.state.in_(COMPLETED),
        exchange.c.updated_at > bindparam("since"),
    )
    .order_by(exchange.c.updated_at.desc(), exchange.c.id.desc())
    .limit(_MOST)
)


def may_again(tx: Tx, exchange_id: int) -> bool:
    """Whether one that lapsed may be proposed anew by either side."""
    return tx.one(_AGAIN, exchange_id=exchange_id) is not None


def lapsed_lately(tx: Tx, organisation_id: int, now: int) -> int | None:
    """The last proposal from or to that organisation that nobody answered in time, within a month; its id."""
    found: int | None = tx.value(_LATEST, organisation_id=organisation_id, since=now - _LATELY_MS)
    return found


def completed_lately(tx: Tx, organisation_id: int, now: int) -> list[int]:
    """The ids of what came to a good end within half a year, the newest first."""
    since = now - _COMPLETED_LATELY_MS
    return [id for (id,) in tx.all(_COMPLETED, organisation_id=organisation_id, since=since)]
