"""The solidarity fund as everybody sees it: what is in it, what it gave, and who may ask it."""

from __future__ import annotations

from bot.cards.listing import MENU, PERSON, needs_pin
from bot.cards.report import REPORT
from bot.cards.sharing import STATEMENT
from core.look import Look
from core.look.fund import FundAskCard
from core.look.hours import GiftCard, MovementCard
from core.messages import Amount, Code, Message, Moment, Option, Screen, Service, Several, Value, _, _n
from core.policy import DAY_MS

GIVE = Option("m:donate", _("Give hours"))
ASK_FOR_HELP = Option("m:need", _("Ask for help"))
CONTRIBUTION = Option("m:contribution", _("What we have given"))
FUND = Option("m:fund", _("Solidarity fund"))
HISTORY = Option("m:statement", _("History of hours"))
LATELY_MS = 7 * DAY_MS
"""So long after a gift it is what somebody means who is sorry and names nothing."""


def fund(look: Look) -> Screen:
    """Its balance, what it gave this year and to how many, and who may ask it."""
    card = look.fund()
    if card is None:
        return Screen((_("You can do that once your organisation has joined."),))
    lines: tuple[Message, ...] = (
        _(
            "Solidarity fund of {hub}: {hours}.\nGiven this year: {given}.",
            hub=look.me.hub or look.stands()[0].name,
            hours=Amount(max(card.available, 0)),
            given=Amount(card.given),
        ),
        _n("It has helped {n} organisation this year.", "It has helped {n} organisations this year.", card.helped),
        _(
            "Any organisation here may ask it for hours when its own are not enough: up to {need} for a "
            "request and {quarter} in three months. A coordinator decides.",
            need=Amount(look.policy.fund_per_need),
            quarter=Amount(look.policy.fund_per_quarter),
        ),
    )
    if look.policy.fund_auto:
        at_once = _(
            "A community group gets up to {hours} for a request at once, while they are there.",
            hours=Amount(look.policy.fund_auto),
        )
        lines = (*lines, at_once)
    return Screen(lines, (Option("m:ask_fund", _("Ask the fund")), GIVE, MENU))


def take_back(hold_id: int, *, asked: bool = False) -> Option:
    """The choice that takes hours back that have not moved; `asked`: the screen asks just that, and a yes does it."""
    return Option(f"g:{hold_id}:{'sure' if asked else 'back'}", _("Take the hours back"))


def given(look: Look) -> Screen:
    """The last hours that were given: when and to whom, until when they can be taken back, or that they have moved and
    what can be done about it.
    """
    if waits := look.gift_waiting():
        needs_pin(look, "m:given")
        return Screen((_waiting(waits),), (take_back(waits.id, asked=True), HISTORY, MENU))
    card = look.last_gift()
    if card is None:
        return Screen((_("Your organisation has given no hours away."),), (HISTORY, MENU))
    needs_pin(look, "m:given")
    return Screen((_given(card),), (PERSON, HISTORY, MENU))


def given_lately(look: Look) -> tuple[Message, ...]:
    """The same in a line, where it was in the last days; nothing on a phone that asks for a PIN first."""
    if look.me.pin or not look.me.joined:
        return ()
    if waits := given_waiting(look):
        return waits
    card = look.last_gift()
    return (_given(card),) if card and look.now - card.at <= LATELY_MS else ()


def given_waiting(look: Look) -> tuple[Message, ...]:
    """In a line, that hours which were given can still be taken back, and how."""
    card = look.gift_waiting()
    return (_waiting_still(card),) if card else ()


def _waiting(card: GiftCard) -> Message:
    values: dict[str, Value] = {"hours": Amount(card.minutes), "until": Moment(card.until)}
    if not card.other:
        return _("Set aside for the solidarity fund: {hours}. They go there {until}. Take them back?", **values)
    return _("Set aside for {other}: {hours}. They go there {until}. Take them back?", other=card.other, **values)


def _waiting_still(card: GiftCard) -> Message:
    values: dict[str, Value] = {"hours": Amount(card.minutes), "until": Moment(card.until)}
    if not card.other:
        return _(
            "Set aside for the solidarity fund: {hours}. To take them back before {until}, write “undo”.", **values
        )
    return _(
        "Set aside for {other}: {hours}. To take them back before {until}, write “undo”.", other=card.other, **values
    )


def _given(card: MovementCard) -> Message:
    values: dict[str, Value] = {"day": Moment(card.at), "hours": Amount(abs(card.minutes))}
    if not card.other:  # the fund belongs to nobody
        return _(
            "{day}: {hours} given to the solidarity fund. They have moved, and I cannot take them back. A coordinator "
            "can tell you what is possible: write “person”.",
            **values,
        )
    return _(
        "{day}: {hours} given to {other}. They have moved, and I cannot take them back. You can ask {other} to give "
        "them back; a coordinator helps you with that: write “person”.",
        other=card.other,
        **values,
    )


def ask_text(card: FundAskCard) -> Message:
    """What a coordinator reads before they decide."""
    return _(
        "{organisation} asks the solidarity fund for {hours}\nFor: {what}\nWhy: {text}",
        organisation=card.organisation,
        hours=Amount(card.minutes),
        what=card.what,
        text=card.why,
    )


def ask_options(request_id: int) -> tuple[Option, ...]:
    """Yes or no, in one tap."""
    return Option(f"f:{request_id}:yes", _("Yes, from the fund")), Option(f"f:{request_id}:no", _("Not this time"))


def fund_asks(look: Look) -> Screen:
    """For coordinators: the oldest that waits, with its choices; how many wait after it."""
    found = look.fund_asks()
    back = (Option("m:coordinate", _("Coordination")), MENU)
    if not found:
        return Screen((_("Nobody is waiting for hours from the fund now."),), back)
    head = _n("{n} organisation asks the fund.", "{n} organisations ask the fund.", len(found))
    return Screen((head, ask_text(found[0])), (*ask_options(found[0].id), *back))


def contribution(look: Look) -> Screen:
    """What the organisation gave this year, in a message that can be forwarded as it is."""
    card = look.contribution()
    if not card.organisations and not card.donated:
        none = _("You have not given any service this year yet. When you have, you find here what can be published.")
        return Screen((none,), (Option("m:offer", _("Offer help")), MENU))
    lines = [
        _(
            "{organisation}, {year}: {hours} of service to other organisations of {hub}.",
            organisation=look.me.organisation,
            year=Code(str(card.year)),
            hours=Amount(card.minutes),
            hub=look.me.hub,
        ),
        _n("It helped {n} organisation.", "It helped {n} organisations.", card.organisations),
        _n("{n} of them is a community group.", "{n} of them are community groups.", card.grassroots),
    ]
    if card.services:
        lines.append(_("Services: {services}", services=Several(tuple(map(_service, card.services)))))
    if card.donated:
        lines.append(_("Given to the fund and to others besides: {hours}.", hours=Amount(card.donated)))
    if card.gifts:
        lines.append(_n("{n} exchange was a gift.", "{n} exchanges were gifts.", card.gifts))
    return Screen((*lines, _("You can forward this message.")), (STATEMENT, REPORT, FUND, MENU))


def _service(service: Service | str) -> Message:
    return _("{what}", what=service)
