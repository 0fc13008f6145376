"""When an exchange does not go as agreed: a problem, another day, the hours that are right, a decision not accepted."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.cards.day import day_and_hour
from bot.cards.listing import by_day
from bot.cards.trouble import REASONS
from bot.conversation.pieces import FILES, Told
from bot.engine import Flow, Question
from bot.flows.standing import own, own_now
from bot.questions import Confirm, Day, Heard, Hours, Kept, KeptSealed, Pick, chosen
from bot.readable import Readable
from core.commands import Problem
from core.commands.trouble import Appeal, AskUndo, Dispute, MoveDay, MoveHours, SayAbsent, SuggestFigure
from core.exchange_states import AGREED, COMPLETED
from core.look import Look
from core.look.exchanges import ExchangeCard
from core.messages import Amount, Code, Message, Option, Sealed, Value, _

_REASONS = tuple(Option(reason, label) for reason, label in REASONS.items())
_WHAT_ABOUT = _("Thank you for telling us. What is it about?")
_UNDO = (Option("undo", _("Give the hours back")), Option("tell", REASONS["other"]))


@dataclass(frozen=True, slots=True)
class Reason(Pick):
    """A choice, or what it is about in their own words: "nobody came", «كانت ساعة واحدة بس»."""

    def read(self, words: Readable, offered: tuple[str, ...]) -> str:
        if words.choice or words.number() is not None:
            return Pick.read(self, words, offered)
        return chosen(words, offered, self.among) or words.went_wrong() or Pick.read(self, words, offered)


def problem(look: Look, exchange_id: str, version: str) -> Flow:
    """No stars, no blame: what it is about, what happened, and a person reads it.

    What was told is not lost where the other side did something meanwhile: it is told of what is true by then.
    """
    card = own(look, exchange_id)
    if card.state in AGREED or card.object_until is not None:
        reason: str = yield Reason("reason", _WHAT_ABOUT, among=_REASONS)
        unasked = yield Heard("unasked", _WHAT_ABOUT)
        text, tokens = yield from _what_happened()
        if unasked and not (yield _shown(card, text)):
            return None
        return Dispute(card.id, card.version, reason, text, tokens)
    as_begun = card.version == int(version)
    if as_begun and card.state in COMPLETED and card.settled_minutes and not card.wish:
        about: str = yield Pick("about", _WHAT_ABOUT, among=_UNDO)
        if about == "undo":
            return (yield from _undo(card, version))
    unasked = yield Heard("unasked", _WHAT_ABOUT)
    text, tokens = yield from _what_happened()
    if unasked and not (yield _shown(card, text)):
        return None
    return Problem(card.id, card.version, text, tokens)


def _what_happened() -> Generator[Question, Any, tuple[str, tuple[str, ...]]]:
    """Words or a voice note, and the tokens of what is shown with them."""
    text: str = yield Told(
        "text",
        _("Thank you for telling us. A coordinator reads it; no hours move until then. What happened?"),
        longest=1000,
    )
    return text, tuple(one.token for one in (yield FILES))


def _shown(card: ExchangeCard, text: str) -> Confirm:
    """Words that were written where they were not asked for, once more before they go."""
    values: dict[str, Value] = {"number": Code(str(card.number)), "text": text, "other": card.other}
    shown = _("Exchange {number}: “{text}”\n\nShall I tell the coordination?", **values)
    if card.state != "disputed":
        shown = _(
            "Exchange {number}: “{text}”\n\n"
            "Shall I tell the coordination? {other} then hears that something is not right, without these words.",
            **values,
        )
    return Confirm("sure", shown, yes=_("Tell the coordinator"), parts={"text": _("Text")})


def _undo(card: ExchangeCard, version: str) -> Flow:
    text = _(
        "Exchange {number}: shall I ask {other} whether the hours may go back ({hours}), as if it had not been?",
        number=Code(str(card.number)),
        other=card.other,
        hours=Amount(card.settled_minutes or 0),
    )
    if not (yield Confirm("sure", text, yes=_("Ask them"))):
        return None
    return AskUndo(card.id, int(version))


def another_day(look: Look, exchange_id: str, version: str) -> Flow:
    """Another day; the other side answers."""
    card = own_now(look, exchange_id, version)
    day: date = yield Day("by", _("By which day can it be done?"), today=look.today)
    what: str = yield Kept("what", _("What"), usual=card.what)
    words: str = yield KeptSealed("words", _("Text"), shortest=1, usual="-")
    said = words.partition(" ")[2]
    values: dict[str, Value] = {
        "number": Code(str(card.number)),
        "other": card.other,
        "day": day_and_hour(card.then(what, day.isoformat())),
        "agreed": by_day(card.due_on),
    }
    text = _("Exchange {number}: shall I ask {other} for {day} instead of {agreed}?", **values)
    if what != card.what:
        text = _("Exchange {number}: {what}, {day}\n\nShall I ask {other} for this other time?", **values, what=what)
    elif said:
        text = _(
            "{other} reads: {text}\n\nExchange {number}: shall I ask for {day} instead of {agreed}?",
            **values,
            text=Sealed(said),
        )
    if not (yield Confirm("sure", text, yes=_("Ask them"), parts={"by": _("Day")})):
        return None
    return MoveDay(card.id, int(version), day.isoformat(), what, words if said else "")


def other_hours(look: Look, exchange_id: str, version: str) -> Flow:
    """Other hours than agreed, before it is done; the other side answers."""
    card = own_now(look, exchange_id, version)
    agreed, most = card.minutes or 0, look.policy.exchange_most
    asked = _("How many hours should it be? Agreed are {hours}.", hours=Amount(agreed))
    minutes: int = yield Hours("hours", asked, least=look.policy.exchange_least, most=most)
    text = _(
        "Exchange {number}: shall I ask {other} that “{what}” be {asked} instead of {hours}?",
        number=Code(str(card.number)),
        other=card.other,
        what=card.what,
        asked=Amount(minutes),
        hours=Amount(agreed),
    )
    if not (yield Confirm("sure", text, yes=_("Ask them"), parts={"hours": _("Hours")})):
        return None
    return MoveHours(card.id, int(version), minutes)


def absent(look: Look, exchange_id: str, version: str) -> Flow:
    """The other side did not come: what follows is said first."""
    card = own_now(look, exchange_id, version)
    text = _(
        "Exchange {number}: {other} did not come? I ask them first. If they do not answer, it ends and no hours move.",
        number=Code(str(card.number)),
        other=card.other,
    )
    if not (yield Confirm("sure", text, yes=_("They did not come"))):
        return None
    return SayAbsent(card.id, int(version))


def figure(look: Look, exchange_id: str, version: str) -> Flow:
    """In a dispute: the hours that would be right."""
    card = own_now(look, exchange_id, version)
    minutes: int = yield Hours("hours", right_hours(card), least=0, most=card.minutes or 0)
    text = _(
        "Exchange {number}: I tell {other} that {hours} are right. If they name the same, it is settled.\n\n"
        "Shall I send it?",
        number=Code(str(card.number)),
        other=card.other,
        hours=Amount(minutes),
    )
    if not (yield Confirm("sure", text, yes=_("Send"), parts={"hours": _("Hours")})):
        return None
    return SuggestFigure(card.id, int(version), minutes)


def right_hours(card: ExchangeCard) -> Message:
    """Which hours are right, nothing included."""
    return _("How many hours are right? From 0 to {most}.", most=Amount(card.minutes or 0))


def appeal(look: Look, exchange_id: str, version: str) -> Flow:
    """A decision is not accepted, or there was a reason for not coming: once."""
    card = own_now(look, exchange_id, version)
    text: str = yield Told(
        "text", _("A coordinator reads it and looks at it once more. What should they know?"), longest=1000
    )
    return Appeal(card.id, int(version), text, tuple(one.token for one in (yield FILES)))
