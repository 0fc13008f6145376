"""What is an exchange, and how does it change? Read, locked, and moved on under its state and version."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields, replace
from typing import Any

import orjson
from sqlalchemy import bindparam, insert, select, update

from core.context import Context
from core.db import New, Q, Tx
from core.errors import Faster, NotYours
from core.events import Moved
from core.exchanges.actions import ACTIONS
from core.messages import Message, load_value
from core.policy import Policy, read_policy
from core.tables import exchange, history, history_text, listing


@dataclass(frozen=True, slots=True)
class Exchange:
    """A row of the table `exchange`, its columns by name (core/tables/exchanges.py says what they mean)."""

    id: int
    hub_id: int
    number: int
    need_id: int | None
    offer_id: int | None
    receiver_id: int
    provider_id: int
    payer_account_id: int
    follows_id: int | None
    whole_id: int | None
    state: str
    version: int
    what: str
    minutes: int | None
    due_on: str | None
    place: str
    remote: int
    author_id: int | None
    terms_version: int
    delivered_minutes: int | None
    delivered_at: int | None
    asked_minutes: int | None
    settled_minutes: int | None
    settled_at: int | None
    wish: str | None
    wish_by_id: int | None
    wish_value: str
    moves: int
    absent_id: int | None
    excuse: str
    silent: int
    object_until: int | None
    appeal_until: int | None
    appealed: int
    score: int | None
    reasons: str
    clocks: str
    created_at: int
    updated_at: int

    @property
    def agreed(self) -> int:
        """The minutes of the terms that stand; a gift has none."""
        return self.minutes or 0

    @property
    def spans(self) -> Policy:
        """The clocks' lengths, and what else it copied when it was created; of no other use."""
        return read_policy(self.clocks)

    @property
    def why(self) -> tuple[Message, ...]:
        """Why matching suggested it, each reason a sentence."""
        return tuple(load_value(orjson.dumps(reason).decode()) for reason in orjson.loads(self.reasons))

    @property
    def claimed(self) -> int:
        """The provider's own figure, or what was agreed where it said none."""
        return self.agreed if self.delivered_minutes is None else self.delivered_minutes

    def other(self, organisation_id: int) -> int:
        """The other side."""
        return self.provider_id if organisation_id == self.receiver_id else self.receiver_id


_COLUMNS = tuple(exchange.c[field.name] for field in fields(Exchange))
_LOAD = select(*_COLUMNS).where(exchange.c.id == bindparam("exchange_id"))
_READ = Q(_LOAD)
_LOCK = Q(_LOAD.with_for_update(key_share=True))
_LOCK_NEED = Q(
    select(listing.c.state)
    .where(
        listing.c.id == select(exchange.c.need_id).where(exchange.c.id == bindparam("exchange_id")).scalar_subquery()
    )
    .with_for_update(key_share=True)
)
_CHANGING = (
    "state",
    "whole_id",
    "version",
    "what",
    "minutes",
    "due_on",
    "place",
    "remote",
    "author_id",
    "terms_version",
    "delivered_minutes",
    "delivered_at",
    "asked_minutes",
    "settled_minutes",
    "settled_at",
    "wish",
    "wish_by_id",
    "wish_value",
    "moves",
    "absent_id",
    "excuse",
    "silent",
    "object_until",
    "appeal_until",
    "appealed",
    "updated_at",
)
NO_WISH: dict[str, Any] = {"wish": None, "wish_by_id": None, "wish_value": ""}
_MOVE = Q(
    update(exchange)
    .where(
        exchange.c.id == bindparam("exchange_id"),
        exchange.c.state == bindparam("old_state"),
        exchange.c.version == bindparam("old_version"),
    )
    .values({name: bindparam(name) for name in _CHANGING})
)
_HISTORY = (
    "exchange_id",
    "at",
    "actor",
    "person_id",
    "organisation_id",
    "channel",
    "action",
    "old_state",
    "new_state",
    "version",
    "terms",
)
_NOTE = New(insert(history).values({name: bindparam(name) for name in _HISTORY}))
_NOTE_TEXT = Q(insert(history_text).values(history_id=bindparam("history_id"), sealed=bindparam("sealed")).inline())


