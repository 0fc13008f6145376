"""How an exchange moved: the actor's card, the other side's card, and the coordinators when there is a problem.

Every message carries the exchange's number and says how it stands, so that a repeat is harmless.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from bot.cards.exchange import exchange_card
from bot.cards.linked import rest_offer
from bot.cards.listing import MENU, balance_card
from bot.notices import assist, talk, team, trouble
from bot.notices.telling import DEFAULT_MS, Telling
from bot.sending import briefs
from core import audience
from core.accounts.looking import balance_of
from core.events import Moved
from core.exchange_cards import card_of
from core.look.exchanges import ExchangeCard
from core.messages import Day, Message, _
from core.naming import called_in, side_names
from core.policy import DAY_MS
from core.privacy.nameless import Called
from core.reached import alert_key


def _moved(tell: Telling, event: Moved) -> None:
    if event.action in ("suggested", "forwarded", "changed", "outdated"):
        return  # told with the listing that caused it
    if event.by_id is None:
        _by_nobody_of_both(tell, event)
    else:
        _by_a_side(tell, event, event.by_id)
    if event.action in trouble.FOR_COORDINATORS:
        trouble.coordinators(tell, event)


def _by_a_side(tell: Telling, event: Moved, by_id: int) -> None:
    card = card_of(tell.tx, event.exchange_id, by_id, now=tell.now)
    if card is None:
        return
    _outcome(tell, event, card)
    read = talk.read_by_coordinators(tell, event)
    if event.action == "problem" and read:
        talk.say_read(tell, event, card.other_id)
    to_side(tell, event.exchange_id, card.other_id, event.action, (*_lead(tell, event), *read))
    if tell.me is not None and tell.me.organisation_id == by_id:
        team.stepped(tell, event, card)


def _outcome(tell: Telling, event: Moved, card: ExchangeCard) -> None:
    """The actor's own card, with what their step did."""
    said = _DONE.get(event.action) or trouble.DONE.get(event.action)
    if said:
        tell.say(said, *talk.read_by_coordinators(tell, event))
    if event.action in team.QUIET:
        tell.options = (MENU,)
        return
    screen = exchange_card(card, news=True)
    tell.say(*screen.lines)
    beyond, rest = rest_offer(card, event.minutes) if event.action == "delivered" else ((), ())
    tell.say(*beyond)
    tell.options = (*rest, *screen.options, MENU)
    tell.say(*_balance(tell, event.by_id or 0, event.action, card))
    tell.say(*tell.more.get(event.by_id or 0, ()))


def _balance(tell: Telling, organisation_id: int, action: str, card: ExchangeCard) -> tuple[Message, ...]:
    """How many hours they have now: said to both when hours move, to the receiver when they are set aside or freed."""
    if action not in _MOVES and (card.gives or action not in _SETS_ASIDE):
        return ()
    balance = balance_of(tell.tx, organisation_id)
    return (balance_card(balance),) if balance else ()


def _lead(tell: Telling, event: Moved) -> tuple[Message, ...]:
    """What the other side is told before their card."""
    name = called_in(tell.tx, event.exchange_id).get(event.by_id or 0, "")
    make = _LEADS.get(event.action) or trouble.LEADS.get(event.action)
    written = (_("The coordination writes for {other}.", other=name),) if event.actor == "assisted" else ()
    return (*((make(name),) if make else ()), *written)


