"""What a conversation may read about stored data: what is known of a person, hours by month, a network's figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from core.privacy.nameless import Called


@dataclass(frozen=True, slots=True)
class KnownCard:
    """What is stored about a person and the organisation they act for; counts are of rows."""

    addresses: tuple[tuple[str, int], ...]  # channel, since when
    lang: str
    alerts: str
    consent_at: int | None
    acts_for: tuple[str, ...]
    coordinates: bool
    screens: int  # messages to them whose text is still kept
    texts: int  # of theirs that are kept sealed
    files: int  # photos, files, voice notes and places of theirs
    steps: int  # that name them: in exchanges, listings, codes, cases, approvals
    waiting: int  # alerts that wait for the morning, or for their next message
    visits: int  # to the coordinators' pages
    tries: int  # of codes that did not serve
    nicknames: int  # what the people of their organisations call them
    pins: int  # of their phones
    mark_until: int | None  # a fingerprint of an address from which an organisation came in
    listings: int  # from here on: of the organisation
    exchanges: int
    movements: int
    by_id: bool = False  # WhatsApp's own id of them is kept beside a number, or in its place


class MonthCard(NamedTuple):
    """Minutes that an organisation gave and received in a month, and its balance at the end of it."""

    year: int
    month: int
    given: int
    received: int
    balance: int


class BlockCard(NamedTuple):
    """An organisation that ours has blocked: its name where the two once agreed on something or a coordinator reads it,
    else what it is; and the number of the last exchange with it, where there was any.
    """

    organisation_id: int
    other: Called
    town: str
    since: int
    number: int | None = None


FEWEST = 5
"""Smaller counts are not shown to everybody, so that nobody is singled out."""


@dataclass(frozen=True, slots=True)
class SummaryCard:
    """How a hub is doing: minutes and counts, exact."""

    issued: int
    held: int
    fund: int
    members: tuple[tuple[str, int], ...]  # by kind
    kept: int
    timely: int  # of those kept, by the day that was agreed
    cancelled: int
    missed: int
    disputes: int
    disputes_open: int
    disputes_ended: tuple[tuple[str, int], ...]  # 'together', 'decided', 'undecided': how many

    @property
    def enough(self) -> bool:
        """Whether there are enough members for sums of hours to tell of nobody in particular."""
        return sum(count for _kind, count in self.members) >= FEWEST
