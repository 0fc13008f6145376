"""The read-only questions that a conversation may ask while it thinks: a protocol, and who is asking.

Each part of it, with the plain cards that it answers, has a file of its own beside this one. Flows see only this;
core/reads.py answers it from the database. What is read here is a hint: the command checks every rule again inside the
transaction.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, Protocol

from core.calendar import Night, own_night
from core.look.browse import BrowseLook
from core.look.coordinators import CoordinatorsLook
from core.look.data import SummaryCard
from core.look.exchanges import ExchangesLook
from core.look.hours import HoursLook
from core.look.hub import OwnAnswer
from core.look.people import PeopleLook
from core.look.reports import ReportsLook
from core.look.reviews import ReviewsLook
from core.messages import Screen
from core.policy import Policy

_ID_DIGITS = 15


def is_id(text: str) -> bool:
    """Whether this may be the id of something of ours: what comes back from a phone was not always sent by us."""
    return text.isascii() and text.isdigit() and len(text) <= _ID_DIGITS


class Me(NamedTuple):
    """Who is talking. `organisation_id` is None before joining; `hub_id` is 0 then."""

    person_id: int
    address_id: int
    channel: str
    lang: str
    digits: str = ""
    organisation_id: int | None = None
    organisation: str = ""
    town: str = ""
    country: str = ""
    zone: str = "UTC"
    status: str = ""  # of the organisation: pending, approved, …
    kind: str = ""
    role: str = ""
    hub_id: int = 0
    hub: str = ""
    coordinates: bool = False
    stopped: bool = False
    with_human: bool = False
    several: bool = False  # they act for other organisations too
    colleagues: bool = False  # others act for this one
    doubted: bool = False  # the address was silent for so long that it must say whose it is
    assists: bool = False  # a coordinator who acts for an organisation without a phone
    discreet_wish: int | None = None  # their own; None = as the hub has it
    pin: bool = False  # the address asks for a PIN before hours move
    light: bool = False  # no emoji, no buttons, the shortest words
    quiet_from: int | None = None  # their own quiet hours; None = the usual ones
    quiet_until: int | None = None

    @property
    def night(self) -> Night:
        """Between which hours nothing is sent to them that can wait."""
        return own_night(self.quiet_from, self.quiet_until)

    @property
    def left_out(self) -> bool:
        """Whether the organisation was not let in, or is taken out of the network for now."""
        return self.status in ("refused", "suspended", "closed")

    @property
    def joined(self) -> bool:
        return self.organisation_id is not None


@dataclass(frozen=True, slots=True)
class HubCard:
    """A hub that newcomers may join."""

    id: int
    name: str
    country: str


class Look(PeopleLook, BrowseLook, ExchangesLook, HoursLook, CoordinatorsLook, ReportsLook, ReviewsLook, Protocol):
    """What may be asked. Lists are short (a page) and newest or most urgent first."""

    me: Me
    now: int
    web: str  # where our pages are, without a slash at the end

    @property
    def today(self) -> date:
        """Today where the person's organisation is."""
        ...

    @property
    def policy(self) -> Policy: ...

    def open_hubs(self) -> list[HubCard]: ...

    def names_service(self, words: str, lang: str) -> bool:
        """Whether words in that language surely name a service."""
        ...

    def names_another(self, words: str, lang: str, what: str) -> bool:
        """Whether words in that language surely name another service than `what`, in whichever it is written."""
        ...

    def doubt(self, what: str) -> list[tuple[str, str]]:
        """(id, name) of the services between which these words are in doubt; [] where they are clear."""
        ...

    def done_afar(self, what: str, service: str = "") -> bool:
        """Whether what these words surely name, or the `service` chosen for them, is done as well from elsewhere."""
        ...

    @property
    def discreet(self) -> bool:
        """Whether alerts to this person say nothing until they are opened."""
        ...

    def whole(self, outbound_id: int) -> Screen | None:
        """A message to this person with all its choices, of which an SMS shows only some."""
        ...

    def hidden(self, outbound_id: int) -> Screen | None:
        """An alert that was sent to this person without its words; 0 for the newest."""
        ...

    def alert(self, ref: str) -> Screen | None:
        """The alert that went to this chat as a template: by the provider's id of that message, or the newest."""
        ...

    def own_answers(self) -> list[OwnAnswer]:
        """The questions that their hub answers itself; of a newcomer the only one that is open."""
        ...

    def summary(self) -> SummaryCard | None:
        """How the person's hub is doing, or the one they coordinate; None before joining."""
        ...

    def seal(self, text: str) -> str:
        """Words for somebody else as a sealed token, so that no draft or screen holds them in clear."""
        ...
