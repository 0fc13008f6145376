"""What does a chosen move come to? A choice that is pressed, a card with that choice first, or a conversation to begin."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from bot.cards import pages, single, statement
from bot.cards.undo import VERBS, gave_lately, undoing
from bot.conversation.buttons import act as pressed
from bot.conversation.buttons.act import Act
from bot.conversation.heard import Heard
from bot.dialogue.policy import Choice
from bot.dialogue.situation import Situation, choices_of
from bot.flows import PREFILLS
from bot.flows.donate import FUND
from bot.flows.prefill import Said
from bot.understand.calendar.periods import period_in
from bot.understanding.spans import best
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

    What is said of a card that shows it all is done (bot/dialogue/gate.py says which); else it is opened with that first.
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


def _listing(choice: Choice, situation: Situation, heard: Heard, look: Look) -> Act | None:
    """The own listing on the screen, or the only one that has this choice."""
    verb = choice.row.what
    focus = situation.focus
    shown = situation.choices.get(verb, "") if focus and focus.kind == "listing" else ""
    if not shown:
        return None
    found = pressed(look, shown)
    return with_slots(found, slots_of(heard)) if found and (found.command is None or heard.seen) else None


def _period(choice: Choice, _situation: Situation, heard: Heard, look: Look) -> Act | None:
    """The page, of the stretch of time that the words name where they name one."""
    found = period_in(heard.text, heard.language(), look.today)
    return pressed(look, statement.payload(*found) if found else choice.row.what)


def _undo(choice: Choice, situation: Situation, heard: Heard, look: Look) -> Act | None:
    """The choice of the thing on the screen that undoes what was done with it; else the page of what was done last.

    In the middle of a question only hours that were given lately are meant: nothing else is undone aside.
    """
    verbs = VERBS.get(situation.focus.kind, ()) if situation.focus else ()
    shown = next((situation.choices[verb] for verb in verbs if verb in situation.choices), "")
    found = pressed(look, shown) if shown else None
    if found and may_press(choice, situation, heard, found):
        return found
    if not situation.free and not gave_lately(look):
        return None
    if found and situation.focus and situation.focus.kind == "exchange":
        page = single.exchange(look, situation.focus.id)
        return Act(page=undoing("exchange", page), opens=True) if page else None
    return pressed(look, choice.row.what)


def _begin(choice: Choice, situation: Situation, heard: Heard, look: Look) -> Act | None:
    """The conversation with what the words say already."""
    slots = PREFILLS.get(choice.row.what)
    if slots is None:
        return None
    found = best(heard.text, situation.screen, "org")
    named = found.text if found else str(heard.understood().slots.get("recipient") or "")
    acts = {one.act: one.probability for one in choice.readings}
    said = Said(heard, acts, "" if named == FUND else named, slots_of(heard))
    return Act(flow=choice.row.what, hints=slots(said, look))


_MOVES: dict[str, _Resolve] = {
    "page": _page,
    "period": _period,
    "exchange": _exchange,
    "listing": _listing,
    "undo": _undo,
    "begin": _begin,
}


def may_press(choice: Choice, situation: Situation, heard: Heard, found: Act) -> bool:
    """The gate: whether words alone may do what the choice of the shown card does.

    What only begins a conversation, which asks once more, may always be begun. What does something at once needs the
    very card that they answer, which was seen, and words that are sure to say just that.
    """
    if found.command is None:
        return True
    return choice.presses and situation.seen and not situation.late and not heard.same


def slots_of(heard: Heard) -> dict[str, str]:
    """Hours and day that the words name, as the canonical answers of the questions for them."""
    found: dict[str, str] = {}
    if isinstance(minutes := heard.minutes(), int) and minutes > 0:
        found["hours"] = str(minutes)
    if isinstance(day := heard.day(), date):
        found["by"] = day.isoformat()
    return found


def with_slots(found: Act | None, slots: dict[str, str]) -> Act | None:
    """The same with what the words named, where it begins a conversation that may ask for it."""
    return replace(found, hints={**found.hints, **slots}) if found and found.flow else found


def line(words: Message, page: Screen) -> Screen:
    """A page with a line above it."""
    return replace(page, lines=(words, *page.lines))
