"""What does a move come to? A choice that is pressed, a card with that choice first, or a conversation to begin."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.cards import pages, single
from bot.conversation.buttons import act as pressed
from bot.conversation.buttons.act import Act
from bot.conversation.heard import Heard
from bot.dialogue import coordination, listings
from bot.dialogue.gate import may_press
from bot.dialogue.policy import Choice
from bot.dialogue.situation import Situation, choices_of
from bot.dialogue.slots import slots_of, with_slots
from core.look import Look
from core.look.exchanges import ExchangeCard
from core.messages import Message, Screen, _

_WHICH = _("Which one?")
_Resolve = Callable[[Choice, Situation, Heard, Look], Act | None]


def resolve(choice: Choice, situation: Situation, heard: Heard, look: Look) -> Act | None:
    """What to do; None where it cannot be done here, as the thing that it is about is not there."""
    made = _MOVES.get(choice.row.move)
    return made(choice, situation, heard, look) if made else None


def _page(choice: Choice, _situation: Situation, _heard: Heard, look: Look) -> Act | None:
    return pressed(look, choice.row.what)


def _exchange(choice: Choice, situation: Situation, heard: Heard, look: Look) -> Act | None:
    """The card on the screen, or the one of theirs that has this choice; of several they choose.

    What is said of a card that shows it all is done (bot/dialogue/gate.py says which); else it is opened with that
    first.
    """
    verb, slots = choice.row.what, slots_of(heard)
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


_MOVES: dict[str, _Resolve] = {
    "page": _page,
    "exchange": _exchange,
    "listing": listings.own,
    "post": listings.post,
    "search": listings.search,
    "choose": listings.choose,
    "report": listings.report,
    "admit": coordination.admit,
    "forward": coordination.forward,
    "decide": coordination.decide,
    "figures": coordination.figures,
}


def line(words: Message, page: Screen) -> Screen:
    """A page with a line above it."""
    return replace(page, lines=(words, *page.lines))
