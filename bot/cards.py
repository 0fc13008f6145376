"""How a listing, an exchange or a balance looks to the person who reads it: the sentence and its choices.

The same card is shown by an alert, by a list and as the answer to a command, so it is made in one place.
"""

from __future__ import annotations

from core.look import BalanceCard, ExchangeCard, ListingCard, MovementCard
from core.messages import Amount, Code, Country, Day, Message, Moment, Option, Screen, Several, Value, _


def hours(minutes: int | None) -> Amount | Message:
    """An amount, or that it is open."""
    return _("not sure") if minutes is None else Amount(minutes)


def by_day(iso: str | None) -> Day | Message:
    """A day, or that there is none."""
    return Day(iso) if iso else _("no fixed day")


def place(town: str, remote: bool) -> str | Message:
    """A town, or from a distance."""
    if remote:
        return _("from a distance")
    return town or _("to be agreed")


def listing_line(card: ListingCard) -> Message:
    """One listing in a list."""
    if card.kind == "need":
        return _("Request: {what} ({hours}, {day})", what=card.what, hours=hours(card.minutes), day=by_day(card.due_on))
    return _("Offer: {what} ({place})", what=card.what, place=place(card.place, card.remote))


def from_line(organisation: str, country: str, line: Message) -> Message:
    """A listing in a list of several organisations' ones."""
    return _(
        "{listing}, from {organisation} ({country})", listing=line, organisation=organisation, country=Country(country)
    )


def listing_card(card: ListingCard, *, own: bool) -> Screen:
    """One listing in full, with what can be done about it."""
    if card.kind == "need":
        text = _(
            "Request: {what}\nOrganisation: {organisation}, {town}\nHours: {hours}\nBy: {day}\nPlace: {place}",
            what=card.what,
            organisation=card.organisation,
            town=card.town,
            hours=hours(card.minutes),
            day=by_day(card.due_on),
            place=place(card.place, card.remote),
        )
        act = Option(f"l:{card.id}:answer", _("We can help"))
    else:
        text = _(
            "Offer: {what}\nOrganisation: {organisation}, {town}\nPlace: {place}",
            what=card.what,
            organisation=card.organisation,
            town=card.town,
            place=place(card.place, card.remote),
        )
        act = Option(f"l:{card.id}:answer", _("Ask for this"))
    if not own:
        return Screen((text,), (act, MENU))
    down = Option(f"l:{card.id}:down", _("Take it down"))
    if card.state == "paused":
        return Screen((text, _("It rests: nobody finds it now.")), (show_again(card.id), down, MENU))
    return Screen((text,), (down, MENU))


def show_again(listing_id: int) -> Option:
    """The button that lets a listing that rests be found again."""
    return Option(f"l:{listing_id}:open", _("Show it again"))


MENU = Option("m:menu", _("Menu"))


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


def exchange_card(card: ExchangeCard) -> Screen:
    """One exchange as this side sees it: what, how long, by when, whose turn, and the buttons that fit."""
    make = _MAKERS.get(card.state, _ended)
    text, options = make(card)
    looked_at = (_LOOKED_AT,) if card.looked_at and card.state in ("agreed", "overdue", "delivered") else ()
    return Screen(
        (*looked_at, text), tuple(Option(f"x:{card.id}:{card.version}:{verb}", label) for verb, label in options)
    )


_LOOKED_AT = _("A coordinator is looking at this exchange. No hours move unless you both agree.")

Choices = tuple[tuple[str, Message], ...]
_PROBLEM = ("prob", _("There is a problem"))
_NO_THANKS = ("no", _("No, thanks"))
_OTHER_TERMS = ("terms", _("Other terms"))
_CANCEL = ("cancel", _("Cancel exchange"))


def _suggested(card: ExchangeCard) -> tuple[Message, Choices]:
    why = Several(card.reasons) if card.reasons else _("the words are alike")
    if card.gives:
        text = _(
            "Suggestion {number}: {other} ({town}) needs: {what}\nHours: {hours}\nBy: {day}\nPlace: {place}\n"
            "Why you: {why}\n\nCan you help?",
            number=Code(str(card.number)),
            other=card.other,
            town=card.other_town,
            what=card.what,
            hours=hours(card.minutes),
            day=by_day(card.due_on),
            place=place(card.place, card.remote),
            why=why,
        )
        return text, (("prop", _("We can help")), _OTHER_TERMS, _NO_THANKS)
    text = _(
        "Suggestion {number}: {other} ({town}) can help with: {what}\nThey offer: {words}\nWhy them: {why}\n\n"
        "Shall I ask them?",
        number=Code(str(card.number)),
        other=card.other,
        town=card.other_town,
        what=card.what,
        words=card.own_words or card.what,
        why=why,
    )
    return text, (("prop", _("Ask them")), _OTHER_TERMS, _NO_THANKS)


def _proposed(card: ExchangeCard) -> tuple[Message, Choices]:
    if not card.my_turn:
        text = _(
            "Exchange {number}: {what}\nHours: {hours}\nBy: {day}\nPlace: {place}\n\n"
            "Now it is the turn of {other}: they can answer until {until}. I will tell you.",
            **_terms(card),
            other=card.other,
            until=Moment(card.answer_by) if card.answer_by else _("soon"),
        )
        return text, (("back", _("Take it back")),)
    if card.gives:
        text = _(
            "Exchange {number}: {other} ({town}) asks you for: {what}\nHours: {hours}\nBy: {day}\nPlace: {place}\n"
            "You receive {hours} when it is confirmed.\n\nDo you accept?",
            **_terms(card),
            other=card.other,
            town=card.other_town,
        )
    else:
        text = _(
            "Exchange {number}: {other} ({town}) can do: {what}\nHours: {hours}\nBy: {day}\nPlace: {place}\n"
            "If you accept, I set aside {hours} of yours until you confirm it was done.\n\nDo you accept?",
            **_terms(card),
            other=card.other,
            town=card.other_town,
        )
    return text, (("acc", _("Accept")), _OTHER_TERMS, _NO_THANKS)


