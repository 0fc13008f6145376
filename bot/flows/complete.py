"""The end of an exchange: done with other hours, received with other hours, and how it was."""

from __future__ import annotations

from bot.engine import Flow
from bot.questions import Confirm, Hours, Stars, Text
from core.commands import Confirm as Received
from core.commands import Deliver, Review
from core.errors import NotYours
from core.look import ExchangeCard, Look
from core.messages import Amount, Code, _


def done(look: Look, exchange_id: str, version: str) -> Flow:
    """The provider says it is done, with fewer hours than agreed."""
    card = _mine(look, exchange_id)
    minutes: int = yield Hours(
        "hours", _("How many hours did it take? Write a number, for example 2."), most=card.minutes or 0
    )
    text = _(
        "Exchange {number}: {what} took {hours}. Shall I tell {other}?",
        number=Code(str(card.number)),
        what=card.what,
        hours=Amount(minutes),
        other=card.other,
    )
    if not (yield Confirm("sure", text, parts={"hours": _("Hours")})):
        return None
    return Deliver(card.id, int(version), minutes)


def received(look: Look, exchange_id: str, version: str) -> Flow:
    """The receiver says how many hours it was; fewer than the provider's figure asks the provider."""
    card = _mine(look, exchange_id)
    minutes: int = yield Hours(
        "hours", _("How many hours did you receive? Write a number, for example 2."), most=card.minutes or 0
    )
    text = _(
        "Exchange {number}: you received {hours} of {what} from {other}. Is this right?",
        number=Code(str(card.number)),
        hours=Amount(minutes),
        what=card.what,
        other=card.other,
    )
    if not (yield Confirm("sure", text, parts={"hours": _("Hours")})):
        return None
    return Received(card.id, int(version), minutes)


def review(look: Look, exchange_id: str) -> Flow:
    """Stars and a few words; the other side sees them when both wrote or the time is over."""
    card = _mine(look, exchange_id)
    stars: int | None = yield Stars("stars", _("How was it with {other}? Write from 1 to 5 stars.", other=card.other))
    text: str = yield Text("text", _("They see it when both have written. Anything to add?"), optional=True)
    if stars is None and not text:
        return None
    return Review(card.id, stars=stars, text=text)


def _mine(look: Look, exchange_id: str) -> ExchangeCard:
    card = look.exchange(int(exchange_id))
    if card is None or not card.mine:
        raise NotYours
    return card
