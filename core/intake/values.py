"""What a list says and what it would make: lines, steps, and what is wrong with a line. Plain values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from core.commands import Post
from core.messages import Message

ORGANISATION, KIND, TOWN, POST, WHAT, HOURS, DAY, PLACE = (
    "organisation",
    "kind",
    "town",
    "post",
    "what",
    "hours",
    "day",
    "place",
)
"""The columns of a list, in their order; the paper form has the same."""
COLUMNS = (ORGANISATION, KIND, TOWN, POST, WHAT, HOURS, DAY, PLACE)

Known = Literal["new", "alike", "here", "above"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A line as it was read: an organisation, and a request or an offer of it where there is one.

    `line` is its number in the file, as a spreadsheet shows it. `kind` and `country` (ISO code) are ''
    where it does not say.
    """

    line: int
    name: str
    kind: str = ""
    town: str = ""
    country: str = ""
    post: Post | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a line: in which column, and what to do. The line is left out."""

    line: int
    column: str
    says: Message


@dataclass(frozen=True, slots=True)
class Step:
    """What a line makes. Its organisation is `new`, was `here` before, came `above`, or looks like another (`alike`).

    `organisation` names who is meant; of one that looks like another, `looks_like` is that one. `posts`: whether its
    request or offer is not here yet.
    """

    entry: Entry
    known: Known
    organisation: str
    organisation_id: int | None = None
    looks_like: str = ""
    posts: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """All steps of a list in its order, and what is wrong with other lines; `grant`: what each new one begins with."""

    steps: tuple[Step, ...]
    problems: tuple[Problem, ...]
    grant: int = 0

    @property
    def organisations(self) -> tuple[Step, ...]:
        """Those that make an organisation."""
        return tuple(step for step in self.steps if step.known in ("new", "alike"))

    @property
    def listings(self) -> tuple[Step, ...]:
        """Those that publish something."""
        return tuple(step for step in self.steps if step.posts)

    @property
    def known(self) -> int:
        """How many lines make nothing, since all they say is here."""
        return sum(step.known in ("here", "above") and not step.posts for step in self.steps)

    @property
    def nothing(self) -> bool:
        return not self.organisations and not self.listings
