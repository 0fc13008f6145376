"""A lost phone that coordinators see to: how it stands, what they may do, what the old phone is asked."""

from __future__ import annotations

from bot.cards.listing import MENU
from bot.cards.queue import COORDINATION
from core.look import Look
from core.look.team import RecoveryCard
from core.messages import Message, Moment, Option, Screen, Value, _


def recovery(look: Look, recovery_id: int) -> Screen | None:
    """One that goes on, with its choices; None where it has ended, or is not theirs to see to."""
    card = look.recovery(recovery_id)
    return recovery_card(card) if card else None


def recovery_card(card: RecoveryCard) -> Screen:
    """To coordinators."""
    code = (Option(f"r:{card.id}:code", _("Make a code")),) if card.state == "ready" else ()
    return Screen((standing(card),), (*code, Option(f"r:{card.id}:no", _("Stop it")), COORDINATION, MENU))


def standing(card: RecoveryCard) -> Message:
    """How it stands."""
    values: dict[str, Value] = {"organisation": card.organisation, "until": Moment(card.ready_at)}
    if card.state == "ready":
        return _(
            "Lost phone of {organisation}: the old phone has not said no. Make the code only when you talk to the "
            "person and know that it is them.",
            **values,
        )
    return _("Lost phone of {organisation}: the old phone may say no until {until}.", **values)


def asked_card(card: RecoveryCard) -> Screen:
    """To whoever has the old phone: one tap stops it."""
    text = _(
        "A coordinator was told that the phone of {organisation} is lost, and wants to bring it to another phone. Is "
        "it you who reads this? Then press the button before {until}, and nothing changes.",
        organisation=card.organisation,
        until=Moment(card.ready_at),
    )
    return Screen((text,), (Option(f"r:{card.id}:no", _("It is not lost")), MENU))
