"""A coordinator registers an organisation without a phone; somebody of it says yes or no to what was done for it."""

from __future__ import annotations

from bot.cards.assist import NO, YES, confirm_text
from bot.cards.listing import KINDS, town_of
from bot.engine import Flow
from bot.flows.town import Town
from bot.questions import Confirm, Pick, Text
from core.commands.assisted import AnswerAssisted, Register
from core.errors import NotYours
from core.look import Look
from core.messages import Option, _


def register(look: Look) -> Flow:
    """Its name, its town and what it is; the coordinator knows them."""
    if not look.me.coordinates:
        raise NotYours
    name: str = yield Text("name", _("What is the organisation called that has no phone here?"), longest=60)
    town, country = yield Town("town", _("In which town is it?"), longest=60)
    among = tuple(Option(kind, label) for kind, label in KINDS.items())
    kind: str = yield Pick("kind", _("What is {organisation}?", organisation=name), among=among)
    text = _(
        "New organisation without a phone: {organisation}, {town} ({kind}). You know it, and it agrees that "
        "coordinators write for it.\n\nIs this right?",
        organisation=name,
        town=town_of(town, country),
        kind=KINDS[kind],
    )
    parts = {"name": _("Name"), "town": _("Town"), "kind": _("Kind")}
    if not (yield Confirm("sure", text, yes=_("Register"), parts=parts)):
        return None
    return Register(name, town, kind, country)


def assisted(look: Look, invite_id: str) -> Flow:
    """Whoever wrote the code reads what was done, and says whether it is right."""
    card = look.assisted(int(invite_id))
    if card is None:  # it was answered meanwhile
        raise NotYours
    return AnswerAssisted((yield Confirm("right", confirm_text(card), yes=YES, no=NO)), invite_id=int(invite_id))
