"""One more phone or app of the same person, or one less: they read it on the others too, in case it was not they."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.cards import pages
from bot.cards.listing import MENU
from bot.cards.phones import PHONES, channel_name
from bot.notices.telling import DEFAULT_MS, Telling
from bot.sending import briefs
from core import audience
from core.events import LinkCode, PhoneLinked, PhoneUnlinked
from core.messages import Door, Screen, _, dump
from core.outbox import Item
from core.outbox.budget import ALWAYS


def _code(tell: Telling, event: LinkCode) -> None:
    tell.say(
        _(
            "Write this code to me from your other phone or app, within 10 minutes:\n{code}\n\n"
            "Whoever writes it acts as you: give it to nobody.",
            code=Door(event.digits),
        )
    )
    tell.options = (PHONES, MENU)


def _linked(tell: Telling, event: PhoneLinked) -> None:
    tell.say(_("Done: here too you are the same person to me. I answer where you write."))
    tell.options = (PHONES, *(pages.menu_options(tell.look) if tell.look else (MENU,)))
    text = _("You now also write to me from {app}. If that is not so, unlink it.", app=channel_name(event.channel))
    screen = dump(Screen((text,), (PHONES, MENU), brief=briefs.UNNAMED))
    for address_id, channel in audience.other_addresses(tell.tx, event.person_id, event.address_id):
        key = f"{ALWAYS}linked:{event.address_id}:{tell.now}:{address_id}"
        tell.alerts.append(Item(address_id, channel, "alert", screen, key, tell.now + 10 * DEFAULT_MS))


def _unlinked(tell: Telling, event: PhoneUnlinked) -> None:
    tell.say(_("Unlinked: {app}", app=channel_name(event.channel)))
    tell.options = (PHONES, MENU)


TELL: dict[type, Callable[[Telling, Any], None]] = {
    LinkCode: _code,
    PhoneLinked: _linked,
    PhoneUnlinked: _unlinked,
}
