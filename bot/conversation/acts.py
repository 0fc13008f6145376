"""What a button on a card does: a payload becomes a command, a flow, or a page.

Payloads are short (64 bytes on Telegram): `m:page`, `x:exchange:version:verb`, `n:exchange:see`, `l:listing:verb`,
`o:organisation:verb`, `c:case:verb`, `f:request:verb`, `p:person:verb`, `s:approval:verb`, `w:organisation:card`,
`r:recovery:verb`, `b:organisation:un`, `k:address:verb`, `v:alert`, `t:see` (the alert behind a WhatsApp template),
`lang:code`. What belongs to a question is `q:token:key:option` and is read by the dialogue.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from bot.cards import browsing, coordinating, network, pages, queue, second
from bot.cards.group import group_text
from bot.cards.linked import EXTRA, follow_up
from bot.cards.sharing import SHARING
from bot.cards.talk import TALK_LABELS
from bot.conversation.of_people import of_person, of_recovery
from bot.conversation.opined import OPINIONS, opinions
from bot.conversation.own_listing import of_own
from bot.questions import REMOTE
from bot.sending.few import rest
from core.commands import (
    Accept,
    AgreeFigure,
    Approve,
    CallHuman,
    CloseCase,
    Command,
    Confirm,
    Decline,
    Deliver,
    InvitePerson,
    Propose,
    Refuse,
    ResumeBot,
    SetLanguage,
    StartMessages,
    StopMessages,
    Withdraw,
)
from core.commands.assisted import ActFor, AnswerAssisted, NewCode
from core.commands.caring import AskNext, Mute, Release, RemindBoth, TakeCare
from core.commands.details import Correct
from core.commands.giving import AnswerFund
from core.commands.phones import LinkPhone, Prefer
from core.commands.pinning import DropPin, ForgetPin
from core.commands.safety import Unblock
from core.commands.shift import AskPage, CallIn, ComeBack, TakeCase
from core.commands.stopping import Freeze, LetGoOn, Thaw
from core.commands.talk import KeepContact
from core.commands.team import AnswerSecond, SwitchTo
from core.commands.trouble import AnswerAbsent, AnswerDay, AnswerUndo, SuggestFigure
from core.errors import Faster
from core.languages import LANGUAGES
from core.listings.cards import ListingCard
from core.look import Look, is_id
from core.look.exchanges import ExchangeCard
from core.messages import Option, Screen


@dataclass(frozen=True, slots=True)
class Act:
    """Exactly one of the three. `opens`: the page's choices become the screen, also in the middle of a question."""

    command: Command | None = None
    flow: str = ""
    hints: Mapping[str, str] = field(default_factory=dict)
    page: Screen | None = None
    opens: bool = False


def act(look: Look, payload: str) -> Act | None:
    """What `payload` asks for; None when it is not ours, not theirs, or gone."""
    kind, *parts = payload.split(":")
    try:
        match kind:
            case "m":
                return _menu(look, parts[0])
            case "x":
                return _exchange(look, _id(parts[0]), _id(parts[1]), parts[2])
            case "l":
                return _listing(look, _id(parts[0]), parts[1])
            case "o":
                return _organisation(look, _id(parts[0]), parts[1])
            case "n":
                return _exchange(look, _id(parts[0]), 0, "see")
            case "p":
                return _either(of_person(look, _id(parts[0]), parts[1]))
            case "s":
                return _second(look, _id(parts[0]), parts[1])
            case "w":
                return Act(SwitchTo(_id(parts[0]), ":".join(parts[1:])))
            case "c":
                return _case(look, _id(parts[0]), parts[1])
            case "f":
                return _fund(look, _id(parts[0]), parts[1])
            case "b" if parts[1:] == ["un"]:
                return Act(Unblock(_id(parts[0])))
            case "b" if asked := browsing.to_publish(look, parts[0], parts[1], ":".join(parts[2:])):
                return Act(flow=asked[0], hints=asked[1])
            case "b":
                page = browsing.view(look, parts[0], parts[1], *parts[2:3]) if look.me.hub_id else None
                return Act(page=page) if page else None
            case "h":
                return _hub(_id(parts[0]), parts[1]) if look.me.coordinates else None
            case "a":
                about = (_id(part) or None for part in parts[1:3])
                return Act(ActFor(_id(parts[0]), *about)) if look.me.coordinates else None
            case "k":
                own = _id(parts[0])  # a phone of theirs, 0 = whichever they wrote from last
                return Act(flow=f"unlink/{own}") if parts[1] == "off" else Act(Prefer(own or None))
            case "y":
                return Act(AnswerAssisted(parts[1] == "yes", assisted_id=_id(parts[0])))
            case "r":
                return _either(of_recovery(look, _id(parts[0]), parts[1]))
            case "v":
                return _opens(pages.still_shown(look, look.hidden(_id(parts[0]))))
            case "z":
                whole = look.whole(_id(parts[0]))
                return _opens(rest(whole)) if whole else None
            case "t":
                return _opens(pages.alert(look, parts[1] if len(parts) > 1 else ""))
            case "lang":
                return Act(SetLanguage(parts[0])) if parts[0] in LANGUAGES else None
    except (IndexError, KeyError, ValueError):
        return None
    return None


