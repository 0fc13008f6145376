"""In which situation does somebody write? One frozen value, computed once a message, that every reading looks at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.conversation.session import ALL_DRAFTS, Session
from bot.engine import State
from bot.flows import about
from bot.flows.cancel import WAY
from core.exchange_states import AGREED, UNDER_WAY
from core.listings.cards import ListingCard
from core.look import Look, Me, is_id
from core.look.exchanges import ExchangeCard
from core.messages import Screen
from core.policy import HOUR_MS

IDLE, NEWCOMER, DRAFT, TERMS, LIST, OWN, LISTING = "idle", "newcomer", "draft", "terms", "list", "own", "listing"
COORDINATION, QUESTION, WORDS, HOURS, DAY = "coordination", "question", "words", "hours", "day"
GIVEN, MESSAGE, SAID, PERSON = "given", "message", "said", "person"
NOTE, REVIEW, DECISION, DAY_ASKED, ALERT = "note", "review", "decision", "dayasked", "alert"
DRAFT_OF = {"need": "draft_need", "offer": "draft_offer"}
_DECIDES = frozenset(("refuse",))
"""Conversations that decide about somebody and may do so without a reason."""
_SHOWS = (("stars", REVIEW), ("why", DECISION), ("by", ""), ("hours", ""), ("words", NOTE), ("text", NOTE))
"""What a last yes is about, by the first of these that was answered: a review, a decision with its reason, other terms,
or words for others.
"""
SCREEN_OF = {
    **dict.fromkeys(DRAFT_OF.values(), DRAFT),
    **dict.fromkeys((NOTE, REVIEW, DECISION), TERMS),
    **dict.fromkeys((MESSAGE, DAY_ASKED), "agreed"),
    ALERT: LIST,
}
"""Which screen a more special one is of."""
_OPEN = frozenset(("suggested", "proposed", "handed", "delivered"))
ASKS_FOR_YES = frozenset(("prop", "acc", "dayok", "hrsok", "fig"))
"""Choices of cards that ask for a yes."""
_WAITS = ASKS_FOR_YES | {"same"}
"""The same, with that of a case: on other cards a yes is an answer to the words of the other side (`SAID`)."""
_BY_KEY = {
    "what": "what",
    "hours": HOURS,
    "by": DAY,
    "until": DAY,
    "day": DAY,
    "kind": "kind",
    "stars": "stars",
    "text": WORDS,
    "words": WORDS,
    "why": WORDS,
    "name": WORDS,
    "contact": WORDS,
    "words_again": WORDS,
    "who": WORDS,
    "wish": IDLE,  # how often messages come: what is said of them is read as anywhere
    "org": NEWCOMER,
    "town": "town",
    "its_town": "town",
}
"""Which screen a question is, by its key; a last yes is a draft or terms, all else a question."""
LAST_YES = "sure"
_OF_COORDINATION = {"c": "case", "f": "fund", "i": "intake", "o": "organisation", "r": "phone"}
"""What the payloads of coordinators' cards begin with, and what these show."""
_ON_THEIR_PAGES = frozenset(("m:lists", "m:coordinate", "m:waiting"))
_FIGURES = "m:hubreport/"
_ON_THE_MENU = "m:need"
_LEAST_LISTED = 2  # things on a screen that is a list
LATELY_MS = HOUR_MS // 2
"""For so long words may be about what was published without naming it."""


