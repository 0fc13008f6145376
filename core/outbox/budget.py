"""How much of the hub's month is spent, and what may still go? Only where messages cost: WhatsApp and SMS.

A hub's policy may name an amount a month. At 80 % only alerts that wait for an answer go; others wait for the next
morning and go together. At 100 % only replies go, until the hub's next month, and what no budget may silence: a call
for a human, what a human answers, and that a phone or its PIN changes hands. Whoever writes has what waited for them
with the reply, as one message. Coordinators hear of both levels, once.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import Text, bindparam, case, cast, func, literal_column, select, update
from sqlalchemy.dialects.postgresql import insert

from core import clocks
from core.calendar import next_morning, today
from core.db import Q, Tx
from core.messages import brief_of
from core.policy import read_policy
from core.tables import address, held_alert, hub, hub_month, lane, organisation, outbound, person

PAID = frozenset(("whatsapp", "sms"))
ALMOST, ALL = 80, 100
CLOCK = "budget"
CONTACT = "contact"
"""The clock that is started where a person wrote while something waited for them."""
HELD = "budget:"
"""How the key of an alert begins that waited for it: it goes in the morning, together with the others."""
WRITTEN = "wrote:"
"""How the key begins of what goes because the person wrote."""
SPENT = "spent:"
"""How the key begins of what tells coordinators of it: it always goes."""
ALWAYS = "always:"
"""How the key begins of what no budget may silence: what a coordinator answers, and that a phone changes hands."""
ASKS = "asks:"
"""How the key begins of an alert that waits for an answer where its brief does not say so."""
AGAIN = "again:"
"""How the key begins of what goes once more: it could go before."""
_CALLS = frozenset(("case", "danger"))
"""The briefs of what waits for a human, to those who coordinate."""
_AWAITED = _CALLS | {"answer", "message", "suggestion", "coordination"}

_HUB = Q(select(hub.c.zone, hub.c.policy).where(hub.c.id == bindparam("hub_id")))
_of_month = (hub_month.c.hub_id == bindparam("hub_id"), hub_month.c.month == bindparam("month"))
_MONTH = Q(select(hub_month.c.spent, hub_month.c.told).where(*_of_month))
_new = insert(hub_month).values(
    {name: bindparam(name) for name in ("hub_id", "month", "spent", "messages", "parts")} | {"told": 0}
)
_SPEND = Q(
    _new.on_conflict_do_update(
        index_elements=[hub_month.c.hub_id, hub_month.c.month],
        set_={name: hub_month.c[name] + _new.excluded[name] for name in ("spent", "messages", "parts")},
    )
)
_TOLD = Q(update(hub_month).where(*_of_month, hub_month.c.told < bindparam("level")).values(told=bindparam("level")))
_held_key = func.coalesce(outbound.c.dedupe, "outbound:" + cast(outbound.c.id, Text))
_PUT_BY = Q(
    insert(held_alert)
    .inline()
    .from_select(
        ["address_id", "channel", "kind", "screen", "dedupe", "expires_at"],
        select(
            outbound.c.lane_id,
            lane.c.channel,
            bindparam("kind", type_=held_alert.c.kind.type),
            outbound.c.screen,
            case(
                (_held_key.startswith(HELD), func.substr(_held_key, len(HELD) + 1)),
                else_=_held_key,
            ),
            outbound.c.expires_at,
        )
        .join_from(outbound, lane, lane.c.address_id == outbound.c.lane_id)
        .where(outbound.c.id == bindparam("message")),
    )
    .on_conflict_do_nothing(index_elements=[held_alert.c.dedupe])
)
_OUT = Q(
    update(outbound)
    .where(outbound.c.id == bindparam("message"))
    .values(state="dropped", error=bindparam("kind"), dedupe=None)
)
_PAYS = Q(
    select(func.coalesce(organisation.c.hub_id, literal_column("0")))
    .select_from(address)
    .join(person, person.c.id == address.c.person_id)
    .outerjoin(organisation, organisation.c.id == person.c.acting_for)
    .where(address.c.id == bindparam("address_id"))
)


class Charge(NamedTuple):
    """One message that went out: what it costs by our prices, in millionths of a US dollar."""

    hub_id: int
    cost: int
    parts: int


class Standing(NamedTuple):
    """A hub's month so far. `budget` is 0 where none is set; `told` which level coordinators know of."""

    month: str
    budget: int
    spent: int
    told: int

    @property
    def level(self) -> int:
        """0, 80 or 100."""
        if not self.budget or self.spent * 100 < self.budget * ALMOST:
            return 0
        return ALL if self.spent >= self.budget else ALMOST


