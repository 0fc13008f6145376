"""In which situation does somebody write? One frozen value, computed once a message, that every reading looks at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.conversation.session import ALL_DRAFTS, Session
from bot.engine import State
from core.exchange_states import AGREED
from core.look import Look, Me, is_id
from core.look.exchanges import ExchangeCard
from core.messages import Screen

IDLE, NEWCOMER, DRAFT, TERMS, LIST, OWN, LISTING = "idle", "newcomer", "draft", "terms", "list", "own", "listing"
COORDINATION, QUESTION = "coordination", "question"
_BY_KEY = {
    "what": "what",
    "hours": "hours",
    "by": "day",
    "day": "day",
    "kind": "kind",
    "stars": "stars",
    "text": "words",
    "words": "words",
    "org": NEWCOMER,
    "town": "town",
    "its_town": "town",
}
"""Which screen a question is, by its key; a last yes is a draft or terms, all else a question."""
_LAST_YES = "sure"
_OF_COORDINATION = frozenset("cfior")  # what the payloads of coordinators' cards begin with
_LEAST_LISTED = 2  # things on a screen that is a list


@dataclass(frozen=True, slots=True)
class Focus:
    """The thing that is talked about: its kind ("exchange", "listing", "draft"), id, phase, and whether this side
    gives. `why` it is: "shown" on the screen, or being "written".
    """

    kind: str
    id: int
    phase: str
    gives: bool | None = None
    why: str = "shown"


@dataclass(frozen=True, slots=True)
class Situation:
    """Who writes, what is on their screen, what is talked about, what is asked, and what waits."""

    who: str
    screen: str
    focus: Focus | None = None
    asking: str = ""  # the key of the question that waits
    flow: str = ""  # the conversation that it belongs to, with its ids
    choices: Mapping[str, str] = field(default_factory=dict)  # of the card that is shown: what each does → its payload
    listed: tuple[str, ...] = ()  # payloads of a list, in order
    waits: tuple[str, ...] = ()  # conversations that were begun before, the newest first
    seen: bool = True  # the screen was on their phone when they wrote
    late: bool = False  # a day or more went by since

    @property
    def free(self) -> bool:
        """Whether nothing is being asked."""
        return not self.asking


def situation_of(session: Session, look: Look, *, seen: bool, late: bool) -> Situation:
    """The situation of this session."""
    flow = session.flow
    waits = tuple(state.flow for state in (session.parked,) if state)
    who = who_writes(look.me)
    if flow is not None:
        focus = Focus("draft", 0, flow.flow, why="written") if flow.flow in ALL_DRAFTS else None
        return Situation(who, _asked(flow), focus, flow.asking, flow.flow, waits=waits, seen=seen, late=late)
    if who == NEWCOMER:
        return Situation(who, NEWCOMER, waits=waits, seen=seen, late=late)
    screen, focus, choices = _shown(session.idle, look)
    listed = session.idle if screen == LIST else ()
    return Situation(who, screen, focus, choices=choices, listed=listed, waits=waits, seen=seen, late=late)


def who_writes(me: Me) -> str:
    """"newcomer", "with_person", "assisting", "waiting" for approval, "left_out", "coordinator" or "member"."""
    if not (me.joined or me.coordinates):
        return NEWCOMER
    if me.with_human:
        return "with_person"
    if me.assists:
        return "assisting"
    if me.joined and me.status == "pending":
        return "waiting"
    if me.left_out:
        return "left_out"
    return "coordinator" if me.coordinates else "member"


def _asked(flow: State) -> str:
    if flow.asking == _LAST_YES:
        return DRAFT if flow.flow in ALL_DRAFTS else TERMS
    return _BY_KEY.get(flow.asking, QUESTION)


def _shown(idle: tuple[str, ...], look: Look) -> tuple[str, Focus | None, Mapping[str, str]]:
    """The screen that its choices tell of, the thing that it shows, and what each choice of that does."""
    kinds = [payload.partition(":")[0] for payload in idle]
    things = {tuple(payload.split(":")[:2]) for payload, kind in zip(idle, kinds, strict=True) if kind in "xnl"}
    if len(things) >= _LEAST_LISTED or (things and all(one.endswith(":see") for one in idle if one[:1] in "xnl")):
        return LIST, None, {}
    if not things:
        first = kinds[0] if kinds else ""
        return (COORDINATION if first in _OF_COORDINATION else IDLE), None, {}
    ((kind, id),) = things
    if not is_id(id):
        return IDLE, None, {}
    choices = {payload.rpartition(":")[2]: payload for payload in idle if payload.startswith(f"{kind}:{id}:")}
    if kind == "x":
        card = look.exchange(int(id))
        return (phase_of(card), _focus(card), choices) if card and card.mine else (COORDINATION, None, choices)
    listing = look.listing(int(id)) if kind == "l" else None
    if listing is None:
        return IDLE, None, {}
    own = listing.organisation_id == look.me.organisation_id
    return OWN if own else LISTING, Focus("listing", listing.id, listing.state, gives=listing.kind != "need"), choices


def phase_of(card: ExchangeCard) -> str:
    """How an exchange stands for this side: suggested, proposed (to them), sent (by them), agreed, handed (they have
    said that it is done), delivered (the other has), disputed, settled or past.
    """
    if card.state == "proposed":
        return "proposed" if card.my_turn else "sent"
    if card.state == "delivered":
        return "handed" if card.gives else "delivered"
    if card.state in AGREED:
        return "agreed"
    return card.state if card.state in ("suggested", "disputed", "settled") else "past"


def _focus(card: ExchangeCard) -> Focus:
    return Focus("exchange", card.id, phase_of(card), gives=card.gives)


def choices_of(page: Screen) -> dict[str, str]:
    """What each choice of a card does → its payload."""
    return {option.id.rpartition(":")[2]: option.id for option in page.options}
