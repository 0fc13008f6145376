"""How is a network doing? Figures about nobody: what is below five is not told exactly, and there are no names."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BindParameter, bindparam, func, select

from core.db import Q, Tx
from core.exchange_states import CANCELLED, COMPLETED
from core.hubs import Hub
from core.look.data import FEWEST, SummaryCard
from core.panel import punctuality
from core.tables import account, exchange, history, organisation

_hub: BindParameter[int] = bindparam("hub_id")
_ACCOUNTS = Q(
    select(account.c.kind, func.sum(account.c.posted), func.sum(account.c.held_out))
    .where(account.c.hub_id == _hub)
    .group_by(account.c.kind)
)
_MEMBERS = Q(
    select(organisation.c.kind, func.count())
    .where(organisation.c.hub_id == _hub, organisation.c.status == "approved")
    .group_by(organisation.c.kind)
)
_STATES = Q(select(exchange.c.state, func.count()).where(exchange.c.hub_id == _hub).group_by(exchange.c.state))
_DISPUTED = Q(
    select(func.count(history.c.exchange_id.distinct()))
    .join(exchange, exchange.c.id == history.c.exchange_id)
    .where(exchange.c.hub_id == _hub, history.c.new_state == "disputed")
)
_LEFT = (
    select(func.max(history.c.id))
    .join(exchange, exchange.c.id == history.c.exchange_id)
    .where(exchange.c.hub_id == _hub, history.c.old_state == "disputed", history.c.new_state != "disputed")
    .group_by(history.c.exchange_id)
)
_ENDED = Q(  # each exchange once, as it ended the last time; one that is disputed again is open
    select(history.c.action, func.count())
    .join(exchange, exchange.c.id == history.c.exchange_id)
    .where(history.c.id.in_(_LEFT), exchange.c.state != "disputed")
    .group_by(history.c.action)
)
_ENDS = {"settled_together": "together", "decided": "decided", "no_show": "decided"}
ENDED = ("together", "decided", "undecided")
"""How a dispute ended: both named one figure, a coordinator decided, or nobody did in time."""
_EVER = 2**62
_KINDS = ("grassroots", "cso", "company", "public", "unknown")


def summary(tx: Tx, hub_id: int) -> SummaryCard:
    """The exact figures; whoever shows them goes through `small` (JSON) or the page in chat."""
    accounts = {kind: (int(posted), int(held)) for kind, posted, held in tx.all(_ACCOUNTS, hub_id=hub_id)}
    members: dict[str, int] = dict(tx.all(_MEMBERS, hub_id=hub_id))
    states: dict[str, int] = dict(tx.all(_STATES, hub_id=hub_id))
    return SummaryCard(
        issued=-sum(accounts.get(kind, (0, 0))[0] for kind in ("issue", "grants")),
        held=sum(held for _posted, held in accounts.values()),
        fund=accounts.get("fund", (0, 0))[0],
        members=tuple((kind, members.get(kind, 0)) for kind in _KINDS),
        kept=sum(states.get(state, 0) for state in COMPLETED),
        timely=sum(one.how == punctuality.TIMELY for one in punctuality.of_hub(tx, hub_id, 0, _EVER)),
        cancelled=sum(states.get(state, 0) for state in CANCELLED),
        missed=states.get("no_show", 0),
        disputes=int(tx.value(_DISPUTED, hub_id=hub_id)),
        disputes_open=states.get("disputed", 0),
        disputes_ended=_ended(tx, hub_id),
    )


def _ended(tx: Tx, hub_id: int) -> tuple[tuple[str, int], ...]:
    found = Counter[str]()
    for action, count in tx.all(_ENDED, hub_id=hub_id):
        found[_ENDS.get(action, "undecided")] += count
    return tuple((how, found[how]) for how in ENDED)


def small(count: int) -> int | str:
    """A count as it may be shown to everybody."""
    return f"<{FEWEST}" if 0 < count < FEWEST else count


def as_json(tx: Tx, hubs: list[Hub], now: int) -> dict[str, Any]:
    """What GET /summary.json answers: hours are whole, and none in a network of few members."""
    at = datetime.fromtimestamp(now / 1000, UTC).strftime("%Y-%m-%dT%H:%MZ")
    return {"at": at, "networks": [{"network": hub.name, **_figures(summary(tx, hub.id))} for hub in hubs]}


def _figures(card: SummaryCard) -> dict[str, Any]:
    amounts = {"issued": card.issued, "set_aside": card.held, "fund": card.fund}
    return {
        "hours": {name: small(round(minutes / 60)) if card.enough else None for name, minutes in amounts.items()},
        "members": {kind: small(count) for kind, count in card.members},
        "exchanges": {
            "kept": small(card.kept),
            "on_time": small(card.timely),
            "cancelled": small(card.cancelled),
            "did_not_come": small(card.missed),
        },
        "disputes": {
            "opened": small(card.disputes),
            "open": small(card.disputes_open),
            "ended": {how: small(count) for how, count in card.disputes_ended},
        },
    }
