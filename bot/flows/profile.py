"""An organisation's details: its people say what it is, a coordinator puts its kind, its name or its town right."""

from __future__ import annotations

from bot.cards.listing import KINDS, town_of
from bot.engine import Flow
from bot.flows.town import Town
from bot.questions import Confirm, Pick, Text
from core.commands import SetKind
from core.commands.details import Correct
from core.errors import NotYours
from core.look import Look
from core.messages import Option, Value, _

_AMONG = tuple(Option(kind, label) for kind, label in KINDS.items())


def kind(look: Look) -> Flow:
    """What the organisation is; it decides what it sees, and how many hours it can receive before giving."""
    chosen: str = yield Pick("kind", _("What is {organisation}?", organisation=look.me.organisation), among=_AMONG)
    return SetKind(chosen)


def details(look: Look, organisation_id: str) -> Flow:
    """Which of the three, and what it is from now on; its people hear of it."""
    card = look.member(int(organisation_id))
    if card is None or card.mine:
        raise NotYours
    which = (Option("kind", _("Kind")), Option("name", _("Name")), Option("town", _("Town")))
    part: str = yield Pick("part", _("What shall I change of {organisation}?", organisation=card.name), among=which)
    values: dict[str, Value] = {"organisation": card.name}
    if part == "kind":
        chosen: str = yield Pick("kind", _("What is {organisation}?", **values), among=_AMONG)
        return Correct(card.id, kind=chosen)
    if part == "name":
        name: str = yield Text("words", _("What is {organisation} called?", **values), longest=60)
        text = _("{organisation} is called {name} from now on. Its people are told. Right?", **values, name=name)
        correct = Correct(card.id, name=name)
    else:
        town, country = yield Town("town", _("In which town is it?"), longest=60)
        where = town_of(town, country)
        text = _("{organisation} is in {town} from now on. Its people are told. Right?", **values, town=where)
        correct = Correct(card.id, town=town, country=country)
    parts = {"words": _("Name"), "town": _("Town")}
    return correct if (yield Confirm("sure", text, yes=_("Do it"), parts=parts)) else None
