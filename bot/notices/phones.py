"""One more phone or app of the same person, or one less: they read it on the others too, in case it was not they."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from bot.cards.listing import MENU
from bot.cards.phones import PHONES, asked, channel_name
from bot.notices.telling import DEFAULT_MS, Telling
from bot.sending import briefs
from core import audience
from core.commands.phones import WaitingPhone
from core.events import LinkCode, PhoneDenied, PhoneLinked, PhoneUnlinked, PhoneWaits
from core.messages import Code, Door, Screen, _, dump
from core.outbox import Item
from core.outbox.budget import ALWAYS


def _code(tell: Telling, event: LinkCode) -> None:
    tell.say(
        _(
            "Write this code to me from your other phone or app, within 10 minutes:\n{code}\n\n"
            "I then ask here whether it was you. Give the code to nobody.",
            code=Door(event.digits),
        )
    )
    tell.options = (PHONES, MENU)


def _waits(tell: Telling, event: PhoneWaits) -> None:
    tell.say(
        _(
            "Nearly done. Your number here: {number}. On your other phone or app I ask for it. Choose it there, "
            "within 10 minutes.\n\nIf no question comes there, write “phones” there.",
            number=Code(str(event.number)),
        )
    )
    question = asked(WaitingPhone(event.invite_id, event.channel, event.choices))
    screen = replace(question, brief=briefs.UNNAMED)
    here = tell.me.address_id if tell.me else 0
    _tell(tell, audience.other_addresses(tell.tx, event.person_id, here), screen, f"waits:{event.invite_id}")


def _linked(tell: Telling, event: PhoneLinked) -> None:
    tell.say(_("You now also write to me from {app}. If that is not so, unlink it.", app=channel_name(event.channel)))
    tell.options = (PHONES, MENU)
    here = tell.me.address_id if tell.me else 0
    ears = [ear for ear in audience.other_addresses(tell.tx, event.person_id, here) if ear[0] != event.address_id]
    _tell(tell, ears, Screen(tuple(tell.lines), (PHONES, MENU), brief=briefs.UNNAMED), f"linked:{event.address_id}")
    done = _("Done: here too you are the same person to me. I answer where you write.")
    new = Screen((done,), (PHONES, MENU), brief=briefs.UNNAMED)
    _tell(tell, [(event.address_id, event.channel)], new, f"linked:{event.address_id}")


def _denied(tell: Telling, event: PhoneDenied) -> None:
    tell.say(
        _(
            "Good that I asked: nothing was linked. The code serves no more. If it was you after all, begin again "
            "under “Phones and apps”."
        )
    )
    tell.options = (PHONES, MENU)
    text = _("The other phone did not confirm it, so nothing was linked. Ask for a new code there.")
    new = Screen((text,), (), brief=briefs.UNNAMED)
    _tell(tell, [(event.address_id, event.channel)], new, f"denied:{event.address_id}")


def _tell(tell: Telling, ears: list[tuple[int, str]], screen: Screen, key: str) -> None:
    """At once, by night too: somebody is waiting with two phones in hand."""
    for address_id, channel in ears:
        dedupe = f"{ALWAYS}{key}:{tell.now}:{address_id}"
        tell.alerts.append(Item(address_id, channel, "alert", dump(screen), dedupe, tell.now + 10 * DEFAULT_MS))


def _unlinked(tell: Telling, event: PhoneUnlinked) -> None:
    tell.say(_("Unlinked: {app}", app=channel_name(event.channel)))
    tell.options = (PHONES, MENU)


TELL: dict[type, Callable[[Telling, Any], None]] = {
    LinkCode: _code,
    PhoneWaits: _waits,
    PhoneDenied: _denied,
    PhoneLinked: _linked,
    PhoneUnlinked: _unlinked,
}
