"""What does a button on one's own listing do? A command, a page, or the conversation that asks the rest."""

from __future__ import annotations

from bot.cards.listing import changeable
from bot.questions import REMOTE, UNSURE
from core.commands import Command, TakeDown
from core.commands.listings import Renew, Rest, Resume
from core.listings.cards import ListingCard
from core.messages import Screen

Hints = dict[str, str]
Done = tuple[Command | None, str, Hints, Screen | None, bool]


def of_own(verb: str, card: ListingCard) -> Done | None:
    """The command; the name of a flow and what it need not ask; the page, and whether its choices open. None where it
    is no such button.
    """
    commands: dict[str, Command] = {
        "down": TakeDown(card.id),
        "rest": Rest(card.id),
        "open": Resume(card.id),
        "renew": Renew(card.id),
    }
    if verb in commands:
        return commands[verb], "", {}, None, False
    if verb == "who":
        return None, f"reach/{card.id}", {}, None, False
    if verb == "edit":
        return None, "", {}, changeable(card), True
    if verb.startswith("edit-"):
        return None, f"change/{card.id}", _but(verb.removeprefix("edit-"), _said(card)), None, False
    return None


def _said(card: ListingCard) -> Hints:
    """What it says, as the conversation would have heard it."""
    where = {"where": REMOTE if card.remote else "at:" + card.place} if card.remote or card.place else {}
    if card.kind != "need":
        return {"what": card.what, **where}
    hours = UNSURE if card.minutes is None else str(card.minutes)
    return {"what": card.what, "hours": hours, "by": card.due_on or UNSURE, **where}


def _but(part: str, said: Hints) -> Hints:
    return {key: value for key, value in said.items() if key != part}
