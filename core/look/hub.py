"""A hub and its organisations as its coordinators see them; see core/coordination/hub_cards.py."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from core.messages import Sealed


@dataclass(frozen=True, slots=True)
class HubStands:
    """How a hub stands: since when its deadlines rest, who is there, and until when the reader is away."""

    id: int
    name: str
    frozen_at: int | None
    here: int
    away: int
    deputies: int
    away_until: int | None
    deputy: bool


class MeasureCard(NamedTuple):
    """What a coordinator did about an organisation or a listing of it, and why."""

    at: int
    action: str
    why: Sealed | None


class OwnAnswer(NamedTuple):
    """A question that the hub answers itself, in several ways, and the answer as it was written."""

    id: int
    lang: str
    questions: tuple[str, ...]
    answer: str


@dataclass(frozen=True, slots=True)
class OrganisationCard:
    """An organisation of the hub; `mine` where the reader belongs to it and so decides nothing about it."""

    id: int
    hub_id: int
    name: str
    town: str
    country: str
    kind: str
    status: str
    assisted: bool
    frozen_at: int | None
    mine: bool
    said_kind: str = ""  # what it says that it is, until a coordinator has looked at that
    unsettled: bool = False  # nobody has said what it is, where the coordinators look at that
    measures: tuple[MeasureCard, ...] = ()
    given: int = 0  # minutes that it gave, and received, in completed exchanges, and when the last of them ended
    received: int = 0
    last: int | None = None


class Named(NamedTuple):
    """The organisations that words name, several where they are called alike, and where in the words that stands."""

    cards: tuple[OrganisationCard, ...]
    start: int
    end: int