@dataclass(frozen=True, slots=True)
class Focus:
    """The thing that is talked about: its kind ("exchange", "listing", "draft", "person" of one of theirs, or one of
    coordinators), id, phase, and
    whether this side gives. `why` it is: "shown" on the screen, being "written", or "published" just before.
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
    coordinates: bool = False  # they coordinate a network
    seen: bool = True  # the screen was on their phone when they wrote
    late: bool = False  # a day or more went by since
    message: int = 0  # the outbound id of the screen
    detail: str = ""  # which one of these screens it is, where they differ in what is said on them
    written_on: str = ""  # the screen that they read when they wrote, as `reads_as`, where it is another by now

    @property
    def reads_as(self) -> str:
        """The screen as the classifier knows it."""
        return self.written_on or self.detail or self.screen

    @property
    def places(self) -> tuple[str, ...]:
        """The names by which rows of the policy may mean this screen, the most specific first."""
        side = ""
        if self.screen == COORDINATION and self.focus:
            side = self.focus.kind
        elif self.focus and self.focus.gives is not None:
            side = "gives" if self.focus.gives else "receives"
        places = (f"{self.screen}/{side}", self.screen) if side else (self.screen,)
        asks = self.screen in _OPEN or not _WAITS.isdisjoint(self.choices)
        answers = (MESSAGE,) if asks else (SAID, MESSAGE)
        first = answers if self.reads else (self.asking,) if self.asking == WAY else ()
        return (*first, *((self.detail,) if self.detail not in (*first, "") else ()), *places)

    @property
    def reads(self) -> bool:
        """Whether the screen is what the other side of an exchange wrote, which these words may answer."""
        return "write" in self.choices and any(verb.startswith("flag-") for verb in self.choices)

    @property
    def free(self) -> bool:
        """Whether nothing is being asked but which way to go on with what is shown, about which all may be said."""
        return self.asking in ("", WAY)


_Shown = tuple[str, Focus | None, Mapping[str, str]]


def situation_of(session: Session, look: Look, *, seen: bool, late: bool) -> Situation:
    """The situation of this session."""
    flow, me = session.flow, look.me
    who = who_writes(me)
    waits = tuple(state.flow for state in (session.parked,) if state)
    bare = Situation(
        who, NEWCOMER, waits=waits, coordinates=me.coordinates, seen=seen, late=late, message=session.screen
    )
    if flow is not None:
        focus = _asked_about(flow, look)
        asked = replace(bare, screen=screen_of(flow, focus), focus=focus, asking=flow.asking, flow=flow.flow)
        return replace(asked, detail=_shows(flow, coordinates=me.coordinates) if flow.asking == LAST_YES else "")
    if who == NEWCOMER:
        return bare
    screen, focus, choices = _shown(session.idle, look)
    listed = session.idle if screen in (LIST, COORDINATION) else ()
    found = replace(bare, screen=screen, focus=focus, choices=choices, listed=listed)
    return replace(found, detail=_detail(found, session.idle))


def _shows(flow: State, *, coordinates: bool) -> str:
    """What is shown for a last yes: a draft of which kind, words for others, a review, a decision; "" for all else."""
    said = flow.said()
    decides = flow.flow.partition("/")[0] in _DECIDES
    shows = DECISION if decides else next((what for key, what in _SHOWS if key in said), "")
    return DRAFT_OF.get(flow.flow) or (NOTE if shows == DECISION and not coordinates else shows)


def _detail(situation: Situation, idle: tuple[str, ...]) -> str:
    """What of a card or a list is shown: words of the other side, another day that they ask for, or what arrived, to be
    opened.
    """
    if not {"dayok", "hrsok"}.isdisjoint(situation.choices):
        return DAY_ASKED
    if situation.reads and MESSAGE in situation.places and situation.screen not in _OPEN:
        return MESSAGE
    exchanges = [payload for payload in idle if payload.startswith("x:") and payload.endswith(":see")]
    return ALERT if situation.screen == LIST and exchanges else ""


def of_exchange(situation: Situation, card: ExchangeCard, choices: Mapping[str, str]) -> Situation:
    """The same with the card of an exchange of theirs on the screen."""
    return replace(situation, screen=phase_of(card), detail="", focus=_focus(card), choices=choices, listed=())


def of_listing(situation: Situation, payload: str, page: Screen, look: Look) -> Situation | None:
    """The same with the listing of others on the screen that this choice opens as `page`; None where it opens none."""
    kind, id, *_rest = (*payload.split(":"), "")
    if kind != "l" or not is_id(id):
        return None
    screen, focus, choices = _card(kind, id, tuple(option.id for option in page.options), look)
    there = replace(situation, screen=screen, detail="", focus=focus, choices=choices, listed=())
    return there if screen == LISTING else None


def arrived_of(session: Session, look: Look) -> Situation | None:
    """The second focus: the situation in which an exchange would be that arrived since the question was asked, while it
    waits for this side; None where none did.
    """
    if session.flow is None or not session.arrived:
        return None
    there = situation_of(session._replace(flow=None, idle=session.arrived), look, seen=True, late=False)
    card = look.exchange(there.focus.id) if there.focus and there.focus.kind == "exchange" else None
    versions = {payload.split(":")[2] for payload in there.choices.values()} - {"0"}
    about = _asked_about(session.flow, look)
    same = card is not None and about is not None and (about.kind, about.id) == ("exchange", card.id)
    return there if card and card.mine and not same and versions <= {str(card.version)} else None


def who_writes(me: Me) -> str:
    """ "newcomer", "with_person", "assisting", "waiting" for approval, "left_out", "coordinator" or "member"."""
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


def _asked_about(flow: State, look: Look) -> Focus | None:
    """What a question is about: the draft that is being written, or an exchange of theirs."""
    if flow.flow in ALL_DRAFTS:
        return Focus("draft", 0, flow.flow, why="written")
    id, _version = about(flow.flow) or ("", "")
    card = look.exchange(int(id)) if is_id(id) else None
    return replace(_focus(card), why="asked") if card and card.mine else None


def screen_of(flow: State, focus: Focus | None = None) -> str:
    """The screen that the question of a conversation is, which may be about an exchange."""
    if flow.asking == WAY and focus:
        return focus.phase
    if flow.asking == LAST_YES:
        return DRAFT if flow.flow in ALL_DRAFTS else TERMS
    return _BY_KEY.get(flow.asking, QUESTION)


def _shown(idle: tuple[str, ...], look: Look) -> _Shown:
    """The screen that its choices tell of, the thing that it shows, and what each choice of that does."""
    kinds = [payload.partition(":")[0] for payload in idle]
    if look.me.coordinates and any(payload.startswith(_FIGURES) for payload in idle):
        return COORDINATION, Focus("figures", 0, ""), {}
    if look.me.coordinates and _is_of_coordination(idle, kinds):
        return COORDINATION, *_one_of(idle, _OF_COORDINATION.keys() | set("xl"), look)
    shown = [payload for payload, kind in zip(idle, kinds, strict=True) if kind in "xnlg"]
    acting = [payload for payload in shown if not payload.endswith(":see")]  # beside a card's own choices stand links
    things = {tuple(payload.split(":")[:2]) for payload in acting or shown}
    if len(things) >= _LEAST_LISTED or (things and not acting):
        return LIST, _published(look), {}
    persons = {payload.split(":")[1] for payload in idle if payload.startswith("p:")}
    if not things and len(persons) == 1 and is_id(person := next(iter(persons))) and f"p:{person}:see" not in idle:
        return IDLE, Focus(PERSON, int(person), ""), {}
    if not things:
        published = _published(look) if set(idle) <= {"m:menu"} else None
        works = look.me.coordinates and not look.me.joined  # who only coordinates has nothing else to write about
        return (OWN if published else COORDINATION if works else IDLE), published, {}
    ((kind, id),) = things
    return _card(kind, id, idle, look) if is_id(id) else (IDLE, None, {})


def _card(kind: str, id: str, idle: tuple[str, ...], look: Look) -> _Shown:
    """The card of one thing, by the kind and the id in the payloads of its choices."""
    choices = {payload.rpartition(":")[2]: payload for payload in idle if payload.startswith(f"{kind}:{id}:")}
    if kind == "g":
        return GIVEN, Focus("gift", int(id), "given", gives=True), choices
    if kind == "x":
        card = look.exchange(int(id))
        return (phase_of(card), _focus(card), choices) if card and card.mine else (COORDINATION, None, choices)
    listing = look.listing(int(id)) if kind == "l" else None
    if listing is None:
        return IDLE, None, {}
    own = listing.organisation_id == look.me.organisation_id
    return OWN if own else LISTING, _focus_of(listing), choices


def _is_of_coordination(idle: Sequence[str], kinds: Sequence[str]) -> bool:
    """Whether the screen is one that coordinators work on: a card or a list of theirs."""
    theirs = not _ON_THEIR_PAGES.isdisjoint(idle) and _ON_THE_MENU not in idle
    return theirs or not _OF_COORDINATION.keys().isdisjoint(kinds) or any(one.endswith(":forward") for one in idle)


def _one_of(idle: Sequence[str], kinds: frozenset[str] | set[str], look: Look) -> tuple[Focus | None, dict[str, str]]:
    """The one thing that a coordinator's screen shows, and its choices; none where it lists several."""
    shown = [payload for payload in idle if payload.partition(":")[0] in kinds and not payload.endswith(":see")]
    things = {tuple(payload.split(":")[:2]) for payload in shown}
    cases = {thing for thing in things if thing[0] == "c"}  # beside its own choices stand those of its exchange
    if len(cases or things) != 1:
        return None, {}
    ((kind, id),) = cases or things
    if not is_id(id):
        return None, {}
    choices = {payload.rpartition(":")[2]: payload for payload in shown}
    if kind == "l" and (listing := look.listing(int(id))):
        return _focus_of(listing), choices
    if kind == "x" and (card := look.exchange(int(id))):
        return Focus("exchange", card.id, card.state), choices
    return Focus(_OF_COORDINATION.get(kind, kind), int(id), ""), choices


def _focus_of(listing: ListingCard, why: str = "shown") -> Focus:
    return Focus("listing", listing.id, listing.state, gives=listing.kind != "need", why=why)


def _published(look: Look) -> Focus | None:
    """What they published a moment ago: one thing, while no exchange is under way that words may be about."""
    lately = [one for one in look.my_listings() if one.state == "open" and one.created_at > look.now - LATELY_MS]
    newest = max((one.created_at for one in lately), default=0)
    cards = [one for one in lately if one.created_at == newest]
    if len(cards) != 1 or any(card.state in UNDER_WAY for card in look.my_exchanges()):
        return None
    return _focus_of(cards[0], "published")


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
