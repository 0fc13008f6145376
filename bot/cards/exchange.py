"""How an exchange looks to one of its two sides: where it stands, whose turn it is, and what can be done.

The same card is shown by an alert, by a list and as the answer to a command, so it is made in one place.
"""

from __future__ import annotations

from bot.cards.choices import ANSWER, CANCEL, DAY, DONE, NO_THANKS, OTHER_TERMS, PROBLEM, RECEIVED, Choices
from bot.cards.day import day_and_hour
from bot.cards.gift import GIFTS, settled_text
from bot.cards.linked import MORE, lines_before, parts_lines
from bot.cards.listing import ABOUT_THEM, BLOCK, FILES, OPINIONS, by_day, hours, other_town, place, relied_line
from bot.cards.trouble import (
    TROUBLE,
    said_absent,
    settled_more,
    until,
    waits_for_a_day,
    wish_for_a_day,
    with_wish,
)
from core.look.exchanges import ExchangeCard
from core.messages import Amount, Code, Message, Moment, Option, Screen, Several, Value, _


def exchange_line(card: ExchangeCard) -> Message:
    """One exchange in a list."""
    return _(
        "{number}: {what}, with {other}. {state}",
        number=Code(str(card.number)),
        what=card.what,
        other=card.other,
        state=state_line(card),
    )


def state_line(card: ExchangeCard) -> Message:
    """Where it stands and whose turn it is."""
    if card.my_turn and card.state != "suggested":
        return _("It is your turn.")
    match card.state:
        case "suggested":
            return _("A suggestion.")
        case "proposed":
            return _("Waiting for the other organisation.")
        case "agreed" | "overdue":
            return _("Agreed.")
        case "delivered":
            return _("Done, to be confirmed.")
        case "disputed":
            return _("A coordinator is looking at it.")
        case "settled" | "closed":
            return _("Completed.")
        case _:
            return _("It has ended.")


def exchange_card(card: ExchangeCard, *, news: bool = False) -> Screen:
    """One exchange as this side sees it: what, how long, by when, whose turn, and the buttons that fit.

    As `news` of it, without what only who opens it may want: an SMS is short, and three choices are buttons.
    """
    make = _MAKERS.get(card.state, _ended)
    if card.minutes == 0 and (card.state != "proposed" or card.my_turn):
        make = GIFTS.get(card.state, make)
    text, options = make(card)
    looked_at = (_LOOKED_AT,) if card.looked_at and card.state in ("agreed", "overdue", "delivered") else ()
    done = card.state in ("settled", "closed")
    after = settled_more(card) if done else ()
    rests = (_RESTS,) if card.frozen and card.state in _WITH_DEADLINES else ()
    parts = parts_lines(card)
    asks = card.state in _ASKING  # the last line is what people answer
    lines = (*_relied(card), *rests, *looked_at, *lines_before(card), *(parts if asks else ()), text)
    lines += (*(() if asks else parts), *after)
    files = (("files", FILES),) if card.files and card.mine else ()
    write = (_WRITE,) if card.may_write and card.mine else ()
    told = (("told", ABOUT_THEM),) if card.told_of and card.mine else ()
    more = (MORE,) if done and card.mine and not card.links.goes_on and not news else ()
    choices = (*options, *files, *told, *write, *_problem(card, options), *more, *_block(card))
    again = (Option(f"x:{card.id}:{card.version}:again", _AGAIN),) if card.may_again else ()
    made = tuple(Option(f"x:{card.id}:{card.version}:{verb}", label) for verb, label in choices)
    return Screen(lines, (*again, *_own_listing(card), *made))


def _block(card: ExchangeCard) -> Choices:
    """Last, so that nobody blocks by a number that meant something else a moment ago."""
    return (("block", BLOCK),) if _came_to_nothing(card) else ()


def _came_to_nothing(card: ExchangeCard) -> bool:
    return _MAKERS.get(card.state, _ended) is _ended


