"""What a button about opinions does: saying how an exchange was, and what may be done with what was said about it."""

from __future__ import annotations

from bot.cards import pages
from core.commands import Command
from core.commands.reviewing import HideReview
from core.look import Look
from core.messages import Screen

_FLOWS = {"rev": "review", "answer": "answer_review", "report": "report_review"}
OPINIONS = frozenset((*_FLOWS, "opin", "told", "hide"))


def opinions(look: Look, id: int, version: int, verb: str) -> Screen | Command | str | None:
    """A page, a command, or a flow by its name. Of a coordinator's choice `version` is whose words it is about."""
    if verb == "hide":
        return HideReview(id, version) if look.me.coordinates else None
    if verb == "told":
        return pages.told_of(look, id)
    card = look.exchange(id)
    said = card is not None and card.opinions and not card.rateable
    if verb == "opin" or (verb == "rev" and said):
        return pages.opinions(look, id)
    return f"{_FLOWS[verb]}/{id}" if card is not None and card.mine else None
