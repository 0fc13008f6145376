"""Posting an offer: what the organisation can do for others, and where."""

from __future__ import annotations

from bot.cards import place
from bot.engine import Flow
from bot.questions import REMOTE, Confirm, Place, Text
from core.commands import Post
from core.look import Look
from core.messages import _

PARTS = {"what": _("What"), "where": _("Place")}


def offer(look: Look) -> Flow:
    """Ask what is offered, then show it once. Hours and day are agreed with each organisation."""
    what: str = yield Text("what", _("What can your organisation do for others?"))
    where: str = yield Place("where", _("In which town, or from a distance?"), home=look.me.town)
    card = _(
        "Offer: {what}\nPlace: {place}\nAs: {organisation}\n\nIs this right?",
        what=what,
        place=place(where, where == REMOTE),
        organisation=look.me.organisation,
    )
    if not (yield Confirm("sure", card, yes=_("Publish"), parts=PARTS)):
        return None
    remote = where == REMOTE
    return Post("offer", what, place="" if remote else where, remote=remote, lang=look.me.lang)
