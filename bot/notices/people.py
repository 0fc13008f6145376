"""Who joined, who was let in, what a person changed for themselves: who is told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.cards import pages
from bot.cards.listing import MENU
from bot.cards.network import WRITE
from bot.cards.phones import PHONES, channel_name
from bot.cards.queue import COORDINATION
from bot.cards.safety import BLOCKED, SAFETY, night_said
from bot.cards.team import PEOPLE
from bot.notices import cases, details, team
from bot.notices.telling import DEFAULT_MS, Telling
from bot.sending import briefs
from core import audience
from core.events import BecameCoordinator, Changed, Decided, Invited, Joined, PersonJoined
from core.exchange_states import AGREED, ONGOING
from core.messages import Amount, Day, Moment, Option, Screen, Sealed, _
from core.naming import organisation_of
from core.policy import DAY_MS

_NAMED = _("Your name is noted for your colleagues. Nobody else reads it.")


def _joined(tell: Telling, event: Joined) -> None:
    name, hub = organisation_of(tell.tx, event.organisation_id)
    if event.again:
        tell.say(
            _(
                "Thank you. Not long ago you brought another organisation, so a coordinator of {hub} looks at "
                "{organisation} first; I will tell you. You can publish already, and it is shown after that.",
                organisation=name,
                hub=hub,
            ),
            _(
                "I know it by an encrypted mark of the address from which an organisation comes in. It is kept for 30 "
                "days, also when its person's data is deleted."
            ),
        )
    elif event.waits:
        tell.say(
            _(
                "Thank you. A coordinator of {hub} looks at {organisation} first; I will tell you. You can publish "
                "already, and it is shown after that.",
                organisation=name,
                hub=hub,
            )
        )
    else:
        head = _("Welcome, {organisation} is now in {hub}.", organisation=name, hub=hub)
        tell.say(head, *((pages.granted(event.granted),) if event.granted else ()))
    tell.say(*((_NAMED,) if event.named else ()))
    tell.options = pages.menu_options(tell.look) if tell.look else (MENU,)
    if event.waits:
        ask = Screen(
            (_("{organisation} asks to join {hub}.", organisation=name, hub=hub),),
            (Option(f"o:{event.organisation_id}:see", _("See")),),
            brief=briefs.COORDINATION,
        )
        tell.alert(tell.coordinators(event.hub_id), ask, f"join:{event.organisation_id}", DEFAULT_MS * 10)


def _person_joined(tell: Telling, event: PersonJoined) -> None:
    name, _hub = organisation_of(tell.tx, event.organisation_id)
    tell.say(_("Welcome. You now act for {organisation}.", organisation=name))
    if event.before_id is not None:
        before, _its_hub = organisation_of(tell.tx, event.before_id)
        tell.say(_("To act for {organisation} again, choose “Act for another”.", organisation=before))
    tell.say(*((_NAMED,) if event.named else ()))
    tell.options = pages.menu_options(tell.look) if tell.look else (MENU,)
    others = [ear for ear in audience.of_organisation(tell.tx, event.organisation_id)
              if ear.person_id != event.person_id]  # fmt: skip
    text = _("A new person now acts for {organisation}.", organisation=name)
    screen = Screen((text,), (MENU,), brief=briefs.organisation(name))
    tell.alert(others, screen, f"person:{event.organisation_id}:{event.person_id}")


def _became_coordinator(tell: Telling, event: BecameCoordinator) -> None:
    tell.say(_("You are now a coordinator. I will tell you of new organisations and of suggestions."))
    tell.options = (COORDINATION, MENU)
    text = _("A new person now coordinates with you.")
    ears = [ear for ear in tell.coordinators(event.hub_id) if ear.person_id != event.person_id]
    tell.alert(ears, Screen((text,), (MENU,), brief=briefs.UNNAMED), f"coordinator:{event.hub_id}:{event.person_id}")


def _invited(tell: Telling, event: Invited) -> None:
    tell.say(
        _(
            "Give this code to your colleague: {code}. They write it to me and then act for your organisation too. "
            "It works once, until {until}.",
            code=tell.secret(event.digits),
            until=Moment(event.expires_at),
        )
    )


def _decided(tell: Telling, event: Decided) -> None:
    name, hub = organisation_of(tell.tx, event.organisation_id)
    tell.options = (COORDINATION, MENU)
    if event.approved:
        tell.say(_("Done: {organisation} is in.", organisation=name))
        text = _("{organisation} is now in {hub}.", organisation=name, hub=hub)
        lines = (text, *((pages.granted(event.granted),) if event.granted else ()))
    else:
        tell.say(
            _("Done: {organisation} is told that it cannot join now.", organisation=name),
            _(
                "What you write now is for {organisation}. Was it a mistake? Let it in all the same.",
                organisation=name,
            ),
        )
        about = f"o:{event.organisation_id}"
        tell.options = (Option(f"{about}:see", _("Let it in")), Option(f"{about}:write", WRITE), *tell.options)
        why = (_("Why: {text}", text=Sealed(event.sealed)),) if event.sealed else ()
        lines = (
            _("{hub} cannot take {organisation} now. Write “person” to ask why.", hub=hub, organisation=name),
            *why,
        )
    ears = audience.of_organisation(tell.tx, event.organisation_id)
    screen = Screen(lines, (MENU,), brief=briefs.organisation(name))
    tell.alert(ears, screen, f"decided:{event.organisation_id}:{event.approved}", 30 * DAY_MS)


def _changed(tell: Telling, event: Changed) -> None:
    if event.what == "second":
        team.second_changed(tell, event.value)
    match event.what:
        case "language":
            tell.say(_("From now on I write in English."))
        case "alerts" if event.value == "off":
            tell.say(
                _(
                    "Suggestions are paused. What concerns your own exchanges still reaches you. To have suggestions "
                    "again, write START."
                )
            )
            tell.options = (Option("m:pause", _("Suggestions")), MENU)
        case "rests":
            tell.say(
                _(
                    "Suggestions rest until {day} and come again by themselves then. What concerns your own exchanges "
                    "still reaches you. To have suggestions sooner, write START.",
                    day=Day(event.value),
                )
            )
        case "alerts" if event.value == "digest":
            tell.say(
                _("From now on I send suggestions once a day, in the morning."),
                _("To have them at once again, write START."),
            )
        case "alerts":
            tell.say(_("Suggestions are on again."))
        case "name":
            tell.say(_("Thank you, I have noted it. Your colleagues see it under “People”."))
            tell.options = (PEOPLE, MENU)
        case "light" if event.value == "on":
            tell.say(_("From now on: short, without emoji and buttons. To go back, write “full messages”."))
        case "light":
            tell.say(_("From now on you get full messages again."))
        case "night":
            first, _sep, last = event.value.partition("-")
            tell.say(_("Quiet hours from now on: {hours}.", hours=night_said((int(first), int(last)))))
            tell.options = (SAFETY, MENU)
        case "discreet" if event.value == "on":
            tell.say(_("From now on my messages say nothing until you open them."))
        case "discreet":
            tell.say(_("From now on my messages show everything at once."))
        case "blocked":  # one sentence, whatever ended with it
            tell.lines = [_("Done. You and they no longer find each other, and they are not told.")]
            tell.options = (BLOCKED, MENU)
        case "unblocked":
            tell.say(_("They are not blocked any more."))
            tell.options = (BLOCKED, MENU)
        case "still":
            tell.say(_("Good to hear from you again."))
            tell.options = pages.menu(tell.look).options if tell.look else (MENU,)
        case "second" if event.value:
            tell.say(_("From now on a second person says yes to more than: {hours}", hours=Amount(int(event.value))))
            tell.options = (PEOPLE, MENU)
        case "second":
            tell.say(_("From now on one person is enough for every step."))
            tell.options = (PEOPLE, MENU)
        case "pin" if event.value == "on":
            tell.say(
                _(
                    "The PIN is set. Delete your message with the digits from this chat, so that nobody reads them "
                    "there. If you forget it, another person who is responsible or a coordinator can remove it."
                )
            )
            tell.options = (SAFETY, MENU)
        case "pin":
            tell.say(_("This phone has no PIN any more."))
            tell.options = (Option("m:pin_on", _("A new PIN")), SAFETY, MENU)
        case "phones" if event.value:
            tell.say(_("From now on alerts go to {app} first.", app=channel_name(event.value)))
            tell.options = (PHONES, MENU)
        case "phones":
            tell.say(_("From now on alerts go to where you wrote last."))
            tell.options = (PHONES, MENU)
        case "kind_asked":
            details.kind_asked(tell, event.value)
        case "kind":
            tell.say(_("Thank you, I have noted it."))
        case "stopped":
            tell.say(_("Stopped: no more messages. Your data stays. Write START to come back."))
            _still_reached(tell)
            _tell_of_stop(tell)
        case "started":
            tell.say(_("Messages are on again."))
            _under_way(tell)
        case "complained":
            tell.say(
                _(
                    "Thank you for telling us. I keep it for those who run this server and show it to nobody who "
                    "coordinates. It may take days. If somebody is in danger, ask people near you, or call the "
                    "emergency number."
                )
            )
        case "human":
            _call_human(tell, event.value)
        case "bot":
            tell.say(_("Here I am again."), pages.WHAT_TO_DO)
            tell.options = pages.menu_options(tell.look) if tell.look else (MENU,)


def _under_way(tell: Telling) -> None:
    """Who has heard nothing for a while sees what they may have missed."""
    cards = [card for card in tell.look.my_exchanges() if card.state in ONGOING] if tell.look else []
    if cards:
        screen = pages.among(_("This is under way; what was written meanwhile is on its card:"), cards)
        tell.say(*screen.lines)
        tell.options = screen.options


def _call_human(tell: Telling, waited: str) -> None:
    if waited == "waiting":
        tell.say(_("What should the coordinator know? Write it here. To go on with me, write “menu”."))
        return
    heard = cases.call(tell, again=bool(waited))
    if not heard:
        tell.say(
            _(
                "Thank you for writing. I keep it for the coordination, but nobody there is available now. If "
                "it cannot wait, ask people near you, or call the emergency number. To go on with me, write "
                "“menu”."
            )
        )
    elif waited:
        tell.say(_("Passed on to the coordinator. To go on with me, write “menu”."))
    else:
        tell.say(
            _(
                "Thank you for writing. A coordinator will write to you. Until then I stay quiet; write “menu” to go "
                "on with me."
            )
        )


def _still_reached(tell: Telling) -> None:
    """A STOP is for where it was written: the person's other phone or app goes on until they write it there."""
    others = audience.other_addresses(tell.tx, tell.me.person_id, tell.me.address_id) if tell.me else []
    if others:
        app = channel_name(others[0][1])
        tell.say(_("Alerts now go to you on {app}. To stop them there too, write STOP there.", app=app))


def _tell_of_stop(tell: Telling) -> None:
    """A stop while an exchange is under way: the organisation's others and the coordinators should know."""
    if tell.me is None or tell.me.organisation_id is None or tell.look is None:
        return
    if not any(card.state in AGREED for card in tell.look.my_exchanges()):
        return
    text = _(
        "Someone of {organisation} has stopped messages while an exchange is under way.",
        organisation=tell.me.organisation,
    )
    ears = [*audience.of_organisation(tell.tx, tell.me.organisation_id), *tell.coordinators(tell.me.hub_id)]
    ears = [ear for ear in ears if ear.person_id != tell.me.person_id]
    screen = Screen((text,), (MENU,), brief=briefs.organisation(tell.me.organisation))
    tell.alert(ears, screen, f"stop:{tell.me.address_id}:{tell.now // DAY_MS}")


TELL: dict[type, Callable[[Telling, Any], None]] = {
    Joined: _joined,
    PersonJoined: _person_joined,
    BecameCoordinator: _became_coordinator,
    Invited: _invited,
    Decided: _decided,
    **details.TELL,
    Changed: _changed,
}