def _own_listing(card: ExchangeCard) -> tuple[Option, ...]:
    """What goes on when an exchange came to nothing, or nobody came: the own request or offer, where that is still
    shown or can be shown again.
    """
    waited = card.state == "no_show" and card.absent_id == card.other_id
    if not card.own_listing or not (waited or _came_to_nothing(card)):
        return ()
    label = _("Our offer") if card.gives else _("Our request")
    return (Option(f"l:{card.own_listing}:see", label),)


def _problem(card: ExchangeCard, options: Choices) -> Choices:
    """A problem can be told of from every card; where it is no likely choice it is the last one."""
    told_already = any(verb == PROBLEM[0] for verb, _label in options)
    return (PROBLEM,) if card.mine and not told_already else ()


_WITH_DEADLINES = ("proposed", "agreed", "overdue", "delivered", "disputed")
_ASKING = ("overdue", "delivered", "disputed")
_RESTS = _("The deadlines of this exchange rest for now; the ends that I name move when they go on.")
_LOOKED_AT = _("A coordinator is looking at this exchange. No hours move unless you both agree.")


def _relied(card: ExchangeCard) -> tuple[Message, ...]:
    """How the other side kept its word, where this side is asked to agree; nothing of newcomers."""
    if not card.my_turn:
        return ()
    return relied_line(card.relied)


_AGAIN = _("Propose it again")
_WRITE = ("write", _("Write to them"))


def _suggested(card: ExchangeCard) -> tuple[Message, Choices]:
    why = Several(card.reasons) if card.reasons else _("the words are alike")
    values: dict[str, Value] = {
        "number": Code(str(card.number)),
        "other": card.other,
        "town": other_town(card),
        "what": card.what,
    }
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
        "Suggestion {number}: {other} ({town}) can help with: {what}\nThey offer: {words}\nWhy them: {why}\n\n"
        "Shall I ask them?",
        **values,
        words=card.own_words or card.what,
        why=why,
    )
    return text, (("prop", _("Ask them")), OTHER_TERMS, NO_THANKS)


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
        number=Code(str(card.number)),
        what=card.what,
        other=card.other,
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
        number=Code(str(card.number)),
        other=card.other,
        what=card.what,
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
        number=Code(str(card.number)),
        what=card.what,
        other=card.other,
        hours=Amount(card.settled_minutes or 0),
    )
    if card.minutes == 0:
        text = settled_text(card)
    review: Choices = (("rev", _("Say how it was")),) if card.rateable else ()
    said: Choices = (("opin", OPINIONS),) if card.opinions else ()
    appeal: Choices = (("app", _("We do not accept it")),) if card.appeal_until else ()
    return text, (*review, *said, *appeal, PROBLEM)


def _ended(card: ExchangeCard) -> tuple[Message, Choices]:
    if card.may_again:
        text = _(
            "Exchange {number}: {what}, with {other}. Nobody answered in time, and no hours moved. If you still want "
            "it, propose it again; then the other organisation answers.",
            number=Code(str(card.number)),
            what=card.what,
            other=card.other,
        )
        return text, (PROBLEM,)
    text = _(
        "Exchange {number}: {what}, with {other}. It has ended and no hours moved.",
        number=Code(str(card.number)),
        what=card.what,
        other=card.other,
    )
    return text, (PROBLEM,)


def _terms(card: ExchangeCard) -> dict[str, Value]:
    minutes = card.minutes if card.delivered_minutes is None else card.delivered_minutes
    return {
        "number": Code(str(card.number)),
        "what": card.what,
        "hours": hours(minutes),
        "day": day_and_hour(card),
        "place": place(card.place, card.remote),
    }


_MAKERS = {
    "suggested": _suggested,
    "proposed": _proposed,
    "agreed": _agreed,
    "overdue": _overdue,
    "delivered": _delivered,
    "settled": _settled,
    "closed": _settled,
    **{state: TROUBLE[state] for state in ("disputed", "no_show", "reversed")},
}
