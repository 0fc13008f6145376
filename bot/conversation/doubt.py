"""The question which of several services somebody means, asked only where their words leave it open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bot.questions import Pick
from bot.readable import Readable
from core.look import Look
from core.messages import Message, Option, _

NONE_OF_THESE = "-"
_NONE = Option(NONE_OF_THESE, _("None of these"))


@dataclass(frozen=True, slots=True)
class Which(Pick):
    """One of a list that is about an answer before it: when that changes, it is asked anew.

    Who does not know chooses the last, which is none of the others; a yes means the first.
    """

    hintable: ClassVar[bool] = False

    def read(self, words: Readable, offered: tuple[str, ...]) -> str:
        if not words.choice and words.word() in ("unsure", "skip", "no"):
            return self.among[-1].id
        if not words.choice and words.word() == "yes":
            return self.among[0].id  # the likeliest
        return Pick.read(self, words, offered)


def which_service(look: Look, what: str) -> Which | None:
    """The question about these words; None where they are clear."""
    found = tuple(Option(id, name) for id, name in look.doubt(what))
    if not found:
        return None
    return Which("service", _("Which of these is it? Then I know better who can do it."), among=(*found, _NONE))


def with_chosen(what: str, doubt: Which | None, service: str) -> str | Message:
    """The words, with the service beside them that was chosen from what they left open."""
    name = next((one.label for one in doubt.among[:-1] if one.id == service), "") if doubt else ""
    return _("{what} ({service})", what=what, service=name) if name else what
