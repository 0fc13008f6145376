"""Cancelling what was agreed."""

from __future__ import annotations

from bot.engine import Flow
from bot.flows.standing import own_now
from bot.questions import Confirm, Pick, Text
from core.commands import Cancel
from core.look import Look
from core.look.exchanges import ExchangeCard
from core.messages import Code, Option, Value, _


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


def _which(card: ExchangeCard) -> Pick:
    text = _(
        "Exchange {number} is part {part} of {all}. What shall I cancel?",
        number=Code(str(card.number)),
        part=card.links.place(card.number),
        all=len(card.links.parts),
    )
    return Pick("which", text, among=(Option("one", _("Only this part")), Option("rest", _("This and the later"))))
