"""When may we not write first? WhatsApp allows free text for 24 hours after the person's last message.

An alert that comes later goes as the approved template of its kind; a discreet organisation's, and what has no brief of
its own, as one that names nobody. Without one it keeps its place in the lane until she writes again, and a coordinator
is told once. https://www.twilio.com/docs/api/errors/63016
"""

from __future__ import annotations

from sqlalchemy import bindparam, func, null, select, update

from core import contents
from core.contents import Content
from core.db import Q, Tx
from core.messages import NEWS, brief_of
from core.outbox.cases import open_case
from core.policy import DAY_MS
from core.tables import address, lane, outbound

WINDOW_MS = {"whatsapp": DAY_MS}

_NOTE = Q(
    update(outbound).where(outbound.c.id == bindparam("message"), outbound.c.error != "window").values(error="window")
)
URGENT = {"danger": ("case",)}
"""Briefs of what is never put off, not even where another one has just gone, with what goes until they are approved.
They name nobody, so that discreet readers have them too.
"""

_OPENED = Q(
    select(address.c.channel, address.c.last_inbound_at, address.c.shut_at).where(
        address.c.id == bindparam("address_id")
    )
)
_REST = Q(update(lane).where(lane.c.address_id == bindparam("lane")).values(next_at=null(), lease_until=0, lease_by=""))
_SHUT = Q(
    update(address)
    .where(
        address.c.id == bindparam("address_id"),
        func.coalesce(address.c.last_inbound_at, 0) <= bindparam("tried_at"),
    )
    .values(shut_at=bindparam("now"))
)


def closed(channel: str, last_inbound_at: int | None, shut_at: int | None, now: int) -> bool:
    """Whether the channel takes nothing but templates from us at `now`."""
    window = WINDOW_MS.get(channel)
    late = window is not None and (last_inbound_at is None or now - last_inbound_at >= window)
    return late or shut_at is not None


def waits(tx: Tx, address_id: int, kind: str, lang: str, now: int) -> bool:
    """Whether an alert of that kind stays with us until the person writes: they cannot be written to first, and no
    template may go in its place.
    """
    row = tx.one(_OPENED, address_id=address_id)
    shut_now = row is not None and closed(row[0], row[1], row[2], now)
    return shut_now and all(contents.approved(tx, one, lang) is None for one in (kind, NEWS))


def shut(tx: Tx, address_id: int, tried_at: int, now: int) -> None:
    """The provider found the window closed at `tried_at`: so it is, unless the person has written since."""
    tx.run(_SHUT, address_id=address_id, tried_at=tried_at, now=now)


def template_for(tx: Tx, kind: str, screen: str, lang: str, *, discreet: bool) -> Content | None:
    """What may go instead of an alert; a reply (`kind`) is not turned into one."""
    if kind != "alert":
        return None
    brief = brief_of(screen)
    if brief and (not discreet or brief.kind in URGENT):
        for name in (brief.kind, *URGENT.get(brief.kind, ())):
            own = contents.approved(tx, name, lang)
            if own is not None and all(brief.values.get(place) for place in own.places.split()):
                return own
    return contents.approved(tx, NEWS, lang)


def keep_for_later(tx: Tx, outbound_id: int, address_id: int, now: int) -> None:
    """The message waits for the person's next one; its lane, which the caller has locked, rests until then."""
    tx.run(_REST, lane=address_id)
    if tx.run(_NOTE, message=outbound_id):
        open_case(tx, "window", address_id, now)