def load(tx: Tx, exchange_id: int, lock: bool = False) -> Exchange:
    """The exchange; with `lock` nobody else changes it until this transaction ends. Raises NotYours without one."""
    row = tx.one(_LOCK if lock else _READ, exchange_id=exchange_id)
    if row is None:
        raise NotYours()
    return Exchange(*row)


def lock_with_need(tx: Tx, exchange_id: int) -> tuple[Exchange, str | None]:
    """The exchange locked, its need locked before it, and the need's state (None without a need)."""
    need_state: str | None = tx.value(_LOCK_NEED, exchange_id=exchange_id)
    return load(tx, exchange_id, lock=True), need_state


def move(
    ctx: Context,
    old: Exchange,
    action: str,
    *,
    figure: int | None = None,
    text: str = "",
    said: dict[str, Any] | None = None,
    **changes: Any,
) -> tuple[Exchange, Moved]:
    """Change a locked exchange, one version on, and write its history row; the row as it is now, and the event.

    `figure` is the minutes of the step, `text` what somebody wrote (sealed), `said` more for the history. Raises
    Faster if it has moved on.
    """
    new = replace(old, version=old.version + 1, updated_at=ctx.now, **changes)
    touched = ctx.tx.run(
        _MOVE,
        exchange_id=old.id,
        old_state=old.state,
        old_version=old.version,
        **{name: getattr(new, name) for name in _CHANGING},
    )
    if not touched:
        raise Faster()
    terms = {**_terms(old, new), **(said or {})}
    return new, note(ctx, new, action, old_state=old.state, figure=figure, text=text, terms=terms)


def note(
    ctx: Context,
    now_is: Exchange,
    action: str,
    *,
    old_state: str | None,
    figure: int | None = None,
    text: str = "",
    terms: dict[str, Any] | None = None,
) -> Moved:
    """Write a history row (alone: something was said, nothing changed); the event that tells of it.

    What a coordinator writes is for both sides, so it goes with the event, sealed.
    """
    if action not in ACTIONS:
        raise ValueError(f"{action!r} is no step of an exchange; it wants a name in core/exchanges/actions.py.")
    actor = ctx.actor
    by_id = actor.organisation_id if actor.kind in ("person", "assisted") else None
    shown = {} if figure is None else {"figure": figure}
    history_id = ctx.tx.added(
        _NOTE,
        exchange_id=now_is.id,
        at=ctx.now,
        actor=actor.kind,
        person_id=actor.person_id,
        organisation_id=by_id,
        channel=actor.channel,
        action=action,
        old_state=old_state,
        new_state=now_is.state,
        version=now_is.version,
        terms=orjson.dumps({**(terms or {}), **shown}).decode(),
    )
    sealed = ctx.vault.seal(text) if text else b""
    if sealed:
        ctx.tx.run(_NOTE_TEXT, history_id=history_id, sealed=sealed)
    words = sealed.decode() if actor.kind == "coordinator" else ""
    return Moved(now_is.id, action, old_state or "", now_is.state, now_is.version, by_id, figure, actor.kind, words)


def figure_in(terms: str) -> int | None:
    """The minutes that a history row names; None where its step is about none."""
    figure = orjson.loads(terms).get("figure")
    return figure if type(figure) is int else None


def terms_of(one: Exchange) -> dict[str, Any]:
    """The terms that stand, for a history row."""
    return {name: getattr(one, name) for name in ("minutes", "due_on", "place", "remote", "what")}


def _terms(old: Exchange, new: Exchange) -> dict[str, Any]:
    """All terms where new ones were written, else what the step changed."""
    if new.terms_version != old.terms_version:
        return terms_of(new)
    before, after = asdict(old), asdict(new)
    silent = ("version", "updated_at", "state")
    return {name: after[name] for name in _CHANGING if name not in silent and after[name] != before[name]}
