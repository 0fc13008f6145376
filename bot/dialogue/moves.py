"""What does a move come to? A choice that is pressed, a card with that choice first, or a conversation to begin."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.cards import pages, single
from bot.conversation.buttons import act as pressed
from bot.conversation.buttons.act import Act
from bot.conversation.heard import Heard
from bot.dialogue.policy import Choice
from bot.dialogue.situation import Situation, choices_of
from bot.dialogue.slots import said
from bot.understand.of_coordination import complains_of_coordination
from bot.understanding.acts import acts
from core.commands import CallHuman
from core.look import Look
from core.look.exchanges import ExchangeCard
from core.messages import Message, Screen, _

_WHICH = _("Which one?")
_PLACE = re.compile(r"\{(\w+)\}")
_Resolve = Callable[[Choice, Situation, Heard, Look], Act | None]


def resolve(choice: Choice, situation: Situation, heard: Heard, look: Look) -> Act | None:
    """What to do; None where it cannot be done here, as the thing that it is about is not there."""
    made = _MOVES.get(choice.row.move)
    return made(choice, situation, heard, look) if made else None


def _page(choice: Choice, _situation: Situation, _heard: Heard, look: Look) -> Act | None:
    return pressed(look, choice.row.what)


def _exchange(choice: Choice, situation: Situation, heard: Heard, look: Look) -> Act | None:
    """The card on the screen, or the one of theirs that has this choice; of several they choose.

    What is said of a card that shows it all is done (`may_press` says which); else it is opened with that first.
    """
    verb, slots = choice.row.what, said(("hours", "by"), heard, look, situation.screen)
    shown = situation.choices.get(verb, "") if situation.focus and situation.focus.kind == "exchange" else ""
    found = pressed(look, shown) if shown else None
    if found and may_press(choice, situation, heard, found):
        return with_slots(found, slots)
    cards = [card for card in look.my_exchanges() if verb in choices_of(_card(look, card))]
    on_screen = situation.focus.id if situation.focus and situation.focus.kind == "exchange" else 0
    cards = [card for card in cards if card.id == on_screen] or cards
    if len(cards) > 1:
        return Act(page=pages.among(_WHICH, cards), opens=True)
    return _first(look, cards[0], verb) if cards else None


def _first(look: Look, card: ExchangeCard, verb: str) -> Act:
    page = _card(look, card)
    options = tuple(sorted(page.options, key=lambda one: one.id.rpartition(":")[2] != verb))
    return Act(page=replace(page, options=options), opens=True)


def _card(look: Look, card: ExchangeCard) -> Screen:
    return single.exchange(look, card.id) or Screen(())


def _listing(choice: Choice, situation: Situation, heard: Heard, look: Look) -> Act | None:
    """The own listing on the screen, or the only one that has this choice."""
    verb = choice.row.what
    focus = situation.focus
    shown = situation.choices.get(verb, "") if focus and focus.kind == "listing" else ""
    if not shown:
        return None
    found = pressed(look, shown)
    slots = said(("hours", "by"), heard, look, situation.screen)
    return with_slots(found, slots) if found and (found.command is None or heard.seen) else None


def _begin(choice: Choice, situation: Situation, heard: Heard, look: Look) -> Act | None:
    """The first of the row's ways whose places the words fill: a choice of the menus, or a conversation with what they
    say as its answers. Where they are not sure enough to say just that, the last way, which asks.
    """
    ways = choice.row.what.split(" | ")
    if not choice.presses:
        return _way(ways[-1].split()[0], {}, look)
    slots = said(acts()[choice.reading.act].slots, heard, look, situation.screen)
    return next((found for way in ways if (found := _way(way, slots, look))), None)


def _way(way: str, slots: Mapping[str, str], look: Look) -> Act | None:
    if not set(_PLACE.findall(way)) <= slots.keys():
        return None
    first, *answers = way.format_map(slots).split()
    if ":" in first:
        return pressed(look, first)
    return Act(flow=first, hints={**dict(answer.split("=") for answer in answers), **slots})


def _call(_choice: Choice, _situation: Situation, heard: Heard, look: Look) -> Act | None:
    """A coordinator is called, with their words; not by who coordinates, nor with a complaint about who does."""
    return None if look.me.coordinates or complains_of_coordination(heard.text) else Act(CallHuman(heard.text))


_MOVES: dict[str, _Resolve] = {
    "page": _page,
    "exchange": _exchange,
    "listing": _listing,
    "begin": _begin,
    "set": _begin,
    "call": _call,
}


def may_press(choice: Choice, situation: Situation, heard: Heard, found: Act) -> bool:
    """The gate: whether words alone may do what the choice of the shown card does.

    What only begins a conversation, which asks once more, may always be begun. What does something at once needs the
    very card that they answer, which was seen, and words that are sure to say just that.
    """
    if found.command is None:
        return True
    return choice.presses and situation.seen and not situation.late and not heard.same


def with_slots(found: Act | None, slots: dict[str, str]) -> Act | None:
    """The same with what the words named, where it begins a conversation that may ask for it."""
    return replace(found, hints={**found.hints, **slots}) if found and found.flow else found


def line(words: Message, page: Screen) -> Screen:
    """A page with a line above it."""
    return replace(page, lines=(words, *page.lines))
