"""What is done for organisations without a phone: the code for them, the card for who acts, and their own word."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from bot.cards import pages
from bot.cards.assist import NEW_CODE, OFFLINE, OWN, act_for, answers, confirm_text, intake_card
from bot.cards.exchange import exchange_card
from bot.cards.listing import MENU
from bot.cards.queue import COORDINATION
from bot.notices.cases import see_case
from bot.notices.telling import DEFAULT_MS, Telling
from bot.sending import briefs
from core import audience
from core.audience import Ear
from core.coordination import assisted_cards, cases, intakes
from core.coordination.coordinators import belongs
from core.events.hub import ActsFor, Assisted, AssistedAnswered, Brought, HasPeople, IntakeAnswered, Registered
from core.exchange_cards import card_of
from core.look.assisted import Offline
from core.messages import Amount, Code, Option, Screen, _, _n
from core.naming import organisation_of, side_names
from core.policy import DAY_MS


def _registered(tell: Telling, event: Registered) -> None:
    name, _hub = organisation_of(tell.tx, event.organisation_id)
    if event.waits:
        tell.say(
            _("{organisation} is noted. Its name looks like another, so a coordinator checks it.", organisation=name)
        )
        tell.options = (COORDINATION, MENU)
        return
    tell.say(_("{organisation} is in. You can act for it now.", organisation=name))
    tell.say(
        pages.granted(event.granted)
        if event.granted
        else _(
            "Its first hours begin when one of its people writes, or when another coordinator says yes. Until then it "
            "can offer, receive gifts and ask the solidarity fund."
        )
    )
    tell.options = (act_for(Offline(event.organisation_id, name)), OFFLINE, MENU)


def _acts_for(tell: Telling, event: ActsFor) -> None:
    if event.organisation_id is None:
        tell.say(_("You write in your own name again."))
        tell.options = pages.menu_options(tell.look) if tell.look else (MENU,)
        return
    name, _hub = organisation_of(tell.tx, event.organisation_id)
    tell.say(
        _(
            "You now write for {organisation}. Everything you do is marked as done by the coordination.",
            organisation=name,
        )
    )
    card = card_of(tell.tx, event.exchange_id or 0, event.organisation_id, now=tell.now)
    if card is not None and card.mine:
        screen = exchange_card(card)
        tell.say(*screen.lines)
        tell.options = (*screen.options, OWN, MENU)
    elif event.listing_id:
        tell.options = (Option(f"l:{event.listing_id}:see", _("See it")), OWN, MENU)
    else:
        tell.options = pages.menu_options(tell.look) if tell.look else (MENU,)


def _brought(tell: Telling, event: Brought) -> None:
    """The other coordinators hear of each list, with how many organisations and hours, and may say yes."""
    for ear in tell.coordinators(event.hub_id):
        card = intakes.card_of(tell.tx, event.intake_id, ear.person_id)
        if ear.person_id != event.by_id and card is not None and card.organisations:
            screen = intake_card(card)
            told = Screen(screen.lines, screen.options, brief=briefs.COORDINATION)
            tell.alert([ear], told, f"intake:{event.intake_id}", 10 * DAY_MS)


def _intake_answered(tell: Telling, event: IntakeAnswered) -> None:
    text = _("A second coordinator does not say yes yet, so their first hours do not begin. Please talk to each other.")
    if event.yes:
        text = _n(
            "The first hours of {n} organisation without a phone have begun: {hours}.",
            "The first hours of {n} organisations without a phone have begun: {hours}.",
            event.organisations,
            hours=Amount(event.minutes),
        )
    tell.say(text)
    tell.options = (COORDINATION, MENU)
    me = tell.me.person_id if tell.me else 0
    others = [ear for ear in tell.coordinators(event.hub_id) if ear.person_id != me]
    key = f"intake:{event.intake_id}:{event.yes}:{tell.now}"
    tell.alert(others, Screen((text,), (COORDINATION, MENU), brief=briefs.COORDINATION), key, 10 * DAY_MS)


def _has_people(tell: Telling, event: HasPeople) -> None:
    """Its messages go to them from now on; who was writing for it reads what became of that."""
    name, _hub = organisation_of(tell.tx, event.organisation_id)
    if event.granted:
        tell.say(pages.granted(event.granted))
    for_all = _("{organisation} has its own people now, and writes to me itself.", organisation=name)
    for_acting = _(
        "{organisation} has its own people now. You write in your own name again; what you had begun for it was not "
        "sent.",
        organisation=name,
    )
    key = f"people:{event.organisation_id}"
    for person_id in event.acted:
        ears = audience.of_person(tell.tx, person_id)
        tell.alert(ears, Screen((for_acting,), (MENU,), brief=briefs.COORDINATION), key, 10 * DAY_MS)
    others = [ear for ear in tell.coordinators(event.hub_id) if ear.person_id not in event.acted]
    tell.alert(others, Screen((for_all,), (COORDINATION, MENU), brief=briefs.COORDINATION), key, 10 * DAY_MS)


def _assisted(tell: Telling, event: Assisted) -> None:
    """The coordinator gets the code once; its people who are here are asked at once."""
    name, _hub = organisation_of(tell.tx, event.organisation_id)
    number = Code(str(side_names(tell.tx, event.exchange_id).number))
    if event.digits:
        tell.say(
            _(
                "Give {organisation} this code: {code}. Anybody there can write it to me from any phone, read "
                "what was done and say whether it is right. It works for 90 days.",
                organisation=name,
                code=tell.secret(event.digits),
            )
        )
    else:
        tell.say(
            _("The code that {organisation} has for {number} works for this too.", organisation=name, number=number)
        )
        tell.options = (Option(f"x:{event.exchange_id}:0:code", NEW_CODE), *tell.options)
    card = assisted_cards.by_id(tell.tx, event.assisted_id)
    if card is not None:
        screen = Screen((confirm_text(card),), (*answers(card.id), MENU), brief=briefs.UNNAMED)
        ears = audience.of_organisation(tell.tx, event.organisation_id)
        tell.alert(ears, screen, f"assisted:{card.id}:{card.version}", 30 * DAY_MS, asks=True)


def _answered(tell: Telling, event: AssistedAnswered) -> None:
    names = side_names(tell.tx, event.exchange_id)
    name, _hub = organisation_of(tell.tx, event.organisation_id)
    number = Code(str(names.number))
    if event.agreed:
        tell.say(_("Thank you. {organisation} confirms it.", organisation=name))
        line = _("{organisation} confirms what was done for it in exchange {number}.", organisation=name, number=number)
        options: tuple[Option, ...] = (COORDINATION, MENU)
    else:
        tell.say(
            _(
                "Thank you for telling us. Another coordinator looks at it and talks to {organisation}.",
                organisation=name,
            )
        )
        line = _(
            "{organisation} says that exchange {number} is not right. See the case.", organisation=name, number=number
        )
        case_id = cases.any_open(tell.tx, event.exchange_id)
        options = (see_case(case_id), MENU) if case_id else (COORDINATION, MENU)
    tell.options = (MENU,)
    for ear in tell.coordinators(names.hub_id):
        if not any(belongs(tell.tx, ear.person_id, one) for one in (names.receiver_id, names.provider_id)):
            tell.alert(
                [ear],
                Screen((line,), options, brief=briefs.UNNAMED),
                f"assisted:{event.assisted_id}:{event.agreed}",
                10 * DAY_MS,
            )


def to_helpers(tell: Telling, organisation_id: int, exchange_id: int, full: Screen, key: str, apart: str) -> None:
    """Nobody of an organisation can be written to: where it has no phone, the coordinators get what it would read.
    `apart` as `Telling.alert` takes it.
    """
    found = assisted_cards.offline_hub(tell.tx, organisation_id)
    if found is None:
        return
    hub_id, name = found
    names = side_names(tell.tx, exchange_id)
    other = names.provider_id if organisation_id == names.receiver_id else names.receiver_id
    head = _("For {organisation}, which has no phone here:", organisation=name)
    option = act_for(Offline(organisation_id, name), exchange_id)
    screen = replace(full, lines=(head, *full.lines), options=(option, MENU))
    ears = [ear for ear in tell.coordinators(hub_id) if not belongs(tell.tx, ear.person_id, other)]
    tell.alert(ears, screen, key, DEFAULT_MS * 5, apart=apart)


def about_listing(
    tell: Telling, organisation_id: int, ears: list[Ear], screen: Screen, key: str, listing_id: int = 0
) -> None:
    """News of its listing, to its people; where it has no phone, to the coordinators, who may act for it."""
    found = None if ears else assisted_cards.offline_hub(tell.tx, organisation_id)
    if found is None:
        tell.alert(ears, screen, key)
        return
    hub_id, name = found
    head = _("For {organisation}, which has no phone here:", organisation=name)
    told = replace(
        screen, lines=(head, *screen.lines), options=(act_for(Offline(organisation_id, name), 0, listing_id), MENU)
    )
    tell.alert(tell.coordinators(hub_id), told, key, DEFAULT_MS * 5)


TELL: dict[type, Callable[[Telling, Any], None]] = {
    Registered: _registered,
    HasPeople: _has_people,
    Brought: _brought,
    IntakeAnswered: _intake_answered,
    ActsFor: _acts_for,
    Assisted: _assisted,
    AssistedAnswered: _answered,
}
