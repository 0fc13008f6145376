"""What do words name beside the terms that stand on a card, and what does that say of what they mean?"""

from __future__ import annotations

from datetime import date

from bot.conversation.heard import Heard
from bot.dialogue.readings import Reading
from bot.dialogue.situation import Situation
from bot.understand.amounts.beside import day_beside, hours_beside
from bot.understanding.acts import acts
from core.look import Look
from core.look.exchanges import ExchangeCard

_PROPOSES_HOURS = frozenset(("counter_hours",))
_TELLS_HOURS = frozenset(("report_done",))
_ASKED = frozenset(("suggested", "proposed"))
_YES, _COUNTERS = "accept", ("counter_day", "counter_hours")
_PLAUSIBLE, _LIKELY, _SHARE = 0.05, 0.2, 0.6
"""How likely other terms have to be for a day or hours beside the card's to count for them, and a yes for the card's own
("saturday the hall is let" is none), and how much of the one is the other's then: "yes, tomorrow we send the names".
"""


def named_beside(heard: Heard, look: Look, act: str, card: ExchangeCard) -> dict[str, str]:
    """Hours and day that the words name in the place of those that stand on the card, as far as the act may carry them.

    A number alone is of hours where other hours are proposed, and of the month where another day is.
    """
    carries, lang = acts()[act].slots, look.me.lang
    found: dict[str, str] = {}
    if not {"hours", "day"}.intersection(carries):
        return found
    if minutes := hours_beside(heard.text, lang, card.minutes, plainly=act not in _PROPOSES_HOURS):
        found["hours"] = str(minutes)
    timed = "day" in carries or isinstance(heard.day(), date)
    if act not in _TELLS_HOURS and timed and (day := day_beside(heard.text, lang, look.today, _day_of(card))):
        found["by"] = day.isoformat()
    return found


def weighed(found: tuple[Reading, ...], heard: Heard, look: Look, situation: Situation) -> tuple[Reading, ...]:
    """The readings of an answer to terms, with what the words name beside these counted in.

    Who names the card's own day or hours rather proposes no other ones: "saturday suits us" is a yes. Who names others
    under a yes rather proposes them.
    """
    focus = situation.focus
    card = look.exchange(focus.id) if focus and focus.kind == "exchange" and situation.screen in _ASKED else None
    chances = {one.act: one.probability for one in found}
    if card is None or chances.keys().isdisjoint((_YES, *_COUNTERS)):
        return found
    before = dict(chances)
    for counter in _COUNTERS:
        named = _named(heard, look, card, counter)
        if named == "same" and chances.get(_YES, 0.0) >= _LIKELY:
            moved = chances.get(counter, 0.0) * _SHARE
            chances[_YES] += moved
            chances[counter] = chances.get(counter, 0.0) - moved
        elif named == "other" and chances.get(counter, 0.0) >= _PLAUSIBLE:
            moved = chances.get(_YES, 0.0) * _SHARE
            chances[counter] += moved
            chances[_YES] = chances.get(_YES, 0.0) - moved
    if chances == before:
        return found
    kept = (one._replace(probability=chances[one.act]) for one in found if chances[one.act] > 0)
    return tuple(sorted(kept, key=lambda one: -one.probability))


def _named(heard: Heard, look: Look, card: ExchangeCard, counter: str) -> str:
    """"same" or "other" for the day or the hours that the words name beside the card's; '' where they name none."""
    slot = "by" if counter == "counter_day" else "hours"
    if slot in named_beside(heard, look, counter, card):
        return "other"
    same = heard.names_the_day(card.due_on) if slot == "by" else heard.minutes() == (card.minutes or -1)
    return "same" if same else ""


def _day_of(card: ExchangeCard) -> date | None:
    return date.fromisoformat(card.due_on) if card.due_on else None
