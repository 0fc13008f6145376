"""The PIN of a shared phone: choosing one, and asking for it before a step. The digits are always the last answer, so
that no conversation that is kept holds them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bot.engine import Flow, Reject
from bot.questions import Asked
from bot.readable import Readable
from core.commands.pinning import FEWEST, MOST, EnterPin, SetPin
from core.look import Look
from core.messages import Message, _
from core.text.normal import digits

_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Pin(Asked):
    """Digits. Where one is entered, any digits are a try; where one is chosen, there must be four to six."""

    hintable: ClassVar[bool] = False
    new: bool = False

    def read(self, words: Readable, offered: tuple[str, ...]) -> str:
        figures = "".join(digits(words.text[:_LONGEST]).split())
        if not (figures.isascii() and figures.isdigit()) or (self.new and not FEWEST <= len(figures) <= MOST):
            raise Reject(_("Write the digits only, four to six of them."))
        return figures

    def value(self, canonical: str) -> str:
        return canonical

    def example(self) -> Message:
        return _("For example: 4 to 6 digits that only you know. Or write “person”.")


@dataclass(frozen=True, slots=True)
class Step(Asked):
    """What waits for the PIN. Nobody is asked: the gate has written it down before the flow begins."""

    def read(self, words: Readable, offered: tuple[str, ...]) -> str:
        raise Reject(self.prompt)

    def value(self, canonical: str) -> str:
        return canonical


def pin(look: Look) -> Flow:
    """Before the step."""
    step: str = yield Step("step", _("Your PIN?"))
    figures: str = yield Pin("pin", _("Your PIN?"))
    return EnterPin(look.me.address_id, figures, step)


def pin_on(look: Look) -> Flow:
    """A new one."""
    text = _(
        "Which PIN shall this chat have? Write 4 to 6 digits. I then ask for it before hours move, before the history "
        "of hours and before your data is deleted."
    )
    return SetPin(look.me.address_id, (yield Pin("pin", text, new=True)))