def _by_nobody_of_both(tell: Telling, event: Moved) -> None:
    """The clock, or a coordinator: both sides hear of it; a reminder only whoever's turn it is."""
    if event.actor == "coordinator":
        trouble.decided(tell, event)
    if event.action in trouble.ONLY_COORDINATORS:
        return
    names = side_names(tell.tx, event.exchange_id)
    for side in (names.receiver_id, names.provider_id):
        card = card_of(tell.tx, event.exchange_id, side, now=tell.now)
        if card is None:
            continue  # shut off from what was only suggested to it
        if event.action == "reminded" and (not card.my_turn and not (card.state == "settled" and not card.reviewed)):
            continue
        if event.action == "lapsed" and event.old_state == "suggested":
            continue  # no blame, no message
        lead: tuple[Message, ...] = (_reminder(card),) if event.action == "reminded" else ()
        if event.action == "lapsed" and not card.may_again:  # whose card says so
            lead = (_("There was no answer in time, so the proposal has ended."),)
        if event.action == "near" and card.due_on:
            lead = (_("A reminder: the agreed day is {day}.", day=Day(card.due_on)),)
        lead += (*trouble.lead_for_both(event, card), *talk.read_by_coordinators(tell, event))
        lang = tell.lang if event.words else ""
        expires = DAY_MS if event.action == "near" else DEFAULT_MS * 5
        to_side(tell, event.exchange_id, side, event.action, lead, expires=expires, again=f":{tell.now}", foreign=lang)


def _reminder(card: ExchangeCard) -> Message:
    """Of what: where it is done, of saying how it was."""
    return _("A reminder: you can still say how it was.") if card.state == "settled" else _("A reminder:")


def to_side(
    tell: Telling,
    exchange_id: int,
    organisation_id: int,
    action: str,
    lead: tuple[Message, ...],
    *,
    expires: int = DEFAULT_MS * 5,
    wanted: bool = False,
    again: str = "",
    foreign: str = "",
    only: frozenset[int] | None = None,
    but: frozenset[int] = frozenset(),
) -> None:
    """The exchange's card to everyone of one side; `wanted` = a suggestion, which each gets as they wish.

    `again` tells two messages about the same step apart; `foreign` is the language of sealed words in `lead`;
    `only` these addresses hear of it, all `but` those.
    """
    if action in team.QUIET:
        return  # hidden until both wrote; the coordinator speaks first
    card = card_of(tell.tx, exchange_id, organisation_id, now=tell.now)
    if card is None:
        return
    screen = exchange_card(card, news=True)
    balance = _balance(tell, organisation_id, action, card)
    more = tell.more.get(organisation_id, ())
    brief = briefs.suggestion if wanted else briefs.answer if card.waits else briefs.exchange
    full = replace(
        screen,
        lines=(*lead, *screen.lines, *balance, *more),
        code=str(card.number),
        foreign=foreign,
        brief=brief(card.number),
    )
    ears = [
        ear
        for ear in audience.of_organisation(tell.tx, organisation_id)
        if ear.address_id not in but and (only is None or ear.address_id in only)
    ]
    key = alert_key(exchange_id, card.version, action)
    if wanted:
        tell.suggest(ears, full, key + again)
        return
    apart = key if action == "reminded" else ""
    if ears:
        tell.alert(ears, full, key + again, expires, asks=card.my_turn and not card.waits, apart=apart)
    else:
        assist.to_helpers(tell, organisation_id, exchange_id, full, key + again, apart)


_MOVES = frozenset(("settled", "silent", "settled_together", "decided", "reversed"))
_SETS_ASIDE = frozenset(("accepted", "cancelled", "cancelled_late", "no_show", "expired", "undecided"))
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


_LEADS: dict[str, Callable[[Called], Message]] = {  # before an agreement nobody is named
    "countered": lambda _name: _("The other organisation proposes other terms."),
    "accepted": lambda name: _("{other} accepts.", other=name),
    "declined": lambda _name: _("The other organisation cannot do it this time."),
    "withdrawn": lambda _name: _("The other organisation has taken the proposal back."),
    "cancelled": lambda name: _("{other} has cancelled.", other=name),
    "cancelled_late": lambda name: _("{other} has cancelled, late.", other=name),
    "settled": lambda name: _("{other} has confirmed it.", other=name),
}


TELL: dict[type, Callable[[Telling, Any], None]] = {Moved: _moved}
