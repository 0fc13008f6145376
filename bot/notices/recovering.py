"""A lost phone or a forgotten PIN that coordinators see to: the phones, the others and the coordination hear."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.cards.listing import MENU, PERSON
from bot.cards.queue import COORDINATION
from bot.cards.recovery import asked_card, colleagues_card, recovery_card, standing
from bot.cards.safety import SAFETY
from bot.notices.telling import Telling
from bot.sending import briefs
from core import audience
from core.errors import Bug
from core.events import PinRemoved, RecoveryAsked, RecoveryCode, RecoveryReady, RecoveryStopped
from core.look.team import RecoveryCard
from core.messages import Message, Moment, Screen, _, dump
from core.outbox import Item
from core.outbox.budget import ALWAYS
from core.people import belonging, recovery_cards
from core.policy import DAY_MS

_KEPT_MS = 10 * DAY_MS


def _asked(tell: Telling, event: RecoveryAsked) -> None:
    card = _card(tell, event.recovery_id)
    old = audience.of_person(tell.tx, card.person_id)
    done = _("Done. I have told the old phone and the others of {organisation}.", organisation=card.organisation)
    if card.kind == "pin":
        done = _("Done. I have told their phones and the others of {organisation}.", organisation=card.organisation)
    deaf = _("The old phone takes no messages, so it cannot be asked. The time to say no goes by all the same.")
    tell.say(done if old else deaf, standing(card))
    tell.options = recovery_card(card, tell.me.person_id if tell.me else 0).options
    _to_phones(tell, card, asked_card(card), "asked")
    _to_others(tell, card, colleagues_card(card), "asked")
    _to_coordinators(tell, card, lambda reader: recovery_card(card, reader), "asked")


def _stopped(tell: Telling, event: RecoveryStopped) -> None:
    card = _card(tell, event.recovery_id)
    if card.kind == "pin":
        _pin_stays(tell, event, card)
        return
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
    _told(tell, card, text, "off")


def _pin_stays(tell: Telling, event: RecoveryStopped, card: RecoveryCard) -> None:
    text = _("Forgotten PIN in {organisation}: it stays, since somebody there said no.", organisation=card.organisation)
    if event.remembered:
        text = _(
            "Forgotten PIN in {organisation}: they have remembered it, so it stays.", organisation=card.organisation
        )
    elif event.own:
        tell.say(_("Thank you. Nothing changes, and the coordination knows."))
        tell.options = (MENU,)
    else:
        text = _("Forgotten PIN in {organisation}: called off, it stays.", organisation=card.organisation)
        tell.say(text)
        tell.options = (COORDINATION, MENU)
    if not event.remembered:
        _to_phones(tell, card, Screen((_("The PIN of your phone stays."),), (MENU,)), "off")
    _told(tell, card, text, "off")


def _told(tell: Telling, card: RecoveryCard, text: Message, what: str) -> None:
    """To the colleagues and to the coordinators."""
    _to_others(tell, card, Screen((text,), (PERSON, MENU)), what)
    _to_coordinators(tell, card, lambda _reader: Screen((text,), (COORDINATION, MENU)), what)


def _pin_removed(tell: Telling, event: PinRemoved) -> None:
    card = _card(tell, event.recovery_id)
    text = _("Forgotten PIN in {organisation}: it is removed, and they are told.", organisation=card.organisation)
    tell.say(text)
    tell.options = (COORDINATION, MENU)
    theirs = _("The coordination removed the PIN of your phone. If you did not ask for it, write “person”.")
    _to_phones(tell, card, Screen((theirs,), (SAFETY, PERSON, MENU)), "removed")
    _told(tell, card, text, "removed")


def _ready(tell: Telling, event: RecoveryReady) -> None:
    card = _card(tell, event.recovery_id)
    _to_coordinators(tell, card, lambda reader: recovery_card(card, reader), "ready")


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


def _to_phones(tell: Telling, card: RecoveryCard, screen: Screen, step: str) -> None:
    """Whose phone it is; where it is about a PIN, on every phone of theirs."""
    ears = audience.of_person(tell.tx, card.person_id)
    told = _brief(screen, card)
    tell.alert(ears, told, _key(card, step), _KEPT_MS)
    if card.kind == "pin" and ears:
        for id, channel in audience.other_addresses(tell.tx, card.person_id, ears[0].address_id):
            key = f"{_key(card, step)}:{id}"
            tell.alerts.append(Item(id, channel, "alert", dump(told), key, tell.now + _KEPT_MS))


def _to_others(tell: Telling, card: RecoveryCard, screen: Screen, step: str) -> None:
    """Everybody else of every organisation of theirs: what moves is all that is theirs."""
    for one in belonging.organisations_of(tell.tx, card.person_id):
        ears = [
            ear for ear in audience.of_organisation(tell.tx, one.organisation_id) if ear.person_id != card.person_id
        ]
        tell.alert(ears, _brief(screen, card), _key(card, step), _KEPT_MS)


def _to_coordinators(tell: Telling, card: RecoveryCard, screen_of: Callable[[int], Screen], step: str) -> None:
    for ear in tell.coordinators(card.hub_id):
        if ear.person_id != card.person_id:
            screen = screen_of(ear.person_id)
            known = Screen(screen.lines, screen.options, brief=briefs.COORDINATION)
            tell.alert([ear], known, _key(card, f"c:{step}"), _KEPT_MS)


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
    PinRemoved: _pin_removed,
    RecoveryStopped: _stopped,
    RecoveryReady: _ready,
    RecoveryCode: _code,
}
