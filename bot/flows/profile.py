"""The organisation's own details: for now, which kind it is."""

from __future__ import annotations

from bot.engine import Flow
from bot.questions import Pick
from core.commands import SetKind
from core.look import Look
from core.messages import Option, _


def kind(look: Look) -> Flow:
    """What the organisation is; it decides how many hours it can receive before giving."""
    among = (
        Option("grassroots", _("Community group")),
        Option("cso", _("Registered NGO")),
        Option("company", _("Company")),
        Option("public", _("Public body")),
    )
    chosen: str = yield Pick("kind", _("What is {organisation}?", organisation=look.me.organisation), among=among)
    return SetKind(chosen)
