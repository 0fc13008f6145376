"""What does a button on a request or an offer do, one's own or somebody else's?"""

from __future__ import annotations

from bot.cards import browsing, single
from bot.cards.group import group_text
from bot.cards.listing import KEEP
from bot.conversation.buttons.act import Act, opens
from bot.conversation.buttons.own_listing import of_own
from bot.conversation.buttons.terms import terms_of
from core.commands.caring import AskNext
from core.commands.moderation import PutBack
from core.look import Look


def of_listing(look: Look, id: int, verb: str) -> Act | None:
    """None where it is no button for this person; a page that says so where the listing is gone."""
    card = look.listing(id)
    if card is None:
        return opens(browsing.gone()) if look.me.joined and verb in ("see", "answer") else None
    own = card.organisation_id == look.me.organisation_id
    if verb in ("see", KEEP):
        return Act(page=single.listing(look, id), opens=True)
    if verb == "group" and own and not card.held:
        return opens(group_text(look, id))
    if own and (done := of_own(verb, card)):
        return done
    if verb == "next" and look.me.coordinates:
        return Act(AskNext(id))
    if verb in ("forward", "rest", "remove") and not own and look.me.coordinates:
        return Act(flow=f"{verb}/{id}")
    if verb == "answer" and not own:
        return Act(flow=f"answer/{id}", hints=terms_of(card))
    if verb in (about := {"block": "block_owner", "flag": "report_listing"}) and not own:
        return Act(flow=f"{about[verb]}/{id}")
    if verb == "back" and not own and look.me.coordinates:
        return Act(PutBack(id))
    return None
