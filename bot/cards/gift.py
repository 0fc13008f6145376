"""How an exchange as a gift looks: the same life, and no hours anywhere."""

from __future__ import annotations

from collections.abc import Callable

from bot.cards.choices import ANSWER, CANCEL, DAY, DONE, PROBLEM, RECEIVED_GIFT, Choices
from bot.cards.day import day_and_hour
from bot.cards.listing import other_town, place
from bot.cards.trouble import named, until, wish_for_a_day
from core.look.exchanges import ExchangeCard
from core.messages import Message, Value, _


def proposed(card: ExchangeCard) -> tuple[Message, Choices]:
    """It is this side's turn to answer."""
    if card.gives:
        text = _(
            "Exchange {number}: {other} ({town}) asks you for: {what}\nBy: {day}\nPlace: {place}\n"
            "As a gift: no hours move.\n\nDo you accept?",
            **_values(card),
        )
    else:
        text = _(
            "Exchange {number}: {other} ({town}) can do: {what}\nBy: {day}\nPlace: {place}\n"
            "As a gift: no hours move.\n\nDo you accept?",
            **_values(card),
        )
    return text, ANSWER


def agreed(card: ExchangeCard) -> tuple[Message, Choices]:
    """Both said yes."""
    if card.wish == "day" and not card.wish_is_mine:
        return wish_for_a_day(card)
    day = (DAY,) if card.may_move and not card.wish else ()
    if card.gives:
        text = _(
            "Exchange {number} is agreed as a gift: {what}, for {other}\nBy: {day}\nPlace: {place}\n\n"
            "When it is done, tell me.",
            **_values(card),
        )
        return text, (DONE, CANCEL, PROBLEM, *day)
    text = _(
        "Exchange {number} is agreed as a gift: {what}, by {other}\nBy: {day}\nPlace: {place}\n\n"
        "When you have received it, tell me.",
        **_values(card),
    )
    return text, (*RECEIVED_GIFT, CANCEL, *day)


def delivered(card: ExchangeCard) -> tuple[Message, Choices]:
    """The provider says it is done."""
    if card.gives:
        text = _(
            "Exchange {number}: you told {other} that it is done. Now it is their turn to confirm. I will tell you.",
            **_values(card),
        )
        return text, (PROBLEM,)
    text = _(
        "Exchange {number}: {other} says it is done, as a gift: {what}\nIf I hear nothing from you by {until}, it "
        "may count as received.\n\nDid you receive it?",
        **_values(card),
        until=until(card),
    )
    return text, RECEIVED_GIFT


def settled_text(card: ExchangeCard) -> Message:
    """It is completed."""
    return _("Exchange {number} is completed, a gift: {what}, with {other}.", **_values(card))


def _values(card: ExchangeCard) -> dict[str, Value]:
    return {
        **named(card),
        "town": other_town(card),
        "day": day_and_hour(card),
        "place": place(card.place, card.remote),
    }


GIFTS: dict[str, Callable[[ExchangeCard], tuple[Message, Choices]]] = {
    "proposed": proposed,
    "agreed": agreed,
    "delivered": delivered,
}
