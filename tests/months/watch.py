"""What each message really did, compared with what the person meant by it when they wrote it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from sqlalchemy import bindparam, func, select

from bot.cards.linked import EXTRA
from bot.channels.channel import Incoming, StatusUpdate
from bot.conversation.session import load_session
from bot.house import House
from core.db import Q
from core.people import aliases
from core.tables import address, conversation, entry, exchange, history, outbound

_MARK = Q(
    select(
        select(func.coalesce(func.max(history.c.id), 0)).scalar_subquery(),
        select(func.coalesce(func.max(outbound.c.id), 0)).scalar_subquery(),
        select(func.count(entry.c.id)).scalar_subquery(),
    )
)
_STEPS = Q(
    select(history.c.exchange_id, history.c.action, history.c.old_state, history.c.new_state, exchange.c.number)
    .join_from(history, exchange, exchange.c.id == history.c.exchange_id)
    .where(history.c.id > bindparam("after"), history.c.actor != "clock")
    .order_by(history.c.id)
)
_REPLIES = Q(
    select(func.count())
    .select_from(outbound)
    .join(address, address.c.id == outbound.c.lane_id)
    .where(outbound.c.id > bindparam("after"), outbound.c.kind == "reply", address.c.blind == bindparam("blind"))
)
STATE = Q(
    select(conversation.c.state)
    .join_from(conversation, address, address.c.id == conversation.c.address_id)
    .where(address.c.blind == bindparam("blind"))
)

DOES: dict[str, frozenset[str]] = {
    "acc": frozenset(("accepted", "divided")),
    "no": frozenset(("declined",)),
    "back": frozenset(("withdrawn",)),
    "prop": frozenset(("proposed",)),
    "done": frozenset(("delivered",)),
    "ok": frozenset(("settled", "reviewed", "closed", "lower_figure")),
    "late": frozenset(("settled", "reviewed", "closed", "lower_figure")),
    "fig": frozenset(("settled", "settled_together", "agreed", "figure", "lower_figure")),
    "nofig": frozenset(("figure_refused", "disputed", "problem")),
    "dayok": frozenset(("moved",)),
    "dayno": frozenset(("day_refused",)),
    "adm": frozenset(("no_show", "absent")),
    "came": frozenset(("disputed", "problem", "absent")),
    "undook": frozenset(("reversed", "undo")),
    "undono": frozenset(("undo_refused",)),
    "nudge": frozenset(("nudged",)),
    "care": frozenset(("cared",)),
    "free": frozenset(("freed",)),
    "mute": frozenset(("muted", "withdrawn")),
    "same": frozenset(("settled", "settled_together", "agreed", "figure", "figure_asked")),
}
"""What a button of a card may do at once; all others only ask."""
ON_EXCHANGE = frozenset(
    (
        "counter",
        "done",
        "received",
        "cancel",
        "problem",
        "day",
        "absent",
        "figure",
        "appeal",
        "review",
        "decide",
        "undo",
    )
)
"""Conversations about the exchange that they name."""
_ANSWERED = frozenset(("words", "number", "tap", "quote", "sticker", "stranger", "danger"))
"""What is answered once."""
QUIET = frozenset(("lapsed", "forwarded"))
"""What may come with anything: a suggestion ends where its request does."""


class Meant(NamedTuple):
    """What somebody meant: the choice of theirs (None: words), on the message they read it on.

    `sure`: they wrote by number or button, long after it stood there and before anything else did. `on` is that
    message's outbound id.
    """

    who: str
    words: str
    choice: str | None
    text: str
    kind: str
    at: int
    sure: bool = True
    on: int = 0


class Did(NamedTuple):
    exchange_id: int
    action: str
    old: str | None
    new: str
    number: int


class Handled(NamedTuple):
    """What one message did: its steps, entries in the ledger, and what was written after outbound `out_before`."""

    blind: bytes
    out_before: int
    did: list[Did]
    entries: int


class Watch:
    """The house's door, looked at. `wrong` is told of what should not be, `done` that a message was handled."""

    def __init__(self, house: House, wrong: Callable[[str], None], done: Callable[[], None]) -> None:
        self.house, self._wrong, self._done = house, wrong, done
        self.meant: dict[tuple[str, str], Meant] = {}
        self.heard: set[tuple[str, str]] = set()
        self.judges: dict[str, Callable[[Meant, Handled], None]] = {}
        """By the kind of what was meant: who looks at what came of it."""
        self.after: list[Callable[[], None]] = []
        """And at how all stands after each message."""

    def __getattr__(self, name: str) -> Any:
        return getattr(self.house, name)

    def doubt(self, channel: str, id: str) -> None:
        """Nothing in what we get tells any more what was meant."""
        meant = self.meant.get((channel, id))
        if meant:
            self.meant[channel, id] = meant._replace(sure=False)

    def status(self, update: StatusUpdate) -> None:
        self.house.status(update)

    def receive(self, incoming: Incoming) -> str:
        key = (incoming.channel, incoming.message_id)
        blind = self.house.vault.index(incoming.channel, incoming.address)
        with self.house.db.read() as tx:
            row = tx.one(_MARK)
            assert row
            steps_before, out_before, entries_before = row
            before = load_session(tx.value(STATE, blind=aliases.address_of(tx, blind)) or "")
            before = before.before or before  # what waits while somebody is in danger
            asked = f"q:{before.token}:{before.flow.asking}:" if before.flow else ""
        said = self.house.receive(incoming)
        self._done()
        with self.house.db.read() as tx:
            did = [Did(*row) for row in tx.all(_STEPS, after=steps_before)]
            ours = aliases.address_of(tx, blind)
            replies = tx.value(_REPLIES, after=out_before, blind=ours)
            entries = (tx.one(_MARK) or (0, 0, 0))[2] - entries_before
        for look in self.after:
            look()
        known, meant = key in self.heard, self.meant.get(key)
        self.heard.add(key)
        if known and (did or replies):
            self._wrong(f"{key} came again and did {did}, {replies} replies")
        if meant is None or known:
            return said
        if replies != 1 and meant.kind in _ANSWERED:
            self._wrong(f"{meant.who} got {replies} replies to {meant.kind} {meant.words!r}")
        if meant.kind in self.judges:
            self.judges[meant.kind](meant, Handled(ours, out_before, did, entries))
            return said
        self._judge(meant, did, before.flow.flow if before.flow else "", asked)
        return said

    def _judge(self, meant: Meant, did: Iterable[Did], flow: str, asked: str) -> None:
        for one in did:
            if one.action in QUIET or (one.old is None and one.new == "suggested"):
                continue
            if meant.kind in ("words", "sticker", "edit", "group") or not meant.sure:
                continue
            if meant.choice is None or not _may(meant.choice, flow, asked, one):
                self._wrong(
                    f"{meant.who} chose {meant.words!r} ({meant.kind}: {meant.choice}) in {flow or 'no'} flow of\n"
                    f"    {meant.text!r}\n  and it did {one}"
                )


def _may(choice: str, flow: str, asked: str, did: Did) -> bool:
    kind, *rest = choice.split(":")
    if kind == "x":
        id, verb = rest[0], rest[-1]
        if verb in DOES:
            ours = did.exchange_id == int(id) or did.action == "divided"
            return ours and did.action in DOES[verb]
        return verb.startswith(("more", EXTRA)) and did.action == "proposed"
    if kind == "q":  # the last answer of the conversation that is on, about its own exchange
        about = flow.split("/")
        ours = about[0] not in ON_EXCHANGE or did.exchange_id == int(about[1]) or did.old is None
        return bool(asked) and choice.startswith(asked) and ours
    if kind == "l":
        return did.action == "proposed"
    return kind in ("s", "c", "f")
