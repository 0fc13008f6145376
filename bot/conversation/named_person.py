"""Is a person named in what is about to be published? Who needs help with an illness or a case should not be."""

from __future__ import annotations

from bot.understand.presenting.persons import names_person
from core.messages import Message, _


def with_named(what: str, card: Message) -> Message:
    """The card, below what others would read of somebody."""
    if not names_person(what):
        return card
    note = _("Others read this: if a person is named in it, better leave the name out.")
    return _("{before}\n\n{after}", before=note, after=card)
