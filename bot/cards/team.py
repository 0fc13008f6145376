"""Who is in an organisation and what they may do there, and for which organisation somebody acts. From a `Look`.

Names are sealed: a screen carries them as tokens, so buttons count people instead of naming them.
"""

from __future__ import annotations

from dataclasses import replace

from bot.cards.listing import MENU, PERSON
from bot.cards.phones import channel_name
from bot.cards.unattached import of_organisation
from core.look import Look
from core.look.team import PersonCard
from core.messages import Message, Moment, Option, Screen, Value, _

SHOWN = 3
PEOPLE = Option("m:people", _("People"))
ACT_FOR_OTHER = Option("m:acting", _("Act for another"))
ROLES: dict[str, Message] = {"owner": _("responsible"), "member": _("member")}
_MOST_CHOICES = 9


def called(card: PersonCard) -> Value:
    """Their name, or that they gave none, with the app they write from, which tells them apart."""
    return card.name or _("no name given ({app})", app=channel_name(card.channel))


def told_apart(card: PersonCard) -> Value:
    """The same inside a sentence, where nothing else tells who is meant."""
    if card.name:
        return card.name
    return _("whoever is here since {since} ({app})", since=Moment(card.since), app=channel_name(card.channel))


def person_line(card: PersonCard) -> Message:
    """One person in the list."""
    values: dict[str, Value] = {
        "place": card.place,
        "name": called(card),
        "role": ROLES[card.role],
        "since": Moment(card.since),
    }
    if card.me:
        return _("{place}: {name} (you), {role}, since {since}", **values)
    return _("{place}: {name}, {role}, since {since}", **values)


def people(look: Look, after: str = "0") -> Screen:
    """Everyone who acts for the organisation, a page at a time."""
    if not look.me.joined:
        return Screen((_("First tell me the name of your organisation and your town."),), (MENU,))
    found = [card for card in look.people() if card.place > int(after)]
    shown = found[:SHOWN]
    head = _("Who acts for {organisation}:", organisation=look.me.organisation)
    each = tuple(Option(f"p:{card.person_id}:see", _("Person {n}", n=card.place)) for card in shown if not card.me)
    further = (Option(f"m:people/{shown[-1].place}", _("More")),) if len(found) > SHOWN else ()
    own = (Option("m:my_name", _("My name here")), Option("m:leave", _("Leave")))
    second = (Option("m:second", _("Second yes")),) if look.me.colleagues else ()
    invite = Option("m:colleague", _("Invite a colleague"))
    return Screen((head, *map(person_line, shown)), (*each, *further, invite, *own, *second, MENU))


def person(look: Look, person_id: int) -> Screen | None:
    """One of them, with what an owner may do; None for nobody of ours."""
    card = next((one for one in look.people() if one.person_id == person_id), None)
    if card is None:
        return None
    verbs: tuple[tuple[str, Message], ...] = ()
    if look.me.role == "owner" and not card.me:
        role = ("member", _("Make member")) if card.role == "owner" else ("owner", _("Make responsible"))
        forgotten = (("pin", _("Remove their PIN")),) if card.pin else ()
        verbs = (role, ("out", _("Take out")), ("phone", _("New phone")), *forgotten)
    options = tuple(Option(f"p:{card.person_id}:{verb}", label) for verb, label in verbs)
    return Screen((person_line(card),), (*options, PEOPLE, MENU))


def lost_phone(look: Look) -> Screen:
    """Whoever says that a phone was lost: who can help, from the old phone or the new one."""
    if look.me.joined:
        text = _(
            "Has somebody of {organisation} lost their phone? Who is responsible opens “People”, that person, “New "
            "phone”, and gives them a code. For somebody who is responsible alone, write “person”: a coordinator "
            "helps.",
            organisation=look.me.organisation,
        )
        return Screen((text,), (PEOPLE, PERSON, MENU))
    text = _(
        "Have you lost your phone and write from a new one? Ask who is responsible in your organisation for a code, "
        "and write it to me here. If nobody else is, write “person”: a coordinator helps."
    )
    return Screen((text,), (PERSON,))


# ---- acting for one of several ----------------------------------------------------------------------------------


def acting(look: Look) -> Screen:
    """For which of their organisations they act, and the others to choose from."""
    others = [one for one in look.acts_for() if one.organisation_id != look.me.organisation_id]
    if not others:
        text = _("You act for {organisation} only.", organisation=look.me.organisation or "…")
        return Screen((text,), (MENU,))
    options = tuple(Option(f"w:{one.organisation_id}:", one.name) for one in others[:_MOST_CHOICES])
    text = _("Now you act for {organisation}. For whom shall it be?", organisation=look.me.organisation)
    return Screen((text,), (*options, MENU))


@of_organisation
def another(look: Look) -> Screen:
    """How somebody comes to act for one more: by a code of its people, or of a coordinator, who adds a new one."""
    text = _(
        "You act for {organisation}. For another one you need a code, and write it here. If it is in the network, its "
        "people make it: “Invite a colleague”. If it is new, write “person”: a coordinator adds it and gives you the "
        "code.",
        organisation=look.me.organisation or "…",
    )
    return Screen((text,), (*((ACT_FOR_OTHER,) if look.me.several else ()), PERSON, MENU))


def belongs_elsewhere(organisation_id: int, name: str, then: str) -> Screen:
    """What was opened belongs to another organisation of theirs."""
    text = _("This belongs to {organisation}. Shall I switch to it?", organisation=name)
    return Screen((text,), (switch_to(organisation_id, then), MENU))


def switch_to(organisation_id: int, then: str) -> Option:
    """The button that switches, and shows the card `then`."""
    return Option(f"w:{organisation_id}:{then}", _("Switch and open"))


def said_as(screen: Screen, organisation: str) -> Screen:
    """The same screen with the organisation that is meant on top, where it does not say so itself."""
    line = _as(organisation)
    if any(line.id in one.id and "organisation" in one.params for one in screen.lines):
        return screen
    return replace(screen, lines=(line, *screen.lines))


def _as(organisation: str) -> Message:
    return _("As: {organisation}", organisation=organisation)


def meant_organisation(screen: Screen) -> Value:
    """The organisation that `said_as` wrote on top; '' where it wrote none."""
    first = screen.lines[0] if screen.lines else None
    return first.params["organisation"] if first is not None and first.id == _as("").id else ""
