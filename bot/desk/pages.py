"""The coordinators' pages by name."""

from __future__ import annotations

from collections.abc import Callable

from bot.desk.today import today
from core.look import Look
from core.panel.sheet import Asked, Sheet

PAGES: dict[str, Callable[[Look, Asked], Sheet | None]] = {
    "today": today,
}
