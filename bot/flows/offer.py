"""Posting an offer: what the organisation can do for others, where, and whether it is over after a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from bot.cards.listing import WHO_SEES, place, seen_by
from bot.conversation.pieces import FILES, Held, with_files
from bot.conversation.twins import with_twin
from bot.engine import Flow
from bot.flows.standing import member
from bot.questions import UNSURE, Confirm, Day, Skills
from bot.understand.calendar.lastday import last_day
from bot.where import Place, Where, usual_place
from core.commands import Post, PostOffers
from core.countries import country
from core.look import Look
from core.messages import Day as DayOf
from core.messages import Message, Value, _

PARTS = {"what": _("What"), "where": _("Place"), "by": _("Day"), "audience": _("Who sees it")}


@dataclass(frozen=True, slots=True)
class LastDay(Day):
    """After which day it is over; taken from the words of the offer, and asked only of who changes it on the card."""

    hintable: ClassVar[bool] = False  # a day in the message may be the first of many


def until(look: Look, what: str, said: str = "") -> LastDay:
    """`said`: what is known of it already; else the day that the words name, where it is the last."""
    usual = said or named_day(look, what) or UNSURE
    return LastDay("by", _("Until which day?"), today=look.today, optional=True, usual=usual)


def named_day(look: Look, what: str) -> str:
    """The day after which an offer in these words is over; '' for most."""
    day = last_day(what, look.me.lang, look.today, country(look.me.country).week_starts)
    return day.isoformat() if day and day >= look.today else ""


def offer(look: Look) -> Flow:
    """Ask what is offered, then show it once. Hours and day are agreed with each organisation; where the words name a
    day after which it is over, it is shown until then.
    """
    member(look)
    whats: tuple[str, ...] = yield Skills("what", _("What can your organisation do for others?"))
    prompt, home = _("In which town, or from a distance?"), look.me.town
    where: Where = yield Place("where", prompt, home=home, usual=usual_place(look, whats))
    by: date | None = (yield until(look, whats[0])) if len(whats) == 1 else None
    days = (by.isoformat() if by else "",) if len(whats) == 1 else tuple(named_day(look, what) for what in whats)
    audience: str = yield WHO_SEES
    files: tuple[Held, ...] = yield FILES
    card = with_files(with_twin(look, "offer", whats, _card(look, whats, days, where, audience)), files)
    parts = PARTS if len(whats) == 1 else {key: label for key, label in PARTS.items() if key != "by"}
    if not (yield Confirm("sure", card, yes=_("Publish"), parts=parts, unasked=("where", "audience", "by"))):
        return None
    tokens, lang = tuple(one.token for one in files), look.me.lang
    if len(whats) > 1:
        return PostOffers(whats, *where, lang, audience, tokens, days)
    due = days[0] or None
    return Post(
        "offer", whats[0], due_on=due, place=where.town, remote=where.remote, lang=lang, audience=audience, files=tokens
    )


def _card(look: Look, whats: tuple[str, ...], days: tuple[str, ...], where: Where, audience: str) -> Message:
    values: dict[str, Value] = {
        "place": place(*where),
        "organisation": look.me.organisation,
        "audience": seen_by(audience),
    }
    if len(whats) == 1 and days[0]:
        return _(
            "Offer: {what}\nUntil: {day}\nPlace: {place}\nAs: {organisation}\nSeen by: {audience}\n\nIs this right?",
            what=whats[0],
            day=DayOf(days[0]),
            **values,
        )
    if len(whats) == 1:
        return _(
            "Offer: {what}\nPlace: {place}\nAs: {organisation}\nSeen by: {audience}\n\nIs this right?",
            what=whats[0],
            **values,
        )
    listed = _("· {what}", what=_with_day(whats[0], days[0]))
    for what, day in zip(whats[1:], days[1:], strict=True):
        listed = _("{before}\n· {what}", before=listed, what=_with_day(what, day))
    return _(
        "Offers:\n{list}\nPlace: {place}\nAs: {organisation}\nSeen by: {audience}\n\nIs this right?",
        list=listed,
        **values,
    )


def _with_day(what: str, day: str) -> Value:
    return _("{what} (until {day})", what=what, day=DayOf(day)) if day else what
