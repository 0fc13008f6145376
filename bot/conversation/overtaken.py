"""A button of an older card was pressed: what is true of its exchange now?"""

from __future__ import annotations

from dataclasses import replace

from bot.cards import pages
from core.errors import Faster
from core.look import Look, is_id
from core.messages import Screen, _


def moved_on(look: Look, payload: str, refusal: Faster) -> Screen | None:
    """The exchange's card as it is now; None where it is not an exchange that moved on."""
    kind, id, *_rest = (*payload.split(":"), "")
    if kind != "x" or not is_id(id) or refusal.message != Faster().message:
        return None
    page = pages.exchange(look, int(id))
    return (
        replace(page, lines=(_("This has changed meanwhile. Now it stands like this:"), *page.lines)) if page else None
    )
