"""Who coordinates, as it is called on a button, and what a coordinator can do about being there."""

from __future__ import annotations

from core.calendar import today
from core.look.coordinators import CaseCard, Colleague
from core.look.hub import HubStands
from core.messages import Day, Message, Option, _, _n

CALL, DEPUTY = _("Invite a coordinator"), _("Name a deputy")
AWAY = Option("m:away", _("I am away"))
BACK = Option("m:back_here", _("I am back"))


def colleague(one: Colleague, place: int) -> Message:
    """A coordinator by the organisation they act for; people have no names here."""
    if one.deputy:
        return _("Deputy {n}", n=place)
    if one.organisation:
        return _("{n}: {organisation}", n=place, organisation=one.organisation)
    return _("Coordinator {n}", n=place)


def shift_lines(one: HubStands, zone: str) -> tuple[Message, ...]:
    """Who is away, and whether there is a deputy."""
    lines: list[Message] = []
    if one.away:
        lines.append(_n("{n} person is away.", "{n} people are away.", one.away))
    lines.append(_n("{n} deputy from outside.", "{n} deputies from outside.", one.deputies))
    if one.here + one.deputies < 2:
        lines.append(_("That is few: invite another coordinator, or a deputy from another network."))
    if one.away_until is not None:
        lines.append(_("You are away until {day}.", day=Day(today(one.away_until, zone).isoformat())))
    return tuple(lines)


def shift_options(one: HubStands) -> tuple[Option, ...]:
    """Going, coming back, and calling others in."""
    return (BACK if one.away_until is not None else AWAY, *call_options(one))


def call_options(one: HubStands) -> tuple[Option, ...]:
    """Whom they may call in; a deputy calls nobody."""
    call = (
        Option(f"h:{one.id}:call", CALL),
        Option(f"h:{one.id}:deputy", DEPUTY),
        Option(f"h:{one.id}:invite", _("Invite organisations")),
    )
    return () if one.deputy else call


def taken_line(card: CaseCard) -> tuple[Message, ...]:
    """Who sees to a case."""
    return {"me": (_("You see to it."),), "other": (_("Another coordinator sees to it."),)}.get(card.taken, ())


def take_options(card: CaseCard) -> tuple[Option, ...]:
    """Taking it, or handing it over where nobody else has it."""
    hand = (Option(f"c:{card.id}:hand", _("Hand it over")),)
    if card.taken == "other":
        return ()
    return hand if card.taken == "me" else (Option(f"c:{card.id}:take", _("I see to it")), *hand)
