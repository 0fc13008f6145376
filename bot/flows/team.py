"""People of an organisation: what one is called, taking somebody out, leaving. What it means is said first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bot.cards.team import told_apart
from bot.engine import Flow, Reject
from bot.questions import UNSURE, Asked, Confirm, Hours, Pick
from bot.readable import Readable
from core.commands.team import JoinToo, Leave, NameMe, NewPhone, RemovePerson, SetSecond
from core.errors import Faster, NotYours, Refusal
from core.look import Look
from core.messages import Message, Option, _

_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Name(Asked):
    """A person's name for their colleagues. Always the last question, so that no draft holds it."""

    hintable: ClassVar[bool] = False

    def read(self, words: Readable, offered: tuple[str, ...]) -> str:
        name = " ".join(words.text.split())
        if not any(char.isalpha() for char in name) or len(name) > _LONGEST or words.word() is not None:
            raise Reject(_("Write a name of at most {n} letters, for example: Ana.", n=_LONGEST))
        return name

    def value(self, canonical: str) -> str:
        return canonical

    def example(self) -> Message:
        return _("For example: Ana.")


@dataclass(frozen=True, slots=True)
class Above(Hours):
    """An amount, or that one person is always enough (None)."""

    most: int = 40 * 60

    def options(self) -> tuple[Option, ...]:
        return (Option(UNSURE, _("One is enough"), numbered=False),)

    def read(self, words: Readable, offered: tuple[str, ...]) -> str:
        if words.choice == UNSURE or words.says(_("One is enough")) or words.word() == "no":
            return UNSURE
        return Hours.read(self, words, offered)

    def value(self, canonical: str) -> int | None:
        return None if canonical == UNSURE else Hours.value(self, canonical)


def my_name(look: Look) -> Flow:
    """Only colleagues read it."""
    prompt = _(
        "What shall your colleagues of {organisation} call you? Nobody else reads it.",
        organisation=look.me.organisation,
    )
    name: str = yield Name("name", prompt)
    return NameMe(look.seal(name))


def take_out(look: Look, person_id: str) -> Flow:
    """An owner takes somebody out of the organisation."""
    card = next((one for one in look.people() if str(one.person_id) == person_id and not one.me), None)
    if card is None:
        raise NotYours
    if look.me.role != "owner":
        raise Refusal(_("Only who is responsible for {organisation} can do this.", organisation=look.me.organisation))
    text = _(
        "Take {name} out of {organisation}? They can no longer act for it, and are told.",
        name=told_apart(card),
        organisation=look.me.organisation,
    )
    if not (yield Confirm("sure", text, yes=_("Take out"))):
        return None
    return RemovePerson(card.person_id)


def new_phone(look: Look, person_id: str) -> Flow:
    """An owner helps somebody who lost their phone to write from another one."""
    card = next((one for one in look.people() if str(one.person_id) == person_id and not one.me), None)
    if card is None:
        raise NotYours
    text = _(
        "Has {name} of {organisation} lost their phone? I give you a code for them. Who writes it to me from the new "
        "phone takes their place, and nothing more goes to the old one. So give it to nobody else.",
        name=told_apart(card),
        organisation=look.me.organisation,
    )
    if not (yield Confirm("sure", text, yes=_("Make a code"))):
        return None
    return NewPhone(card.person_id)


def second_above(look: Look) -> Flow:
    """Above how many hours a second person must say yes; none at all is a choice too."""
    prompt = _(
        "Above how many hours must a second person of {organisation} say yes, before hours are set aside or move? For "
        "example: 10.",
        organisation=look.me.organisation,
    )
    minutes: int | None = yield Above("above", prompt)
    return SetSecond(minutes)


def join_too(look: Look, invite_id: str) -> Flow:
    """A colleague's code of another organisation: whose it is stands there before it does anything."""
    card = look.invited_by(int(invite_id))
    if card is None:
        raise Faster
    text = _(
        "You act for {organisation}. This is a code of {other}: with it you act for {other}. Do you want that?",
        organisation=look.me.organisation,
        other=card.organisation,
    )
    leaves = look.me.colleagues and not look.me.assists  # the last one of theirs would close it
    only = (Option("only", _("Only for the new one")),) if leaves else ()
    among = (Option("yes", _("For both")), *only, Option("no", _("No")))
    which: str = yield Pick("which", text, among=among)
    return None if which == "no" else JoinToo(card.invite_id, instead=which == "only")


def leave(look: Look) -> Flow:
    """The person leaves the organisation, which goes on without them."""
    text = _(
        "Leave {organisation}? It goes on without you and your colleagues are told. To delete your data too, write "
        "“delete my data”.",
        organisation=look.me.organisation,
    )
    if not (yield Confirm("sure", text, yes=_("Leave"))):
        return None
    return Leave()
