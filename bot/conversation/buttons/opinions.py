"""What does a button about opinions do: saying how an exchange was, reading, answering or reporting what was said?"""

from __future__ import annotations

from bot.cards import single
from bot.conversation.buttons.act import Act, opens
from core.commands.reviewing import HideReview
from core.look import Look

_FLOWS = {"rev": "review", "answer": "answer_review", "report": "report_review"}
OPINIONS = frozenset((*_FLOWS, "opin", "told", "hide"))


def opinions(look: Look, id: int, version: int, verb: str) -> Act | None:
    """Of a coordinator's choice `version` is whose words it is about."""
    if verb == "hide":
        return Act(HideReview(id, version)) if look.me.coordinates else None
    if verb == "told":
        return opens(single.told_of(look, id))
    card = look.exchange(id)
    said = card is not None and card.opinions and not card.rateable
    if verb == "opin" or (verb == "rev" and said):
        return opens(single.opinions(look, id))
    return Act(flow=f"{_FLOWS[verb]}/{id}") if card is not None and card.mine else None
