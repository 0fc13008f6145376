"""What can be asked of core about a case: writing to whoever it came from, answering that, and closing it.

Plain values like those of core/commands/; `sealed` is the vault's token of the words.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AnswerCase:
    """A coordinator writes to whoever a case came from."""

    case_id: int
    sealed: str


@dataclass(frozen=True, slots=True)
class ReplyToCase:
    """Whoever a case came from answers what a coordinator wrote; a case that is closed becomes a call for a person."""

    case_id: int
    sealed: str


@dataclass(frozen=True, slots=True)
class CloseCase:
    """A coordinator has dealt with a case."""

    case_id: int


@dataclass(frozen=True, slots=True)
class Complain:
    """Somebody complains of who coordinates: to all of them (`to_all`), or to who runs the server alone."""

    sealed: str
    to_all: bool = False


OfCase = AnswerCase | ReplyToCase | CloseCase | Complain
