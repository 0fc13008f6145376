"""What waits for the coordination now, with its age and the same choices as in the chat."""

from __future__ import annotations

from bot.cards import coordinating, pages
from bot.cards import queue as queue_pages
from bot.desk.deeds import deeds
from core.coordination import queue
from core.look import Look
from core.look.queue import QueueCard
from core.messages import Moment, Option, Screen, _
from core.panel.sheet import Asked, Part, Row, Sheet, Table

_MOST = 40


def today(look: Look, asked: Asked) -> Sheet:
    """The whole list, what should have been seen to first before the rest."""
    found = queue.waits(asked.tx, asked.person_id, most=_MOST)
    count = queue.count(asked.tx, asked.person_id)
    rows = tuple(_row(look, card) for card in found)
    table = Table(
        (_("What waits"), _("Since"), _("See to it by")),
        rows,
        "waiting",
        _("Nothing waits for the coordination now."),
    )
    about = (queue_pages.waiting_line(count),) if count else ()
    return Sheet(_("Today"), about, parts=(Part(_("What waits"), table=table),))


def _row(look: Look, card: QueueCard) -> Row:
    line = queue_pages.line(card, look.now, look.me.person_id)
    return Row((line, Moment(card.since), Moment(card.due)), _deeds(look, card))


def _deeds(look: Look, card: QueueCard) -> tuple[Option, ...]:
    """What its card offers in the chat; behind it, the card itself."""
    screen = _screen(look, card)
    found = deeds(screen.options) if screen else ()
    ours = tuple(option for option in found if option.id.partition(":")[0] != "m")
    return (*ours, Option(queue_pages.option(card).id, _("See it"))) if card.kind != "organisation" else ours


def _screen(look: Look, card: QueueCard) -> Screen | None:
    match card.kind:
        case "organisation":
            return coordinating.organisation(look, card.id)
        case "fund":
            return queue_pages.fund_ask(look, card.id)
        case "case":
            return coordinating.case(look, card.id)
        case "exchange":
            return pages.exchange(look, card.id)
        case _:
            return None
