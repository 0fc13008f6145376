"""What happened: plain values that handlers return and bot/notices/ tells people about."""

from __future__ import annotations

from dataclasses import dataclass

from core.commands.phones import LinkCode as LinkCode
from core.commands.phones import PhoneDenied as PhoneDenied
from core.commands.phones import PhoneEvent
from core.commands.phones import PhoneLinked as PhoneLinked
from core.commands.phones import PhoneUnlinked as PhoneUnlinked
from core.commands.phones import PhoneWaits as PhoneWaits
from core.events.cases import Alarm as Alarm
from core.events.cases import CaseEvent
from core.events.cases import InDanger as InDanger
from core.events.cases import ReadySaid as ReadySaid
from core.events.fund import Donated as Donated
from core.events.fund import FundAsked as FundAsked
from core.events.fund import FundDecided as FundDecided
from core.events.fund import FundEvent
from core.events.fund import FundLapsed as FundLapsed
from core.events.fund import LineGrown as LineGrown
from core.events.fund import Promised as Promised
from core.events.fund import TakenBack as TakenBack
from core.events.hub import HubEvent
from core.events.listings import AudienceSet as AudienceSet
from core.events.listings import ListingChanged as ListingChanged
from core.events.listings import ListingEnded as ListingEnded
from core.events.listings import ListingEnds as ListingEnds
from core.events.listings import ListingEvent
from core.events.listings import NobodyFits as NobodyFits
from core.events.listings import Posted as Posted
from core.events.listings import PostedSeveral as PostedSeveral
from core.events.listings import Renewed as Renewed
from core.events.listings import Rested as Rested
from core.events.listings import Resumed as Resumed
from core.events.listings import Suggested as Suggested
from core.events.moderation import Held as Held
from core.events.moderation import Judged as Judged
from core.events.moderation import ListingPutBack as ListingPutBack
from core.events.moderation import ModerationEvent
from core.events.moderation import Reported as Reported
from core.events.pages import PageEvent
from core.events.talk import ContactMoved as ContactMoved
from core.events.talk import HandedOn as HandedOn
from core.events.talk import Relayed as Relayed
from core.events.talk import TalkEvent
from core.events.team import Detached as Detached
from core.events.team import PersonLeft as PersonLeft
from core.events.team import PhoneCode as PhoneCode
from core.events.team import PhoneMoved as PhoneMoved
from core.events.team import PinForgotten as PinForgotten
from core.events.team import PinLocked as PinLocked
from core.events.team import PinRemoved as PinRemoved
from core.events.team import PinRight as PinRight
from core.events.team import PinWrong as PinWrong
from core.events.team import RecoveryAsked as RecoveryAsked
from core.events.team import RecoveryCode as RecoveryCode
from core.events.team import RecoveryReady as RecoveryReady
from core.events.team import RecoveryStopped as RecoveryStopped
from core.events.team import RoleChanged as RoleChanged
from core.events.team import SecondAnswered as SecondAnswered
from core.events.team import SecondAsked as SecondAsked
from core.events.team import SecondLapsed as SecondLapsed
from core.events.team import Switched as Switched
from core.events.team import TeamEvent


@dataclass(frozen=True, slots=True)
class Joined:
    """A new organisation, waiting for approval or in; `granted` minutes were posted to it."""

    person_id: int
    organisation_id: int
    hub_id: int
    waits: bool
    granted: int
    look_alike_id: int | None = None  # an organisation whose name looks the same: a coordinator decides
    again: bool = False  # the person has brought another one not long ago: the same
    named: bool = False  # what the person is called was noted for their colleagues


@dataclass(frozen=True, slots=True)
class PersonJoined:
    """A person may now act for an existing organisation; `before_id` is one for which they acted and still may."""

    person_id: int
    organisation_id: int
    before_id: int | None = None
    named: bool = False  # as of `Joined`


@dataclass(frozen=True, slots=True)
class BecameCoordinator:
    person_id: int
    hub_id: int


@dataclass(frozen=True, slots=True)
class Invited:
    """A code was made; shown once to who asked."""

    digits: str
    organisation_id: int
    expires_at: int


@dataclass(frozen=True, slots=True)
class Decided:
    """A coordinator approved or refused an organisation; `sealed` is why, where that was told."""

    organisation_id: int
    approved: bool
    granted: int
    sealed: str = ""


@dataclass(frozen=True, slots=True)
class Changed:
    """Settings; `what` is 'language', 'kind', 'name', 'second', 'alerts', 'rests' (suggestions, until a day),
    'discreet', 'blocked', 'unblocked', 'human', 'pin', 'phones' or 'bot'.

    Of 'human' the value says whether they waited already: 'again' with more words, 'waiting' without any.
    """

    what: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Erased:
    """A person was forgotten: `left` are the organisations that go on without them, `closed` those that do not.

    `mark_until`, `tries_until`: when the fingerprints go that stay of their addresses, None where there are none.
    """

    person_id: int
    left: tuple[int, ...]
    closed: tuple[int, ...]
    mark_until: int | None = None
    tries_until: int | None = None


@dataclass(frozen=True, slots=True)
class WeeklyDue:
    """The hub's people may be told which requests are still open."""

    hub_id: int


@dataclass(frozen=True, slots=True)
class Moved:
    """An exchange changed: one for each history row.

    `action` is one of core/exchanges/actions.py.
    `by_id` is the organisation that acted (None: the clock or a coordinator, as `actor` says). `minutes` is the figure
    of the step where it has one, `words` what a coordinator wrote for both, as the vault's token.
    """

    exchange_id: int
    action: str
    old_state: str
    new_state: str
    version: int
    by_id: int | None = None
    minutes: int | None = None
    actor: str = "person"
    words: str = ""


@dataclass(frozen=True, slots=True)
class LetGo:
    """Alerts of one address that waited for the morning ('night') or the day's digest ('digest'), oldest first."""

    address_id: int
    channel: str
    kind: str
    screens: tuple[str, ...]  # core.messages.dump
    keys: tuple[str | None, ...]


Event = (
    Joined
    | PersonJoined
    | TeamEvent
    | BecameCoordinator
    | Invited
    | Decided
    | CaseEvent
    | Changed
    | PhoneEvent
    | Erased
    | WeeklyDue
    | Moved
    | HubEvent
    | TalkEvent
    | FundEvent
    | ListingEvent
    | PageEvent
    | ModerationEvent
    | LetGo
)
