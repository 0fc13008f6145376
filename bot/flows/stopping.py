"""A coordinator stops an organisation or a listing: why is written once, shown once, and told to them as it is."""

from __future__ import annotations

from bot.engine import Flow
from bot.questions import Confirm, Written
from core.commands import Refuse
from core.commands.stopping import StopListing, Suspend
from core.errors import Faster, NotYours
from core.look import Look
from core.messages import Message, Sealed, Value, _

_WHY = _("Why? Write it in a few words; they read it as you write it.")
_NONE = "-"


def refuse(look: Look, organisation_id: str) -> Flow:
    """One that waits is not let in; why may be told with it."""
    card = look.member(int(organisation_id))
    if card is None or card.mine:
        raise NotYours
    if card.status != "pending":
        raise Faster(_("{organisation} does not wait to be let in now.", organisation=card.name))
    why: str = yield Written("why", _WHY, look.seal, usual=_NONE)
    values: dict[str, Value] = {"organisation": card.name, "town": card.town}
    if why == _NONE:
        text = _(
            "{organisation}, {town}, is not let in, and is told so. You may write why, too.\n\nShall I do it?", **values
        )
    else:
        text = _(
            "{organisation}, {town}, is not let in, and is told so. Why: {text}\n\nShall I do it?",
            **values,
            text=Sealed(why),
        )
    return Refuse(card.id, "" if why == _NONE else why) if (yield _sure(text)) else None


def suspend(look: Look, organisation_id: str) -> Flow:
    """What follows is said first."""
    card = look.member(int(organisation_id))
    if card is None or card.mine:
        raise NotYours
    asked = _(
        "Why is {organisation} taken out? Write it in a few words; they read it as you write it.",
        organisation=card.name,
    )
    why: str = yield Written("why", asked, look.seal)
    text = _(
        "{organisation} is taken out for now: nobody finds it, what it was talking about ends, what is agreed rests. "
        "Why: {text}\n\nShall I do it and tell them?",
        organisation=card.name,
        text=Sealed(why),
    )
    return Suspend(card.id, why) if (yield _sure(text)) else None


def rest(look: Look, listing_id: str) -> Flow:
    """A listing rests until its owner shows it again, for example with other words."""
    return (yield from _listing(look, listing_id, remove=False))


def remove(look: Look, listing_id: str) -> Flow:
    """A listing is removed for good."""
    return (yield from _listing(look, listing_id, remove=True))


def _listing(look: Look, listing_id: str, *, remove: bool) -> Flow:
    card = look.listing(int(listing_id))
    if card is None or not look.me.coordinates or card.organisation_id == look.me.organisation_id:
        raise NotYours
    why: str = yield Written("why", _WHY, look.seal)
    values: dict[str, Value] = {"what": card.what, "organisation": card.organisation, "text": Sealed(why)}
    if remove:
        text = _("“{what}” of {organisation} is removed. Why: {text}\n\nShall I do it and tell them?", **values)
    else:
        text = _(
            "“{what}” of {organisation} rests until they show it again. Why: {text}\n\nShall I do it and tell them?",
            **values,
        )
    return StopListing(card.id, why, remove) if (yield _sure(text)) else None


def _sure(text: Message) -> Confirm:
    return Confirm("sure", text, yes=_("Do it"), parts={"why": _("Reason")})
