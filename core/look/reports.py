"""What a report tells of a period, and pages that may be shared; exact figures, small ones are hidden later."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from core.messages import Sealed

FEWEST = 5


class Group(NamedTuple):
    """Organisations of a kind, a language or a country: minutes they gave and received, and their requests.

    In the report of one organisation they are the others: what it gave them, and what it received of them.
    """

    of: str  # 'kind', 'lang', 'country'
    name: str  # 'grassroots' or 'other'; 'ar'; 'EG'
    organisations: int
    given: int
    received: int
    needs: int
    met: int


class FieldHours(NamedTuple):
    """A field of services by its name in each language, none for what has no field, and the minutes in it."""

    names: Mapping[str, str]
    minutes: int


@dataclass(frozen=True, slots=True)
class ReportCard:
    """A hub's period; `organisation` is set where it is that one's. Days are ISO days, both within it."""

    first: str
    last: str
    hub: str
    organisation: str
    given: int  # minutes; of a hub: that moved
    received: int
    by_fund: int  # minutes of those that the solidarity fund gave
    exchanges: int
    organisations: int  # that took part; of one organisation: its partners
    newcomers: int
    needs: int
    met: int
    timely: int
    late: int
    missed: int
    fields: tuple[FieldHours, ...]
    groups: tuple[Group, ...]

    @property
    def ended(self) -> int:
        return self.timely + self.late + self.missed


@dataclass(frozen=True, slots=True)
class StatementCard:
    """What an organisation gave in a year, for everybody to read; `hub` is '' where the hub has no public page."""

    organisation: str
    hub: str
    year: int
    years: tuple[int, ...]  # in which it gave anything
    minutes: int
    grassroots: int  # organisations
    grassroots_minutes: int
    fields: tuple[FieldHours, ...]


class ExportRow(NamedTuple):
    """A movement of hours: the day (ISO), of which kind, by which exchange, with which organisation; signed minutes."""

    day: str
    kind: str
    number: int | None
    other: str
    minutes: int
    balance: int


class ExportCard(NamedTuple):
    """An organisation's hours, the oldest first."""

    organisation: str
    country: str
    rows: tuple[ExportRow, ...]


@dataclass(frozen=True, slots=True)
class PosterCard:
    """An organisation's poster: what it offers just now, as (listing, words). Its codes say `number`."""

    number: int
    organisation_id: int
    organisation: str
    town: str
    hub_id: int
    hub: str
    offers: tuple[tuple[int, str], ...]


class SharedCard(NamedTuple):
    """A page of the organisation's that is open: its address, and since when."""

    link: Sealed
    since: int


class ReportsLook(Protocol):
    """What a conversation may ask about reports, and about pages that are open to others."""

    def report(self, code: str) -> ReportCard | None:
        """Of the person's organisation, for the period of that code (core/reports/periods.py)."""
        ...

    def hub_report(self, code: str) -> ReportCard | None:
        """Of the hub that the person coordinates."""
        ...

    def shared(self, kind: str) -> SharedCard | None:
        """The page of that kind that their organisation opened."""
        ...

    def poster(self, number: int) -> PosterCard | None:
        """The poster of that number, of whichever organisation."""
        ...
