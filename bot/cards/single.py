"""One thing that was opened: an exchange and what was said and sent about it, a listing, an alert that was announced.

Each is made from a `Look`; None where there is no such thing, or it is not for who asks.
"""

from __future__ import annotations

from dataclasses import replace

from bot.cards import assist as assist_pages
from bot.cards import coordinating
from bot.cards import network as network_pages
from bot.cards.attached import files_page
from bot.cards.between import exchange_between, past
from bot.cards.exchange import exchange_card
from bot.cards.listing import exchange_in, listing_card
from bot.cards.opinions import opinions_page, said_of_page
from bot.cards.talk import talk_card
from core.look import Look
from core.messages import Screen

_AS_A_MEMBER = (":answer", ":block", ":flag")
"""Choices of a listing's card."""


def exchange(look: Look, exchange_id: int) -> Screen | None:
    """Ours with what we can do, one between others for who coordinates their hub."""
    card = look.exchange(exchange_id)
    if card is None:
        return None
    if card.mine:
        screen = exchange_card(card)
        return assist_pages.with_code(screen, card.id) if look.me.assists and look.unconfirmed(card.id) else screen
    care = look.care(exchange_id) if card.state == "suggested" else None
    if care is None:
        return exchange_between(look, card)
    screen = coordinating.care_card(care)
    act = tuple(assist_pages.act_for(one, card.id) for one in look.may_act(card.id))
    return replace(screen, options=(*act, *screen.options))


def alert(look: Look, ref: str) -> Screen | None:
    """What a WhatsApp template only announced: an exchange as it is by now, all else as it was."""
    screen = still_shown(look, look.alert(ref))
    id = exchange_in(screen) if screen else None
    return (exchange(look, id) if id else None) or screen


def still_shown(look: Look, screen: Screen | None) -> Screen | None:
    """What was sent before, unless it suggests what was shut off from the reader's organisation since."""
    gone = screen and (id := exchange_in(screen)) and look.exchange(id) is None and look.elsewhere("x", id) is None
    return None if gone else screen


def exchange_past(look: Look, exchange_id: int) -> Screen | None:
    """What happened so far, for a coordinator of neither side."""
    card = look.exchange(exchange_id) if look.care(exchange_id) else None
    return past(look, card) if card else None


def talk(look: Look, exchange_id: int) -> Screen | None:
    """What the two sides of an exchange of ours said to each other."""
    card = look.talk(exchange_id)
    return talk_card(card, look.me.lang) if card else None


def opinions(look: Look, exchange_id: int) -> Screen | None:
    """What was said about an exchange afterwards."""
    card = look.opinions(exchange_id)
    return opinions_page(card, look.me.lang) if card else None


def told_of(look: Look, exchange_id: int) -> Screen | None:
    """What others wrote about the other side of an agreed exchange."""
    card = look.exchange(exchange_id)
    if card is None or not card.mine:
        return None
    return said_of_page(card.id, card.number, look.said_of(card.id), look.me.lang)


def files(look: Look, exchange_id: int, file_id: int = 0) -> Screen | None:
    """What was attached to an exchange, or one of it."""
    card = look.exchange(exchange_id)
    if card is None:
        return None
    cards = [one for one in look.files(exchange_id) if file_id in (0, one.id)]
    return None if file_id and not cards else files_page(exchange_id, card.number, cards)


def listing(look: Look, listing_id: int) -> Screen | None:
    card = look.listing(listing_id)
    if card is None:
        return None
    own = card.organisation_id == look.me.organisation_id
    screen = listing_card(card, own=own, here=look.me.country)
    if not look.me.joined:  # who only coordinates helps with nothing and keeps out of nobody's sight
        screen = replace(screen, options=tuple(one for one in screen.options if not one.id.endswith(_AS_A_MEMBER)))
    return screen if own or not look.me.coordinates else network_pages.stoppable(screen, card)
