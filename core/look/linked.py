"""What an exchange has to do with others of the same two: which it follows, in which it goes on, its other parts."""

from __future__ import annotations

from typing import NamedTuple


class Part(NamedTuple):
    """One of the exchanges that were agreed as one."""

    id: int
    number: int
    state: str
    minutes: int
    due_on: str


class Links(NamedTuple):
    """Public numbers; `parts` are all of them, this one too, in order."""

    follows: int | None = None
    goes_on: int | None = None
    parts: tuple[Part, ...] = ()
    planned: int = 1  # in how many parts a proposal will be confirmed

    def place(self, number: int) -> int:
        """Which of the parts that one is, from one on."""
        return next((place for place, part in enumerate(self.parts, 1) if part.number == number), 0)

    def to_come(self, number: int) -> tuple[Part, ...]:
        """The parts after that one which are agreed still."""
        return tuple(part for part in self.parts[self.place(number) :] if part.state == "agreed")


UNLINKED = Links()
