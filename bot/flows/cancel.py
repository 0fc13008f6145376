"""What was agreed cannot be: it is cancelled, moved to another day, or the other side is only told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.engine import Flow
from bot.flows.standing import own_now
from bot.questions import Confirm, Kept, KeptSealed, Pick, Text
from bot.questions import Day as AskedDay
from core.commands import Cancel
from core.commands.talk import Relay
from core.commands.trouble import MoveDay
from core.look import Look
from core.look.exchanges import ExchangeCard
from core.messages import Code, Day, Message, Option, Sealed, Value, _

WAY = "way"
"""The key of the question which way to go on."""
_NONE = "-"


def cancel(look: Look, exchange_id: str, version: str) -> Flow:
    """Say what it means (late or not), then an explicit yes and a reason if they want."""
    card = own_now(look, exchange_id, version)
    late = card.late_after is not None and look.now >= card.late_after
    values: dict[str, Value] = {"number": Code(str(card.number)), "what": card.what, "other": card.other}
    rest = bool(card.links.to_come(card.number)) and (yield _which(card)) == "rest"
    text = (
        _(
            "The time to cancel freely is over, so it counts as cancelled late. No hours move. Cancel exchange "
            "{number} ({what}, with {other})?",
            **values,
        )
        if late
        else _("No hours move. Cancel exchange {number} ({what}, with {other})?", **values)
    )
    if not (yield Confirm("sure", text, yes=_("Cancel exchange"), no=_("Keep it"))):
        return None
    reason: str = yield Text(
        "reason", _("Only a coordinator reads this. What is the reason? Write a few words, or “skip”."), optional=True
    )
    return Cancel(card.id, int(version), reason, rest)


def cannot_come(look: Look, exchange_id: str, version: str) -> Flow:
    """Who cannot come chooses: another day, the end, or only the words that they wrote, which the other side reads with
    either. A day that they named is in the question.
    """
    card = own_now(look, exchange_id, version)
    words: str = yield KeptSealed("words", _("Text"), shortest=1, usual=_NONE)
    named: str = yield Kept("named", _("Day"), shortest=1, usual=_NONE)
    said = "" if words == _NONE else words
    tell = (Option("tell", _("Only tell them")),) if said and card.may_write else ()
    ends = Option("cancel", _("Cancel exchange"))
    among = (Option("move", _("Another day")), ends, *tell, Option("keep", _("Keep it")))
    way: str = yield Pick(WAY, _ways(card, said, "" if named == _NONE else named), among=among)
    if way == "keep":
        return None
    if way == "tell":
        lang, _space, token = said.partition(" ")
        return Relay(card.id, token, lang)
    if way == "cancel":
        found = yield from cancel(look, exchange_id, version)
        return replace(found, words=said) if found else None
    day: date = yield AskedDay("by", _("By which day can it be done?"), today=look.today)
    return MoveDay(card.id, int(version), day.isoformat(), card.what, said)


def _ways(card: ExchangeCard, said: str, named: str) -> Message:
    values: dict[str, Value] = {"number": Code(str(card.number)), "what": card.what, "other": card.other}
    values |= {"day": Day(named)} if named else {}
    if not said:
        return (
            _("Exchange {number} ({what}, with {other}): shall I ask for {day}, or do you cancel it?", **values)
            if named
            else _("Exchange {number} ({what}, with {other}): another day, or do you cancel it?", **values)
        )
    values["text"] = Sealed(said.partition(" ")[2])
    return (
        _("{other} reads: {text}\n\nExchange {number} ({what}): shall I ask for {day}, or do you cancel it?", **values)
        if named
        else _("{other} reads: {text}\n\nExchange {number} ({what}): another day, or do you cancel it?", **values)
    )


def _which(card: ExchangeCard) -> Pick:
    text = _(
        "Exchange {number} is part {part} of {all}. What shall I cancel?",
        number=Code(str(card.number)),
        part=card.links.place(card.number),
        all=len(card.links.parts),
    )
    return Pick("which", text, among=(Option("one", _("Only this part")), Option("rest", _("This and the later"))))
