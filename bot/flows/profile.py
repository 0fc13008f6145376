"""The organisation's own details: for now, which kind it is."""

from __future__ import annotations

from bot.cards.listing import KINDS
from bot.engine import Flow
from bot.questions import Pick
from core.commands import SetKind
from core.look import Look
from core.messages import Option, _


def kind(look: Look) -> Flow:
    """What the organisation is; it decides how many hours it can receive before giving."""
    among = tuple(Option(kind, label) for kind, label in KINDS.items())
    chosen: str = yield Pick("kind", _("What is {organisation}?", organisation=look.me.organisation), among=among)
    return SetKind(chosen)
