"""What WhatsApp and SMS cost this month: told to coordinators when it is nearly, and when it is all spent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.cards.listing import MENU
from bot.cards.queue import COORDINATION
from bot.notices.telling import Telling
from bot.sending import briefs
from core.events.hub import BudgetReached
from core.messages import Screen, _
from core.outbox.budget import ALL, SPENT


def _reached(tell: Telling, event: BudgetReached) -> None:
    text = _(
        "Most messages that this network can send this month are used. Until next month only what waits for an answer "
        "goes at once; the rest goes once a day."
    )
    if event.percent >= ALL:
        text = _(
            "The messages that this network can send this month are used. Until next month many people only get "
            "answers to what they write. Whoever runs the server can allow more."
        )
    screen = Screen((text,), (COORDINATION, MENU), brief=briefs.COORDINATION)
    key = f"{SPENT}{event.hub_id}:{event.month}:{event.percent}"
    tell.alert(tell.coordinators(event.hub_id), screen, key, at_once=True)


TELL: dict[type, Callable[[Telling, Any], None]] = {BudgetReached: _reached}
