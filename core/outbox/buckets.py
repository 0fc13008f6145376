"""How fast may a channel be used, by all workers together? Token buckets in the database.

In any one second at most `rate + burst` messages go, so a channel's limits are chosen to keep that sum under what the
provider allows. A token may be used until `SLACK_MS` after it was given (bot/sending/gate.py), so the messages of one
second hold the tokens of a little more than one: the bucket fills that much more slowly.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import bindparam, select, update
from sqlalchemy.dialects.postgresql import insert

from core.db import Q, Tx
from core.tables import bucket

SLACK_MS = 100
_CLOCK_JUMP_MS = 10_000

_FULL = Q(
    insert(bucket)
    .values(channel=bindparam("channel"), tokens=bindparam("tokens"), at=bindparam("now"))
    .on_conflict_do_nothing(index_elements=[bucket.c.channel])
)
_LOOK = Q(
    select(bucket.c.tokens, bucket.c.at).where(bucket.c.channel == bindparam("name")).with_for_update(key_share=True)
)
_SET = Q(
    update(bucket).where(bucket.c.channel == bindparam("name")).values(tokens=bindparam("tokens"), at=bindparam("at"))
)


@dataclass(frozen=True, slots=True)
class Pace:
    """`rate` messages a second over all recipients, `burst` at once, `gap` milliseconds between two to one of them."""

    rate: float
    burst: int
    gap: int

    @property
    def spare(self) -> int:
        """Tokens that stay in the bucket for whoever writes next: what was not asked for goes as fast without them."""
        return self.burst // 5


def take(tx: Tx, channel: str, pace: Pace, wanted: int, now: int, unhurried: int = 0) -> int:
    """How many of the `wanted` messages may go now, and of the `unhurried` ones after them; so many tokens are gone."""
    row = tx.one(_LOOK, name=channel)
    if row is None:
        tx.run(_FULL, channel=channel, tokens=pace.burst * 1000, now=now)
        row = tx.one(_LOOK, name=channel)
    assert row, "a bucket that was just made"
    tokens, at = _filled(pace, row[0], row[1], now)
    whole = tokens // 1000
    given = min(wanted, whole)
    given += min(unhurried, max(0, whole - given - pace.spare))
    if given or at != row[1]:
        tx.run(_SET, name=channel, tokens=tokens - given * 1000, at=at)
    return given


def _filled(pace: Pace, tokens: int, at: int, now: int) -> tuple[int, int]:
    """Tokens in thousandths at `now`, and the time they are counted from.

    Of two hosts a little apart the later clock counts, or each would see the other's seconds again; a clock that was
    set back far starts counting anew.
    """
    if now < at - _CLOCK_JUMP_MS:
        return tokens, now
    gained = int(max(0, now - at) * pace.rate * 1000 / (1000 + SLACK_MS))
    if gained == 0:
        return tokens, at
    return min(pace.burst * 1000, tokens + gained), max(at, now)
