"""What becomes of a case? A coordinator writes to whoever it came from, who answers, and closes it; never about their
own side.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, update

from core import audience
from core.commands import CallHuman
from core.commands.cases import AnswerCase, CloseCase, ReplyToCase, SayReady, WriteTo
from core.context import Context
from core.coordination import case_steps, cases, danger
from core.coordination.cases import Case
from core.coordination.coordinators import require_decider
from core.db import Q
from core.errors import NotYours, Refusal
from core.events import Event
from core.events.cases import CaseAnswered, CaseClosed, CaseReplied, CoordinationWrote, ReadySaid
from core.hubs import load_hub
from core.messages import _
from core.moderation import flags
from core.people.choices import acting_person, call_human
from core.people.organisations import load_organisation
from core.relay.phrases import IN_DANGER, of_danger
from core.tables import person
from core.text.clean import clean

_LONGEST = 1000
_NOT_WAITING = Q(
    update(person)
    .where(person.c.id == bindparam("person_id"), person.c.waiting_for_human_at.is_not(None))
    .values(waiting_for_human_at=None)
)


def answer(ctx: Context, command: AnswerCase) -> list[Event]:
    """The words go to where the case came from, and are kept in it, sealed in both places.

    Where that phone blocked us or cannot be reached, they go to another one of the same person.
    """
    found, coordinator = _mine(ctx, command.case_id)
    text = _words(ctx, command.sealed)
    if found.address_id is None or found.channel is None:
        raise Refusal(_("Nobody wrote this one, so there is nobody to answer."))
    to = cases.reached_at(ctx.tx, found)
    if to is None:
        raise Refusal(_("They have stopped messages, so I cannot pass anything on."))
    if not case_steps.lock(ctx.tx, found):
        raise NotYours()
    sealed = ctx.vault.seal(text)
    case_steps.close_elsewhere(ctx.tx, found, ctx.now)
    words_id = case_steps.add_answer(ctx.tx, found, coordinator, sealed, ctx.now)
    said = CaseAnswered(found.id, words_id, found.hub, found.organisation, *to, sealed.decode())
    return [said, *danger.taken(ctx, found)]


def write(ctx: Context, command: WriteTo) -> list[Event]:
    """The words go to everybody who acts for the organisation, each with a row of their own that an answer opens."""
    found = load_organisation(ctx.tx, command.organisation_id)
    if found is None or found.status == "closed":
        raise NotYours()
    coordinator = require_decider(ctx, found.hub_id, found.id)
    text = _words(ctx, command.sealed)
    ears = audience.of_organisation(ctx.tx, found.id)
    if not ears:
        raise Refusal(_("Nobody of {organisation} takes messages here.", organisation=found.name))
    sealed, hub = ctx.vault.seal(text), load_hub(ctx.tx, found.hub_id)
    to = tuple(
        (
            case_steps.add_written(ctx.tx, found.hub_id, ear.address_id, coordinator, sealed, ctx.now),
            ear.address_id,
            ear.channel,
        )
        for ear in ears
    )
    return [CoordinationWrote(hub.name if hub else "", found.name, to, sealed.decode())]


def _words(ctx: Context, sealed: str) -> str:
    text = clean(ctx.vault.open(sealed.encode()), _LONGEST)
    if not text.strip():
        raise Refusal(_("Write the words that I should pass on."))
    return text


def say_ready(ctx: Context, command: SayReady) -> list[Event]:
    """A ready phrase instead of words, to somebody in danger."""
    found, coordinator = _mine(ctx, command.case_id)
    phrase = of_danger(command.phrase)
    number = command.number
    if phrase not in IN_DANGER or not found.danger or bool(number) != (phrase.asks == "number"):
        raise NotYours()
    if number and not (number.isascii() and number.isdigit()):
        raise NotYours()
    to = cases.reached_at(ctx.tx, found)
    if to is None:
        raise Refusal(_("They have stopped messages, so I cannot pass anything on."))
    if not case_steps.lock(ctx.tx, found):
        raise NotYours()
    stored = f"{phrase.id}/{number}" if number else phrase.id
    words_id = case_steps.add_answer(ctx.tx, found, coordinator, None, ctx.now, phrase=stored)
    said = ReadySaid(found.id, words_id, found.hub, found.organisation, *to, stored)
    return [said, *danger.taken(ctx, found)]


def reply(ctx: Context, command: ReplyToCase) -> list[Event]:
    """The words become part of the case, for the coordinators who may read it. Who is not the one it came from, or
    comes after it was closed, calls a person.
    """
    text = clean(ctx.vault.open(command.sealed.encode()), _LONGEST)
    me = acting_person(ctx)
    case_steps.open_written(ctx.tx, command.case_id, me)
    found = cases.find(ctx.tx, command.case_id)
    theirs = found is not None and found.person_id == me
    if theirs and found is not None and found.danger:
        return danger.more(ctx, text) or call_human(ctx, CallHuman(text))
    if found is None or not theirs or found.code == "human":
        return call_human(ctx, CallHuman(text))
    cases.park(
        ctx.tx,
        ctx.vault,
        found.code,
        ctx.now,
        text=text,
        address_id=found.address_id,
        hub_id=found.hub_id,
        exchange_id=found.exchange_id,
        flag_id=found.flag_id,
    )
    return [CaseReplied(found.id, cases.answers_in(ctx.tx, found))]


def close(ctx: Context, command: CloseCase) -> list[Event]:
    """It is dealt with; who was waiting for a human is back with the bot."""
    found, _coordinator = _mine(ctx, command.case_id)
    if found.flag_id is not None and flags.is_open(ctx.tx, found.flag_id):
        raise Refusal(_("First choose above what becomes of these words."))
    back = (found.code == "human" or bool(found.danger)) and found.person_id is not None
    waited = back and bool(ctx.tx.run(_NOT_WAITING, person_id=found.person_id))
    if not case_steps.lock(ctx.tx, found):
        raise NotYours()
    told = danger.closed(ctx, found)
    case_steps.close(ctx.tx, found, ctx.now)
    case_steps.close_elsewhere(ctx.tx, found, ctx.now)
    to, channel = (cases.reached_at(ctx.tx, found) if waited or told else None) or (None, "")
    return [CaseClosed(found.id, found.hub, to, channel, danger=told)]


def readable_case(ctx: Context, case_id: int) -> Case:
    """The open case, for who may decide about it; NotYours or a Refusal for anybody else."""
    return _mine(ctx, case_id)[0]


def _mine(ctx: Context, case_id: int) -> tuple[Case, int]:
    """The open case and the acting coordinator's id, once every rule about who may is kept."""
    found = cases.find(ctx.tx, case_id)
    if found is None:
        raise NotYours()
    return found, require_decider(ctx, found.hub_id, *found.sides)


HANDLERS: dict[type, Any] = {
    AnswerCase: answer,
    WriteTo: write,
    SayReady: say_ready,
    ReplyToCase: reply,
    CloseCase: close,
    **danger.HANDLERS,
}
