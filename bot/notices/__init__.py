"""What happened → who is told what: the outcome for the person who did it, alerts for the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from bot.notices import (
    assist,
    cases,
    coordinating,
    danger,
    erasure,
    exchanges,
    fund,
    held,
    listings,
    moderation,
    opinions,
    pages,
    people,
    phones,
    pins,
    recovering,
    seconding,
    shifts,
    spending,
    stopping,
    talk,
    team,
    weekly,
)
from bot.notices.telling import Telling
from core.db import Tx
from core.events import Event, Judged, LineGrown, Moved
from core.look import Look, Me
from core.messages import Screen
from core.outbox import Item

_TELL: dict[type, Callable[[Telling, Any], None]] = {
    **people.TELL,
    **pages.TELL,
    **assist.TELL,
    **stopping.TELL,
    **shifts.TELL,
    **listings.TELL,
    **exchanges.TELL,
    **cases.TELL,
    **danger.TELL,
    **erasure.TELL,
    **fund.TELL,
    **held.TELL,
    **coordinating.TELL,
    **weekly.TELL,
    **team.TELL,
    **recovering.TELL,
    **seconding.TELL,
    **talk.TELL,
    **pins.TELL,
    **phones.TELL,
    **spending.TELL,
    **moderation.TELL,
}


_STEPS = coordinating.STEPS | stopping.STEPS | opinions.STEPS


@dataclass(frozen=True, slots=True)
class Told:
    """The actor's own screen, and the alerts."""

    outcome: Screen
    alerts: tuple[Item, ...]


class Notices:
    """The telling of what one command or clock caused. `me` and `look` are the actor's; None for a clock."""

    def __init__(self, tx: Tx, now: int, me: Me | None = None, look: Look | None = None) -> None:
        self._telling = Telling(tx, now, me, look)

    def tell(self, events: Iterable[Event]) -> Told:
        """Go through the events in order."""
        telling = whose = self._telling
        for event in sorted(events, key=lambda one: not isinstance(one, LineGrown)):  # on its step's card
            if isinstance(event, Moved) and event.action in _STEPS:
                _STEPS[event.action](whose, event)
            else:
                _TELL[type(event)](whose, event)
            if isinstance(event, Judged) and event.let_through:  # what follows its writer has caused, not who lets it
                whose = Telling(telling.tx, telling.now, None, None)
        telling.alerts += whose.alerts if whose is not telling else ()
        return Told(Screen(tuple(telling.lines), telling.options, foreign=telling.foreign), tuple(telling.alerts))
