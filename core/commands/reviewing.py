"""What can be asked about opinions that are shown: to answer one, to report it, to take its words away.

Plain values like those of core/commands/. `sealed` is the vault's token of somebody's words, `lang` their language.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReplyReview:
    """One side answers what the other said; once."""

    exchange_id: int
    sealed: str
    lang: str = ""


@dataclass(frozen=True, slots=True)
class ReportReview:
    """What the other side wrote is not right: a coordinator of neither side reads it."""

    exchange_id: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class HideReview:
    """A coordinator of neither side takes away what one of them wrote, while it is reported."""

    exchange_id: int
    by_id: int


Reviewing = ReplyReview | ReportReview | HideReview
