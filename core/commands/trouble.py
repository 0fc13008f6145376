"""What can be asked when an agreed exchange does not go as agreed: another day, nobody came, no agreement, undoing.

Plain values like those of core/commands/. `sealed` is the vault's token of a coordinator's words, which both sides
are told.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MoveDay:
    """One side asks for another day, or for another hour, which stands in `what` it is about; the other answers.

    `words`: "language token" of what the other side is told beside it.
    """

    exchange_id: int
    version: int
    due_on: str
    what: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class AnswerDay:
    exchange_id: int
    version: int
    agree: bool


@dataclass(frozen=True, slots=True)
class MoveHours:
    """One side asks, before it is done, that it be other hours than agreed; the other answers."""

    exchange_id: int
    version: int
    minutes: int


@dataclass(frozen=True, slots=True)
class AnswerHours:
    exchange_id: int
    version: int
    agree: bool


@dataclass(frozen=True, slots=True)
class Dispute:
    """The two do not agree: everything rests until both name one figure or a coordinator decides."""

    exchange_id: int
    version: int
    reason: str  # core/exchanges/disputing.py: REASONS
    text: str = ""
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SuggestFigure:
    """In a dispute: the hours that would be right; the other side's own figure settles it."""

    exchange_id: int
    version: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Decide:
    """A coordinator of neither side says how many hours move, and why."""

    exchange_id: int
    version: int
    minutes: int
    sealed: str


@dataclass(frozen=True, slots=True)
class Appeal:
    """A side does not accept what was decided; once."""

    exchange_id: int
    version: int
    text: str = ""
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SayAbsent:
    """The day is past, and the other side did not come."""

    exchange_id: int
    version: int


@dataclass(frozen=True, slots=True)
class AnswerAbsent:
    """So it was (`agree`), or it was not."""

    exchange_id: int
    version: int
    agree: bool


@dataclass(frozen=True, slots=True)
class NoShow:
    """A coordinator of neither side says who did not come, and why they think so."""

    exchange_id: int
    version: int
    absent_id: int
    sealed: str


@dataclass(frozen=True, slots=True)
class Excuse:
    """A coordinator: not having come, or having cancelled late, counts against nobody."""

    exchange_id: int
    version: int
    reason: str  # core/exchanges/absence.py: EXCUSES


@dataclass(frozen=True, slots=True)
class AskUndo:
    """One side wants the hours of a settled exchange to go back; the other answers."""

    exchange_id: int
    version: int


@dataclass(frozen=True, slots=True)
class AnswerUndo:
    exchange_id: int
    version: int
    agree: bool


@dataclass(frozen=True, slots=True)
class Reverse:
    """A coordinator of neither side gives the hours back; many hours need a second one who says the same."""

    exchange_id: int
    version: int
    sealed: str


Trouble = (
    MoveDay
    | AnswerDay
    | MoveHours
    | AnswerHours
    | Dispute
    | SuggestFigure
    | Decide
    | Appeal
    | SayAbsent
    | AnswerAbsent
    | NoShow
    | Excuse
    | AskUndo
    | AnswerUndo
    | Reverse
)
