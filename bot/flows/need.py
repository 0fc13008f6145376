"""Posting a request: what, how long, by when; shown once before it is published."""

from __future__ import annotations

from datetime import date

from bot.cards import by_day, hours, place
from bot.doubt import which_service
from bot.engine import Flow
from bot.questions import REMOTE, Confirm, Day, Hours, Place, Text
from core.commands import Post
from core.look import Look
from core.messages import Message, _

PARTS = {"what": _("What"), "service": _("Which service"), "hours": _("Hours"), "by": _("Day"), "where": _("Place")}

_WHAT = Text("what", _("What do you need?"))
_HOURS = _("About how many hours? Write a number, for example 2.")
_BY = _("By which day?")
_WHERE = _("In which town, or from a distance?")
_PUBLISH = _("Publish")  # button


def need(look: Look) -> Flow:
    """Ask what is needed, and which service that is where it is in doubt; then show it once.

    The place is the organisation's own town unless it is changed.
    """
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
    where: str = yield Place("where", _WHERE, home=look.me.town)
    due = by.isoformat() if by else None
    if not (yield Confirm("sure", _card(look, what, minutes, due, where), yes=_PUBLISH, parts=PARTS)):
        return None
    remote = where == REMOTE
    return Post("need", what, minutes, due, "" if remote else where, remote, lang=look.me.lang, service=service)


def _card(look: Look, what: str, minutes: int | None, due: str | None, where: str) -> Message:
    return _(
        "Request: {what}\nHours: {hours}\nBy: {day}\nPlace: {place}\nAs: {organisation}\n\nIs this right?",
        what=what,
        hours=hours(minutes),
        day=by_day(due),
        place=place(where, where == REMOTE),
        organisation=look.me.organisation,
    )
