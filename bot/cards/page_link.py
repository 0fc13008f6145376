"""The way from the chat to the coordinators' pages: the button and the link."""

from __future__ import annotations

from core.look import Look
from core.messages import Message, Option, Sealed, _

DASHBOARD = Option("m:page", _("Dashboard"))


def link_lines(look: Look, word: str) -> tuple[Message, ...]:
    """The link, sealed until it is written out, and how long it serves."""
    link = Sealed(look.seal(f"{look.web}/dashboard/in/{word}"))
    return (
        _("Your dashboard. The link opens once, within 10 minutes: {link}", link=link),
        _("Do not pass it on: whoever opens it acts as you."),
    )
