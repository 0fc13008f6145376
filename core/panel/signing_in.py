"""Who is at the coordinators' pages? A link from the chat, once and within minutes; then a session.

Link and cookie hold random words; here is only their SHA-256. Whoever coordinates nothing any more is nobody at once,
and a new link ends the links before it that nobody opened.
"""

from __future__ import annotations

import secrets
from hashlib import sha256
from typing import Any, NamedTuple

from sqlalchemy import bindparam, exists, insert, select, update

from core.commands.shift import AskPage
from core.context import Context
from core.coordination.coordinators import hubs_of
from core.db import New, Q, Tx
from core.errors import Refusal
from core.events import Event
from core.events.hub import PageLink
from core.messages import _
from core.people.choices import acting_person
from core.policy import HOUR_MS
from core.tables import address, coordinator, visit

LINK_MS = 10 * 60_000
IDLE_MS = 2 * HOUR_MS
LONGEST_MS = 12 * HOUR_MS
_SEEN_MS = 60_000  # how fine the idle time is measured

_ADD = New(
    insert(visit).values(
        {name: bindparam(name) for name in ("person_id", "address_id", "link", "made_at", "link_until")}
    )
)
_ADDRESS = Q(
    select(address.c.id).where(address.c.id == bindparam("address_id"), address.c.person_id == bindparam("person_id"))
)
_VOID = Q(
    update(visit)
    .where(visit.c.person_id == bindparam("me"), visit.c.session.is_(None), visit.c.ended_at.is_(None))
    .values(ended_at=bindparam("now"))
)
_coordinates = exists().where(coordinator.c.person_id == visit.c.person_id)
_serves = (
    visit.c.link == bindparam("its_link"),
    visit.c.session.is_(None),
    visit.c.ended_at.is_(None),
    visit.c.link_until > bindparam("now"),
    _coordinates,
)
_SERVES = Q(select(visit.c.id).where(*_serves))
_OPEN = Q(
    update(visit)
    .where(*_serves)
    .values(session=bindparam("new_session"), opened_at=bindparam("now"), seen_at=bindparam("now"))
)
_VISITOR = Q(
    select(visit.c.id, visit.c.person_id, visit.c.address_id, visit.c.seen_at, visit.c.state, visit.c.sealed).where(
        visit.c.session == bindparam("session"),
        visit.c.ended_at.is_(None),
        visit.c.opened_at > bindparam("opened_after"),
        visit.c.seen_at > bindparam("seen_after"),
        _coordinates,
    )
)
_SEEN = Q(update(visit).where(visit.c.id == bindparam("visit_id")).values(seen_at=bindparam("now")))
_END = Q(
    update(visit)
    .where(visit.c.session == bindparam("its_session"), visit.c.ended_at.is_(None))
    .values(ended_at=bindparam("now"), state="", sealed=None)
)
_KEEP = Q(
    update(visit)
    .where(visit.c.id == bindparam("visit_id"))
    .values(state=bindparam("new_state"), sealed=bindparam("new_sealed"))
)


class Visitor(NamedTuple):
    """Somebody who is signed in; `state` and `sealed` are what they began on the page."""

    id: int
    person_id: int
    address_id: int
    seen_at: int
    state: str
    sealed: bytes | None


def ask_page(ctx: Context, command: AskPage) -> list[Event]:
    """A coordinator gets a link; the links before it that nobody opened are worth nothing any more."""
    me = acting_person(ctx)
    if not hubs_of(ctx.tx, me):
        raise Refusal(_("This page is for who coordinates a network."))
    if ctx.tx.one(_ADDRESS, address_id=command.address_id, person_id=me) is None:
        raise Refusal(_("This page is for who coordinates a network."))
    ctx.tx.run(_VOID, me=me, now=ctx.now)
    word = secrets.token_urlsafe(32)
    until = ctx.now + LINK_MS
    where = {"person_id": me, "address_id": command.address_id}
    ctx.tx.added(_ADD, **where, link=_hashed(word), made_at=ctx.now, link_until=until)
    return [PageLink(word, until)]


def serves(tx: Tx, word: str, now: int) -> bool:
    """Whether a link may still be opened; for a look that takes no lock, since anybody may send any word."""
    return tx.one(_SERVES, its_link=_hashed(word), now=now) is not None


def open_link(tx: Tx, word: str, now: int) -> str | None:
    """The word of a new session; None where the link is old, was opened, or its owner coordinates nothing."""
    session = secrets.token_urlsafe(32)
    opened = tx.run(_OPEN, its_link=_hashed(word), new_session=_hashed(session), now=now)
    return session if opened == 1 else None


def visitor(tx: Tx, session: str, now: int) -> Visitor | None:
    """Who has this session; None where there is none (any more)."""
    row = tx.one(_VISITOR, session=_hashed(session), opened_after=now - LONGEST_MS, seen_after=now - IDLE_MS)
    return Visitor._make(row) if row else None


def is_stale(found: Visitor, now: int) -> bool:
    """Whether it should be written down that they are still there."""
    return now - found.seen_at >= _SEEN_MS


def seen(tx: Tx, found: Visitor, now: int) -> None:
    """They are still there."""
    tx.run(_SEEN, visit_id=found.id, now=now)


def keep(tx: Tx, found: Visitor, state: str, sealed: bytes | None) -> None:
    """What they began, and the screen that shows it."""
    tx.run(_KEEP, visit_id=found.id, new_state=state, new_sealed=sealed)


def end(tx: Tx, session: str, now: int) -> None:
    """They sign out."""
    tx.run(_END, its_session=_hashed(session), now=now)


def _hashed(word: str) -> bytes:
    return sha256(word.encode("utf-8", "replace")).digest()


HANDLERS: dict[type, Any] = {AskPage: ask_page}
