"""What two organisations said about an exchange reaches the other once it may be read; so does the reply to it."""

from __future__ import annotations

from collections.abc import Callable

from bot.cards.listing import MENU
from bot.cards.opinions import choices, foreign_of, said_lines
from bot.notices.telling import DEFAULT_MS, Telling
from bot.sending import briefs
from core import audience
from core.events import Moved
from core.look.reviews import OpinionsCard
from core.messages import Code, Message, Screen, _
from core.naming import side_names
from core.opinions import opinions_for


def _closed(tell: Telling, event: Moved) -> None:
    """Both have written, or the time is over: each reads what the other said, where it said anything."""
    names = side_names(tell.tx, event.exchange_id)
    for side in (names.receiver_id, names.provider_id):
        card = opinions_for(tell.tx, event.exchange_id, side)
        them = card.theirs
        if them is not None and them.says:
            _reach(tell, event, side, card, said_lines(them, card.number, mine=False))


def _replied(tell: Telling, event: Moved) -> None:
    """The other side reads the answer; who wrote it hears that it has gone."""
    names = side_names(tell.tx, event.exchange_id)
    other = names.provider_id if event.by_id == names.receiver_id else names.receiver_id
    card = opinions_for(tell.tx, event.exchange_id, other)
    them = card.theirs
    if them is None or them.reply is None:
        return
    number = Code(str(card.number))
    text = _("Exchange {number}, {other} replied: “{text}”", number=number, other=them.by, text=them.reply)
    tell.say(_("Thank you, I have told them."))
    tell.options = (MENU,)
    _reach(tell, event, other, card, (text,), foreign=them.reply_lang)


def _reach(
    tell: Telling, event: Moved, side: int, card: OpinionsCard, lines: tuple[Message, ...], *, foreign: str = ""
) -> None:
    """Everybody of one side; who did the last step reads it in the answer to that."""
    if tell.me is not None and tell.me.organisation_id == side:
        tell.say(*lines)
        tell.options = (*choices(card), MENU)
        tell.foreign = foreign_of(card, tell.me.lang)
    for ear in audience.of_organisation(tell.tx, side):
        other = foreign if foreign != ear.lang else ""
        screen = Screen(
            lines, choices(card), str(card.number), other or foreign_of(card, ear.lang), brief=briefs.MESSAGE
        )
        tell.alert([ear], screen, f"opinions:{event.exchange_id}:{event.action}:{event.version}", 5 * DEFAULT_MS)


STEPS: dict[str, Callable[[Telling, Moved], None]] = {"closed": _closed, "replied": _replied}
"""Steps that are told by what was said, not by the exchange's card."""
