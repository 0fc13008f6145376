"""Another phone or app that is the same person's: unlinking it is asked once more, since it cannot be taken back."""

from __future__ import annotations

from bot.cards.phones import channel_name
from bot.engine import Flow
from bot.questions import Confirm
from core.commands.phones import Unlink
from core.errors import NotYours
from core.look import Look
from core.messages import _


def unlink(look: Look, address_id: str) -> Flow:
    """Whoever writes from there is a stranger from then on."""
    card = next((one for one in look.phones() if str(one.address_id) == address_id and not one.here), None)
    if card is None:
        raise NotYours
    text = _(
        "Unlink {app}? Whoever writes from there is a stranger to me from then on, and nothing of yours goes there.",
        app=channel_name(card.channel),
    )
    if not (yield Confirm("sure", text, yes=_("Unlink"))):
        return None
    return Unlink(card.address_id)
