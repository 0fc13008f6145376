"""Opening a page of the organisation to others, after it was said what they will see."""

from __future__ import annotations

from bot.engine import Flow
from bot.questions import Confirm
from core.commands.pages import OpenPage
from core.look import Look
from core.messages import _


def publish(look: Look) -> Flow:
    """The statement of what was given."""
    text = _(
        "Everybody with the address will read: {organisation}, the hours you gave, to how many community groups and in "
        "which fields, always as it stands that day. You can take it back at any time.\n\nShall I make it public?",
        organisation=look.me.organisation,
    )
    return OpenPage("statement") if (yield Confirm("sure", text, yes=_("Make it public"))) else None


def make_poster(look: Look) -> Flow:
    """The poster with the way to its offers."""
    text = _(
        "The poster says {organisation} and what you offer. Whoever scans it sees that these offers are yours, also "
        "before anything is agreed. You can take it back at any time.\n\nShall I make it?",
        organisation=look.me.organisation,
    )
    return OpenPage("poster") if (yield Confirm("sure", text, yes=_("Make the poster"))) else None
