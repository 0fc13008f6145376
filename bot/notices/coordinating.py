"""What a coordinator did about a suggestion, and what should be looked at: who is told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.cards.browsing import age_line
from bot.cards.coordinating import care_card, care_options, match_line, see_suggestion
from bot.cards.listing import MENU, told
from bot.cards.queue import COORDINATION
from bot.notices.exchanges import to_side
from bot.notices.telling import Telling
from bot.sending import briefs
from core import audience, matching
from core.coordination import care_cards
from core.coordination.coordinators import belongs, hubs_of
from core.events import Moved, NobodyFits
from core.messages import Code, Message, Option, Screen, Value, _
from core.naming import Sides, listing_age, organisation_of, side_names
from core.policy import DAY_MS


def offered(tell: Telling, exchange_id: int, version: int) -> None:
    """The hub's coordinators hear of a suggestion, with what they may do; who belongs to a side only reads it."""
    names = side_names(tell.tx, exchange_id)
    number = Code(str(names.number))
    values: dict[str, Value] = {"number": number, "receiver": names.receiver, "provider": names.provider}
    line = match_line(values, names.need, names.offer, names.reasons)
    for ear in tell.coordinators(names.hub_id):
        side = _on_a_side(tell, ear.person_id, names)
        options = (
            (COORDINATION,)
            if side
            else (*care_options(exchange_id, version, listing_id=names.listing_id), COORDINATION)
        )
        screen = Screen((line,), options, code=str(names.number), brief=briefs.COORDINATION)
        tell.suggest([ear], screen, f"c:{exchange_id}:suggested")


def _done(tell: Telling, event: Moved) -> None:
    """The coordinator's own card; the others hear who takes care, the two sides only of a reminder."""
    assert tell.me is not None
    card = care_cards.card_of(tell.tx, event.exchange_id, tell.me.person_id, tuple(hubs_of(tell.tx, tell.me.person_id)))
    assert card is not None, "core asked whether they may"
    tell.say(_DONE[event.action])
    if event.action == "muted":
        tell.options = (Option("m:suggested", _("More suggestions")), COORDINATION, MENU)
        return
    screen = care_card(card)
    tell.say(*screen.lines)
    tell.options = screen.options
    if event.action == "nudged":
        _nudge(tell, event.exchange_id)
    elif event.actor == "coordinator":  # not where they only pressed the same button again
        _tell_others(tell, event)


def _nudge(tell: Telling, exchange_id: int) -> None:
    names = side_names(tell.tx, exchange_id)
    lead = (_("A coordinator asks whether this could work for you:"),)
    for side in (names.receiver_id, names.provider_id):
        to_side(tell, exchange_id, side, f"nudged:{tell.now // DAY_MS}", lead, wanted=True)


def _tell_others(tell: Telling, event: Moved) -> None:
    names = side_names(tell.tx, event.exchange_id)
    number = Code(str(names.number))
    if event.action == "cared":
        line = _("Suggestion {number}: another coordinator takes care of it.", number=number)
    else:
        line = _("Suggestion {number}: nobody takes care of it any more.", number=number)
    see = see_suggestion(event.exchange_id, event.version, names.number)
    for ear in tell.coordinators(names.hub_id):
        option = COORDINATION if _on_a_side(tell, ear.person_id, names) else see
        key = f"c:{event.exchange_id}:{event.action}:{tell.now}"
        screen = Screen((line,), (option, MENU), code=str(names.number), brief=briefs.COORDINATION)
        tell.suggest([ear], screen, key)


def _on_a_side(tell: Telling, person_id: int, names: Sides) -> bool:
    return any(belongs(tell.tx, person_id, one) for one in (names.receiver_id, names.provider_id))


_DONE: dict[str, Message] = {
    "nudged": _("Both sides are told of it again."),
    "cared": _("Thank you. The other coordinators see that you take care of it."),
    "freed": _("All right, it is free for another coordinator."),
    "muted": _("All right, it has ended and these two are not put together again. I look for others."),
}


def _nobody_fits(tell: Telling, event: NobodyFits) -> None:
    """A person should look at it: they may know somebody, or ask what is really meant."""
    found = listing_age(tell.tx, event.listing_id)
    name, _hub = organisation_of(tell.tx, found.owner)
    see = Option(f"l:{event.listing_id}:see", _("See the request"))
    options = (see, Option("m:hubneeds", _("Open requests")), MENU)
    for ear in audience.coordinators(tell.tx, found.hub_id, tell.now):
        line = _(
            "{organisation} needs “{what}”, and nobody fits yet. {age}.",
            organisation=name,
            what=told(found.what, matching.service_in(tell.tx, event.listing_id, ear.lang)),
            age=age_line((tell.now - found.created_at) // DAY_MS),
        )
        screen = Screen((line,), options, brief=briefs.COORDINATION)
        tell.suggest([ear], screen, f"nobody:{event.listing_id}:{tell.now // DAY_MS}")


STEPS: dict[str, Callable[[Telling, Moved], None]] = dict.fromkeys(_DONE, _done)
"""What a coordinator's step on a suggestion is told by, instead of what the sides' own steps are."""

TELL: dict[type, Callable[[Telling, Any], None]] = {NobodyFits: _nobody_fits}
