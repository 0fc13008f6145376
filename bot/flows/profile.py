"""An organisation's details: its people say what it is, what it is called and where; a coordinator puts that right."""

from __future__ import annotations

from dataclasses import dataclass

from bot.cards.listing import KINDS, town_of
from bot.engine import Flow, Reject
from bot.flows.town import Town
from bot.questions import Asked, Confirm, Pick, Text
from bot.readable import Readable
from core.commands import SetKind
from core.commands.details import Correct, Rename
from core.errors import NotYours
from core.look import Look
from core.messages import Message, Option, Value, _
from core.text.mask import mask_contacts

_SHORTEST, _LONGEST = 2, 60
CALLED, _WHERE = _("What is your organisation called?"), _("In which town is it?")
_AMONG = tuple(Option(kind, label) for kind, label in KINDS.items())


def kind(look: Look) -> Flow:
    """What the organisation is; it decides what it sees, and how many hours it can receive before giving."""
    chosen: str = yield Pick("kind", _("What is {organisation}?", organisation=look.me.organisation), among=_AMONG)
    return SetKind(chosen)


@dataclass(frozen=True, slots=True)
class Called(Asked):
    """What an organisation is called, alone or in a sentence. `usual` is what stays where nobody says otherwise;
    `whole`: where the town is known, all that is written is the name, whatever town stands in it.
    """

    usual: str = ""
    whole: bool = False

    def read(self, words: Readable, offered: tuple[str, ...]) -> str:
        name = " ".join(words.text.split()) if self.whole else words.whose()[0]
        given = words.word() is None and words.number() is None and words.is_name(name) and mask_contacts(name) == name
        if not (given and _SHORTEST <= len(name) <= _LONGEST):
            raise Reject(_("Write the name of your organisation: 2 to 60 letters, for example: Casa Luz."))
        return name

    def value(self, canonical: str) -> str:
        return canonical

    def example(self) -> Message:
        return _("For example: Casa Luz.")


def rename(look: Look) -> Flow:
    """Somebody of an organisation says what it is called; where it is stays, unless that was said, too."""
    name: str = yield Called("name", CALLED)
    town, country = yield Town("town", _WHERE, longest=60, usual=f"{look.me.town}\n{look.me.country}")
    if town == name:  # one word of theirs is not both
        town, country = look.me.town, look.me.country
    return (yield from _right(look, name, town, country))


def resettle(look: Look) -> Flow:
    """The same of where it is."""
    town, country = yield Town("town", _WHERE, longest=60)
    name: str = yield Called("name", _WHERE, usual=look.me.organisation)
    return (yield from _right(look, name, town, country))


def _right(look: Look, name: str, town: str, country: str) -> Flow:
    me = look.me
    text = _(
        "Until now: {before}, {place}\nFrom now on: {words}, {town}\n\nIs that right?",
        before=me.organisation,
        place=me.town,
        words=name,
        town=town_of(town, country, me.country),
    )
    parts = {"name": _("Name"), "town": _("Town")}
    sure = Confirm("sure", text, yes=_("Yes, that is us"), parts=parts, unasked=("name", "town"))
    return Rename(name, town, country) if (yield sure) else None


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
        town, country = yield Town("town", _WHERE, longest=60)
        where = town_of(town, country)
        text = _("{organisation} is in {town} from now on. Its people are told. Right?", **values, town=where)
        correct = Correct(card.id, town=town, country=country)
    parts = {"words": _("Name"), "town": _("Town")}
    return correct if (yield Confirm("sure", text, yes=_("Do it"), parts=parts)) else None
