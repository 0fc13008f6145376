"""Posting an offer: what the organisation can do for others, and where."""

from __future__ import annotations

from bot.cards.listing import WHO_SEES, place, seen_by
from bot.conversation.pieces import FILES, Held, with_files
from bot.engine import Flow
from bot.flows.standing import member
from bot.questions import REMOTE, Confirm, Place, Skills
from core.commands import Post, PostOffers
from core.look import Look
from core.messages import Message, Value, _

PARTS = {"what": _("What"), "where": _("Place"), "audience": _("Who sees it")}


def offer(look: Look) -> Flow:
    """Ask what is offered, then show it once. Hours and day are agreed with each organisation."""
    member(look)
    whats: tuple[str, ...] = yield Skills("what", _("What can your organisation do for others?"))
    where: str = yield Place("where", _("In which town, or from a distance?"), home=look.me.town)
    audience: str = yield WHO_SEES
    files: tuple[Held, ...] = yield FILES
    card = with_files(_card(look, whats, where, audience), files)
    if not (yield Confirm("sure", card, yes=_("Publish"), parts=PARTS, unasked=("audience",))):
        return None
    remote = where == REMOTE
    town = "" if remote else where
    tokens, lang = tuple(one.token for one in files), look.me.lang
    if len(whats) > 1:
        return PostOffers(whats, town, remote, lang, audience, tokens)
    return Post("offer", whats[0], place=town, remote=remote, lang=lang, audience=audience, files=tokens)


def _card(look: Look, whats: tuple[str, ...], where: str, audience: str) -> Message:
    values: dict[str, Value] = {
        "place": place(where, where == REMOTE),
        "organisation": look.me.organisation,
        "audience": seen_by(audience),
    }
    if len(whats) == 1:
        return _(
            "Offer: {what}\nPlace: {place}\nAs: {organisation}\nSeen by: {audience}\n\nIs this right?",
            what=whats[0],
            **values,
        )
    listed = _("· {what}", what=whats[0])
    for what in whats[1:]:
        listed = _("{before}\n· {what}", before=listed, what=what)
    return _(
        "Offers:\n{list}\nPlace: {place}\nAs: {organisation}\nSeen by: {audience}\n\nIs this right?",
        list=listed,
        **values,
    )
