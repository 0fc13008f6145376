"""What was done last, and how it is undone: asked for in words ("that was a mistake"), from any screen.

The newest of what moves hours, is published or is told to others counts. What can be undone is the first choice of the
page; of what cannot, the page says so and what is possible instead.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.cards import single
from bot.cards.choices import pointed_at, verb_of
from bot.cards.fund import HISTORY, LATELY_MS, given
from bot.cards.listing import LISTINGS, MENU, PERSON
from core.look import Look
from core.messages import Message, Option, Screen, _
from core.policy import DAY_MS

_OURS = Option("m:ours", _("Our exchanges"))
VERBS = {"gift": ("sure", "back"), "exchange": ("back", "cancel", "again"), "listing": ("open", "anew", "down")}
"""The choices of a thing that undo what was done last with it, the likeliest first."""
_EXCHANGE_MS, _LISTING_MS = 2 * DAY_MS, DAY_MS
_LAST: dict[str, Message] = {
    "back": _("This is what you did last, and it can still be taken back:"),
    "cancel": _("This is what you did last. It is agreed; it can be called off:"),
    "again": _("This is what you did last. It has ended; it can be proposed again:"),
    "down": _("This is what you did last; it can be taken down:"),
}
_NO_MORE = _(
    "This is what you did last, and I cannot undo it. Choose what is possible now, or write “person”: a coordinator "
    "helps you."
)


def undo(look: Look) -> Screen:
    """What was done last with the choice that undoes it first; or that there is nothing."""
    done = [found for found in (_gift(look), _exchange(look), _listing(look)) if found]
    if not done and look.last_gift():
        return given(look)  # however long ago: what is possible is on it
    if not done:
        return Screen(
            (_("I find nothing of the last days that could be undone."),), (_OURS, LISTINGS, HISTORY, PERSON, MENU)
        )
    _at, page = max(done, key=lambda one: one[0])
    return page()


def gave_lately(look: Look) -> bool:
    """Whether hours were given in the last days."""
    return _gift(look) is not None


_Done = tuple[int, Callable[[], Screen]]


def _gift(look: Look) -> _Done | None:
    waits = look.gift_waiting()
    gone = None if waits else look.last_gift()
    at = waits.at if waits else gone.at if gone else 0
    return (at, lambda: given(look)) if look.now - at <= LATELY_MS else None


def _exchange(look: Look) -> _Done | None:
    step = look.last_step(look.now - _EXCHANGE_MS)
    page = single.exchange(look, step.exchange_id) if step else None
    return (step.at, lambda: undoing("exchange", page)) if step and page else None


def _listing(look: Look) -> _Done | None:
    newest = max(look.my_listings(), key=lambda one: one.created_at, default=None)
    if newest is None or look.now - newest.created_at > _LISTING_MS:
        return None
    page = single.listing(look, newest.id)
    return (newest.created_at, lambda: undoing("listing", page)) if page else None


def undoing(kind: str, page: Screen) -> Screen:
    """A card with which of its choices undoes what was done last, and what that is above it."""
    shown = {verb_of(option.id) for option in page.options}
    verb = next((verb for verb in VERBS[kind] if verb in shown), "")
    return pointed_at(replace(page, lines=(_LAST.get(verb, _NO_MORE), *page.lines)), verb)
