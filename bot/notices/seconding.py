"""What waits for a second person's yes: who is asked, and what became of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.cards.listing import MENU
from bot.cards.second import approval_card, approval_line, own_card
from bot.notices.telling import Telling
from bot.sending import briefs
from core import audience
from core.audience import Ear
from core.errors import Bug
from core.events import SecondAnswered, SecondAsked, SecondLapsed
from core.look.team import ApprovalCard
from core.messages import Message, Option, Screen, _
from core.people import belonging, second_cards
from core.policy import DAY_MS

_TOLD_ANYWAY = frozenset(("accept", "confirm", "donate", "limit"))  # at once, with what a colleague did
_KEPT_MS = 7 * DAY_MS


def _asked(tell: Telling, event: SecondAsked) -> None:
    card = _card(tell, event.approval_id)
    screen = approval_card(card)
    if event.again:
        screen = Screen((_("A reminder:"), *screen.lines), screen.options, brief=briefs.UNNAMED)
    else:
        own = own_card(card)
        tell.say(*own.lines)
        tell.options = own.options
    others = [ear for ear in _ears(tell, card) if ear.person_id != card.person_id]
    key = f"second:{card.id}:{'again' if event.again else 'asked'}"
    tell.alert(others, screen, key, max(card.ends_at - tell.now, 1), asks=True)


def _answered(tell: Telling, event: SecondAnswered) -> None:
    card = _card(tell, event.approval_id)
    if event.own:
        tell.say(_("Taken back; nothing happens."))
        tell.options = (MENU,)
        return
    if event.void:
        tell.say(_("This has changed meanwhile, so nothing was done. Write “menu” to see how it stands now."))
        tell.options = (MENU,)
        return
    who = (tell.me and belonging.name_of(tell.tx, tell.me.person_id, card.organisation_id)) or _("A colleague")
    if event.yes and card.kind in _TOLD_ANYWAY:
        return
    if event.yes:
        told = _("{step}.\n{who} said yes too, so it is done.", who=who, step=approval_line(card))
    else:
        tell.say(_("All right, nothing was done; I have told them."))
        tell.options = (MENU,)
        told = _("{step}.\n{who} said no, so nothing was done.", who=who, step=approval_line(card))
    asker = [ear for ear in _ears(tell, card) if ear.person_id == card.person_id]
    _tell(tell, card, asker, told, "answered")


def _lapsed(tell: Telling, event: SecondLapsed) -> None:
    card = _card(tell, event.approval_id)
    text = _("{step}.\nNobody else said yes in time, so nothing was done.", step=approval_line(card))
    _tell(tell, card, _ears(tell, card), text, "lapsed")


def _tell(tell: Telling, card: ApprovalCard, ears: list[Ear], text: Message, key: str) -> None:
    see = (Option(f"n:{card.exchange_id}:see", _("See the exchange")),) if card.exchange_id is not None else ()
    tell.alert(ears, Screen((text,), (*see, MENU), brief=briefs.UNNAMED), f"second:{card.id}:{key}", _KEPT_MS)


def _ears(tell: Telling, card: ApprovalCard) -> list[Ear]:
    return audience.of_organisation(tell.tx, card.organisation_id)


def _card(tell: Telling, approval_id: int) -> ApprovalCard:
    card = second_cards.find(tell.tx, approval_id)
    if card is None:
        raise Bug(f"approval {approval_id} is gone")
    return card


TELL: dict[type, Callable[[Telling, Any], None]] = {
    SecondAsked: _asked,
    SecondAnswered: _answered,
    SecondLapsed: _lapsed,
}
