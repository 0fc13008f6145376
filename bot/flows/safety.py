"""What keeps people safe: having nothing to do with an organisation, who sees a listing, alerts that name nobody."""

from __future__ import annotations

from dataclasses import replace

from bot.cards.listing import WHO_SEES, other_town, seen_by, town_of
from bot.engine import Flow
from bot.flows.standing import own
from bot.questions import Confirm, Pick
from core.commands.listings import SetAudience
from core.commands.safety import Block, SetDiscreet
from core.errors import NotYours
from core.look import Look
from core.messages import Message, Option, _
from core.privacy.nameless import Called


def block(look: Look, exchange_id: str) -> Flow:
    """The other side of an exchange."""
    card = own(look, exchange_id)
    if not (yield _sure(card.other, other_town(card))):
        return None
    return Block(exchange_id=card.id)


def block_owner(look: Look, listing_id: str) -> Flow:
    """Whoever published a listing."""
    card = look.listing(int(listing_id))
    if card is None or card.organisation_id == look.me.organisation_id:
        raise NotYours
    if not (yield _sure(card.organisation, town_of(card.town, card.country, look.me.country))):
        return None
    return Block(listing_id=card.id)


def _sure(other: Called, town: str | Message) -> Confirm:
    text: Message = _(
        "Block: {other} ({town})\nThey are not told. You no longer see each other's requests and offers, and what is "
        "only proposed ends. What is agreed goes on.\n\nShall I block them?",
        other=other,
        town=town,
    )
    return Confirm("sure", text, yes=_("Block"), no=_("Go on as before"))


def reach(look: Look, listing_id: str) -> Flow:
    """Who may see one of the organisation's own listings from now on."""
    card = look.listing(int(listing_id))
    if card is None or card.organisation_id != look.me.organisation_id:
        raise NotYours
    text = _(
        "“{what}” is now seen by: {audience}. Who may see it?",
        what=card.what,
        audience=seen_by(card.audience),
    )
    audience: str = yield replace(WHO_SEES, prompt=text, usual="")
    return SetAudience(card.id, audience)


def discreet(look: Look) -> Flow:
    """Whether alerts show their words at once."""
    wishes = (Option("on", _("Say nothing at first")), Option("off", _("Show everything")))
    text = _(
        "How shall I tell you of news? I can send only “Message about 4821. Write 1 to read it.”, so that nobody else "
        "who looks at the phone reads along."
    )
    wish: str = yield Pick("wish", text, among=wishes)
    return SetDiscreet(on=wish == "on")