def card_behind(look: Look, payload: str) -> Screen | None:
    """The card to which a choice belongs, as it is now; None when it belongs to none, or the card is gone."""
    kind, id, *rest = (*payload.split(":"), "")
    if kind == "x" and len(rest) > 1 and rest[1] in TALK_LABELS and (rest[0] == "0" or rest[1] != "write"):
        return Screen((), tuple(Option(payload, label) for label in TALK_LABELS[rest[1]]))  # of a message, not a card
    make = {
        "x": pages.exchange,
        "n": pages.exchange,
        "l": pages.listing,
        "o": coordinating.organisation,
    }.get(kind)
    return make(look, int(id)) if make and is_id(id) else None


def _opens(page: Screen | None) -> Act | None:
    """The page whose choices become the screen, where there is one."""
    return Act(page=page, opens=True) if page else None


def _either(found: Screen | Command | str | None) -> Act | None:
    """The page, the command, or the flow of that name."""
    if found is None or isinstance(found, Screen):
        return _opens(found)
    return Act(flow=found) if isinstance(found, str) else Act(found)


def _id(text: str) -> int:
    if not is_id(text):
        raise ValueError("not an id of ours")
    return int(text)


_FLOWS = (
    *("need", "offer", "donate", "ask_fund", "kind", "pause", "light", "discreet", "erase", "quiet_hours"),
    *("my_name", "leave", "second_above", "register", "away", "pin_on", "publish", "make_poster"),
)
_PLAIN: dict[str, Callable[[], Command]] = {
    "back_here": ComeBack,
    "own": lambda: ActFor(None),
    "person": CallHuman,
    "colleague": InvitePerson,
    "link": LinkPhone,
}
_OF_THE_ADDRESS: dict[str, Callable[[int], Command]] = {
    "stop": StopMessages,
    "start": StartMessages,
    "pin_off": DropPin,
}


def _menu(look: Look, name: str) -> Act | None:
    if name == "need" and look.me.town:
        return Act(flow=name, hints={"where": "at:" + look.me.town})  # changed on the card where it is elsewhere
    if name == "join":  # of all others joining is asked before anything else
        return Act(flow=name) if look.me.coordinates and not look.me.joined else None
    if name in _FLOWS:
        return Act(flow=name)
    if name == "menu" and look.me.with_human:
        return Act(ResumeBot())
    if name in _OF_THE_ADDRESS:
        return Act(_OF_THE_ADDRESS[name](look.me.address_id))
    if name == "page" and look.me.coordinates:
        return Act(AskPage(look.me.address_id))
    if name in _PLAIN or name in SHARING:
        return Act(SHARING[name] if name in SHARING else _PLAIN[name]())
    page = pages.page(look, name)
    return Act(page=page) if page else None


_SIDES_FLOWS = {
    "terms": "counter",
    "hours": "done",
    "fewer": "received",
    "cancel": "cancel",
    "prob": "problem",
    "day": "day",
    "absent": "absent",
    "sugg": "figure",
    "app": "appeal",
}
_COORDINATORS_FLOWS = frozenset(("decide", "no_show", "excuse", "undo"))


