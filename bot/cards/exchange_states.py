"""What does a card say of an exchange in each state, and what can be chosen there?"""

from __future__ import annotations

from bot.cards.choices import ANSWER, CANCEL, DAY, DONE, NO_THANKS, OTHER_TERMS, PROBLEM, RECEIVED, Choices
from bot.cards.day import day_and_hour
from bot.cards.gift import settled_text
from bot.cards.listing import OPINIONS, by_day, hours, other_town, place
from bot.cards.trouble import (
    TROUBLE,
    named,
    said_absent,
    until,
    waits_for_a_day,
    wish_for_a_day,
    wish_for_hours,
    with_wish,
)
from core.look.exchanges import ExchangeCard
from core.messages import Amount, Code, Message, Moment, Several, Value, _


def _suggested(card: ExchangeCard) -> tuple[Message, Choices]:
    why = Several(card.reasons) if card.reasons else _("the words are alike")
    values = {**named(card), "town": other_town(card)}
    if not (card.has_need if card.gives else card.has_offer):
        text = _(
            "Suggestion {number}: a coordinator asked {other} ({town}) about “{what}”. Nothing is to be done now; I "
            "tell you when they answer.",
            **values,
        )
        return text, (NO_THANKS,)
    if card.gives:
        text = _(
            "Suggestion {number}: {other} ({town}) needs: {what}\nHours: {hours}\nBy: {day}\nPlace: {place}\n"
            "Why you: {why}\n\nCan you help?",
            **values,
            hours=hours(card.minutes),
            day=day_and_hour(card, urgent=card.urgent),
            place=place(card.place, card.remote),
            why=why,
        )
        return text, (("prop", _("We can help")), OTHER_TERMS, NO_THANKS)
    text = _(
        "Suggestion {number}: {other} ({town}) can help with: {what}\nHours: {hours}\nBy: {day}\nThey offer: {words}\n"
        "Why them: {why}\n\nShall I propose it to them?",
        **values,
        hours=hours(card.minutes),
        day=day_and_hour(card, urgent=card.urgent),
        words=card.own_words or card.what,
        why=why,
    )
    return text, (("prop", _("Propose it")), OTHER_TERMS, NO_THANKS)


def _proposed(card: ExchangeCard) -> tuple[Message, Choices]:
    if not card.my_turn:
        text = _(
            "Exchange {number}: {what}\nHours: {hours}\nBy: {day}\nPlace: {place}\n\n"
            "Now it is the turn of the other organisation: they can answer until {until}. I will tell you.",
            **_terms(card),
            until=Moment(card.answer_by) if card.answer_by else _("soon"),
        )
        return text, (("back", _("Take it back")),)
    if card.gives:
        text = _(
            "Exchange {number}: {other} ({town}) asks you for: {what}\nHours: {hours}\nBy: {day}\nPlace: {place}\n"
            "You receive {hours} when it is confirmed.\n\nDo you accept?",
            **_terms(card),
            other=card.other,
            town=other_town(card),
        )
    elif card.by_fund:
        text = _(
            "Exchange {number}: {other} ({town}) can do: {what}\nHours: {hours}\nBy: {day}\nPlace: {place}\n"
            "If you accept, {hours} are set aside in the solidarity fund until you confirm it was done.\n\n"
            "Do you accept?",
            **_terms(card),
            other=card.other,
            town=other_town(card),
        )
    else:
        text = _(
            "Exchange {number}: {other} ({town}) can do: {what}\nHours: {hours}\nBy: {day}\nPlace: {place}\n"
            "If you accept, I set aside {hours} of yours until you confirm it was done.\n\nDo you accept?",
            **_terms(card),
            other=card.other,
            town=other_town(card),
        )
    return text, ANSWER


def _agreed(card: ExchangeCard) -> tuple[Message, Choices]:
    if card.asked_minutes is not None:
        return _delivered(card)
    if card.wish == "day" and not card.wish_is_mine:
        return wish_for_a_day(card)
    if card.wish == "hours" and not card.wish_is_mine:
        return wish_for_hours(card)
    day = (DAY,) if card.may_move and not card.wish else ()
    if card.gives:
        text = _(
            "Exchange {number} is agreed: {what}, for {other}\nHours: {hours}\nBy: {day}\nPlace: {place}\n\n"
            "When it is done, tell me.",
            **_terms(card),
            other=card.other,
        )
        return with_wish(card, text), (*_IT_IS_DONE, CANCEL, PROBLEM, *day)
    text = _(
        "Exchange {number} is agreed: {what}, by {other}\nHours: {hours}, set aside\nBy: {day}\nPlace: {place}\n\n"
        "When you have received it, tell me.",
        **_terms(card),
        other=card.other,
    )
    return with_wish(card, text), (*RECEIVED, CANCEL, *day)