def _agreed(card: ExchangeCard) -> tuple[Message, Choices]:
    if card.gives:
        text = _(
            "Exchange {number} is agreed: {what}, for {other}\nHours: {hours}\nBy: {day}\nPlace: {place}\n\n"
            "When it is done, tell me.",
            **_terms(card),
            other=card.other,
        )
        return text, (("done", _("It is done")), ("hours", _("Done, fewer hours")), _CANCEL, _PROBLEM)
    text = _(
        "Exchange {number} is agreed: {what}, by {other}\nHours: {hours}, set aside\nBy: {day}\nPlace: {place}\n\n"
        "When you have received it, tell me.",
        **_terms(card),
        other=card.other,
    )
    return text, (*_RECEIVED, _CANCEL)


_RECEIVED: Choices = (
    ("ok", _("Received, on time")),
    ("late", _("Received late")),
    ("fewer", _("Other hours")),
    _PROBLEM,
)


def _delivered(card: ExchangeCard) -> tuple[Message, Choices]:
    if card.asked_minutes is not None:
        if not card.gives:
            return _asked_waiting(card), (_PROBLEM,)
        text = _(
            "Exchange {number}: {other} says that {what} took {asked}. You said {hours}. Do you agree to {asked}?",
            **_terms(card),
            other=card.other,
            asked=Amount(card.asked_minutes),
        )
        return text, (("fig", _("Yes, we agree")), ("nofig", _("No")))
    if card.gives:
        text = _(
            "Exchange {number}: you told {other} that it is done ({hours}). Now it is their turn to confirm. "
            "I will tell you.",
            number=Code(str(card.number)),
            other=card.other,
            hours=Amount(card.delivered_minutes or 0),
        )
        return text, (_PROBLEM,)
    text = _(
        "Exchange {number}: {other} says it is done: {what}\nHours: {hours}\n\nDid you receive it?",
        number=Code(str(card.number)),
        other=card.other,
        what=card.what,
        hours=Amount(card.delivered_minutes or 0),
    )
    return text, _RECEIVED


def _asked_waiting(card: ExchangeCard) -> Message:
    return _(
        "Exchange {number}: I asked {other} whether they agree to {asked}. I will tell you.",
        number=Code(str(card.number)),
        other=card.other,
        asked=Amount(card.asked_minutes or 0),
    )


def _settled(card: ExchangeCard) -> tuple[Message, Choices]:
    text = _(
        "Exchange {number} is completed: {what}, with {other}. Hours: {hours}.",
        number=Code(str(card.number)),
        what=card.what,
        other=card.other,
        hours=Amount(card.settled_minutes or 0),
    )
    return text, () if card.reviewed else (("rev", _("Say how it was")),)


def _disputed(card: ExchangeCard) -> tuple[Message, Choices]:
    text = _(
        "Exchange {number}: {what}, with {other}. A coordinator is looking at it; no hours move until then.",
        number=Code(str(card.number)),
        what=card.what,
        other=card.other,
    )
    return text, ()


def _ended(card: ExchangeCard) -> tuple[Message, Choices]:
    text = _(
        "Exchange {number}: {what}, with {other}. It has ended and no hours moved.",
        number=Code(str(card.number)),
        what=card.what,
        other=card.other,
    )
    return text, ()


def _terms(card: ExchangeCard) -> dict[str, Value]:
    minutes = card.minutes if card.delivered_minutes is None else card.delivered_minutes
    return {
        "number": Code(str(card.number)),
        "what": card.what,
        "hours": hours(minutes),
        "day": by_day(card.due_on),
        "place": place(card.place, card.remote),
    }


_MAKERS = {
    "suggested": _suggested,
    "proposed": _proposed,
    "agreed": _agreed,
    "overdue": _agreed,
    "delivered": _delivered,
    "settled": _settled,
    "closed": _settled,
    "disputed": _disputed,
}


def balance_card(card: BalanceCard) -> Message:
    """Posted, set aside and available, in plain words."""
    values: dict[str, Value] = {"held": Amount(card.held_out), "usable": Amount(max(card.available, 0))}
    if card.posted < 0:
        return _(
            "Balance: {posted} below zero.\nSet aside for exchanges: {held}.\nYou can receive now: {usable}.\n"
            "1 hour given = 1 credit.",
            posted=Amount(-card.posted),
            **values,
        )
    return _(
        "Balance: {posted}.\nSet aside for exchanges: {held}.\nYou can receive now: {usable}.\n"
        "1 hour given = 1 credit.",
        posted=Amount(card.posted),
        **values,
    )


def movement_line(card: MovementCard) -> Message:
    """One line of the history of hours."""
    values: dict[str, Value] = {"day": Moment(card.at), "hours": Amount(abs(card.minutes))}
    if card.kind == "grant":
        return _("{day}: {hours} to begin with", **values)
    if card.number is None:
        word = _("{day}: {hours} received", **values) if card.minutes > 0 else _("{day}: {hours} given", **values)
        return word
    more: dict[str, Value] = {**values, "other": card.other, "number": Code(str(card.number))}
    if card.minutes > 0:
        return _("{day}: plus {hours}, for {other} (exchange {number})", **more)
    return _("{day}: minus {hours}, from {other} (exchange {number})", **more)


KINDS: dict[str, Message] = {
    "grassroots": _("Community group"),
    "cso": _("Registered NGO"),
    "company": _("Company"),
    "public": _("Public body"),
}
"""What an organisation may be, as it is called on a button."""
