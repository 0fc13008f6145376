"""What does it take to be here? Hours, and no money, and nothing that would put the people in danger who are helped."""

from __future__ import annotations

from bot.cards.listing import MENU
from core.look import Look
from core.messages import Option, Screen, _

_PERSON = Option("m:person", _("Talk to a person"))


def free(look: Look) -> Screen:
    """That no money changes hands, and what does."""
    text = _(
        "It is free: no money changes hands here. Organisations give each other hours: 1 hour given = 1 credit, for "
        "whatever help it is."
    )
    return Screen((text,), (MENU,))


def money(look: Look) -> Screen:
    """Somebody asks them for money."""
    text = _("No money changes hands here, only hours. Do not give any. A person can see to it.")
    return Screen((text,), (_PERSON, MENU))


def people(look: Look) -> Screen:
    """Somebody asks them for names or numbers of the people whom they look after."""
    text = _(
        "Do not give anybody names, numbers or addresses of the people you look after, and do not write them here. "
        "If somebody asks for them, a person can see to it."
    )
    return Screen((text,), (_PERSON, MENU))
