"""What the network looks for, as a text that a coordinator pastes into a group: without names, each with its link."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from bot.cards.group import nameless, word_of
from bot.cards.listing import by_day, hours, place, told
from core.coordination import unmet
from core.db import Tx
from core.listings.cards import ListingCard
from core.matching import services_in
from core.messages import Code, Message, Service, _

MOST = 10


class Wanted(NamedTuple):
    """One request: the word by which the bot opens it, and the sentence about it."""

    word: str
    says: Message


class GroupText(NamedTuple):
    """The most urgent requests that nobody helps with, and how many there are of them."""

    wanted: tuple[Wanted, ...]
    all: int


def group_text(tx: Tx, hub_id: int, lang: str) -> GroupText:
    """For readers of that language: what is written in another one says which service it is, too."""
    found = unmet.asked_for(tx, hub_id)
    shown = found[:MOST]
    services = services_in(tx, [card.id for card in shown], lang)
    return GroupText(tuple(Wanted(word_of(card.id), _about(card, services.get(card.id))) for card in shown), len(found))


def _about(card: ListingCard, service: Service | None) -> Message:
    what = nameless(card.what, card.organisation if isinstance(card.organisation, str) else "")
    return _(
        "{code}: {what}\nHours: {hours}. By: {day}. Place: {place}.",
        code=Code(word_of(card.id)),
        what=told(what, service),
        hours=hours(card.minutes),
        day=by_day(card.due_on, urgent=card.urgent),
        place=place(card.place, card.remote),
    )


def written(text: GroupText, hub: str, link: str) -> Iterator[Message | str]:
    """Its lines. `link` is the beginning of an address that ends with a request's word; '' where there is none."""
    yield _("Who can help? In {hub} we are looking for:", hub=hub)
    for one in text.wanted:
        yield ""
        yield one.says
        if link:
            yield link + one.word
    yield ""
    if link:
        yield _("If you can help, open the link below a request.")
    else:
        yield _("If you can help, write the code of a request to the bot.")
