"""The PIN of a shared phone: right, wrong, shut for an hour, or removed by somebody else, which both are told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.cards import pages
from bot.cards.listing import MENU
from bot.cards.safety import SAFETY
from bot.notices.telling import Telling
from bot.sending import briefs
from core import audience
from core.events import PinForgotten, PinLocked, PinRight, PinWrong
from core.messages import Moment, Screen, _, _n
from core.outbox.budget import ALWAYS


def _right(tell: Telling, event: PinRight) -> None:
    page = pages.page(tell.look, event.page.removeprefix("m:")) if tell.look and event.page else None
    if page:
        tell.say(*page.lines)
        tell.options = page.options


def _wrong(tell: Telling, event: PinWrong) -> None:
    tell.say(_n("That is not the PIN. {n} try is left.", "That is not the PIN. {n} tries are left.", event.left))


def _locked(tell: Telling, event: PinLocked) -> None:
    tell.say(
        _(
            "This is not possible from here before {until}. If you need it now, write “person”.",
            until=Moment(event.until),
        )
    )
    tell.options = (MENU,)


def _forgotten(tell: Telling, event: PinForgotten) -> None:
    tell.say(_("Done: their PIN is removed, and they are told."))
    tell.options = (MENU,)
    text = _("Somebody responsible for your organisation removed the PIN of your phone. If that is wrong, tell them.")
    ears = audience.of_person(tell.tx, event.person_id)
    tell.alert(ears, Screen((text,), (SAFETY, MENU), brief=briefs.UNNAMED), f"{ALWAYS}pin:{event.person_id}:{tell.now}")


TELL: dict[type, Callable[[Telling, Any], None]] = {
    PinRight: _right,
    PinWrong: _wrong,
    PinLocked: _locked,
    PinForgotten: _forgotten,
}
