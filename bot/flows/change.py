"""Saying a published request or offer anew: the part that is to be different is asked, the rest stays."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from bot.cards.listing import LEAVE, PARTS, PAUSE, by_day, hours, listing_line, place
from bot.conversation.doubt import which_service, with_chosen
from bot.engine import Flow, Question
from bot.flows.offer import until
from bot.questions import UNSURE, Confirm, Day, Hours, Text
from bot.readable import Readable
from bot.where import Place, Where
from core.commands.listings import ChangeListing, Rest
from core.errors import Faster, NotYours
from core.listing_states import LIVE
from core.listings.cards import ListingCard
from core.look import Look
from core.messages import Day as DayValue
from core.messages import Message, Option, _

_WHAT = {"need": _("What do you need?"), "offer": _("What can your organisation do for others?")}


def change(look: Look, listing_id: str) -> Flow:
    """One's own listing; what the choice that led here does not name is known already."""
    card = look.listing(int(listing_id))
    if card is None or card.organisation_id != look.me.organisation_id:
        raise NotYours
    need = card.kind == "need"
    what: str = yield Text("what", _WHAT[card.kind])
    anew = need and what != card.what
    doubt = which_service(look, what) if anew else None
    service: str | None = (yield doubt) if doubt else ("" if anew else None)
    minutes, by = (yield from _when(look)) if need else (card.minutes, (yield _until(look, card, what)))
    where: Where = yield Place("where", _("In which town, or from a distance?"), home=look.me.town)
    due = by.isoformat() if by else None
    parts = PARTS if need else {key: PARTS[key] for key in ("what", "by", "where")}
    said = _card(card, with_chosen(what, doubt, service or ""), minutes, due, where)
    if not (yield Confirm("sure", said, yes=_("Save the change"), no=LEAVE, parts=parts, unasked=("by",))):
        return None
    return ChangeListing(card.id, what, minutes, due, *where, lang=look.me.lang, service=service)


def _until(look: Look, card: ListingCard, what: str) -> Question:
    """Of an offer: as it was, or with other words the day that they name."""
    return until(look, what, (card.due_on or UNSURE) if what == card.what else "")


def _when(look: Look) -> Generator[Question, Any, tuple[int | None, date | None]]:
    prompt, policy = _("About how many hours? Write a number, for example 2."), look.policy
    minutes: int | None = yield Hours(
        "hours", prompt, least=policy.exchange_least, most=policy.exchange_most, unsure=True
    )
    by: date | None = yield Day("by", _("By which day?"), today=look.today, optional=True)
    return minutes, by


def _card(card: ListingCard, what: str | Message, minutes: int | None, due: str | None, where: Where) -> Message:
    if card.kind == "need":
        return _(
            "Request: {what}\nHours: {hours}\nBy: {day}\nPlace: {place}\n\nShall I save this change?",
            what=what,
            hours=hours(minutes),
            day=by_day(due),
            place=place(*where),
        )
    if due:
        return _(
            "Offer: {what}\nUntil: {day}\nPlace: {place}\n\nShall I save this change?",
            what=what,
            day=by_day(due),
            place=place(*where),
        )
    return _(
        "Offer: {what}\nPlace: {place}\n\nShall I save this change?",
        what=what,
        place=place(*where),
    )


@dataclass(frozen=True, slots=True)
class RestsUntil(Day):
    """A day that is to come, or none."""

    def options(self) -> tuple[Option, ...]:
        return (_UNTIL_SAID,)

    def read(self, words: Readable, offered: tuple[str, ...]) -> str:
        return UNSURE if words.says(_UNTIL_SAID.label) else Day.read(self, words, offered)


_UNTIL_SAID = Option(UNSURE, _("Until I show it"), numbered=False)


def let_rest(look: Look, listing_id: str) -> Flow:
    """One's own listing rests until a day, or until they show it again: which one and until when is shown first."""
    card = look.listing(int(listing_id))
    if card is None or card.organisation_id != look.me.organisation_id:
        raise NotYours
    if card.state not in LIVE:
        raise Faster(_("This rests already, or has ended. Write “menu” to see what you have."))
    prompt = _("Until which day shall I pause “{what}”?", what=card.what)
    day: date | None = yield RestsUntil("until", prompt, today=look.today + timedelta(days=1), optional=True)
    until, line = day.isoformat() if day else "", listing_line(card)
    said = _("{listing}\n\nShall I pause it until you show it again? Until then nobody can find it.", listing=line)
    if until:
        on = DayValue(until)
        said = _("{listing}\n\nShall I pause it until {day}? Until then nobody can find it.", listing=line, day=on)
    sure = yield Confirm("sure", said, yes=PAUSE, no=LEAVE, parts={"until": PARTS["by"]})
    return Rest(card.id, until) if sure else None
