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
class CoordinationWrote:
    """A coordinator's words for the people of an organisation, as the vault's token; of each the row of their own that
    an answer opens as a case, the address and its channel.
    """

    hub: str
    organisation: str
    to: tuple[tuple[int, int, str], ...]
    sealed: str


@dataclass(frozen=True, slots=True)
class CaseReplied:
    """Whoever it came from wrote more; `answers` tells how often coordinators have written in it."""

    case_id: int
    answers: int


@dataclass(frozen=True, slots=True)
class CaseClosed:
    """Dealt with. `address_id` is set where somebody there was waiting for a human and now has the bot again.

    `danger`: they had told of danger, and not that there is none.
    """

    case_id: int
    hub: str
    address_id: int | None
    channel: str
    danger: bool = False


# ---- danger -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class InDanger:
    """Somebody told of danger, which their cases hold now, or `more` after that, or a `phrase` with a button.

    `countries` is where they are, or may be. `withheld`: it is about the coordination, so nobody there was told.
    """

    kind: str
    countries: tuple[str, ...]
    case_ids: tuple[int, ...]
    more: bool = False
    phrase: str = ""
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class Alarm:
    """Coordinators are called about a case of danger, all of them or the one who sees to it (`to`).

    `what`: 'new', 'again' (more was written), 'still' (nobody has answered since `waits_ms`), 'clear' (they say that
    there is no danger) or 'taken'.
    """

    case_id: int
    what: str
    to: int | None = None
    waits_ms: int = 0


@dataclass(frozen=True, slots=True)
class ReadySaid:
    """A coordinator's ready phrase for the person at that address; `words_id` is its alone."""

    case_id: int
    words_id: int
    hub: str
    organisation: str
    address_id: int
    channel: str
    phrase: str  # as it is kept


CaseEvent = CaseAnswered | CoordinationWrote | CaseReplied | CaseClosed | InDanger | Alarm | ReadySaid
