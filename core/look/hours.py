"""What a conversation may ask about hours: an organisation's own, and those of its hub's solidarity fund. Minutes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from core.look.data import MonthCard
from core.look.fund import CarriedCard, ContributionCard, FundCard, MemberCard


@dataclass(frozen=True, slots=True)
class BalanceCard:
    """Minutes: posted, set aside for exchanges under way, coming in, and what may be used now."""

    posted: int
    held_out: int
    held_in: int
    line: int
    available: int

    @property
    def givable(self) -> int:
        """What may be given away: what is there, without the credit line."""
        return max(self.posted - self.held_out, 0)


@dataclass(frozen=True, slots=True)
class MovementCard:
    """One line of the statement; `minutes` is signed."""

    entry_id: int
    at: int
    kind: str
    minutes: int
    other: str
    number: int | None


@dataclass(frozen=True, slots=True)
class GiftCard:
    """Hours that were given and have not moved: until when they can be taken back; `other` is '' for the fund."""

    id: int
    at: int
    until: int
    minutes: int
    other: str


class HoursLook(Protocol):
    """Of the person's organisation and its hub; empty before joining."""

    def balance(self) -> BalanceCard | None: ...

    def movements(self, before: int = 0) -> list[MovementCard]: ...

    def last_gift(self) -> MovementCard | None:
        """The newest hours that the organisation gave to another one or to the fund, however long ago."""
        ...

    def gift_waiting(self) -> GiftCard | None:
        """The newest hours that the organisation gave and that can still be taken back."""
        ...

    def movements_of(self, since: int, until: int) -> list[MovementCard]:
        """All that moved between two times, oldest first."""
        ...

    def months(self) -> list[MonthCard]:
        """The organisation's hours by month, newest first."""
        ...

    def organisations(self, name: str, *, partners: bool = False) -> list[MemberCard]:
        """Other approved organisations of the hub that a name may mean (core/people/called.py): partners by a part of
        it or its sound, too, strangers by all of it. `partners` only: whoever was agreed with.
        """
        ...

    def contribution(self) -> ContributionCard:
        """What the person's organisation gave this year."""
        ...

    def fund(self) -> FundCard | None: ...

    def carried(self) -> list[CarriedCard]:
        """The requests of the person's organisation for which the fund gives the hours."""
        ...
