"""What can be asked of core: plain values, one for each thing a person, a coordinator or the clock can do.

Flows return them, core/handlers.py runs them. Amounts are integer minutes; days are ISO text; `version` is the
exchange's version the person saw, so that an old screen changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from core.commands.assisted import Assisted
from core.commands.caring import Caring
from core.commands.cases import OfCase
from core.commands.details import Correct
from core.commands.giving import Giving
from core.commands.listings import OfListing
from core.commands.listings import Resume as Resume
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


@dataclass(frozen=True, slots=True)
class UseCode:
    """An invite code of seven digits or more: to a hub, an organisation, or to coordinate.

    `name` and `town` are asked only for a hub's invite (the organisation is new)."""

    digits: str
    name: str = ""
    town: str = ""
    country: str = ""


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
    """A coordinator does not let an organisation in."""

    organisation_id: int


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
    """How suggestions come to this person: 'now', once a day ('digest') or 'off'. Their own exchanges always do."""

    wish: str


@dataclass(frozen=True, slots=True)
class StopMessages:
    """Nothing more goes to this address but replies to what it writes."""

    address_id: int


@dataclass(frozen=True, slots=True)
class StartMessages:
    """Alerts may go to this address again."""

    address_id: int


# ---- listings ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Post:
    """A need or an offer."""

    kind: str  # 'need' | 'offer'
    what: str
    minutes: int | None = None
    due_on: str | None = None
    place: str = ""
    remote: bool = False
    urgent: bool = False
    lang: str = ""
    service: str = ""  # which it is, where the words left a doubt; "-": none of those that were offered
    audience: str = "civil"  # core/privacy/nameless.py
    files: tuple[str, ...] = ()  # sealed core/relay/pieces.py


@dataclass(frozen=True, slots=True)
class PostOffers:
    """Several offers of one organisation, told in one message; each becomes a listing of its own."""

    whats: tuple[str, ...]
    place: str = ""
    remote: bool = False
    lang: str = ""
    audience: str = "civil"
    files: tuple[str, ...] = ()
    days: tuple[str, ...] = ()  # after which each is over, '' for most


@dataclass(frozen=True, slots=True)
class TakeDown:
    """The owner withdraws a listing."""

    listing_id: int


# ---- exchanges --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Terms:
    """What two organisations agree on."""

    minutes: int
    due_on: str
    place: str = ""
    remote: bool = False
    what: str = ""


@dataclass(frozen=True, slots=True)
class Propose:
    """From a suggestion (`exchange_id`) or from a listing of another organisation (`listing_id`).

    `terms` None = the listing's own; refused kindly when it has no hours or day.
    """

    exchange_id: int | None = None
    version: int = 0
    listing_id: int | None = None
    terms: Terms | None = None
    need_id: int | None = None  # of an offer: the request of one's own that it serves, which the fund may carry


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Either side proposes that the same two go on: hours beyond what was agreed, or more of the same."""

    exchange_id: int
    terms: Terms


@dataclass(frozen=True, slots=True)
class Counter:
    exchange_id: int
    version: int
    terms: Terms


@dataclass(frozen=True, slots=True)
class Accept:
    exchange_id: int
    version: int


@dataclass(frozen=True, slots=True)
class Decline:
    """The receiver of a suggestion or a proposal says no, thanks."""

    exchange_id: int
    version: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Withdraw:
    """The author takes a proposal back."""

    exchange_id: int
    version: int


@dataclass(frozen=True, slots=True)
class Cancel:
    """Either side, after it was agreed; late when less than the free span is left. `rest`: the later parts too."""

    exchange_id: int
    version: int
    reason: str = ""
    rest: bool = False


@dataclass(frozen=True, slots=True)
class Deliver:
    """The provider says it is done; None = the agreed hours. What is more than they are counts only as a `FollowUp`."""

    exchange_id: int
    version: int
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Confirm:
    """The receiver says it was received; None = the provider's figure. Reviews at once."""

    exchange_id: int
    version: int
    minutes: int | None = None
    on_time: bool | None = None
    stars: int | None = None


@dataclass(frozen=True, slots=True)
class AgreeFigure:
    """The provider's answer to a lower figure."""

    exchange_id: int
    version: int
    agree: bool


@dataclass(frozen=True, slots=True)
class Problem:
    """Something is wrong; a coordinator reads it, nothing moves."""

    exchange_id: int
    version: int
    text: str = ""
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Review:
    """What a side says of the other: stars from 1 to 5; None is what was not answered, '' no words."""

    exchange_id: int
    on_time: bool | None = None
    as_promised: bool | None = None
    stars: int | None = None
    text: str = ""
    lang: str = ""


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
    | CallHuman
    | ResumeBot
    | EraseMe
    | SetAlerts
    | StopMessages
    | StartMessages
    | Post
    | PostOffers
    | TakeDown
    | OfListing
    | Propose
    | FollowUp
    | Counter
    | Accept
    | Decline
    | Withdraw
    | Cancel
    | Deliver
    | Confirm
    | AgreeFigure
    | Problem
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
    | Review
    | Reviewing
    | Fire
)
