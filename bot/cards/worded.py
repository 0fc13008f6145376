"""What do short words of ours open, typed or in a link? "N17" is a request, "P4812937065" a poster, "R3" a network."""

from __future__ import annotations

import re

from bot.cards import group, pages
from bot.cards.listing import MENU, listing_line
from bot.cards.short_words import hub_word, poster_word
from core.look import Look, is_id
from core.messages import Code, Message, Option, Screen, _
from core.text.normal import digits

_POSTER = re.compile(r"[pP](\d{1,15})")
_HUB = re.compile(r"[rR](\d{1,15})")


def worded(typed: str) -> str:
    """The word that was typed, as we write it; '' for anything else."""
    if typed[:1] not in _FIRST:
        return ""
    if (listing_id := group.listing_meant(typed)) is not None:
        return group.word_of(listing_id)
    for form, word in ((_POSTER, poster_word), (_HUB, hub_word)):
        found = form.fullmatch(digits(typed).strip())
        if found and is_id(found[1]):
            return word(int(found[1]))
    return ""


_FIRST = frozenset("nNpPrR")


def opened(look: Look, word: str, lines: tuple[Message, ...] = ()) -> Screen:
    """What it opens, or that it is not there for who asks."""
    if word[:1] == "N":
        return group.opened(look, int(word[1:]), lines)
    if word[:1] == "R":
        return _network(look, int(word[1:]), lines)
    return _offers(look, int(word[1:]), lines)


def network_of(look: Look, word: str) -> int:
    """The network to which the word leads a newcomer, where anybody may join it; 0 where it leads to none."""
    hub_id = int(word[1:]) if word[:1] == "R" else 0
    if word[:1] == "P" and (card := look.poster(int(word[1:]))):
        hub_id = card.hub_id
    return hub_id if any(hub.id == hub_id for hub in look.open_hubs()) else 0


def _network(look: Look, hub_id: int, lines: tuple[Message, ...]) -> Screen:
    """Whoever is in sees what there is to do; of another network, in which one they are."""
    if look.me.joined and look.me.hub_id != hub_id:
        lines = (*lines, _("That code is of another network. You are in {hub}.", hub=look.me.hub))
    return Screen(lines, pages.menu_options(look)) if lines else pages.menu(look)


def _offers(look: Look, number: int, lines: tuple[Message, ...]) -> Screen:
    """What the poster's organisation offers, for members of its network; of others not even whether it is there."""
    if look.me.status == "pending":
        later = _("Once your organisation has joined, write {code} to see the offers.", code=Code(poster_word(number)))
        return Screen((*lines, later), (MENU,))
    card = look.poster(number)
    if card is None or look.me.hub_id != card.hub_id:
        gone = _("That poster is not in use any more, or it is of another network.")
        return Screen((*lines, gone), (Option("m:find", _("See offers")), MENU))
    cards = look.listings([listing_id for listing_id, _what in card.offers])
    if not cards:
        none = _("{organisation} offers nothing that I can show you now.", organisation=card.organisation)
        return Screen((*lines, none), (Option("m:find", _("See offers")), MENU))
    head = _("{organisation} offers:", organisation=card.organisation)
    options = tuple(Option(f"l:{one.id}:see", one.what[:40]) for one in cards)
    return Screen((*lines, head, *map(listing_line, cards)), (*options, MENU))