def standing(tx: Tx, hub_id: int, now: int) -> Standing:
    """How the hub stands in its own month, which begins at its own midnight."""
    found = tx.one(_HUB, hub_id=hub_id)
    if found is None:
        return Standing("", 0, 0, 0)
    month = today(now, found[0]).isoformat()[:7]
    spent, told = tx.one(_MONTH, hub_id=hub_id, month=month) or (0, 0)
    return Standing(month, read_policy(found[1]).budget, spent, told)


def spend(tx: Tx, charges: Iterable[Charge], now: int) -> None:
    """Add what went out to the month of who pays for it; a level that is reached starts a clock."""
    sums: dict[int, tuple[int, int, int]] = {}
    for one in charges:
        cost, messages, parts = sums.get(one.hub_id, (0, 0, 0))
        sums[one.hub_id] = (cost + one.cost, messages + 1, parts + one.parts)
    for hub_id, (cost, messages, parts) in sorted(sums.items()):
        month = standing(tx, hub_id, now).month
        if not month:
            continue
        tx.run(_SPEND, hub_id=hub_id, month=month, spent=cost, messages=messages, parts=parts)
        after = standing(tx, hub_id, now)
        if after.level > after.told:
            clocks.start(tx, CLOCK, "hub", hub_id, now)


def may_go(tx: Tx, hub_id: int, screen: str, dedupe: str | None, now: int) -> bool:
    """Whether the month leaves room for this alert."""
    key = dedupe or ""
    if key.startswith((SPENT, WRITTEN, ALWAYS, AGAIN)):
        return True
    level = standing(tx, hub_id, now).level
    if level == ALL:
        return _kind(screen) in _CALLS
    return not level or key.startswith(HELD) or awaited(screen, key)


def awaited(screen: str, dedupe: str | None) -> bool:
    """Whether an alert waits for an answer of who reads it."""
    return (dedupe or "").startswith(ASKS) or _kind(screen) in _AWAITED


def _kind(screen: str) -> str:
    brief = brief_of(screen)
    return brief.kind if brief else ""


def put_by(tx: Tx, outbound_id: int, address_id: int, zone: str, now: int) -> None:
    """An alert leaves its lane and waits for the next morning; its key is free again for when it comes back."""
    take_out(tx, outbound_id, CLOCK)
    clocks.start(tx, CLOCK, "address", address_id, next_morning(now, zone))


def take_out(tx: Tx, outbound_id: int, kind: str) -> None:
    """An alert is no longer in its lane but held, as one of that kind; its key is free for when it comes back."""
    tx.run(_PUT_BY, message=outbound_id, kind=kind)
    tx.run(_OUT, message=outbound_id, kind=kind)


def they_wrote(tx: Tx, address_id: int, now: int) -> None:
    """What waits for this address need not wait any longer: it is in touch."""
    clocks.start(tx, CONTACT, "address", address_id, now)


def all_spent(tx: Tx, address_id: int, now: int) -> bool:
    """Whether only replies go to that address this month."""
    hub_id = tx.value(_PAYS, address_id=address_id)
    return bool(hub_id) and standing(tx, hub_id, now).level == ALL


def tell_once(tx: Tx, hub_id: int, level: int, month: str) -> bool:
    """Whether nobody was told of this level yet."""
    return bool(tx.run(_TOLD, hub_id=hub_id, month=month, level=level))
