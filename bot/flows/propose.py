"""Terms of an exchange: from a suggestion or a listing, and in answer to the other side's terms."""

from __future__ import annotations

from collections.abc import Generator
from datetime import date
from typing import Any

from bot.cards.day import day_and_hour
from bot.cards.listing import by_day, hours, place
from bot.engine import Flow, Question
from bot.flows.standing import own, unmoved
from bot.questions import Confirm, Day, Hours, Kept, Pick
from bot.where import Place, Where
from core.commands import Accept, Counter, FollowUp, Propose, Terms
from core.errors import NotYours
from core.exchange_states import PROPOSABLE
from core.listings.cards import ListingCard
from core.look import Look
from core.look.exchanges import ExchangeCard
from core.messages import Option, _
from core.privacy.nameless import Called
from core.text.clean import brief

PARTS = {"hours": _("Hours"), "by": _("Day"), "where": _("Place")}


def counter(look: Look, exchange_id: str, version: str) -> Flow:
    """Other terms for an exchange that is suggested or proposed; its terms once more where nobody answered in time."""
    card = look.exchange(int(exchange_id))
    if card is None:
        raise NotYours
    unmoved(card, version)
    terms = yield from _named(look, card)
    if card.state == "proposed" and card.my_turn and terms == _standing(card):
        return Accept(card.id, int(version)) if (yield _accepting(card, terms)) else None
    if not (yield _sending(look, card, card.other, terms)):
        return None
    if card.state in PROPOSABLE:
        return Propose(exchange_id=card.id, version=int(version), terms=terms)
    return Counter(card.id, int(version), terms)


def answer(look: Look, listing_id: str) -> Flow:
    """A proposal to another organisation's listing, without a suggestion before it."""
    card = look.listing(int(listing_id))
    if card is None:
        raise NotYours
    need_id = (yield from _serves(look)) if card.kind == "offer" else None
    terms = yield from _terms(look, card, card.organisation)
    return None if terms is None else Propose(listing_id=card.id, terms=terms, need_id=need_id)


def more(look: Look, exchange_id: str) -> Flow:
    """The same two go on after what they completed."""
    card = own(look, exchange_id)
    terms = yield from _terms(look, card, card.other)
    return None if terms is None else FollowUp(card.id, terms)


def _serves(look: Look) -> Generator[Question, Any, int | None]:
    """Where the fund gives the hours for a request of theirs: whether this offer serves it."""
    carried = look.carried()
    if not carried:
        return None
    among = (*(Option(str(one.need_id), brief(one.what)) for one in carried[:8]), Option("none", _("None of these")))
    prompt = _("For which of your requests is it? The solidarity fund gives the hours for these.")
    need: str = yield Pick("need", prompt, among=among)
    return None if need == "none" else int(need)


def _terms(look: Look, card: ExchangeCard | ListingCard, other: Called) -> Generator[Question, Any, Terms | None]:
    terms = yield from _named(look, card)
    return terms if (yield _sending(look, card, other, terms)) else None


def _named(look: Look, card: ExchangeCard | ListingCard) -> Generator[Question, Any, Terms]:
    minutes: int = yield Hours(
        "hours",
        _("How many hours would it take? Write a number, for example 2."),
        least=look.policy.exchange_least,
        most=look.policy.exchange_most,
        gift=True,
    )
    by: date = yield Day("by", _("By which day can it be done?"), today=look.today)
    what: str = yield Kept("what", _("What"), usual=card.what)
    prompt, home = _("In which town, or from a distance?"), card.place or look.me.town
    where: Where = yield Place("where", prompt, home=home, agreed=True)
    return Terms(minutes, by.isoformat(), *where, what)


def _standing(card: ExchangeCard) -> Terms:
    """The terms that the other side proposes."""
    return Terms(card.minutes or 0, card.due_on or "", card.place, card.remote, card.what)


def _accepting(card: ExchangeCard, terms: Terms) -> Confirm:
    """Who proposes just what the other side does is asked whether they accept it."""
    text = _(
        "{other} proposes just that: {what}\nHours: {hours}\nBy: {day}\nPlace: {place}\n\nDo you accept it?",
        other=card.other,
        what=card.what,
        hours=hours(terms.minutes),
        day=day_and_hour(card),
        place=place(terms.place, terms.remote),
    )
    return Confirm("sure", text, yes=_("Accept"), parts=PARTS)


def _sending(look: Look, card: ExchangeCard | ListingCard, other: Called, terms: Terms) -> Confirm:
    due = card.then(terms.what, terms.due_on) if isinstance(card, ExchangeCard) else None
    text = _(
        "Proposal for {other}: {what}\nHours: {hours}\nBy: {day}\nPlace: {place}\nAs: {organisation}\n\n"
        "Shall I send it?",
        other=other,
        what=terms.what,
        hours=hours(terms.minutes),
        day=day_and_hour(due) if due else by_day(terms.due_on),
        place=place(terms.place, terms.remote),
        organisation=look.me.organisation,
    )
    return Confirm("sure", text, yes=_("Send"), parts=PARTS)
