"""Deleting one's data: exactly what happens is said first, and only a yes to this very question does it."""

from __future__ import annotations

from bot.engine import Flow
from bot.questions import Confirm
from core.commands import EraseMe
from core.errors import Unfinished
from core.look import Look
from core.look.people import LeavingCard
from core.messages import Message, Moment, Option, _, several

_KNOWN = Option("m:known", _("What I know of you"))


def erase(look: Look) -> Flow:
    """Refused while others count on an organisation that nobody would be left in."""
    leaving = look.leaving()
    if leaving.unfinished:
        raise Unfinished(leaving.unfinished)
    aside = (_KNOWN,) if look.me.joined or look.me.coordinates else ()
    sure = Confirm("sure", _what_goes(leaving), yes=_("Delete it all"), no=_("Keep my data"), aside=aside)
    if not (yield sure):
        return None
    return EraseMe()


def _what_goes(leaving: LeavingCard) -> Message:
    if leaving.closing:
        # long: what goes when, and what does not, is read before the yes
        return _(
            "You are the last person of {organisation}, so it closes: its requests, offers and proposals end and its "
            "hours go to the fund. Your address, texts and roles go now, its name in a day, an encrypted mark of the "
            "address in 30 days at most. Past exchanges stay without you. This cannot be undone. Delete it all?",
            organisation=several(leaving.closing),
        )
    if leaving.staying:
        return _(
            "I delete your address, your texts and your roles; an encrypted mark of the address goes in 30 days at "
            "most. {organisation} stays, with what it published and its hours. Past exchanges stay without you. This "
            "cannot be undone. Delete it all?",
            organisation=several(leaving.staying),
        )
    if leaving.mark_until is not None:
        return _(
            "I delete this chat's address, what you wrote to me and your roles; an encrypted mark of the address stays "
            "until {day}. This cannot be undone. Delete it all?",
            day=Moment(leaving.mark_until),
        )
    return _("I delete this chat's address, what you wrote to me and your roles. This cannot be undone. Delete it all?")
