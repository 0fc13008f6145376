"""What does a button on one's own listing do? A command, or the conversation that asks the rest."""

from __future__ import annotations

from core.commands import Command, TakeDown
from core.commands.listings import Renew, Rest, Resume


def of_own(verb: str, id: int) -> Command | str | None:
    """The command or the name of a flow; None where it is no such button."""
    commands: dict[str, Command] = {
        "down": TakeDown(id),
        "rest": Rest(id),
        "open": Resume(id),
        "renew": Renew(id),
    }
    return f"reach/{id}" if verb == "who" else commands.get(verb)
