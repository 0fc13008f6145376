"""After a long silence: is it still the same person? Asked before anything is shown, since numbers change hands."""

from __future__ import annotations

from bot.engine import Flow
from bot.questions import Confirm
from core.commands.team import StillMe
from core.look import Look
from core.messages import _


def still(look: Look) -> Flow:
    """A no takes the address away from whom it belonged to."""
    text = (
        _(
            "Nobody has written from here for a long time. Is this still {organisation}?",
            organisation=look.me.organisation,
        )
        if look.me.organisation
        else _("Nobody has written from here for a long time. Are you the same person as before?")
    )
    sure: bool = yield Confirm("sure", text, yes=_("Yes, it is us"), no=_("No, somebody else"))
    return StillMe(look.me.address_id, yes=sure)
