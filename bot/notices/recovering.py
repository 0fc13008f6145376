"""A lost phone that a coordinator sees to: the old phone, the others of the organisation and the coordination hear."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.cards.listing import MENU, PERSON
from bot.cards.queue import COORDINATION
from bot.cards.recovery import asked_card, recovery_card, standing
from bot.notices.telling import Telling
from bot.sending import briefs
from core import audience
from core.errors import Bug
from core.events import RecoveryAsked, RecoveryCode, RecoveryReady, RecoveryStopped
from core.look.team import RecoveryCard
from core.messages import Message, Moment, Screen, _
from core.outbox.budget import ALWAYS
from core.people import belonging, recovery_cards
from core.policy import DAY_MS

_KEPT_MS = 10 * DAY_MS


def _asked(tell: Telling, event: RecoveryAsked) -> None:
    card = _card(tell, event.recovery_id)
    old = audience.of_person(tell.tx, card.person_id)
    tell.say(
        _("Done. I have told the old phone and the others of {organisation}.", organisation=card.organisation)
        if old
        else _("The old phone takes no messages, so it cannot be asked. The time to say no goes by all the same."),
        standing(card),
    )
    tell.options = recovery_card(card).options
    tell.alert(old, _brief(asked_card(card), card), _key(card, "asked"), _KEPT_MS)
    told = _(
        "A coordinator brings who is responsible for {organisation} to another phone, since the old one is said to be "
        "lost. If that is not so, write “person” before {until}.",
        organisation=card.organisation,
        until=Moment(card.ready_at),
    )
    _to_others(tell, card, told, "asked")
    _to_coordinators(tell, card, recovery_card(card), "asked")


def _stopped(tell: Telling, event: RecoveryStopped) -> None:
    card = _card(tell, event.recovery_id)
    if event.own:
        tell.say(_("Thank you. Nothing changes, and the coordination knows."))
        tell.options = (MENU,)
        text = _(
            "Lost phone of {organisation}: the old phone says that it is not lost, so nothing changes.",
            organisation=card.organisation,
        )
    else:
        text = _("Lost phone of {organisation}: called off, nothing changes.", organisation=card.organisation)
        tell.say(text)
        tell.options = (COORDINATION, MENU)
        screen = Screen((_("The phone stays as it is: the coordination has called it off."),), (MENU,))
        tell.alert(audience.of_person(tell.tx, card.person_id), _brief(screen, card), _key(card, "off"), _KEPT_MS)
    _to_others(tell, card, text, "off")
    _to_coordinators(tell, card, Screen((text,), (COORDINATION, MENU)), "off")


def _ready(tell: Telling, event: RecoveryReady) -> None:
    card = _card(tell, event.recovery_id)
    _to_coordinators(tell, card, recovery_card(card), "ready")


def _code(tell: Telling, event: RecoveryCode) -> None:
    card = _card(tell, event.recovery_id)
    tell.say(
        _(
            "The code for {organisation}: {code}. Tell it to the person you know, in person or by voice. They write it "
            "to me from the new phone. It works once, until {until}.",
            organisation=card.organisation,
            code=tell.secret(event.digits),
            until=Moment(event.expires_at),
        )
    )
    tell.options = (COORDINATION, MENU)


def _to_others(tell: Telling, card: RecoveryCard, text: Message, step: str) -> None:
    """Everybody else of every organisation of theirs: what moves is all that is theirs."""
    for one in belonging.organisations_of(tell.tx, card.person_id):
        ears = [
            ear for ear in audience.of_organisation(tell.tx, one.organisation_id) if ear.person_id != card.person_id
        ]
        tell.alert(ears, _brief(Screen((text,), (PERSON, MENU)), card), _key(card, step), _KEPT_MS)


def _to_coordinators(tell: Telling, card: RecoveryCard, screen: Screen, step: str) -> None:
    known = Screen(screen.lines, screen.options, brief=briefs.COORDINATION)
    ears = [ear for ear in tell.coordinators(card.hub_id) if ear.person_id != card.person_id]
    tell.alert(ears, known, _key(card, f"c:{step}"), _KEPT_MS)


def _brief(screen: Screen, card: RecoveryCard) -> Screen:
    return Screen(screen.lines, screen.options, brief=briefs.organisation(card.organisation))


def _key(card: RecoveryCard, step: str) -> str:
    return f"{ALWAYS}recovery:{card.id}:{step}"


def _card(tell: Telling, recovery_id: int) -> RecoveryCard:
    card = recovery_cards.find(tell.tx, recovery_id)
    if card is None:
        raise Bug(f"recovery {recovery_id} is gone")
    return card


TELL: dict[type, Callable[[Telling, Any], None]] = {
    RecoveryAsked: _asked,
    RecoveryStopped: _stopped,
    RecoveryReady: _ready,
    RecoveryCode: _code,
}
