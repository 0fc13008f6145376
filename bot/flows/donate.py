"""Giving hours without an exchange: how much, to whom, and how many are left then; an explicit yes sets them aside, and
they move a little later.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from typing import Any

from bot.engine import Flow, Question, Reject
from bot.flows.prefill import Said
from bot.questions import Asked, Confirm, Hours, Pick, chosen
from bot.readable import Readable
from core.commands.giving import Donate, NotFound
from core.errors import NotEnough, Refusal
from core.look import Look
from core.look.fund import MemberCard
from core.messages import Amount, Message, Option, _
from core.policy import MINUTE_MS, TAKE_BACK_MS

FUND = "fund"
PARTS = {"hours": _("Hours"), "who": _("For whom")}
_WHO = _("For whom? Write the name of the organisation, or choose.")
_TO_FUND = Option(FUND, _("The solidarity fund"))
_LONGEST = 60
_TELLING = 8
"""Words from which on a message tells for whom hours are."""
_SURELY = 6
"""How many times likelier hours are for the fund than for an organisation, where the words name neither."""
_NOBODY, _NOT_FOUND = "nobody", "not found"


def prefill(said: Said, look: Look) -> dict[str, str]:
    """Its hours, and the organisation that its words name, or the fund where they surely name no organisation.

    A name that means nobody is answered, and counted, as one that was written when it was asked for.
    """
    hints = {"hours": hours} if (hours := said.slots.get("hours")) else {}
    if said.named:
        whole = [one.name for one in look.organisations(said.words.text) if not one.guessed]
        return {**hints, "who": "=" + (whole[0] if len(whole) == 1 else said.named)}
    return {**hints, "who": FUND} if said.words.fund() or _for_all(said) else hints


def _for_all(said: Said) -> bool:
    """Whether hours are for whoever has none, in more than a few words none of which may be a name: the fund's."""
    words = said.words.text.split()
    named = any(word[:1].isupper() for word in words[1:])
    likelier = said.acts.get("donate", 0) > _SURELY * said.acts.get("gift", 0)
    return likelier and not (named or said.named) and len(words) >= _TELLING


@dataclass(frozen=True, slots=True)
class Recipient(Asked):
    """The fund, or an organisation by its name. Gives 'fund' or the name; one that means nobody is counted."""

    find: Callable[[str], Sequence[MemberCard]]

    def options(self) -> tuple[Option, ...]:
        return (_TO_FUND,)

    def read(self, words: Readable, offered: tuple[str, ...]) -> str:
        if chosen(words, offered, self.options()) == FUND or words.fund():
            return FUND
        name = " ".join(words.text.split())[:_LONGEST]
        if not self.find(name):
            no_name = words.word() is not None or words.number() is not None or words.asks_something()
            raise Reject(_WHO, None if no_name else NotFound())
        return "=" + name

    def value(self, canonical: str) -> str:
        return canonical.removeprefix("=")

    def example(self) -> Message:
        return _("For example: Casa Luz, or the fund.")


def donate(look: Look) -> Flow:
    """How many hours, to whom; the card says what is left."""
    card = look.balance()
    if card is None:
        raise Refusal(
            _("A coordinator looks at your organisation first. You can give hours as soon as it is approved.")
        )
    if card.givable == 0:
        raise NotEnough(_("You have no hours to give just now. What is set aside for exchanges stays there."))
    prompt = _("How many hours do you want to give? You have {most} to give.", most=Amount(card.givable))
    minutes: int = yield Hours("hours", prompt, least=1, most=card.givable)
    to = yield from _to(look)
    if to == _NOT_FOUND:
        return NotFound()  # counted, and asked again
    if isinstance(to, str):
        return None
    if to is None:
        whom, name = FUND, ""
    else:
        whom, name = "", to.name
    left = Amount(card.posted - minutes)
    text = (
        _(
            "Give {hours} to the solidarity fund of {hub}?\nAs: {organisation}\nBalance after it: {left}\n\n"
            "You can take them back for {time}.",
            time=Amount(TAKE_BACK_MS // MINUTE_MS),
            hours=Amount(minutes),
            hub=look.me.hub,
            organisation=look.me.organisation,
            left=left,
        )
        if whom == FUND
        else _(
            "Give {hours} to {other}?\nAs: {organisation}\nBalance after it: {left}\n\n"
            "You can take them back for {time}.",
            time=Amount(TAKE_BACK_MS // MINUTE_MS),
            hours=Amount(minutes),
            other=name,
            organisation=look.me.organisation,
            left=left,
        )
    )
    if card.held_out:
        text = _(
            "{before}\n\nOf that balance {held} stay set aside for exchanges.", before=text, held=Amount(card.held_out)
        )
    if not (yield Confirm("sure", text, yes=_("Yes, give them"), parts=PARTS)):
        return None
    return Donate(minutes, to.id if to else None)


def _to(look: Look) -> Generator[Question, Any, MemberCard | str | None]:
    """The organisation, None for the fund, or that nobody was found or it is none of those that were."""
    name: str = yield Recipient("who", _WHO, look.organisations)
    if name == FUND:
        return None
    found = look.organisations(name)
    if not found:
        return _NOT_FOUND
    if len(found) == 1 and not found[0].guessed:
        return found[0]
    among = tuple(Option(str(one.id), _where(one)) for one in found)
    if found[0].guessed:  # read in other letters: never taken for it without a word
        among = (*among, Option(_NOBODY, _("None of these")))
    id: str = yield Pick("which", _("Which one do you mean?"), among=among)
    return next((one for one in found if str(one.id) == id), _NOBODY)


def _where(one: MemberCard) -> Message | str:
    """Its name, and where that is known its town."""
    return _("{organisation}, {town}", organisation=one.name, town=one.town) if one.town else one.name
