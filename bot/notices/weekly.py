"""Mondays: the requests that nobody helps with yet, to everybody who may see them and wants to hear of such."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from bot.cards.listing import MENU, from_line, listing_line
from bot.notices.telling import SUGGESTION_MS, Telling
from bot.sending import briefs
from core import audience, matching
from core.coordination import unmet
from core.events import WeeklyDue
from core.listings.cards import ListingCard
from core.messages import Option, Screen, Service, _
from core.policy import DAY_MS
from core.privacy import seeing
from core.text.clean import brief

_SHOWN = 5


def _weekly(tell: Telling, event: WeeklyDue) -> None:
    """At most five that they may see to each; nothing to who would read nothing."""
    cards = unmet.unmet(tell.tx, event.hub_id)
    if not cards:
        return
    ids = [card.id for card in cards]
    seen: dict[int, set[int]] = {}
    named: dict[str, dict[int, Service]] = {}  # by the reader's language
    for ear, own in audience.of_hub(tell.tx, event.hub_id, tell.now):
        viewer = ear.acting_for if ear.acting_for in own else min(own)
        if viewer not in seen:
            seen[viewer] = seeing.seen_of(tell.tx, viewer, ids)
        if ear.lang not in named:
            named[ear.lang] = matching.services_in(tell.tx, ids, ear.lang)
        others = [card for card in cards if card.id in seen[viewer] and card.organisation_id not in own][:_SHOWN]
        if others:
            told = [replace(card, service=named[ear.lang].get(card.id)) for card in others]
            tell.alert([ear], _screen(told), f"weekly:{event.hub_id}:{tell.now // DAY_MS}", SUGGESTION_MS)


def _screen(cards: list[ListingCard]) -> Screen:
    lines = (from_line(card.organisation, card.country, listing_line(card)) for card in cards)
    options = tuple(Option(f"l:{card.id}:see", brief(card.what)) for card in cards)
    head = _("Nobody helps with these requests yet. Can you, or do you know who could?")
    return Screen((head, *lines), (*options, MENU), brief=briefs.DIGEST)


TELL: dict[type, Callable[[Telling, Any], None]] = {WeeklyDue: _weekly}
