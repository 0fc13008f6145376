"""What does who coordinates and belongs to no organisation read in place of hours, listings and exchanges?"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from bot.cards import phones
from bot.cards.assist import OFFLINE
from bot.cards.listing import MENU
from bot.cards.safety import SAFETY
from core.look import Look
from core.messages import Option, Screen, _

LACKING = _("For that you need an organisation: join or create one, or act for one that has no phone.")
WAYS = (Option("m:join", _("Join or create one")), OFFLINE)  # button


def is_unattached(look: Look) -> bool:
    return look.me.coordinates and not look.me.joined


def of_organisation(make: Callable[..., Screen]) -> Callable[..., Screen]:
    """A page that tells of one's own organisation."""

    @wraps(make)
    def page(look: Look, *arguments: str) -> Screen:
        return Screen((LACKING,), (*WAYS, MENU)) if is_unattached(look) else make(look, *arguments)

    return page


def who_they_are(look: Look) -> Screen:
    """What they do here, and the settings that are theirs."""
    lines = tuple(_("You coordinate {hub}, and belong to no organisation here.", hub=one.name) for one in look.stands())
    own = (SAFETY, Option("m:light", _("Light messages")), phones.PHONES)
    return Screen(lines, (*WAYS, *own, MENU))
