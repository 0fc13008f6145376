"""What can be asked of core: plain values, one for each thing a person, a coordinator or the clock can do.

Flows return them, core/handlers.py runs them. Amounts are integer minutes; days are ISO text; `version` is the
exchange's version the person saw, so that an old screen changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from core.commands.assisted import Assisted
from core.commands.caring import Caring
from core.commands.cases import OfCase
from core.commands.details import Correct, Rename
from core.commands.exchange import Accept as Accept
from core.commands.exchange import AgreeFigure as AgreeFigure
from core.commands.exchange import Cancel as Cancel
from core.commands.exchange import Confirm as Confirm
from core.commands.exchange import Counter as Counter
from core.commands.exchange import Decline as Decline
from core.commands.exchange import Deliver as Deliver
from core.commands.exchange import FollowUp as FollowUp
from core.commands.exchange import OfExchange
from core.commands.exchange import Problem as Problem
from core.commands.exchange import Propose as Propose
from core.commands.exchange import Review as Review
from core.commands.exchange import Terms as Terms
from core.commands.exchange import Withdraw as Withdraw
from core.commands.giving import Giving
from core.commands.listings import OfListing
from core.commands.listings import Post as Post
from core.commands.listings import PostOffers as PostOffers
from core.commands.listings import Resume as Resume
from core.commands.listings import TakeDown as TakeDown
from core.commands.moderation import Moderating
from core.commands.pages import Pages
from core.commands.phones import Phones
from core.commands.pinning import Pinning
from core.commands.reviewing import Reviewing
from core.commands.safety import Safety
from core.commands.shift import Shift
from core.commands.stopping import Stopping
from core.commands.talk import Talking
from core.commands.team import Team
from core.commands.trouble import Trouble


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks: a person acting for an organisation (None before joining), a coordinator, or the clock.

    `key` is the idempotency key (channel and message id); '' only for the clock, whose rows fire once. `kind` is
    'person', 'assisted' (a coordinator for an organisation without a phone), 'coordinator' or 'clock'.
    """

    person_id: int | None
    organisation_id: int | None
    channel: str
    key: str
    kind: str = "person"


# ---- joining ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Join:
    """A newcomer's organisation; answering the question with the privacy note is the consent."""

    name: str
    town: str
    country: str
    hub_id: int
    person: str = ""  # what the one who writes is called, sealed


@dataclass(frozen=True, slots=True)
class UseCode:
    """An invite code of seven digits or more: to a hub, an organisation, or to coordinate.

    `name` and `town` are asked only for a hub's invite (the organisation is new). Who is asked for them wrote the code
    before: it is known by `invite_id` then, and its digits are kept nowhere."""

    digits: str = field(repr=False)
    name: str = ""
    town: str = ""
    country: str = ""
    invite_id: int | None = None
    person: str = ""  # what the one who writes is called, sealed


@dataclass(frozen=True, slots=True)
class InvitePerson:
    """A code for a colleague, to act for the same organisation."""


@dataclass(frozen=True, slots=True)
class Approve:
    """A coordinator lets an organisation in, and says what it is ('': as it says itself)."""

    organisation_id: int
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Refuse:
    """A coordinator does not let an organisation in; `sealed` is the vault's token of why, '' where none is told."""

    organisation_id: int
    sealed: str = ""


# ---- cases ------------------------------------------------------------------------------------------------------


# ---- suggestions, by a coordinator -------------------------------------------------------------------------------


# ---- the person's own settings ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SetLanguage:
    lang: str


@dataclass(frozen=True, slots=True)
class SetKind:
    kind: str


@dataclass(frozen=True, slots=True)
class CallHuman:
    """The person wants to talk to a coordinator; `about` is what they wrote, sealed."""

    about: str = ""


@dataclass(frozen=True, slots=True)
class ResumeBot:
    """The person is back with the bot."""


@dataclass(frozen=True, slots=True)
class EraseMe:
    """The person is forgotten, and an organisation they are the last person of is closed."""


@dataclass(frozen=True, slots=True)
class SetAlerts:
    """How suggestions come to this person: 'now', once a day ('digest') or 'off'. Their own exchanges always do.

    `until` is the day (ISO) on which they come as before again, where they rest; '' for no end.
    """

    wish: str
    until: str = ""


@dataclass(frozen=True, slots=True)
class StopMessages:
    """Nothing more goes to this address but replies to what it writes."""

    address_id: int


@dataclass(frozen=True, slots=True)
class StartMessages:
    """Alerts may go to this address again."""

    address_id: int


@dataclass(frozen=True, slots=True)
class Fire:
    """A clock row came due: (kind, subject, subject id)."""

    kind: str
    subject: str
    subject_id: int


Command = (
    Join
    | UseCode
    | InvitePerson
    | Approve
    | Refuse
    | OfCase
    | Caring
    | SetLanguage
    | SetKind
    | Correct
    | Rename
    | CallHuman
    | ResumeBot
    | EraseMe
    | SetAlerts
    | StopMessages
    | StartMessages
    | OfListing
    | OfExchange
    | Trouble
    | Giving
    | Team
    | Pinning
    | Phones
    | Stopping
    | Shift
    | Assisted
    | Safety
    | Pages
    | Talking
    | Reviewing
    | Moderating
    | Fire
)
