"""What waits for the coordination now, with its age and the same choices as in the chat."""

from __future__ import annotations

from bot.cards import coordinating, recovery, single
from bot.cards import queue as queue_pages
from bot.cards.assist import intake_card
from bot.desk.beginning import first_steps
from bot.desk.deeds import deeds
from core.coordination import queue
from core.look import Look
from core.look.queue import QueueCard
from core.messages import Message, Moment, Option, Screen, _, _n
from core.panel.sheet import Asked, Part, Row, Sheet, Table

_MOST = 40
_PAGES = {"organisation": "members", "exchange": "exchanges", "need": "needs"}
"""Kinds of what waits that have a page of their own, to which their line leads; of the others the card is opened."""


def today(look: Look, asked: Asked) -> Sheet:
    """The whole list of this hub, what should have been seen to first before the rest; of the others how many."""
    waits = queue.waits(asked.tx, asked.person_id, hub_id=asked.hub_id, most=_MOST)
    found = queue.with_services(asked.tx, waits, look.me.lang)
    here = queue.count(asked.tx, asked.person_id, hub_id=asked.hub_id)
    elsewhere = queue.count(asked.tx, asked.person_id) - here
    rows = tuple(_row(look, card) for card in found)
    table = Table(
        (_("What is waiting"), _("Since"), _("See to it by")),
        rows,
        "waiting",
        _("Nothing is waiting for the coordination now."),
    )
    more = (_("Below are the {n} most urgent.", n=_MOST),) if here > _MOST else ()
    about = (queue_pages.waiting_line(here), *more) if here else ()
    alone = queue_pages.alone_lines(look, asked.hub_id)
    parts = (Part(_("What is waiting"), table=table), *first_steps(asked))
    return Sheet(_("Today"), (*about, *alone, *_others(elsewhere)), parts=parts)


def _others(count: int) -> tuple[Message, ...]:
    line = _n(
        "{n} thing waits in another network of yours: choose it above.",
        "{n} things wait in other networks of yours: choose them above.",
        count,
    )
    return (line,) if count > 0 else ()


def _row(look: Look, card: QueueCard) -> Row:
    line = queue_pages.line(card, look.now, look.me.person_id)
    page = _PAGES.get(card.kind)
    return Row((line, Moment(card.since), Moment(card.due)), _deeds(look, card), f"{page}/{card.id}" if page else "")


def _deeds(look: Look, card: QueueCard) -> tuple[Option, ...]:
    """What its card offers in the chat; behind it, the card itself."""
    screen = _screen(look, card)
    found = deeds(screen.options) if screen else ()
    ours = tuple(option for option in found if option.id.partition(":")[0] != "m")
    return ours if card.kind in _PAGES else (*ours, Option(queue_pages.option(card).id, _("See it")))


def _screen(look: Look, card: QueueCard) -> Screen | None:
    match card.kind:
        case "organisation":
            return coordinating.organisation(look, card.id)
        case "fund":
            return queue_pages.fund_ask(look, card.id)
        case "case":
            return coordinating.case(look, card.id)
        case "exchange":
            return single.exchange(look, card.id)
        case "need":
            return single.listing(look, card.id)
        case "intake":
            found = look.intake(card.id)
            return intake_card(found) if found else None
        case "phone":
            return recovery.recovery(look, card.id)
        case _:
            return None
