"""What waits for a second person's yes, how it looks, and above how many hours it is wanted."""

from __future__ import annotations

from bot.cards.listing import MENU
from bot.cards.team import PEOPLE
from core.look import Look
from core.look.team import ApprovalCard
from core.messages import Amount, Code, Message, Moment, Option, Screen, Value, _

_SHOWN = 4
_A_COLLEAGUE = _("A colleague")


def approval_line(card: ApprovalCard) -> Message:
    """Who wants what."""
    values: dict[str, Value] = {
        "who": card.name or _A_COLLEAGUE,
        "number": Code(str(card.number)) if card.number is not None else "…",
        "what": card.what,
        "other": card.other,
        "hours": Amount(max(card.minutes, 0)),
    }
    match card.kind:
        case "accept":
            return _("{who} wants to accept exchange {number} with {other}: {what}, {hours}", **values)
        case "confirm":
            return _("{who} wants to confirm exchange {number} with {other}: {what}, {hours}", **values)
        case "propose":
            return _("{who} wants to send a proposal to {other}: {what}, {hours}", **values)
        case "figure":
            return _("{who} names the hours for exchange {number} with {other}: {hours}", **values)
        case "undo":
            return _("{who} wants to give back the hours of exchange {number} with {other}: {hours}", **values)
        case "limit" if card.minutes < 0:
            return _("{who} wants that one person is always enough", **values)
        case "limit":
            return _("{who} wants the second yes only above: {hours}", **values)
    if card.other:
        return _("{who} wants to give {hours} to {other}", **values)
    return _("{who} wants to give {hours} to the solidarity fund", **values)


def approval_card(card: ApprovalCard) -> Screen:
    """To everybody of the organisation but who asked: with yes and no."""
    text = _(
        "{step}.\nThat is for {organisation} and takes two people. Nothing happens without your yes, until {until}.\n\n"
        "Do you agree?",
        step=approval_line(card),
        organisation=card.organisation,
        until=Moment(card.ends_at),
    )
    yes, no = Option(f"s:{card.id}:yes", _("Yes, we do it")), Option(f"s:{card.id}:no", _("No"))
    return Screen((text,), (yes, no, MENU))


def own_card(card: ApprovalCard) -> Screen:
    """To who asked."""
    if 0 <= card.minutes <= card.above and card.kind != "limit":
        text = _(
            "With what one person alone promised within a day, this is more than {above}, so somebody else of "
            "{organisation} must say yes too. I have asked them; it waits until {until}.",
            above=Amount(card.above),
            organisation=card.organisation,
            until=Moment(card.ends_at),
        )
        return Screen((text,), (Option(f"s:{card.id}:no", _("Do not do it")), MENU))
    text = _(
        "This is more than {above}, so somebody else of {organisation} must say yes too. I have asked them; it waits "
        "until {until}.",
        above=Amount(card.above),
        organisation=card.organisation,
        until=Moment(card.ends_at),
    )
    return Screen((text,), (Option(f"s:{card.id}:no", _("Do not do it")), MENU))


def approval(look: Look, approval_id: int) -> Screen | None:
    """One that waits in the acting organisation."""
    card = next((one for one in look.approvals() if one.id == approval_id), None)
    if card is None:
        return None
    return own_card(card) if card.person_id == look.me.person_id else approval_card(card)


def second(look: Look) -> Screen:
    """What waits, and the amount."""
    above = look.second_above()
    head = (
        _("One person is enough for every step of {organisation}.", organisation=look.me.organisation)
        if above is None
        else _(
            "For more than {hours} within a day a second person of {organisation} must say yes from their own chat.",
            hours=Amount(above),
            organisation=look.me.organisation,
        )
    )
    cards = look.approvals()[:_SHOWN]
    waiting = (_("Waiting for a second yes:"), *map(approval_line, cards)) if cards else ()
    each = tuple(Option(f"s:{card.id}:see", _("See {number}", number=Code(str(n)))) for n, card in enumerate(cards, 1))
    change = (Option("m:second_above", _("Change the amount")),) if look.me.role == "owner" else ()
    return Screen((head, *waiting), (*each, *change, PEOPLE, MENU))
