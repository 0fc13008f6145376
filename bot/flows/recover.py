"""A coordinator brings back who alone is responsible for an organisation and lost the phone."""

from __future__ import annotations

from bot.engine import Flow
from bot.questions import Confirm
from core.commands.team import RecoverPhone
from core.errors import NotYours
from core.look import Look
from core.messages import _


def recover(look: Look, organisation_id: str) -> Flow:
    """What it means is said first."""
    card = look.member(int(organisation_id))
    if card is None or card.mine:
        raise NotYours
    text = _(
        "Has the person who is responsible for {organisation} lost their phone? I tell the old phone, which may say no "
        "for two days. After that you give them a code for the new one. Only do this for somebody you know.",
        organisation=card.name,
    )
    if not (yield Confirm("sure", text, yes=_("Yes, it is lost"))):
        return None
    return RecoverPhone(card.id)
