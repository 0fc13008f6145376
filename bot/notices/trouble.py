"""What is said when an exchange does not go as agreed: to the two sides, and to the coordinators who may decide."""

from __future__ import annotations

from collections.abc import Callable

from bot.cards.listing import MENU
from bot.notices.cases import see_case
from bot.notices.telling import SUGGESTION_MS, Telling
from bot.sending import briefs
from core import audience
from core.audience import Ear
from core.coordination import cases
from core.coordination.coordinators import belongs
from core.events import Moved
from core.look.exchanges import ExchangeCard
from core.messages import Amount, Code, Message, Option, Screen, Sealed, _
from core.naming import Sides, side_names
from core.policy import HOUR_MS
from core.privacy.nameless import Called

ONLY_COORDINATORS = frozenset(("overdue_long", "waits", "undo_wanted", "going_round", "same_people", "gathered"))
FOR_COORDINATORS = ONLY_COORDINATORS | {"problem", "figure_refused", "disputed", "appealed", "review_reported"}

_TOLD = _("Thank you for telling us. No hours move while we look at it. A coordinator will write to you.")
DONE: dict[str, Message] = {
    "problem": _TOLD,
    "review_reported": _("Thank you for telling us. A coordinator reads it and will write to you."),
    "disputed": _TOLD,
    "figure_refused": _TOLD,
    "appealed": _TOLD,
    "day_asked": _("I have asked them."),
    "moved": _("Agreed, that day."),
    "day_refused": _("All right, I have told them."),
    "hours_asked": _("I have asked them."),
    "hours_moved": _("Agreed, those hours."),
    "hours_refused": _("All right, I have told them."),
    "absent_said": _("Thank you, I have asked them."),
    "no_show": _("Thank you for saying so; I have told them."),
    "figure_asked": _("Thank you, I have told them."),
    "undo_asked": _("I have asked them."),
    "undo_refused": _("All right, I have told them."),
}
"""What the actor is told before their card."""

LEADS: dict[str, Callable[[Called], Message]] = {
    "disputed": lambda name: _("{other} says that something is not right.", other=name),
    "figure_refused": lambda name: _("{other} does not agree with the hours.", other=name),
    "appealed": lambda name: _("{other} does not accept this. A coordinator looks at it.", other=name),
    "moved": lambda name: _("{other} accepts the new day.", other=name),
    "day_refused": lambda name: _("That day does not suit {other}.", other=name),
    "hours_moved": lambda name: _("{other} accepts the new hours.", other=name),
    "hours_refused": lambda name: _("Those hours do not suit {other}.", other=name),
    "no_show": lambda name: _("{other} says that they could not come.", other=name),
    "settled_together": lambda name: _("{other} names the same hours.", other=name),
    "undo_refused": lambda name: _("{other} does not want the hours to go back.", other=name),
    "reversed": lambda name: _("{other} agrees.", other=name),
}
"""What the other side is told before their card."""

_FROM_CLOCK: dict[str, Message] = {
    "silent": _("There was no answer in time, so it counts as received."),
    "disputed": _("There was no answer in time, so a coordinator looks at it."),
    "no_show": _("There was no answer in time."),
    "expired": _("Nobody said anything, so this exchange has ended."),
    "undecided": _("Nobody has decided in time, so it ends here. We are sorry that it took so long."),
}


def lead_for_both(event: Moved, card: ExchangeCard) -> tuple[Message, ...]:
    """What both are told before their card: a coordinator's decision with its reason, or what silence came to."""
    if event.actor != "coordinator":
        said = _FROM_CLOCK.get(event.action)
        return (said,) if said else ()
    words = Sealed(event.words)
    match event.action:
        case "decided":
            hours = Amount(event.minutes or 0)
            return (_("A coordinator has decided: {hours}. Why: {text}", hours=hours, text=words),)
        case "no_show":
            name = card.receiver if card.absent_id == card.receiver_id else card.provider
            return (_("A coordinator has decided that {other} did not come. Why: {text}", other=name, text=words),)
        case "reversed":
            return (_("A coordinator gives the hours back. Why: {text}", text=words),)
        case "words_hidden":
            return (_("A coordinator has taken away words that were written about this exchange."),)
        case "excused":
            return (_("A coordinator has looked at it, and it counts against nobody."),)
    return ()


def decided(tell: Telling, event: Moved) -> None:
    """To the coordinator who did it."""
    if event.action == "undo_wanted":
        tell.say(_("Noted. For so many hours a second coordinator must say the same; I have told them."))
    else:
        tell.say(_("Done, I have told both."))
    tell.options = (Option("m:coordinate", _("Coordination")), MENU)


def coordinators(tell: Telling, event: Moved) -> None:
    """All coordinators hear of it; those who belong to neither side can open what was written."""
    names = side_names(tell.tx, event.exchange_id)
    address_id = tell.me.address_id if tell.me else None
    case = cases.standing(tell.tx, event.action, address_id, event.exchange_id)
    id = case.id if case else cases.any_open(tell.tx, event.exchange_id)
    answers = case.answers if case else 0
    key = f"c:{event.exchange_id}:{event.action}:{id}:{answers}:{tell.now // HOUR_MS}"
    at_once = event.actor in ("person", "assisted")
    for ear in _who_may(tell, names):
        side = any(belongs(tell.tx, ear.person_id, one) for one in (names.receiver_id, names.provider_id))
        button = Option("m:coordinate", _("Coordination")) if side or id is None else see_case(id)
        code, brief = str(names.number) if side else "", briefs.COORDINATION if id is None else briefs.case(id)
        screen = Screen((_line(event.action, names),), (button,), code, brief=brief)
        tell.alert([ear], screen, key, SUGGESTION_MS, at_once=at_once)


def _who_may(tell: Telling, names: Sides) -> list[Ear]:
    """The coordinators; where all of them belong to a side, the deputies from outside too."""
    ears = tell.coordinators(names.hub_id)
    sides = (names.receiver_id, names.provider_id)
    if all(any(belongs(tell.tx, ear.person_id, one) for one in sides) for ear in ears):
        ears += [ear for ear in audience.deputies(tell.tx, names.hub_id, tell.now) if ear not in ears]
    return ears


def _line(action: str, names: Sides) -> Message:
    number, receiver, provider = Code(str(names.number)), names.receiver, names.provider
    if action == "overdue_long":
        return _(
            "Exchange {number}, {receiver} and {provider}: the day passed a week ago and nobody said anything.",
            number=number,
            receiver=receiver,
            provider=provider,
        )
    if action == "waits":
        return _(
            "Exchange {number}, {receiver} and {provider}: this still waits for a decision. Please read the case.",
            number=number,
            receiver=receiver,
            provider=provider,
        )
    if action == "going_round":
        return _(
            "Exchange {number}, {receiver} and {provider}: hours seem to go round and come back. It may well be all "
            "right. Please look at the case.",
            number=number,
            receiver=receiver,
            provider=provider,
        )
    if action == "gathered":
        return _(
            "Exchange {number}, {receiver} and {provider}: {provider} has served only organisations for which one "
            "coordinator writes. It may well be all right. Please look at the case.",
            number=number,
            receiver=receiver,
            provider=provider,
        )
    if action == "same_people":
        return _(
            "Exchange {number}, {receiver} and {provider}: somebody acts for both. It may well be all right. Please "
            "look at the case.",
            number=number,
            receiver=receiver,
            provider=provider,
        )
    return _(
        "Exchange {number}, {receiver} and {provider}: there is a problem. Please read the case.",
        number=number,
        receiver=receiver,
        provider=provider,
    )
