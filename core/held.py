"""Which alerts wait, for the morning or for the day's digest? Rows of one address, let go together by a clock.

They wait outside the lanes, since a lane keeps its order and would hold back what may go meanwhile.
"""

from __future__ import annotations

from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects.postgresql import insert

from core import calendar, clocks
from core.calendar import Night, after_quiet, next_morning
from core.context import Context
from core.db import Q, Tx
from core.events import Event, LetGo
from core.outbox import Item, budget, repeats
from core.people import addresses
from core.policy import DAY_MS
from core.tables import held_alert

NIGHT, DIGEST = "night", "digest"
BUDGET = budget.CLOCK
"""It came when the hub's month was nearly spent."""
REPEAT = repeats.CLOCK
"""Its template had just gone."""
CONTACT = budget.CONTACT
"""Both, let go since the person wrote."""
KINDS = (NIGHT, DIGEST, BUDGET, REPEAT, CONTACT)

_add = (
    insert(held_alert)
    .inline()
    .values({name: bindparam(name) for name in ("address_id", "channel", "kind", "screen", "dedupe", "expires_at")})
)
_ADD = Q(_add.inline().on_conflict_do_nothing(index_elements=[held_alert.c.dedupe]))
_mine = (
    held_alert.c.address_id == bindparam("address_id"),
    held_alert.c.kind.in_((bindparam("kind"), bindparam("too"))),
)
_READ = Q(
    select(held_alert.c.channel, held_alert.c.screen, held_alert.c.dedupe, held_alert.c.expires_at)
    .where(*_mine)
    .order_by(held_alert.c.id)
)
_GONE = Q(delete(held_alert).where(*_mine))


def until(kind: str, now: int, zone: str, night: Night = calendar.NIGHT) -> int:
    """When alerts that are held now are let go: the end of the night, or the next 09:00 that is not night."""
    return after_quiet(now if kind == NIGHT else next_morning(now, zone), zone, night)


def hold(tx: Tx, item: Item, kind: str, zone: str, now: int, night: Night = calendar.NIGHT) -> None:
    """Keep an alert back; a second one with the same `dedupe` is left out. `night`: whose it is has other hours."""
    held = {"address_id": item.address_id, "channel": item.channel, "kind": kind, "screen": item.screen}
    if tx.run(_ADD, dedupe=item.dedupe, expires_at=item.expires_at, **held):
        clocks.start(tx, kind, "address", item.address_id, until(kind, now, zone, night))


def let_go(ctx: Context, kind: str, address_id: int) -> list[Event]:
    """The clock of an address came due: what is not stale by now may go."""
    if not clocks.take(ctx.tx, kind, "address", address_id, ctx.now):
        return []
    if kind == BUDGET and budget.all_spent(ctx.tx, address_id, ctx.now):
        clocks.start(ctx.tx, kind, "address", address_id, ctx.now + DAY_MS)
        return []
    kinds = {"kind": BUDGET, "too": REPEAT} if kind == CONTACT else {"kind": kind, "too": kind}
    rows = ctx.tx.all(_READ, address_id=address_id, **kinds)
    ctx.tx.run(_GONE, address_id=address_id, **kinds)
    if kind == CONTACT:
        for other in (BUDGET, REPEAT):
            clocks.stop(ctx.tx, other, "address", address_id)
    fresh = [(channel, screen, key) for channel, screen, key, ends in rows if ends is None or ends > ctx.now]
    if not fresh:
        return []
    screens, keys = (tuple(part) for part in zip(*((screen, key) for _channel, screen, key in fresh), strict=True))
    to, channel = addresses.or_other(ctx.tx, address_id) or (address_id, fresh[0][0])
    return [LetGo(to, channel, kind, screens, keys)]
