"""The coordinators' pages by name."""

from __future__ import annotations

from collections.abc import Callable

from bot.desk.exporting import EXPORTS, exports
from bot.desk.importing import IMPORT, importing
from bot.desk.lists import exchanges, fund, needs, offers
from bot.desk.organisations import members
from bot.desk.pictures import pictures
from bot.desk.report import report
from bot.desk.rules import rules
from bot.desk.today import today
from bot.desk.upkeep import missed, services, undelivered
from core.look import Look
from core.panel.sheet import Asked, Sheet

PAGES: dict[str, Callable[[Look, Asked], Sheet | None]] = {
    "today": today,
    "needs": needs,
    "offers": offers,
    "exchanges": exchanges,
    "members": members,
    "fund": fund,
    "services": services,
    "missed": missed,
    "undelivered": undelivered,
    "rules": rules,
    "pictures": pictures,
    "report": report,
    IMPORT: importing,
    EXPORTS: exports,
}
