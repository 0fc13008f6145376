"""What free text asks for, as something the dialogue can do: a page, or a flow with hints for its questions."""

from __future__ import annotations

from datetime import date

from bot import pages
from bot.acts import Act
from bot.heard import Heard
from bot.questions import REMOTE
from core.commands import CallHuman
from core.look import Look

_PAGES = {
    "balance": "balance",
    "statement": "statement",
    "find_matches": "find",
    "my_listings": "listings",
    "help": "help",
    "change_language": "language",
    "confirm_service": "ours",
    "accept_match": "ours",
    "decline_match": "ours",
    "rate_partner": "ours",
    "dispute": "ours",
    "greeting": "menu",
    "thanks": "menu",
}
_FLOWS = {"post_need": "need", "post_offer": "offer", "profile": "kind", "delete_my_data": "erase"}


def page_of(heard: Heard, look: Look) -> Act | None:
    """The page that the words ask for, or the call for a person."""
    intent = heard.understood().intent
    if intent == "talk_to_coordinator":
        return Act(CallHuman(heard.text))
    name = _PAGES.get(intent)
    page = pages.page(look, name) if name else None
    return Act(page=page) if page else None


def flow_hints(heard: Heard, look: Look) -> tuple[str, dict[str, str]] | None:
    """(flow, hints as canonical answers of its questions) when the words ask for one."""
    understood = heard.understood()
    flow = _FLOWS.get(understood.intent)
    if not flow:
        return None
    if flow == "erase":
        return flow, {}  # consent is never a hint
    hints = _slots(understood.slots)
    if look.me.town and flow in ("need", "offer"):
        hints.setdefault("where", "at:" + look.me.town)
    return flow, hints


def corrections(heard: Heard) -> dict[str, str]:
    """What words on a finished card change: hours, day, or from a distance; a bare number changes nothing."""
    if heard.number() is not None or heard.code():
        return {}
    changes: dict[str, str] = {}
    minutes, day = heard.minutes(), heard.day()
    if isinstance(minutes, int):
        changes["hours"] = str(minutes)
    elif isinstance(day, date):
        changes["by"] = day.isoformat()
    elif heard.remote():
        changes["where"] = REMOTE
    return changes


def _slots(slots: dict[str, object]) -> dict[str, str]:
    """Slots as canonical answers of the questions `what`, `hours`, `by`, `where`."""
    hints: dict[str, str] = {}
    match slots.get("service"):
        case str(service):
            hints["what"] = service
    match slots.get("hours"):
        case int() | float() as hours:
            hints["hours"] = str(round(float(hours) * 60))
    match slots.get("deadline"):
        case str(day):
            hints["by"] = day
    match slots.get("place"):
        case "remote":
            hints["where"] = REMOTE
        case str(town):
            hints["where"] = "at:" + town
    return hints
