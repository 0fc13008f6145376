"""What happened to a case."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CaseAnswered:
    """A coordinator's words for the person at that address, as the vault's token; `words_id` is theirs alone."""

    case_id: int
    words_id: int
    hub: str
    organisation: str
    address_id: int
    channel: str
    sealed: str


@dataclass(frozen=True, slots=True)
class CaseReplied:
    """Whoever it came from wrote more; `answers` tells how often coordinators have written in it."""

    case_id: int
    answers: int


@dataclass(frozen=True, slots=True)
class CaseClosed:
    """Dealt with. `address_id` is set where somebody there was waiting for a human and now has the bot again."""

    case_id: int
    hub: str
    address_id: int | None
    channel: str


CaseEvent = CaseAnswered | CaseReplied | CaseClosed
