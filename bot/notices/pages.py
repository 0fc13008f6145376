"""A page of an organisation was opened or closed: what who did it is told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.cards import sharing
from bot.cards.listing import MENU
from bot.notices.telling import Telling
from core.events.pages import PageClosed, PageOpened
from core.reports.sharing import address


def _opened(tell: Telling, event: PageOpened) -> None:
    if tell.look:
        screen = sharing.opened(tell.look, event.kind, address(tell.look.web, event.word), event.until)
        tell.say(*screen.lines)
        tell.options = screen.options


def _closed(tell: Telling, event: PageClosed) -> None:
    tell.say(sharing.CLOSED)
    tell.options = (MENU,)


TELL: dict[type, Callable[[Telling, Any], None]] = {PageOpened: _opened, PageClosed: _closed}
