"""How does a tapped button stop spinning? Tap answers bypass the lanes, go first, and mean nothing after a minute."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import bindparam, delete, insert, select, update

from core.db import Q, Tx
from core.tables import tap_answer

TAP_MS = 60_000

_ADD = Q(
    insert(tap_answer)
    .values(
        channel=bindparam("channel"),
        tap_id=bindparam("tap_id"),
        lang=bindparam("lang"),
        screen=bindparam("screen"),
        at=bindparam("now"),
    )
    .inline()
)
_ANY = Q(select(tap_answer.c.id).limit(1))
_DROP_LATE = Q(delete(tap_answer).where(tap_answer.c.at < bindparam("before")))
_DUE = Q(
    select(tap_answer.c.id, tap_answer.c.channel, tap_answer.c.tap_id, tap_answer.c.lang, tap_answer.c.screen)
    .where(tap_answer.c.lease_until <= bindparam("now"))
    .order_by(tap_answer.c.id)
    .limit(bindparam("limit"))
    .with_for_update(skip_locked=True, key_share=True)
)
_LEASE = Q(update(tap_answer).where(tap_answer.c.id == bindparam("tap")).values(lease_until=bindparam("until")))
_DONE = Q(delete(tap_answer).where(tap_answer.c.id == bindparam("tap")))


@dataclass(frozen=True, slots=True)
class Tap:
    """An answer to give: `screen` is the dump of a screen of one line, or '' for silence."""

    id: int
    channel: str
    tap_id: str
    lang: str
    screen: str


def answer_tap(tx: Tx, channel: str, tap_id: str, lang: str, screen: str, now: int) -> None:
    """Answer the callback query `tap_id` soon: `screen` is the dump of a screen of one line, or '' for silence."""
    tx.run(_ADD, channel=channel, tap_id=tap_id, lang=lang, screen=screen, now=now)


def any_taps(tx: Tx) -> bool:
    """Whether some answer waits; for a look that takes no lock."""
    return tx.one(_ANY) is not None


def claim_taps(tx: Tx, channels: Collection[str], now: int, limit: int, lease_ms: int) -> list[Tap]:
    """Answers to give now, oldest first; nobody else gets them for `lease_ms`. Late ones are dropped."""
    tx.run(_DROP_LATE, before=now - TAP_MS)
    taps = [Tap(*row) for row in tx.all(_DUE, now=now, limit=limit)]
    mine = [tap for tap in taps if tap.channel in channels]
    tx.many(_LEASE, [{"tap": tap.id, "until": now + lease_ms} for tap in mine])
    return mine


def taps_done(tx: Tx, taps: Collection[Tap]) -> None:
    """Forget the answers that were given, or that nobody will take."""
    tx.many(_DONE, [{"tap": tap.id} for tap in sorted(taps, key=lambda tap: tap.id)])
