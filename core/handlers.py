"""The only door that writes: every command goes through `run`, every clock that came due through `fire`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from typing import Any

from core import budgets, exchanges, held
from core.accounts import donating
from core.accounts.fund import asking, carrying, deciding
from core.commands import Actor, Cancel, Command, Fire, SetAlerts, StartMessages, StopMessages
from core.commands.moderation import Judge
from core.commands.pinning import EnterPin
from core.commands.talk import Relay
from core.commands.team import AnswerSecond, SetSecond
from core.commands.trouble import MoveDay
from core.context import Context
from core.coordination import (
    answers,
    assisting,
    caring,
    complaining,
    danger,
    freezing,
    intakes,
    shifts,
    suspending,
    unmet,
)
from core.db import Tx
from core.errors import Bug, Refusal, SecondNeeded
from core.events import Changed, Event, Judged
from core.hubs import LATE, WEEKLY
from core.idempotency import once
from core.listings import changing, forwarding, lasting, posting, reach, waves
from core.listings import kept as listings
from core.listings.states import AGAIN
from core.moderation import flags, judging
from core.panel import signing_in
from core.people import (
    addresses,
    called,
    coming_in,
    confirming,
    details,
    doubting,
    guessing,
    invites,
    joining_too,
    linking,
    members,
    pins,
    recovering,
    roles,
    seconding,
)
from core.people import choices as people
from core.privacy import blocking, closure, erasure
from core.relay import relaying, translating
from core.reports import sharing
from core.vault import Vault


def _stop(ctx: Context, command: StopMessages) -> list[Event]:
    addresses.stop(ctx.tx, command.address_id, ctx.now)
    return [Changed("stopped")]


def _start(ctx: Context, command: StartMessages) -> list[Event]:
    addresses.start(ctx.tx, command.address_id)
    people.set_alerts(ctx, SetAlerts("now"))  # who asks for messages wants all of them
    return [Changed("started")]


def _answered(ctx: Context, command: AnswerSecond) -> list[Event]:
    events, step = seconding.answer(ctx, command)
    return events if step is None else [*events, *HANDLERS[type(step)](seconding.seconded(ctx), step)]


def _entered(ctx: Context, command: EnterPin) -> list[Event]:
    events, step = pins.enter(ctx, command)
    return events if step is None else [*events, *_done(ctx, HANDLERS[type(step)], step)]


def _judged(ctx: Context, command: Judge) -> list[Event]:
    """The decision, and the step that waited for it, done as by who wrote it."""
    events, writer, step = judging.judge(ctx, command)
    if writer is None or step is None:
        return events
    try:
        return [*events, *_followed(writer, ctx.tx.inner(lambda: _done(writer, HANDLERS[type(step)], step)))]
    except Refusal:  # what it was for has gone on, or ended; they may write it again
        return [replace(event, gone=True) if isinstance(event, Judged) else event for event in events]


Handler = Callable[[Context, Any], list[Event]]


def _with_words(handler: Handler) -> Handler:
    """The same for a step that brings words for the other side: they go first, as it may end the talk."""

    def both(ctx: Context, command: Cancel | MoveDay) -> list[Event]:
        lang, _space, token = command.words.partition(" ")
        told = _done(ctx, relaying.relay, Relay(command.exchange_id, token, lang)) if token else []
        return [*told, *handler(ctx, command)]

    return both


HANDLERS: dict[type, Handler] = {
    **people.HANDLERS,
    **details.HANDLERS,
    **members.HANDLERS,
    **coming_in.HANDLERS,
    **confirming.HANDLERS,
    **joining_too.HANDLERS,
    **invites.HANDLERS,
    **linking.HANDLERS,
    **answers.HANDLERS,
    **complaining.HANDLERS,
    **posting.HANDLERS,
    **reach.HANDLERS,
    **changing.HANDLERS,
    **lasting.HANDLERS,
    **listings.HANDLERS,
    **exchanges.HANDLERS,
    **caring.HANDLERS,
    **waves.HANDLERS,
    **forwarding.HANDLERS,
    **donating.HANDLERS,
    **called.HANDLERS,
    **assisting.HANDLERS,
    **intakes.HANDLERS,
    **freezing.HANDLERS,
    **suspending.HANDLERS,
    **shifts.HANDLERS,
    **asking.HANDLERS,
    **deciding.HANDLERS,
    **relaying.HANDLERS,
    **translating.HANDLERS,
    **erasure.HANDLERS,
    **roles.HANDLERS,
    **doubting.HANDLERS,
    **blocking.HANDLERS,
    **pins.HANDLERS,
    **recovering.HANDLERS,
    **signing_in.HANDLERS,
    **sharing.HANDLERS,
    **judging.HANDLERS,
    Cancel: _with_words(exchanges.HANDLERS[Cancel]),
    MoveDay: _with_words(exchanges.HANDLERS[MoveDay]),
    Judge: _judged,
    EnterPin: _entered,
    SetSecond: seconding.set_above,
    AnswerSecond: _answered,
    StopMessages: _stop,
    StartMessages: _start,
}


def run(ctx: Context, command: Command) -> list[Event]:
    """Do what is asked, once for its key; raises a Refusal that the person can read, with nothing of it done."""
    handler = HANDLERS.get(type(command))
    if handler is None:
        raise Bug(f"nobody handles {type(command).__name__}")
    try:
        return once(ctx, command, lambda: _followed(ctx, _done(ctx, handler, command)))
    except (coming_in.WrongCode, guessing.TriedTooOften):  # a name that cannot be used is no guess
        guessing.note_refused(ctx)
        raise
    except called.Nobody:
        called.note(ctx)
        raise


def _followed(ctx: Context, events: list[Event]) -> list[Event]:
    """The events with what they cause elsewhere."""
    return assisting.follow(ctx, waves.follow(ctx, translating.follow(ctx, events)))


def _done(ctx: Context, handler: Handler, command: Command) -> list[Event]:
    """What the handler did, that a coordinator reads its words first, or that a second person must say yes."""
    if kind := flags.kind_of_step(ctx, command):
        return _held(ctx, handler, command, kind)
    try:
        return handler(ctx, command)
    except SecondNeeded as needed:
        events, step = seconding.wait(ctx, command, needed)
    return events if step is None else [*events, *handler(seconding.seconded(ctx), step)]


def _held(ctx: Context, handler: Handler, command: Command, kind: str) -> list[Event]:
    """The step waits for a coordinator's look, unless it could not be done anyway, which its Refusal says."""
    with suppress(SecondNeeded):
        ctx.tx.tried(lambda: handler(replace(ctx, passed=True), command))
    return flags.hold_step(ctx, command, kind)


