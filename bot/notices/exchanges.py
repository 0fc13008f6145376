"""How an exchange moved: the actor's card, the other side's card, and the coordinators when there is a problem.

Every message carries the exchange's number and says how it stands, so that a repeat is harmless.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from bot.cards import MENU, balance_card, exchange_card
from bot.notices.cases import see_case
from bot.notices.telling import DEFAULT_MS, SUGGESTION_MS, Telling
from core import audience, cases
from core.coordinators import belongs
from core.events import Moved
from core.exchange_cards import card_of
from core.look import ExchangeCard
from core.messages import Code, Message, Option, Screen, _
from core.naming import Sides, organisation_of, side_names
from core.policy import HOUR_MS
from core.reads import balance_of


def _moved(tell: Telling, event: Moved) -> None:
    if event.action in ("suggested", "closed"):
        return  # told with the listing that caused it; both reviewed, and nothing is left to do
    card = card_of(tell.tx, event.exchange_id, event.by_id or 0, (-1,))
    actor_card = card if card and card.mine else None
    if actor_card and event.by_id is not None:
        _outcome(tell, event, actor_card)
        to_side(tell, event.exchange_id, actor_card.other_id, event.action, _lead(tell, event))
    elif event.by_id is None:
        _from_clock(tell, event)
    if event.action in ("problem", "figure_refused"):
        _trouble(tell, event)


def _outcome(tell: Telling, event: Moved, card: ExchangeCard) -> None:
    """The actor's own card, with what their step did."""
    said = _DONE.get(event.action)
    if said:
        tell.say(said)
    if event.action in ("problem", "figure_refused"):
        tell.say(_("Thank you for telling us. No hours move while we look at it. A coordinator will write to you."))
        tell.options = (MENU,)
        return
    if event.action == "reviewed":
        tell.options = (MENU,)
        return
    screen = exchange_card(card)
    tell.say(*screen.lines)
    tell.options = (*screen.options, MENU)
    tell.say(*_balance(tell, event.by_id or 0, event.action, card))


def _balance(tell: Telling, organisation_id: int, action: str, card: ExchangeCard) -> tuple[Message, ...]:
    """How many hours they have now: said to both when hours move, to the receiver when they are set aside or freed."""
    if action != "settled" and (card.gives or action not in _SETS_ASIDE):
        return ()
    balance = balance_of(tell.tx, organisation_id)
    return (balance_card(balance),) if balance else ()


def _lead(tell: Telling, event: Moved) -> tuple[Message, ...]:
    """What the other side is told before their card."""
    name, _hub = organisation_of(tell.tx, event.by_id or 0)
    make = _LEADS.get(event.action)
    return (make(name),) if make else ()


def _from_clock(tell: Telling, event: Moved) -> None:
    """Both sides hear of what the clock did; a reminder only whoever's turn it is."""
    names = side_names(tell.tx, event.exchange_id)
    for side in (names.receiver_id, names.provider_id):
        card = card_of(tell.tx, event.exchange_id, side)
        assert card is not None
        if event.action == "reminded" and (not card.my_turn and not (card.state == "settled" and not card.reviewed)):
            continue
        if event.action == "lapsed" and event.old_state == "suggested":
            continue  # no blame, no message
        lead = (_("A reminder:"),) if event.action == "reminded" else ()
        if event.action == "lapsed":
            lead = (_("There was no answer in time, so the proposal has ended."),)
        to_side(tell, event.exchange_id, side, f"{event.action}:{tell.now}", lead)


def _trouble(tell: Telling, event: Moved) -> None:
    """All coordinators hear of it; those who belong to neither side can open what was written."""
    names = side_names(tell.tx, event.exchange_id)
    address_id = tell.me.address_id if tell.me else None
    case = cases.standing(tell.tx, event.action, address_id, event.exchange_id)
    assert case is not None, "a case that was just parked"
    key = f"c:{event.exchange_id}:{event.action}:{case.id}:{case.answers}:{tell.now // HOUR_MS}"
    for ear in tell.coordinators(names.hub_id):
        side = any(belongs(tell.tx, ear.person_id, one) for one in (names.receiver_id, names.provider_id))
        button = Option("m:coordinate", _("Coordination")) if side else see_case(case.id)
        screen = Screen((_trouble_line(names),), (button,), code=str(names.number) if side else "")
        tell.alert([ear], screen, key, SUGGESTION_MS, at_once=True)


def _trouble_line(names: Sides) -> Message:
    return _(
        "Exchange {number}, {receiver} and {provider}: there is a problem. Please read the case.",
        number=Code(str(names.number)),
        receiver=names.receiver,
        provider=names.provider,
    )


def to_side(
    tell: Telling,
    exchange_id: int,
    organisation_id: int,
    action: str,
    lead: tuple[Message, ...],
    *,
    expires: int = DEFAULT_MS * 5,
    wanted: bool = False,
) -> None:
    """The exchange's card to everyone of one side; `wanted` = a suggestion, which each gets as they wish."""
    if action in ("reviewed", "problem"):
        return  # hidden until both wrote; the coordinator speaks first
    card = card_of(tell.tx, exchange_id, organisation_id)
    if card is None:
        return
    screen = exchange_card(card)
    balance = _balance(tell, organisation_id, action, card)
    full = replace(screen, lines=(*lead, *screen.lines, *balance), code=str(card.number))
    ears = audience.of_organisation(tell.tx, organisation_id)
    key = f"x:{exchange_id}:{card.version}:{action}"
    if wanted:
        tell.suggest(ears, full, key)
    else:
        tell.alert(ears, full, key, expires)


_SETS_ASIDE = frozenset(("accepted", "cancelled", "cancelled_late"))
_DONE: dict[str, Message] = {
    "proposed": _("Sent."),
    "countered": _("Sent."),
    "accepted": _("Agreed."),
    "declined": _("All right, I have told them."),
    "withdrawn": _("Taken back; I have told them."),
    "cancelled": _("Cancelled; I have told them."),
    "cancelled_late": _("Cancelled; I have told them."),
    "delivered": _("Thank you, I have told them."),
    "reviewed": _("Thank you, I have noted it."),
}


_LEADS = {
    "countered": lambda name: _("{other} proposes other terms.", other=name),
    "accepted": lambda name: _("{other} accepts.", other=name),
    "declined": lambda name: _("{other} cannot do it this time.", other=name),
    "withdrawn": lambda name: _("{other} has taken the proposal back.", other=name),
    "cancelled": lambda name: _("{other} has cancelled.", other=name),
    "cancelled_late": lambda name: _("{other} has cancelled, less than a day before.", other=name),
    "figure_refused": lambda name: _(
        "{other} does not agree with the hours. A coordinator will help you both; no hours move until then.",
        other=name,
    ),
    "settled": lambda name: _("{other} has confirmed it.", other=name),
}


TELL: dict[type, Callable[[Telling, Any], None]] = {Moved: _moved}
