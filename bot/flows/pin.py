"""The PIN of a shared phone: choosing one, and asking for it before a step. The digits are always the last answer, so
that no conversation that is kept holds them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bot.engine import Flow, Reject
from bot.questions import Asked
from bot.readable import Readable
from core.commands.pinning import FEWEST, MOST, EnterPin, SetPin
from core.errors import NotYours
from core.look import Look
from core.messages import Message, _
from core.people.steps import GUARDED, load_step
from core.text.normal import digits

_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Pin(Asked):
    """Digits. Where one is entered, any digits are a try; where one is chosen, there must be four to six."""

    hintable: ClassVar[bool] = False
    new: bool = False

    def read(self, words: Readable, offered: tuple[str, ...]) -> str:
        return "".join(digits(words.text[:_LONGEST]).split())

    def value(self, canonical: str) -> str:
        figures = canonical.isascii() and canonical.isdigit()
        if not figures or (self.new and not FEWEST <= len(canonical) <= MOST):
            raise Reject(_("Write the digits only, four to six of them."))
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
    if not _is_known(step):
        raise NotYours
    figures: str = yield Pin("pin", _("Your PIN?"))
    return EnterPin(look.me.address_id, figures, step)


def _is_known(step: str) -> bool:
    """Whether this release knows what waits for the PIN: a page, or a step that it guards."""
    try:
        return step.startswith("m:") or load_step(step, GUARDED) is not None
    except (KeyError, TypeError, ValueError):
        return False


def pin_on(look: Look) -> Flow:
    """A new one."""
    text = _(
        "Which PIN shall this chat have? Write 4 to 6 digits. I then ask for it before hours move, before the history "
        "of hours and before your data is deleted."
    )
    return SetPin(look.me.address_id, (yield Pin("pin", text, new=True)))
