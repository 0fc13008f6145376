"""A coordinator of neither side decides: how many hours, who did not come, what excuses it, what goes back.

What they write is told to both sides as it is, so it is shown once before it goes; it stays sealed on the way.
"""

from __future__ import annotations

from bot.cards.steps import hours_told
from bot.engine import Flow
from bot.flows.standing import unmoved
from bot.questions import Confirm, Hours, Pick, Written
from core.commands.trouble import Decide, Excuse, NoShow, Reverse
from core.errors import NotYours, Refusal
from core.look import Look
from core.look.exchanges import ExchangeCard
from core.messages import Amount, Code, Message, Option, Sealed, Value, _

_WHY = _("Why? Write it in a few words; both organisations read it as you write it.")
_EXCUSES = (
    Option("illness", _("Illness")),
    Option("outage", _("Power or network cut")),
    Option("unrest", _("Not safe to go")),
    Option("other", _("Another good reason")),
)


def decide(look: Look, exchange_id: str, version: str) -> Flow:
    """How many hours move, and why."""
    card = _theirs(look, exchange_id, version)
    if look.another_decides(card.id):
        raise Refusal(_("You decided this before, so another coordinator looks at it now."))
    which = _(
        "Exchange {number}, “{what}”: {receiver} receives, {provider} gives. How many hours are right? From 0 to "
        "{most}.",
        **_named(card),
        what=card.what,
        most=Amount(card.minutes or 0),
    )
    asked = next((_("{told} {question}", told=told, question=which) for told in hours_told(look, card)), which)
    minutes: int = yield Hours("hours", asked, least=0, most=card.minutes or 0)
    why: str = yield Written("why", _WHY, look.seal)
    text = _(
        "Exchange {number}: {provider} gave {receiver} {hours}. Why: {text}\n\nShall I tell both?",
        **_named(card),
        hours=Amount(minutes),
        text=Sealed(why),
    )
    if not (yield _sure(text, {"hours": _("Hours"), "why": _("Reason")})):
        return None
    return Decide(card.id, int(version), minutes, why)


def no_show(look: Look, exchange_id: str, version: str) -> Flow:
    """Who did not come, and why the coordinator thinks so."""
    card = _theirs(look, exchange_id, version)
    among = (Option("receiver", card.receiver), Option("provider", card.provider))
    asked = _("Exchange {number}, “{what}”. Who did not come?", number=Code(str(card.number)), what=card.what)
    who: str = yield Pick("who", asked, among=among)
    why: str = yield Written("why", _WHY, look.seal)
    id, name = (card.receiver_id, card.receiver) if who == "receiver" else (card.provider_id, card.provider)
    text = _(
        "Exchange {number}: {other} did not come, so no hours move. Why: {text}\n\nShall I tell both?",
        number=Code(str(card.number)),
        other=name,
        text=Sealed(why),
    )
    if not (yield _sure(text, {"who": _("Organisation"), "why": _("Reason")})):
        return None
    return NoShow(card.id, int(version), id, why)


def excuse(look: Look, exchange_id: str, version: str) -> Flow:
    """Why it counts against nobody."""
    card = _theirs(look, exchange_id, version)
    asked = _("Exchange {number}, “{what}”. What was the reason?", number=Code(str(card.number)), what=card.what)
    reason: str = yield Pick("reason", asked, among=_EXCUSES)
    return Excuse(card.id, int(version), reason)


def undo(look: Look, exchange_id: str, version: str) -> Flow:
    """The hours go back."""
    card = _theirs(look, exchange_id, version)
    why: str = yield Written("why", _WHY, look.seal)
    text = _(
        "Exchange {number}: the hours go back from {provider} to {receiver} ({hours}). Why: {text}\n\nShall I do it?",
        **_named(card),
        hours=Amount(card.settled_minutes or 0),
        text=Sealed(why),
    )
    if not (yield _sure(text, {"why": _("Reason")})):
        return None
    return Reverse(card.id, int(version), why)


def _sure(text: Message, parts: dict[str, Message]) -> Confirm:
    return Confirm("sure", text, yes=_("Send"), parts=parts)


def _named(card: ExchangeCard) -> dict[str, Value]:
    return {"number": Code(str(card.number)), "receiver": card.receiver, "provider": card.provider}


def _theirs(look: Look, exchange_id: str, version: str) -> ExchangeCard:
    card = look.exchange(int(exchange_id))
    if card is None or card.mine or not look.me.coordinates:
        raise NotYours
    return unmoved(card, version)
