"""How does a message get into its recipient's lane? In the transaction of whatever caused it, numbered under a lock.

A lane is one recipient's queue. Upserting its row locks it, and the numbers are given out under that lock, so the
order within a lane is the order of the commits; lanes are taken sorted by address, so two messages never deadlock.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    and_,
    bindparam,
    case,
    exists,
    func,
    literal_column,
    null,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert

from core.contents import TEMPLATE
from core.db import New, Q, Tx
from core.tables import content, lane, outbound

# a constant in the text of the statement: only then does SQLite use the partial index of waiting messages
WAITING: ColumnElement[str] = literal_column("'waiting'")

_of_lane = lane.c.address_id == bindparam("lane_id")
_behind = bindparam("behind", type_=lane.c.next_seq.type)
_reply: BindParameter[int] = bindparam("reply", type_=lane.c.reply_waits.type)
_taken = {
    "next_seq": lane.c.next_seq + bindparam("count"),
    "next_at": func.coalesce(lane.c.next_at, bindparam("now")),
    "reply_waits": case((_reply == 1, 1), else_=lane.c.reply_waits),
}
# plain statements: an upsert that returns its number takes SQLite four times as long
_TAKE = Q(update(lane).where(_of_lane).values(_taken))
_OPEN = Q(
    insert(lane)
    .values(
        address_id=bindparam("lane_id"),
        channel=bindparam("channel"),
        next_seq=1 + bindparam("count", type_=lane.c.next_seq.type),
        next_at=bindparam("now"),
        reply_waits=_reply,
    )
    .on_conflict_do_update(index_elements=[lane.c.address_id], set_=_taken)
)
_NUMBER = select(lane.c.next_seq - _behind).where(_of_lane)
_FIRST = Q(_NUMBER)
_message = insert(outbound).values(
    lane_id=bindparam("lane_id"),
    seq=_NUMBER.scalar_subquery(),
    kind=bindparam("kind"),
    screen=bindparam("screen"),
    dedupe=bindparam("dedupe"),
    created_at=bindparam("now"),
    expires_at=bindparam("expires_at"),
)
_ADD = New(_message)
_ADD_ONCE = New(
    _message.on_conflict_do_nothing(index_elements=[outbound.c.dedupe], index_where=outbound.c.dedupe.is_not(None))
)
_sent_alert = (outbound.c.lane_id == bindparam("address_id"), outbound.c.kind == "alert", outbound.c.screen != "")
_ALERT = Q(select(outbound.c.screen).where(*_sent_alert, outbound.c.id == bindparam("id")))
_went = outbound.c.state.in_([literal_column(f"'{state}'") for state in ("sent", "delivered", "read")])
_NEWEST_ALERT = Q(select(outbound.c.screen).where(*_sent_alert, _went).order_by(outbound.c.id.desc()).limit(1))
_ARRIVED = Q(
    select(outbound.c.id)
    .where(*_sent_alert, _went, outbound.c.id > bindparam("after"))
    .order_by(outbound.c.id.desc())
    .limit(1)
)
_OWN = Q(
    select(outbound.c.screen).where(outbound.c.lane_id == bindparam("address_id"), outbound.c.id == bindparam("id"))
)
_OUTBOUND = Q(
    select(outbound.c.id).where(
        outbound.c.lane_id == bindparam("address_id"), outbound.c.provider_id == bindparam("provider_id")
    )
)
_SCREEN = Q(
    select(outbound.c.screen, content.c.use)
    .join_from(outbound, content, content.c.id == outbound.c.content_id, isouter=True)
    .where(outbound.c.id == bindparam("id"))
)
_SENT = Q(select(outbound.c.provider_id, outbound.c.sent_at).where(outbound.c.id == bindparam("id")))
_before = outbound.alias("before")
_SENT_BEFORE = Q(
    select(_before.c.provider_id)
    .join_from(outbound, _before, and_(_before.c.lane_id == outbound.c.lane_id, _before.c.seq < outbound.c.seq))
    .where(outbound.c.id == bindparam("id"), _before.c.provider_id.is_not(None))
    .order_by(_before.c.seq.desc())
    .limit(1)
)
_BEHIND = Q(
    select(outbound.c.screen)
    .join_from(outbound, content, content.c.id == outbound.c.content_id)
    .where(
        outbound.c.lane_id == bindparam("lane_id"),
        content.c.use == TEMPLATE,
        or_(outbound.c.provider_id == bindparam("ref"), bindparam("ref", type_=outbound.c.screen.type) == ""),
    )
    .order_by(outbound.c.id.desc())
    .limit(1)
)
_WAKE = Q(
    update(lane)
    .where(
        lane.c.address_id == bindparam("address_id"),
        exists().where(and_(outbound.c.lane_id == lane.c.address_id, outbound.c.state == WAITING)),
    )
    .values(next_at=func.coalesce(lane.c.next_at, bindparam("now")))
)


CALLS = "always:danger:"
"""How the key of an alert begins that calls somebody to a person in danger: it goes as soon as a reply."""

_hurries = or_(outbound.c.kind == "reply", outbound.c.dedupe.startswith(CALLS, autoescape=True))
_reply_waits = exists().where(and_(outbound.c.lane_id == lane.c.address_id, outbound.c.state == WAITING, _hurries))
_COUNT_AGAIN = Q(update(lane).where(_of_lane).values(reply_waits=case((_reply_waits, 1), else_=0)))


class Item(NamedTuple):
    """One message to one address.

    `kind` is 'reply' (asked for: goes even to somebody who stopped alerts) or 'alert'. `screen` is core.messages.dump
    text. A second item with the same `dedupe` is left out. An alert is dropped instead of sent after `expires_at`.
    """

    address_id: int
    channel: str
    kind: str
    screen: str
    dedupe: str | None = None
    expires_at: int | None = None


def enqueue(tx: Tx, items: Sequence[Item], now: int) -> list[int]:
    """Put the items into their lanes; the ids of the new outbound rows, in the order of the items.

    Call it once in a transaction, after every other lock: it locks lanes sorted by address.
    """
    if len(items) == 1:
        (item,) = items
        take(tx, item.address_id, item.channel, 1, now, reply=int(_is_hurried(item)))
        return _add(tx, item, 1, now)
    lanes = Counter((item.address_id, item.channel) for item in items)
    answered = {item.address_id for item in items if _is_hurried(item)}
    behind = {}
    for address_id, channel in sorted(lanes):
        behind[address_id] = lanes[address_id, channel]
        take(tx, address_id, channel, behind[address_id], now, reply=int(address_id in answered))
    ids: list[int] = []
    for item in items:
        ids += _add(tx, item, behind[item.address_id], now)
        behind[item.address_id] -= 1
    return ids


def _is_hurried(item: Item) -> bool:
    return item.kind == "reply" or (item.dedupe or "").startswith(CALLS)


def woken_at(at: ColumnElement[int]) -> ColumnElement[int | None]:
    """When a lane is due next: at `at` if something waits in it, later only where a status asked for a rest."""
    waits = exists().where(and_(outbound.c.lane_id == lane.c.address_id, outbound.c.state == WAITING))
    return case((and_(waits, lane.c.next_at > at), lane.c.next_at), (waits, at), else_=null())


def reply_still_waits() -> ColumnElement[int]:
    """Whether a reply waits in a lane in which one did: of a lane that was locked by an earlier statement."""
    return case((and_(lane.c.reply_waits == 1, _reply_waits), 1), else_=0)


def reply_added(tx: Tx, address_id: int) -> None:
    """A message was copied into a lane that is locked: it may be a reply."""
    tx.run(_COUNT_AGAIN, lane_id=address_id)


def screen_of(tx: Tx, outbound_id: int) -> tuple[str, bool] | None:
    """The stored screen of a message and whether only its brief was shown; None when it is gone or emptied."""
    row = tx.one(_SCREEN, id=outbound_id)
    return (row[0], row[1] == TEMPLATE) if row and row[0] else None


def sent_as(tx: Tx, outbound_id: int) -> tuple[str, int]:
    """What the provider calls a message, and when it went (epoch ms); ('', 0) where it has not."""
    row = tx.one(_SENT, id=outbound_id)
    return (row[0] or "", row[1] or 0) if row else ("", 0)


def sent_before(tx: Tx, outbound_id: int) -> str:
    """What the provider calls the last message that went to the same address before this one; '' where none did."""
    return tx.value(_SENT_BEFORE, id=outbound_id) or ""


def outbound_of(tx: Tx, address_id: int, provider_id: str) -> int:
    """Which message to that address the provider calls so; 0 where it is none of ours."""
    return tx.value(_OUTBOUND, address_id=address_id, provider_id=provider_id) or 0


def behind_template(tx: Tx, address_id: int, provider_id: str) -> str | None:
    """The screen of an alert that went to this address as a template, the newest where no id is given."""
    found = tx.value(_BEHIND, lane_id=address_id, ref=provider_id)
    return found or (tx.value(_BEHIND, lane_id=address_id, ref="") or None)


def alert_of(tx: Tx, address_id: int, outbound_id: int) -> str | None:
    """The stored screen of an alert to that address, the newest that was sent for 0; None when it is gone."""
    wanted = {"id": outbound_id} if outbound_id else {}
    found: str | None = tx.value(_ALERT if outbound_id else _NEWEST_ALERT, address_id=address_id, **wanted)
    return found


def arrived(tx: Tx, address_id: int, after: int) -> int:
    """The newest alert that was sent to that address after that message; 0 for none."""
    return tx.value(_ARRIVED, address_id=address_id, after=after) or 0


def own_screen(tx: Tx, address_id: int, outbound_id: int) -> str:
    """The stored screen of any message to that address, '' when it is gone."""
    return tx.value(_OWN, address_id=address_id, id=outbound_id) or ""


def reopen(tx: Tx, address_id: int, now: int) -> None:
    """The person wrote: what was kept for her next message may go. A reply put into her lane does the same."""
    tx.run(_WAKE, address_id=address_id, now=now)


def take(tx: Tx, address_id: int, channel: str, count: int, now: int | None, reply: int = 0) -> None:
    """Take the next `count` numbers of a lane, whose row is locked from here on; `now` wakes it if it rests.

    `reply` is 1 where one of them is for a reply: the lane is claimed before those with alerts only.
    """
    if not tx.run(_TAKE, lane_id=address_id, count=count, now=now, reply=reply):
        tx.run(_OPEN, lane_id=address_id, channel=channel, count=count, now=now, reply=reply)


def number(tx: Tx, address_id: int, channel: str, now: int | None) -> int:
    """The next number of a lane, taken."""
    take(tx, address_id, channel, 1, now)
    taken: int = tx.value(_FIRST, lane_id=address_id, behind=1)
    return taken


def _add(tx: Tx, item: Item, behind: int, now: int) -> list[int]:
    """The id of the new message, or nothing when its key was there before. `behind` the lane's next number."""
    id: int | None = tx.added(
        _ADD if item.dedupe is None else _ADD_ONCE,
        lane_id=item.address_id,
        behind=behind,
        kind=item.kind,
        screen=item.screen,
        dedupe=item.dedupe,
        now=now,
        expires_at=item.expires_at,
    )
    return [] if id is None else [id]
