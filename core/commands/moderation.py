"""What can be asked about words that should not reach others: to report them, to decide about them, to show them again.

Plain values like those of core/commands/. `sealed` is the vault's token of somebody's words.
"""

from __future__ import annotations

from dataclasses import dataclass

REASONS = ("insult", "money", "danger", "wrong", "other")
"""Why somebody reports words: insult or hatred; they ask for money or a card; danger; it is not what it says it is."""
ANSWERS = ("hurts", "money", "threat", "not_here", "untrue")
"""Why words are not passed on, as their writer reads it."""


@dataclass(frozen=True, slots=True)
class Report:
    """Somebody finds a listing, a message that reached them, or what the other side of an exchange wrote, wrong."""

    reason: str
    listing_id: int | None = None
    exchange_id: int | None = None
    relayed_id: int | None = None  # the message; with its exchange
    sealed: str = ""


@dataclass(frozen=True, slots=True)
class Judge:
    """A coordinator lets the flagged words of a case through, or does not, and says why (one of ANSWERS)."""

    case_id: int
    let_through: bool
    answer: str = ""


@dataclass(frozen=True, slots=True)
class PutBack:
    """A coordinator shows a listing again that the coordination had taken down."""

    listing_id: int


Moderating = Report | Judge | PutBack
