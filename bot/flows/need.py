"""Posting a request: what, how long, by when; shown once before it is published."""

from __future__ import annotations

from datetime import date

from bot.cards.listing import WHO_SEES, by_day, hours, place, seen_by
from bot.conversation.doubt import which_service, with_chosen
from bot.conversation.named_person import with_named
from bot.conversation.pieces import FILES, Held, with_files
from bot.conversation.twins import with_twin
from bot.engine import Flow
from bot.flows.standing import member
from bot.questions import Confirm, Day, Heard, Hours, Text
from bot.where import Place, Where, usual_place
from core.commands import Post
from core.look import Look
from core.messages import Day as OnDay
from core.messages import Message, _

PARTS = {
    "what": _("What"),
    "service": _("Which service"),
    "hours": _("Hours"),
    "by": _("Day"),
    "where": _("Place"),
    "audience": _("Who sees it"),
}

_WHAT = Text("what", _("What do you need?"))
_HOURS = _("About how many hours? Write a number, for example 2.")
_BY = _("By which day?")
_URGENT = Heard("urgent", _BY)
_WHERE = _("In which town, or from a distance?")
_PUBLISH = _("Publish")  # button


def need(look: Look) -> Flow:
    """Ask what is needed, and which service that is where it is in doubt; then show it once.

    The place is the organisation's own town unless it is changed; of what is done as well from another country, also
    from a distance.
    """
    member(look)
    what: str = yield _WHAT
    doubt = which_service(look, what)
    service: str = (yield doubt) if doubt else ""
    minutes: int | None = yield Hours(
        "hours",
        _HOURS,
        least=look.policy.exchange_least,
        most=look.policy.exchange_most,
        unsure=True,
    )
    by: date | None = yield Day("by", _BY, today=look.today, optional=True)
    urgent: bool = yield _URGENT
    where: Where = yield Place("where", _WHERE, home=look.me.town, usual=usual_place(look, [what], service))
    audience: str = yield WHO_SEES
    files: tuple[Held, ...] = yield FILES
    due = by.isoformat() if by else None
    said = with_chosen(what, doubt, service)
    card = _card(look, said, minutes, by_day(due, urgent=urgent), where, audience)
    card = with_files(with_named(what, with_twin(look, "need", [what], card)), files)
    if not (yield Confirm("sure", card, yes=_PUBLISH, parts=PARTS, unasked=("where", "audience"))):
        return None
    lang = look.me.lang
    tokens = tuple(one.token for one in files)
    return Post("need", what, minutes, due, *where, urgent, lang, service, audience, tokens)


def _card(
    look: Look, what: str | Message, minutes: int | None, day: OnDay | Message, where: Where, audience: str
) -> Message:
    return _(
        "Request: {what}\nHours: {hours}\nBy: {day}\nPlace: {place}\nAs: {organisation}\nSeen by: {audience}\n\n"
        "Is this right?",
        what=what,
        audience=seen_by(audience),
        hours=hours(minutes),
        day=day,
        place=place(*where),
        organisation=look.me.organisation,
    )
