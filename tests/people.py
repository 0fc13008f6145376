"""Colleagues of an organisation, in a line each: what the stories about its people begin with."""

from __future__ import annotations

from core.commands import InvitePerson, UseCode
from core.events import Invited
from tests.faults import tap, to
from tests.members import Town
from tests.story import Story


def colleague(town: Town, owner: int, name: str) -> int:
    """Somebody who came in by a code of that person's organisation."""
    (invited,) = town.do(owner, InvitePerson())
    assert isinstance(invited, Invited)
    id = town.person(name)
    town.now += 1
    town.do(id, UseCode(invited.digits))
    return id


def joined_by_code(story: Story, owner: str, *others: str) -> None:
    """Each of them acts for the owner's organisation too."""
    for who in others:
        new = to(tap(story, owner, "m:colleague"), owner)[0]
        story.langs[who] = story.langs.get(owner, "es")
        code = next(word for word in new.replace("\u2066", " ").replace("\u2069", " ").split() if word.isdigit())
        if len(to(story.say(who, code), owner)) == 0:  # they act for another one already, and are asked
            story.say(who, "1")