def _exchange(look: Look, id: int, version: int, verb: str) -> Act | None:
    if verb == "see":
        return _opens(pages.exchange(look, id))
    if verb == "past":
        return _opens(pages.exchange_past(look, id))
    if verb in ("files", "file"):
        return _opens(pages.files(look, id, version if verb == "file" else 0))
    if verb in _TALK:
        return _talk(look, id, verb)
    flow = _SIDES_FLOWS.get(verb)
    if flow:
        card = look.exchange(id)
        if card and card.mine and 0 < version < card.version:
            raise Faster  # at once, not after all questions
        return Act(flow=f"{flow}/{id}/{version}", hints=_place(card)) if card and card.mine else None
    if verb in _COORDINATORS_FLOWS:
        card = look.exchange(id) if look.me.coordinates else None
        return Act(flow=f"{verb}/{id}/{version}") if card and not card.mine else None
    if verb == "same":
        return _same_figure(look, id, version)
    if verb == "more" or verb.startswith(EXTRA):
        return _goes_on(look, id, verb)
    if verb == "block":
        return Act(flow=f"block/{id}")
    if verb in OPINIONS:
        return _either(opinions(look, id, version, verb))
    if verb == "prop":
        return _we_can_help(look, id, version)
    commands: dict[str, Command] = {
        "acc": Accept(id, version),
        "no": Decline(id, version),
        "back": Withdraw(id, version),
        "done": Deliver(id, version),
        "ok": Confirm(id, version, on_time=True),
        "late": Confirm(id, version, on_time=False),
        "fig": AgreeFigure(id, version, agree=True),
        "nofig": AgreeFigure(id, version, agree=False),
        "dayok": AnswerDay(id, version, agree=True),
        "dayno": AnswerDay(id, version, agree=False),
        "adm": AnswerAbsent(id, version, agree=True),
        "came": AnswerAbsent(id, version, agree=False),
        "undook": AnswerUndo(id, version, agree=True),
        "undono": AnswerUndo(id, version, agree=False),
        "code": NewCode(id),
        "keep": KeepContact(id),
        "nudge": RemindBoth(id),
        "care": TakeCare(id),
        "free": Release(id),
        "mute": Mute(id),
    }
    return Act(commands[verb]) if verb in commands else None


_TALK = {"write": "write", "phr": "phrase", "share": "contact", "trans": "translate", "talk": "", "read": ""}


def _talk(look: Look, id: int, verb: str) -> Act | None:
    """Between the two sides: a flow, or a page with what was said; `read` is the coordinators' page of it."""
    if verb == "read":
        return _opens(coordinating.said(look, id) if look.me.coordinates else None)
    card = look.talk(id)
    if card is None:
        return None
    if verb == "talk" or (verb == "share" and card.contact in ("mine", "both")):
        return Act(page=pages.talk(look, id), opens=True)
    return Act(flow=f"{_TALK[verb]}/{id}")


def _goes_on(look: Look, id: int, verb: str) -> Act | None:
    """More of the same: hours and day are asked, what they were is on the card; of the hours beyond, all is known."""
    card = look.exchange(id)
    if card is None or not card.mine:
        return None
    if verb == "more":
        return Act(flow=f"more/{id}", hints={key: said for key, said in _known(card).items() if key != "by"})
    minutes = verb.removeprefix(EXTRA)
    return Act(follow_up(card, int(minutes), look.today)) if is_id(minutes) else None


def _same_figure(look: Look, id: int, version: int) -> Act | None:
    """In a dispute: the figure that the other side names, as the card shows it."""
    card = look.exchange(id)
    if card is None or not card.mine or card.wish != "figure":
        return None
    return Act(SuggestFigure(id, version, int(card.wish_value)))


