"""What can be asked of core about a case: writing to whoever it came from, answering that, and closing it; and what
somebody in danger tells.

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
class WriteTo:
    """A coordinator writes to the people of an organisation of their network, be it in or waiting to be let in."""

    organisation_id: int
    sealed: str


@dataclass(frozen=True, slots=True)
class ReplyToCase:
    """Whoever a case came from, or was written to, answers what a coordinator wrote; a case that is closed becomes a
    call for a person.
    """

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


@dataclass(frozen=True, slots=True)
class SayReady:
    """A coordinator sends a ready phrase to somebody in danger, who reads it in their own language."""

    case_id: int
    phrase: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class RaiseAlarm:
    """Somebody's words tell of danger; `kind` is one of core.moderation.DANGERS.

    `country` is where they are as far as is known. `hub_id` is the hub that they were about to join, 0 for none.
    `exchange_id` is what they were writing about: who belongs to a side of it does not read the case. What is said
    `of_coordination` goes to who runs the server, as any complaint of it, until they want it told (`TellCoordination`).
    """

    kind: str
    words: str
    country: str = ""
    hub_id: int = 0
    exchange_id: int | None = None
    of_coordination: bool = False


@dataclass(frozen=True, slots=True)
class TellCoordination:
    """Who coordinates shall read what they wrote of danger, though it is about the coordination."""

    country: str = ""


@dataclass(frozen=True, slots=True)
class TellMore:
    """What they write after that, or the id of what they said with a button."""

    words: str = ""
    phrase: str = ""


OfDanger = SayReady | RaiseAlarm | TellCoordination | TellMore
OfCase = OfDanger | AnswerCase | WriteTo | ReplyToCase | CloseCase | Complain