_Firing = Callable[[Context, str, int], list[Event]]


def _each(subject: str, kinds: Iterable[str], firing: _Firing) -> dict[tuple[str, str], _Firing]:
    """Clocks of several kinds, which what they fire tells apart."""
    return {(subject, kind): firing for kind in kinds}


def _only(subject: str, kind: str, firing: Callable[[Context, int], list[Event]]) -> dict[tuple[str, str], _Firing]:
    """Clocks of one kind."""
    return {(subject, kind): lambda ctx, _kind, id: firing(ctx, id)}


_CLOCKS: dict[tuple[str, str], _Firing] = {
    **_each("listing", lasting.KINDS, lasting.fire),
    **_each("listing", waves.KINDS, waves.fire),
    **_only("listing", AGAIN, posting.fire),
    **_only("hold", donating.CLOCK, donating.fire),
    **_only("case", danger.CLOCK, danger.fire),
    **_each("person", people.AGAIN.values(), people.fire),
    **_only("hub", LATE, shifts.look),
    **_only("hub", WEEKLY, unmet.fire_weekly),
    **_only("hub", held.BUDGET, budgets.reached),
    **_each("address", held.KINDS, held.let_go),
    **_only("address", erasure.ERASURE, erasure.forget_address),
    **_only("organisation", closure.FORGET, closure.forget),
    **_only("fund_request", deciding.LAPSE, carrying.lapse),
    **_each("approval", seconding.KINDS, seconding.fire),
    **_each("recovery", recovering.KINDS, recovering.fire),
}
"""What the clocks of a kind are for, but those of exchanges."""


def fire(tx: Tx, vault: Vault, clock: Fire, now: int) -> list[Event]:
    """Do what a clock is for, if the state it was started for still stands; Bug where no clock is of that kind."""
    ctx = Context(tx, vault, Actor(None, None, "", "", "clock"), now)
    if clock.subject == "exchange":
        return waves.follow(ctx, exchanges.fire(ctx, clock))
    firing = _CLOCKS.get((clock.subject, clock.kind))
    if firing is None:
        raise Bug(f"no clock of kind {clock.kind!r} for {clock.subject!r}")
    return firing(ctx, clock.kind, clock.subject_id)