def _we_can_help(look: Look, id: int, version: int) -> Act | None:
    """The need's own terms in one tap; where it names no hours or day, they are asked."""
    card = look.exchange(id)
    if card is None or not card.mine:
        return None
    if card.state == "suggested" and (card.minutes is None or card.due_on is None):
        return Act(flow=f"counter/{id}/{version}", hints=_known(card))
    return Act(Propose(exchange_id=id, version=version))


def _place(card: ExchangeCard | ListingCard) -> dict[str, str]:
    """The place stays as it is unless it is changed on the card."""
    return {"where": REMOTE if card.remote else "at:" + card.place} if card.remote or card.place else {}


def _known(card: ExchangeCard | ListingCard) -> dict[str, str]:
    """What the need says already; the rest is asked."""
    hours = {"hours": str(card.minutes)} if card.minutes is not None else {}
    day = {"by": card.due_on} if card.due_on else {}
    return {**_place(card), **hours, **day}


def _listing(look: Look, id: int, verb: str) -> Act | None:
    card = look.listing(id)
    if card is None:
        return _opens(browsing.gone()) if look.me.joined and verb in ("see", "answer") else None
    own = card.organisation_id == look.me.organisation_id
    if verb == "see":
        return Act(page=pages.listing(look, id), opens=True)
    if verb == "group" and own:
        return _opens(group_text(look, id))
    if own and (done := of_own(verb, card)):
        return Act(*done)
    if verb == "next" and look.me.coordinates:
        return Act(AskNext(id))
    if verb in ("forward", "rest", "remove") and not own and look.me.coordinates:
        return Act(flow=f"{verb}/{id}")
    if verb == "answer" and not own:
        return Act(flow=f"answer/{id}", hints=_known(card))
    if verb == "block" and not own:
        return Act(flow=f"block_owner/{id}")
    return None


_CLOCKS: dict[str, type[Freeze | Thaw]] = {"freeze": Freeze, "thaw": Thaw}


def _hub(id: int, verb: str) -> Act:
    if verb in ("call", "deputy"):
        return Act(CallIn(id, deputy=verb == "deputy"))
    return Act(_CLOCKS[verb](id))


def _organisation(look: Look, id: int, verb: str) -> Act | None:
    if not look.me.coordinates:
        return None
    if verb == "see":
        return _opens(coordinating.organisation(look, id) or network.organisation(look, id))
    if verb in (about := {"stop": "suspend", "phone": "recover", "details": "details"}):
        return Act(flow=f"{about[verb]}/{id}")
    if verb in _CLOCKS:
        card = look.member(id)
        return Act(_CLOCKS[verb](card.hub_id, id)) if card else None
    if verb[:3] in ("in_", "is_"):
        return Act(Approve(id, verb[3:]) if verb[:3] == "in_" else Correct(id, kind=verb[3:]))
    commands: dict[str, Command] = {"yes": Approve(id), "no": Refuse(id), "on": LetGoOn(id)}
    return Act(commands[verb]) if verb in commands else None


def _second(look: Look, id: int, verb: str) -> Act | None:
    """What waits for a second person of the acting organisation; core looks again at who answers."""
    if verb == "see":
        return _opens(second.approval(look, id))
    return Act(AnswerSecond(id, yes=verb == "yes")) if verb in ("yes", "no") else None


def _fund(look: Look, id: int, verb: str) -> Act | None:
    if not look.me.coordinates:
        return None
    if verb == "see":
        return _opens(queue.fund_ask(look, id))
    if verb not in ("yes", "no"):
        return None
    return Act(AnswerFund(id, yes=True)) if verb == "yes" else Act(flow=f"fund_no/{id}")


def _case(look: Look, id: int, verb: str) -> Act | None:
    """`verb` may be the id of a text: the page of those before it."""
    if not look.me.coordinates:
        return None
    if verb == "see" or is_id(verb):
        return _opens(coordinating.case(look, id, 0 if verb == "see" else int(verb)))
    if verb in ("answer", "hand"):
        return Act(flow=f"answer_case/{id}" if verb == "answer" else f"hand/{id}")
    if verb == "take":
        return Act(TakeCase(id))
    if verb == "pin":
        return Act(ForgetPin(case_id=id))
    return Act(CloseCase(id)) if verb == "done" else None
