"""How an exchange looks that does not go as agreed: another day is asked, nobody came, the two do not agree."""

from __future__ import annotations

from collections.abc import Callable

from bot.cards.choices import DAY, PROBLEM, Choices
from bot.cards.day import day_and_hour
from bot.cards.listing import by_day
from core.look.exchanges import ExchangeCard
from core.messages import Amount, Code, Day, Message, Moment, Value, _

Maker = Callable[[ExchangeCard], tuple[Message, Choices]]

_THOSE_HOURS, _HOURS_STAY = ("hrsok", _("Yes, those hours")), ("hrsno", _("No, as agreed"))
_THAT_DAY, _NOT_THAT_DAY = ("dayok", _("Yes, that day")), ("dayno", _("No"))
_TELL = ("prob", _("Tell the coordinator"))
_NAME_HOURS = ("sugg", _("Name the hours"))
REASONS: dict[str, Message] = {
    "not_done": _("It was not done"),
    "not_as_agreed": _("Not as agreed"),
    "hours": _("The hours are wrong"),
    "absent": _("Nobody came"),
    "conduct": _("How we were treated"),
    "other": _("Something else"),
}
"""What two sides may not agree about, as it is called on a button; the words are those of core."""


def until(card: ExchangeCard) -> Moment | Message:
    """When the clock that runs now ends."""
    return Moment(card.answer_by) if card.answer_by else _("soon")


def wish_for_a_day(card: ExchangeCard) -> tuple[Message, Choices]:
    """The other side asks for another day."""
    if card.state == "overdue":
        return _day_after(card)
    text = _(
        "Exchange {number}: {other} asks for another day for “{what}”: {day} instead of {agreed}.\n\n"
        "Does that suit you? Until you answer, the agreed day stands.",
        **named(card),
        day=_then(card),
        agreed=day_and_hour(card),
    )
    if card.wish_what:
        text = _(
            "Exchange {number}: {other} asks for another time: {what}, {day}. Agreed was: {before}, {agreed}.\n\n"
            "Does that suit you? Until you answer, what is agreed stands.",
            **{**named(card), "what": card.wish_what, "before": card.what},
            day=_then(card),
            agreed=day_and_hour(card),
        )
    return text, (_THAT_DAY, ("dayno", _("No, as agreed")), DAY, PROBLEM)


def wish_for_hours(card: ExchangeCard) -> tuple[Message, Choices]:
    """The other side asks for other hours, before it is done."""
    text = _(
        "Exchange {number}: {other} asks that “{what}” be {asked} instead of {hours}.\n\n"
        "Does that suit you? Until you answer, the agreed hours stand.",
        **named(card),
        asked=Amount(int(card.wish_value)),
        hours=Amount(card.minutes or 0),
    )
    return text, (_THOSE_HOURS, _HOURS_STAY, PROBLEM)


def _wished(card: ExchangeCard) -> Day | Message:
    """The day for which one side asks, with what it is about where another hour is asked for."""
    if not card.wish_what:
        return _then(card)
    return _("{what}, {day}", what=card.wish_what, day=_then(card))


def _then(card: ExchangeCard) -> Day | Message:
    return day_and_hour(card.then(card.wish_what or card.what, card.wish_value))


def _day_after(card: ExchangeCard) -> tuple[Message, Choices]:
    """The same where the agreed one is past; who said that they did not come may let them come then."""
    values = {**named(card), "day": _wished(card), "agreed": by_day(card.due_on)}
    if card.wish == "absent":
        text = _(
            "Exchange {number}: you said that {other} did not come ({what}, {agreed}). They ask for another day: {day}."
            "\n\nDoes that suit you?",
            **values,
        )
        return text, (_THAT_DAY, _NOT_THAT_DAY, PROBLEM)
    text = _(
        "Exchange {number}: {other} asks for another day for “{what}”: {day} instead of {agreed}.\n\n"
        "Does that suit you?",
        **values,
    )
    return text, (_THAT_DAY, _NOT_THAT_DAY, DAY, PROBLEM)


def waits_for_a_day(card: ExchangeCard) -> Message:
    """This side asks for another day, and the agreed one is past."""
    return _(
        "Exchange {number}: {what}, with {other}. You asked for another day: {day} instead of {agreed}. I will tell "
        "you when they answer.",
        **named(card),
        day=_wished(card),
        agreed=by_day(card.due_on),
    )


def with_wish(card: ExchangeCard, text: Message) -> Message:
    """The card with the day or the hours that this side has asked for, while the other has not answered."""
    if card.wish == "hours":
        hours = Amount(int(card.wish_value))
        asked = _("You asked that it be {hours}. Until they answer, the agreed hours stand.", hours=hours)
        return _("{before}\n\n{after}", before=text, after=asked)
    if card.wish != "day":
        return text
    day = _then(card)
    asked = _("You asked for another day: {day}. Until they answer, the agreed day stands.", day=day)
    if card.wish_what:
        asked = _(
            "You asked for another time: {what}, {day}. Until they answer, what is agreed stands.",
            what=card.wish_what,
            day=day,
        )
    return _("{before}\n\n{after}", before=text, after=asked)


