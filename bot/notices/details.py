"""What an organisation is, is called, or where it is has changed, or it says so: who is told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.cards.listing import KINDS, MENU, town_of
from bot.cards.network import MEMBERS
from bot.cards.queue import COORDINATION
from bot.notices.telling import DEFAULT_MS, Telling
from bot.sending import briefs
from core import audience
from core.events.hub import Corrected, Renamed
from core.messages import Message, Option, Screen, Value, _
from core.naming import organisation_of
from core.people.organisations import load_organisation

OURS = Option("m:profile", _("Our organisation"))


def kind_asked(tell: Telling, kind: str) -> None:
    """Its people say that it is something that gives it more: the coordinators look at that."""
    tell.say(_("Thank you. A coordinator looks at it; until then everything stays as it is."))
    if tell.me is None or tell.me.organisation_id is None:
        return
    values: dict[str, Value] = {"organisation": tell.me.organisation, "kind": KINDS[kind]}
    line = _("{organisation} says that it is: {kind}. Is that so?", **values)
    see = Option(f"o:{tell.me.organisation_id}:see", _("See"))
    screen = Screen((line,), (see, COORDINATION, MENU), brief=briefs.COORDINATION)
    key = f"kind:{tell.me.organisation_id}:{kind}"
    tell.alert(tell.coordinators(tell.me.hub_id), screen, key, DEFAULT_MS * 10)


def _corrected(tell: Telling, event: Corrected) -> None:
    name, _hub = organisation_of(tell.tx, event.organisation_id)
    lines = tuple(_changes(event, name))
    if not lines and not event.said:
        tell.say(_("It is so already."))
        return
    tell.say(_("Done, and its people are told."), *lines)
    tell.options = (Option(f"o:{event.organisation_id}:see", _("See")), MEMBERS, COORDINATION, MENU)
    told = lines or (_("A coordinator has looked at what you are: it stays as it was. Write “person” to ask why."),)
    head = _("The coordination has changed what stands here about your organisation:")
    said, choices = (head, *told) if lines else told, (OURS, MENU)
    screen = Screen(said, choices, brief=briefs.organisation(name))
    tell.alert(audience.of_organisation(tell.tx, event.organisation_id), screen, f"details:{tell.now}", DEFAULT_MS * 10)


def _renamed(tell: Telling, event: Renamed) -> None:
    """Who said so, their colleagues, and the coordinators, who read it in the organisation's list where it has only
    just come.
    """
    found = load_organisation(tell.tx, event.organisation_id)
    assert found, "an organisation of this transaction"
    values: dict[str, Value] = {"organisation": found.name, "town": town_of(found.town, event.country)}
    tell.say(_("Done. You are here as {organisation}, {town}.", **values))
    tell.options = (OURS, MENU)
    who = Screen(
        (_("Somebody of you has put it right: you are here as {organisation}, {town}.", **values),),
        (OURS, MENU),
        brief=briefs.organisation(found.name),
    )
    key = f"own_details:{event.organisation_id}:{tell.now}"
    tell.alert(audience.of_organisation(tell.tx, event.organisation_id), who, key, DEFAULT_MS * 10)
    if event.at_once:
        return
    lines = []
    if event.before:
        lines.append(_("{before} says that it is called {organisation} now.", before=event.before, **values))
    if event.town:
        lines.append(_("{organisation} says that it is in {town} now.", **values))
    see = Option(f"o:{event.organisation_id}:see", _("See"))
    screen = Screen(tuple(lines), (see, COORDINATION, MENU), brief=briefs.COORDINATION)
    tell.alert(tell.coordinators(event.hub_id), screen, f"hub_{key}", DEFAULT_MS * 10)


def _changes(event: Corrected, name: str) -> list[Message]:
    lines: list[Message] = []
    if event.name:
        lines.append(_("Name: {name}", name=event.name))
    if event.town:
        lines.append(_("Town: {town}", town=town_of(event.town, event.country)))
    if event.kind:
        lines.append(_("{organisation} is now here as: {kind}.", organisation=name, kind=KINDS.get(event.kind, "…")))
    return lines


TELL: dict[type, Callable[[Telling, Any], None]] = {Corrected: _corrected, Renamed: _renamed}
