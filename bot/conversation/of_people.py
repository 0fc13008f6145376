"""What a button about one of an organisation's people, or about a lost phone, does."""

from __future__ import annotations

from bot.cards import recovery, team
from core.commands import Command
from core.commands.pinning import ForgetPin
from core.commands.team import MakeRecoveryCode, SetRole, StopRecovery
from core.look import Look
from core.messages import Screen


def of_person(look: Look, id: int, verb: str) -> Screen | Command | str | None:
    """One of the acting organisation's people: a page, a command, or a flow by its name."""
    page = team.person(look, id)
    if page is None or verb == "see":
        return page
    if verb == "out":
        return f"take_out/{id}"
    if verb == "pin":
        return ForgetPin(id)
    if verb == "phone":
        return f"new_phone/{id}"
    return SetRole(id, verb) if verb in team.ROLES else None


def of_recovery(look: Look, id: int, verb: str) -> Screen | Command | None:
    """A lost phone: `no` also comes from the old phone; core looks again at who asks."""
    if verb == "no":
        return StopRecovery(id)
    if verb == "code" and look.me.coordinates:
        return MakeRecoveryCode(id)
    return recovery.recovery(look, id) if verb == "see" and look.me.coordinates else None