_ABSENT: Choices = (("adm", _("We could not come")), ("came", _("We were there")))


def said_absent(card: ExchangeCard) -> tuple[Message, Choices]:
    """One side says that the other did not come."""
    if card.wish_value:
        return _day_after(card) if card.wish_is_mine else (waits_for_a_day(card), (*_ABSENT, PROBLEM))
    if card.wish_is_mine:
        text = _(
            "Exchange {number}: you said that {other} did not come. They can answer until {until}; I will tell you.",
            number=Code(str(card.number)),
            other=card.other,
            until=until(card),
        )
        return text, (PROBLEM,)
    text = _(
        "Exchange {number}: {other} says that you did not come ({what}, {day}). If I hear nothing from you by {until}, "
        "it may count as so.\n\nIs that so?",
        **named(card),
        day=by_day(card.due_on),
        until=until(card),
    )
    return text, (*_ABSENT, *((DAY,) if card.may_move else ()), PROBLEM)


def _disputed(card: ExchangeCard) -> tuple[Message, Choices]:
    values = {**named(card), "until": until(card)}
    if card.wish != "figure":
        text = _(
            "Exchange {number}: {what}, with {other}. You have not agreed yet, so a coordinator decides by {until}; no "
            "hours move until then. You can also settle it yourselves: name the hours that are right.",
            **values,
        )
        return text, (_NAME_HOURS, _TELL)
    asked = Amount(int(card.wish_value))
    if card.wish_is_mine:
        text = _(
            "Exchange {number}: {what}, with {other}. You named {asked}. If they name the same, it is settled; else a "
            "coordinator decides by {until}.",
            **values,
            asked=asked,
        )
        return text, (_NAME_HOURS, _TELL)
    text = _(
        "Exchange {number}: for “{what}”, {other} names {asked}. If you do not agree, a coordinator decides by {until}."
        "\n\nDo you agree to {asked}?",
        **values,
        asked=asked,
    )
    return text, (("same", _("Yes, we agree")), ("sugg", _("Other hours")), _TELL)


def _no_show(card: ExchangeCard) -> tuple[Message, Choices]:
    values = {**named(card), "day": by_day(card.due_on)}
    if card.excused:
        text = _(
            "Exchange {number}: {what}, with {other}, {day}. It did not happen, for a reason that counts against "
            "nobody. No hours moved.",
            **values,
        )
        return text, ()
    if card.absent_id == card.other_id:
        text = _("Exchange {number}: {what}, {day}. {other} did not come. No hours moved.", **values)
        return text, (PROBLEM,)
    text = _("Exchange {number}: {what}, with {other}, {day}. You did not come. No hours moved.", **values)
    if card.appeal_until is None:
        return text, (PROBLEM,)
    text = _(
        "Exchange {number}: {what}, with {other}, {day}. You did not come. No hours moved. If there was a good reason, "
        "tell it until {until}, and a coordinator looks at it.",
        **values,
        until=Moment(card.appeal_until),
    )
    return text, (("app", _("Tell the reason")),)


def _reversed(card: ExchangeCard) -> tuple[Message, Choices]:
    text = _(
        "Exchange {number}: {what}, with {other}. It was undone: {hours} went back.",
        **named(card),
        hours=Amount(card.settled_minutes or 0),
    )
    return text, ()


def _undo(card: ExchangeCard) -> tuple[Message, Choices]:
    text = _(
        "Exchange {number}: {other} asks that the hours for “{what}” go back ({hours}), as if it had not been.\n\n"
        "Do you agree?",
        **named(card),
        hours=Amount(card.settled_minutes or 0),
    )
    return text, (("undook", _("Yes, they go back")), ("undono", _("No, leave it so")))


def settled_more(card: ExchangeCard) -> tuple[Message, ...]:
    """What may still be said about a settled exchange, and until when."""
    lines: list[Message] = []
    if card.object_until is not None:
        lines.append(
            _(
                "You did not answer, so it counted as received. If that is wrong, tell me until {until}.",
                until=Moment(card.object_until),
            )
        )
    if card.appeal_until is not None:
        lines.append(
            _(
                "If you do not accept the decision, say so until {until}. It is possible once.",
                until=Moment(card.appeal_until),
            )
        )
    if card.wish == "undo" and card.wish_is_mine:
        lines.append(_("I asked {other} whether the hours may go back. I will tell you.", other=card.other))
    return tuple(lines)


def named(card: ExchangeCard) -> dict[str, Value]:
    """Which exchange it is: its number, what it is about, and with whom."""
    return {"number": Code(str(card.number)), "what": card.what, "other": card.other}


TROUBLE: dict[str, Maker] = {"disputed": _disputed, "no_show": _no_show, "reversed": _reversed, "undo": _undo}
