"""What does a button on one's own listing do? A command, a page, or the conversation that asks the rest."""

from __future__ import annotations

from bot.cards.listing import changeable, ending, once_again
from bot.conversation.buttons.act import Act
from bot.conversation.buttons.terms import place_of
from bot.questions import UNSURE
from core.commands import Command, TakeDown
from core.commands.listings import Renew, Resume
from core.listing_states import LIVE
from core.listings.cards import ListingCard


def of_own(verb: str, card: ListingCard) -> Act | None:
    """None where it is no such button."""
    commands: dict[str, Command] = {
        "down": TakeDown(card.id),
        "open": Resume(card.id),
        "renew": Renew(card.id),
    }
    if verb in commands:
        return Act(commands[verb])
    if verb.partition("-")[0] == "rest":
        until = verb.partition("-")[2]
        return Act(flow=f"let_rest/{card.id}", hints={"until": until} if until else {})
    if verb == "anew":
        return Act(flow=card.kind, hints=said_of(card)) if card.state not in LIVE else None
    if verb == "who":
        return Act(flow=f"reach/{card.id}")
    if verb == "edit":
        return Act(page=changeable(card), opens=True)
    if verb in ("end", "again"):
        return Act(page=ending(card) if verb == "end" else once_again(card), opens=True)
    if verb.startswith("edit-"):
        part, _dash, value = verb.removeprefix("edit-").partition("-")
        return Act(flow=f"change/{card.id}", hints={**_but(part, said_of(card)), **({part: value} if value else {})})
    return None


def said_of(card: ListingCard) -> dict[str, str]:
    """What it says, as the conversation would have heard it."""
    where = place_of(card)
    if card.kind != "need":
        return {"what": card.what, **where}
    hours = UNSURE if card.minutes is None else str(card.minutes)
    return {"what": card.what, "hours": hours, "by": card.due_on or UNSURE, **where}


def _but(part: str, said: dict[str, str]) -> dict[str, str]:
    return {key: value for key, value in said.items() if key != part}
