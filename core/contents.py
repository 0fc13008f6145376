"""Which texts does WhatsApp know of ours? Contents at Twilio: templates with their approval, and screens with choices.

A row belongs to one text: its name carries the text's fingerprint, so a changed sentence is a new row, and the old one
serves until the new one is approved.
"""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import bindparam, select, update
from sqlalchemy.dialects.postgresql import insert

from core.db import Q, Tx
from core.tables import content

TEMPLATE, SESSION = "template", "session"
APPROVED, READY, REFUSED = "approved", "ready", "refused"
"""States of ours: `ready` = may be used inside the 24 hours; `refused` = Twilio would not send it when we tried.

All others are WhatsApp's own words: unsubmitted, received, pending, approved, rejected, paused, disabled.
"""
ENDED = frozenset(("rejected", "paused", "disabled", REFUSED))
"""States that need somebody."""


class Content(NamedTuple):
    """`places` names its numbered variables in order; `reason` says why it was rejected."""

    id: int
    use: str
    kind: str
    lang: str
    name: str
    sid: str
    places: str
    state: str
    reason: str


_columns = [content.c[name] for name in Content._fields]
_ALL = Q(select(*_columns).order_by(content.c.id))
_USABLE = Q(
    select(*_columns)
    .where(content.c.kind == bindparam("kind"), content.c.lang == bindparam("lang"), content.c.state == APPROVED)
    .order_by(content.c.id.desc())
    .limit(1)
)
_names = ("use", "kind", "lang", "name", "sid", "places", "state", "reason")
_ADD = Q(
    insert(content)
    .values(
        {name: bindparam(name) for name in _names} | {"created_at": bindparam("now"), "checked_at": bindparam("now")}
    )
    .on_conflict_do_nothing(index_elements=[content.c.name])
    .inline()
)
_STAND = Q(
    update(content)
    .where(content.c.name == bindparam("of"))
    .values(sid=bindparam("sid"), state=bindparam("state"), reason=bindparam("reason"), checked_at=bindparam("now"))
)
_REFUSE = Q(update(content).where(content.c.id == bindparam("of")).values(state=REFUSED, reason=bindparam("reason")))


def known(tx: Tx) -> list[Content]:
    """All of them, oldest first."""
    return [Content(*row) for row in tx.all(_ALL)]


def approved(tx: Tx, kind: str, lang: str) -> Content | None:
    """The newest approved template of that kind and language."""
    row = tx.one(_USABLE, kind=kind, lang=lang)
    return Content(*row) if row else None


def keep(tx: Tx, one: Content, now: int) -> None:
    """Store how a Content stands; the one of that name is brought up to date."""
    values = one._asdict()
    del values["id"]
    if not tx.run(_ADD, now=now, **values):
        tx.run(_STAND, of=one.name, sid=one.sid, state=one.state, reason=one.reason, now=now)


def refuse(tx: Tx, content_id: int, code: str) -> None:
    """Twilio would not send it: not used again until its state was asked for (setup-whatsapp, the daily look)."""
    tx.run(_REFUSE, of=content_id, reason=code)
