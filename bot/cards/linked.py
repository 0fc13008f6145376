"""What a card says of other exchanges of the same two: the one before, the one after, the parts, the hours beyond."""

from __future__ import annotations

from datetime import date, timedelta

from core.commands import FollowUp, Terms
from core.exchange_states import CANCELLED
from core.look.exchanges import ExchangeCard
from core.messages import Amount, Code, Day, Message, Option, _, _n

MORE = ("more", _("More of the same"))
EXTRA = "extra-"
_SHOWN = 6
_DAYS = 7
"""What was done beyond the agreed hours has no day of its own: that long the other side may answer."""


def lines_before(card: ExchangeCard) -> tuple[Message, ...]:
    """Which exchange it follows, in which it goes on, and in how many parts a long one will be confirmed."""
    links = card.links
    before = (_("It follows exchange {number}.", number=Code(str(links.follows))),) if links.follows else ()
    after = (_("It goes on in exchange {number}.", number=Code(str(links.goes_on))),) if links.goes_on else ()
    if links.planned < 2:
        return (*before, *after)
    many = _n(
        "This is long, so it is confirmed in {n} part, each with its own day.",
        "This is long, so it is confirmed in {n} parts, each with its own day.",
        links.planned,
    )
    return (*before, *after, many)


def parts_lines(card: ExchangeCard) -> tuple[Message, ...]:
    """Of what was agreed as one: which part this is, and what comes after it where nothing is asked."""
    links = card.links
    if not links.parts:
        return ()
    text = _("This is part {part} of {all}.", part=links.place(card.number), all=len(links.parts))
    if card.state in CANCELLED:
        return (text, *_cancelled_too(card))
    if card.state not in ("agreed", "settled"):
        return (text,)
    after = links.to_come(card.number)
    for part in after[:_SHOWN]:
        text = _(
            "{before}\nThen {number}: {hours}, by {day}",
            before=text,
            number=Code(str(part.number)),
            hours=Amount(part.minutes),
            day=Day(part.due_on),
        )
    left = len(after) - _SHOWN
    more = (_n("And {n} more part after that.", "And {n} more parts after that.", left),) if left > 0 else ()
    return (text, *more)


def _cancelled_too(card: ExchangeCard) -> tuple[Message, ...]:
    after = card.links.parts[card.links.place(card.number) :]
    gone = [str(part.number) for part in after if part.state in CANCELLED]
    return (_("Cancelled as well: {numbers}.", numbers=Code(", ".join(gone))),) if gone else ()


def rest_offer(card: ExchangeCard, said: int | None) -> tuple[tuple[Message, ...], tuple[Option, ...]]:
    """After the provider said more than was agreed: what counts, and the rest as an exchange that follows, by a tap."""
    beyond = (said or 0) - (card.delivered_minutes or 0)
    if beyond <= 0:
        return (), ()
    agreed = Amount(card.delivered_minutes or 0)
    coming = card.links.to_come(card.number)
    if coming:
        text = _(
            "I noted the {hours} of this part. What you did beyond that counts in the next one: {number}.",
            hours=agreed,
            number=Code(str(coming[0].number)),
        )
        return (text,), ()
    text = _(
        "I noted the agreed {hours}. The rest ({rest}) is an exchange of its own, if {other} accepts it. Shall I ask "
        "them?",
        hours=agreed,
        rest=Amount(beyond),
        other=card.other,
    )
    return (text,), (Option(f"x:{card.id}:{card.version}:{EXTRA}{beyond}", _("Ask for the rest")),)


def follow_up(card: ExchangeCard, minutes: int, today: date) -> FollowUp:
    """The hours beyond what was agreed, with all else as it was."""
    due_on = (today + timedelta(days=_DAYS)).isoformat()
    return FollowUp(card.id, Terms(minutes, due_on, card.place, card.remote, card.what))
