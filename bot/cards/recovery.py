"""A lost phone or a forgotten PIN that coordinators see to: how it stands, who may do what, what its phone is asked."""

from __future__ import annotations

from bot.cards.listing import MENU, PERSON
from bot.cards.queue import COORDINATION
from core.look import Look
from core.look.team import RecoveryCard
from core.messages import Message, Moment, Option, Screen, Value, _


def recovery(look: Look, recovery_id: int) -> Screen | None:
    """One that goes on, with its choices; None where it has ended, or is not theirs to see to."""
    card = look.recovery(recovery_id)
    return recovery_card(card, look.me.person_id) if card else None


def recovery_card(card: RecoveryCard, reader: int) -> Screen:
    """To coordinators; a second one may say yes to a forgotten PIN."""
    code = (Option(f"r:{card.id}:code", _("Make a code")),) if card.state == "ready" else ()
    second = card.kind == "pin" and reader not in (card.by_id, card.person_id)
    yes = (Option(f"r:{card.id}:yes", _("Yes, it is them")),) if second else ()
    return Screen((standing(card),), (*code, *yes, Option(f"r:{card.id}:no", _("Stop it")), COORDINATION, MENU))


def standing(card: RecoveryCard) -> Message:
    """How it stands."""
    values: dict[str, Value] = {"organisation": card.organisation, "until": Moment(card.ready_at)}
    if card.kind == "pin":
        return _(
            "Forgotten PIN in {organisation}. Wrong tries so far: {wrong}. Their phones and colleagues may say no "
            "until {until}; then it goes, or before by a second coordinator’s yes. Talk to the person first, and be "
            "sure that it is them.",
            wrong=card.wrong,
            **values,
        )
    if card.state == "ready":
        return _(
            "Lost phone of {organisation}: the old phone has not said no. Make the code only when you talk to the "
            "person and know that it is them.",
            **values,
        )
    return _("Lost phone of {organisation}: the old phone may say no until {until}.", **values)


def asked_card(card: RecoveryCard) -> Screen:
    """To whoever has the phone: one tap stops it."""
    if card.kind == "pin":
        text = _(
            "The coordination was told that the PIN of your phone is forgotten, and takes it off on {until}. Is that "
            "not so? Then press the button, and it stays.",
            until=Moment(card.ready_at),
        )
        return Screen((text,), (_stays(card), MENU))
    text = _(
        "A coordinator was told that the phone of {organisation} is lost, and wants to bring it to another phone. Is "
        "it you who reads this? Then press the button before {until}, and nothing changes.",
        organisation=card.organisation,
        until=Moment(card.ready_at),
    )
    return Screen((text,), (Option(f"r:{card.id}:no", _("It is not lost")), MENU))


def colleagues_card(card: RecoveryCard) -> Screen:
    """To the others of the organisation, who may know more; a PIN they may keep with one tap."""
    if card.kind == "pin":
        text = _(
            "Somebody of {organisation} says that they forgot the PIN of their phone. The coordination takes it off on "
            "{until}. Does somebody else have that phone? Then press the button, and the PIN stays.",
            organisation=card.organisation,
            until=Moment(card.ready_at),
        )
        return Screen((text,), (_stays(card), PERSON, MENU))
    text = _(
        "A coordinator brings who is responsible for {organisation} to another phone, since the old one is said to be "
        "lost. If that is not so, write “person” before {until}.",
        organisation=card.organisation,
        until=Moment(card.ready_at),
    )
    return Screen((text,), (PERSON, MENU))


def _stays(card: RecoveryCard) -> Option:
    return Option(f"r:{card.id}:no", _("The PIN stays"))