def _overdue(card: ExchangeCard) -> tuple[Message, Choices]:
    if card.asked_minutes is not None:
        return _delivered(card)
    if card.wish == "absent":
        return said_absent(card)
    did = _IT_IS_DONE if card.gives else RECEIVED[:-1]
    if card.wish == "day":
        return (waits_for_a_day(card), (*did, _ABSENT, PROBLEM)) if card.wish_is_mine else wish_for_a_day(card)
    text = _(
        "Exchange {number}: {what}, with {other}\nHours: {hours}\n\nThe agreed day was {day}. Did it happen?",
        **named(card),
        hours=hours(card.minutes),
        day=by_day(card.due_on),
    )
    return text, (*did, _ABSENT, *((DAY,) if card.may_move else ()), PROBLEM)


_ABSENT = ("absent", _("They did not come"))
_IT_IS_DONE: Choices = (DONE, ("hours", _("Done, other hours")))


def _delivered(card: ExchangeCard) -> tuple[Message, Choices]:
    if card.asked_minutes is not None:
        if not card.gives:
            return _asked_waiting(card), (PROBLEM,)
        values = {**_terms(card), "other": card.other, "asked": Amount(card.asked_minutes), "until": until(card)}
        text = _(
            "Exchange {number}: {other} says that “{what}” took {asked}. You said {hours}. If I hear nothing by "
            "{until}, a coordinator looks at it.\n\nDo you agree to {asked}?",
            **values,
        )
        if card.delivered_minutes is None:
            text = _(
                "Exchange {number}: {other} says that “{what}” took {asked}. Agreed: {hours}. If I hear nothing by "
                "{until}, a coordinator looks at it.\n\nDo you agree to {asked}?",
                **values,
            )
        return text, (("fig", _("Yes, we agree")), ("nofig", _("No")))
    if card.gives:
        return _to_be_confirmed(card), (PROBLEM,)
    text = _(
        "Exchange {number}: {other} says it is done: {what}\nHours: {hours}\nIf I hear nothing from you by {until}, it "
        "may count as received.\n\nDid you receive it?",
        **named(card),
        hours=Amount(card.delivered_minutes or 0),
        until=until(card),
    )
    return text, RECEIVED


def _to_be_confirmed(card: ExchangeCard) -> Message:
    values: dict[str, Value] = {
        "number": Code(str(card.number)),
        "other": card.other,
        "hours": Amount(card.delivered_minutes or 0),
    }
    if card.answer_by and not card.looked_at and not card.frozen:
        return _(
            "Exchange {number}: you told {other} that it is done ({hours}). Now it is their turn to confirm; with no "
            "answer by {until}, it may count as received. I will tell you.",
            **values,
            until=Moment(card.answer_by),
        )
    return _(
        "Exchange {number}: you told {other} that it is done ({hours}). Now it is their turn to confirm. "
        "I will tell you.",
        **values,
    )


def _asked_waiting(card: ExchangeCard) -> Message:
    return _(
        "Exchange {number}: I asked {other} whether they agree to {asked}. I will tell you.",
        number=Code(str(card.number)),
        other=card.other,
        asked=Amount(card.asked_minutes or 0),
    )


def _settled(card: ExchangeCard) -> tuple[Message, Choices]:
    if card.wish == "undo" and not card.wish_is_mine:
        return TROUBLE["undo"](card)
    text = _(
        "Exchange {number} is completed: {what}, with {other}. Hours: {hours}.",
        **named(card),
        hours=Amount(card.settled_minutes or 0),
    )
    if card.minutes == 0:
        text = settled_text(card)
    review: Choices = (("rev", _("Say how it was")),) if card.rateable else ()
    said: Choices = (("opin", OPINIONS),) if card.opinions else ()
    appeal: Choices = (("app", _("We do not accept it")),) if card.appeal_until else ()
    return text, (*review, *said, *appeal, PROBLEM)


def ended(card: ExchangeCard) -> tuple[Message, Choices]:
    """What came to nothing, in whichever way."""
    if card.may_again:
        text = _(
            "Exchange {number}: {what}, with {other}. Nobody answered in time, and no hours moved. If you still want "
            "it, propose it again; then the other organisation answers.",
            **named(card),
        )
        return text, (PROBLEM,)
    text = _(
        "Exchange {number}: {what}, with {other}. It has ended and no hours moved.",
        **named(card),
    )
    return text, (PROBLEM,)


def _terms(card: ExchangeCard) -> dict[str, Value]:
    return {
        "number": Code(str(card.number)),
        "what": card.what,
        "hours": hours(card.told_minutes),
        "day": day_and_hour(card),
        "place": place(card.place, card.remote),
    }


BY_STATE = {
    "suggested": _suggested,
    "proposed": _proposed,
    "agreed": _agreed,
    "overdue": _overdue,
    "delivered": _delivered,
    "settled": _settled,
    "closed": _settled,
    **{state: TROUBLE[state] for state in ("disputed", "no_show", "reversed")},
}
