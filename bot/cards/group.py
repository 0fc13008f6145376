"""How does a request reach a community's own group? As a text without names that anybody may forward, with a link.

The link says a word of the bot ("N17"), which may also be typed. It opens the request for whoever may see it: somebody
new joins first, and a request that is not for companies stays closed to them.
"""

from __future__ import annotations

import re

from bot.cards import single
from bot.cards.listing import MENU, by_day, hours, place
from core.look import Look, is_id
from core.messages import Code, Door, Message, Option, Screen, _
from core.privacy.nameless import GONE
from core.text.normal import digits

_WORD = re.compile(r"[nN](\d{1,15})")


def word_of(listing_id: int) -> str:
    """What the link says."""
    return f"N{listing_id}"


def listing_meant(typed: str) -> int | None:
    """The listing that a word means ("N17", "n١٧"); None for anything else."""
    if typed[:1] not in ("n", "N"):
        return None
    found = _WORD.fullmatch(digits(typed).strip())
    return int(found[1]) if found and is_id(found[1]) else None


def group_text(look: Look, listing_id: int) -> Screen | None:
    """The text alone, without choices, so that it can be forwarded as it is; of an own open request."""
    card = look.listing(listing_id)
    if card is None or card.kind != "need" or card.state != "open" or card.organisation_id != look.me.organisation_id:
        return None
    text = _(
        "Who can help? We are looking for: {what}\nHours: {hours}\nBy: {day}\nPlace: {place}\n\nIf you can, open "
        "this:\n{door}",
        what=nameless(card.what, look.me.organisation),
        hours=hours(card.minutes),
        day=by_day(card.due_on, urgent=card.urgent),
        place=place(card.place, card.remote),
        door=Door(word_of(card.id)),
    )
    return Screen((text,))


def opened(look: Look, listing_id: int, lines: tuple[Message, ...] = ()) -> Screen:
    """What the link opens: the request, or that it is not there for who asks."""
    page = single.listing(look, listing_id)
    if page is not None:
        return Screen((*lines, *page.lines), page.options)
    if look.me.status == "pending":
        later = _(
            "Once your organisation has joined, write {code} to open the request.", code=Code(word_of(listing_id))
        )
        return Screen((*lines, later), (MENU,))
    gone = _("That request is not open any more, or it is for others.")
    return Screen((*lines, gone), (Option("m:needs", _("See requests")), MENU))


def nameless(what: str, organisation: str) -> str:
    """The words of a request, without the name of who asks, however it is written: who forwards it knows no rules.

    What is published is without it already, where that takes no service away (core/privacy/nameless.py).
    """
    return re.sub(re.escape(organisation), GONE, what, flags=re.IGNORECASE) if organisation else what
