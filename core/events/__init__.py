"""What happened: plain values that handlers return and bot/notices/ tells people about."""

from __future__ import annotations

from dataclasses import dataclass

from core.commands.phones import LinkCode as LinkCode
from core.commands.phones import PhoneDenied as PhoneDenied
from core.commands.phones import PhoneEvent
from core.commands.phones import PhoneLinked as PhoneLinked
from core.commands.phones import PhoneUnlinked as PhoneUnlinked
from core.commands.phones import PhoneWaits as PhoneWaits
from core.events.cases import CaseEvent
from core.events.hub import HubEvent
from core.events.pages import PageEvent
from core.events.team import Detached as Detached
from core.events.team import PersonLeft as PersonLeft
from core.events.team import PhoneCode as PhoneCode
from core.events.team import PhoneMoved as PhoneMoved
from core.events.team import PinForgotten as PinForgotten
from core.events.team import PinLocked as PinLocked
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


@dataclass(frozen=True, slots=True)
class PersonJoined:
    """A person may now act for an existing organisation; `before_id` is one for which they acted and still may."""

    person_id: int
    organisation_id: int
    before_id: int | None = None


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
    """A coordinator approved or refused an organisation."""

    organisation_id: int
    approved: bool
    granted: int


@dataclass(frozen=True, slots=True)
class Changed:
    """Settings; `what` is 'language', 'kind', 'name', 'second', 'alerts', 'discreet', 'blocked', 'unblocked', 'human',
    'pin', 'phones' or 'bot'.

    Of 'human' the value says whether they waited already: 'again' with more words, 'waiting' without any.
    """

    what: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Erased:
    """A person was forgotten: `left` are the organisations that go on without them, `closed` those that do not."""

    person_id: int
    left: tuple[int, ...]
    closed: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Posted:
    """A need or an offer is open; `matches` are exchange ids in state suggested, best first."""

    listing_id: int
    kind: str
    matches: tuple[int, ...] = ()
    look_at: int | None = None  # nobody fits a request: when a person will look at it


@dataclass(frozen=True, slots=True)
class PostedSeveral:
    """Offers of one message are open; `matches` as above, of all of them."""

    listing_ids: tuple[int, ...]
    matches: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggested:
    """More that fit a listing of some time ago, after those who did not answer; `matches` as above.

    `calm`: of a whole list that came in at once, so everybody hears of it in the day's digest. `by_hand`: a coordinator
    chose whom to ask, who need not have published anything that fits.
    """

    listing_id: int
    matches: tuple[int, ...]
    calm: bool = False
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class Rested:
    """Its owner lets a listing rest."""

    listing_id: int


@dataclass(frozen=True, slots=True)
class Resumed:
    """A listing that rested is shown again; `matches` as above, those that were not asked before."""

    listing_id: int
    matches: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Renewed:
    """A listing has more time, until the end of `day` ('': until it is taken down).

    `undated`: it was needed by a day, and is not any more. `again`: its time was over, and it is found again; `matches`
    as above.
    """

    listing_id: int
    day: str
    undated: bool
    again: bool
    matches: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ListingEnds:
    """The last day of a listing comes near: its owner is asked."""

    listing_id: int
    day: str


@dataclass(frozen=True, slots=True)
class AudienceSet:
    """Who may see a listing has changed; `matches` as above, where more may see it now."""

    listing_id: int
    matches: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ListingChanged:
    """A listing says something else now; `kept` are exchange ids of those asked before whom it still fits, `matches` as
    above, who were not asked before. `unheard` are exchange and address of whoever had not heard of the one before.
    """

    listing_id: int
    kept: tuple[int, ...]
    matches: tuple[int, ...]
    unheard: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class NobodyFits:
    """A request is open for days and fits nobody: a person should look at it."""

    listing_id: int


@dataclass(frozen=True, slots=True)
class WeeklyDue:
    """The hub's people may be told which requests are still open."""

    hub_id: int


@dataclass(frozen=True, slots=True)
class ListingEnded:
    """Withdrawn, fulfilled, expired or removed."""

    listing_id: int
    state: str


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
class Donated:
    """An organisation gave hours to another one, or to the hub's fund (`to_id` None)."""

    entry_id: int
    hub_id: int
    from_id: int
    to_id: int | None
    minutes: int
    seen: bool = False  # coordinators now have a case about who gave to it (core/accounts/pumping.py)


@dataclass(frozen=True, slots=True)
class FundAsked:
    """The fund was asked to carry a request; coordinators decide."""

    request_id: int


@dataclass(frozen=True, slots=True)
class FundDecided:
    """The fund carries it or not; `by_rule` where nobody was asked, `words` why not, as the vault's token."""

    request_id: int
    approved: bool
    by_rule: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True)
class FundLapsed:
    """Nobody used what the fund had promised."""

    request_id: int


@dataclass(frozen=True, slots=True)
class LineGrown:
    """An organisation may receive more before it gives: it helped one more that it had not helped before."""

    organisation_id: int
    more: int
    line: int


@dataclass(frozen=True, slots=True)
class Relayed:
    """One side of an exchange said something to the other; `hid`: its writer hears that contact details are hidden.

    `files` are ids of what was attached to it.
    """

    relayed_id: int
    exchange_id: int
    from_id: int
    to_id: int
    hid: bool = False
    files: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class HandedOn:
    """Words of another partner, which somebody has just agreed to translate: from who asked, to who helps."""

    relayed_id: int
    exchange_id: int
    from_id: int
    to_id: int


@dataclass(frozen=True, slots=True)
class ContactMoved:
    """`action` is offered, shared (both agreed), taken_back or refused, by the side `by_id`."""

    exchange_id: int
    by_id: int
    to_id: int
    action: str
    at: int


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
    | Posted
    | PostedSeveral
    | Suggested
    | Rested
    | Resumed
    | AudienceSet
    | Renewed
    | ListingChanged
    | ListingEnds
    | NobodyFits
    | WeeklyDue
    | ListingEnded
    | Moved
    | Donated
    | FundAsked
    | FundDecided
    | FundLapsed
    | LineGrown
    | Relayed
    | HandedOn
    | ContactMoved
    | HubEvent
    | PageEvent
    | LetGo
)
