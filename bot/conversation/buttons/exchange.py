"""What does a button on an exchange's card do? What is about the card as it was made names its version."""

from __future__ import annotations

from bot.cards import coordinating, single
from bot.cards.linked import EXTRA, follow_up
from bot.conversation.buttons.act import Act, an_id, opens
from bot.conversation.buttons.opinions import OPINIONS, opinions
from bot.conversation.buttons.terms import place_of, terms_of
from core.commands import Accept, AgreeFigure, Command, Confirm, Decline, Deliver, Propose, Withdraw
from core.commands.assisted import NewCode
from core.commands.caring import Mute, Release, RemindBoth, TakeCare
from core.commands.talk import KeepContact
from core.commands.trouble import AnswerAbsent, AnswerDay, AnswerHours, AnswerUndo, SuggestFigure
from core.errors import Faster
from core.look import Look, is_id

_SIDES_FLOWS = {
    "terms": "counter",
    "hours": "done",
    "fewer": "received",
    "cancel": "cancel",
    "prob": "problem",
    "day": "day",
    "amend": "amend",
    "absent": "absent",
    "sugg": "figure",
    "app": "appeal",
}
_COORDINATORS_FLOWS = frozenset(("decide", "no_show", "excuse", "undo"))


def of_exchange(look: Look, id: int, version: int, verb: str) -> Act | None:
    """Raises Faster where the exchange went on since that version, before anything is asked."""
    if verb == "see":
        return opens(single.exchange(look, id))
    if verb == "past":
        return opens(single.exchange_past(look, id))
    if verb in ("files", "file"):
        return opens(single.files(look, id, version if verb == "file" else 0))
    if verb in _TALK:
        return _talk(look, id, verb)
    flow = _SIDES_FLOWS.get(verb)
    if flow:
        card = look.exchange(id)
        if card and card.mine and 0 < version < card.version:
            raise Faster  # at once, not after all questions
        return Act(flow=f"{flow}/{id}/{version}", hints=place_of(card)) if card and card.mine else None
    if verb in _COORDINATORS_FLOWS:
        card = look.exchange(id) if look.me.coordinates else None
        return Act(flow=f"{verb}/{id}/{version}") if card and not card.mine else None
    if verb == "same":
        return _same_figure(look, id, version)
    if verb == "more" or verb.startswith(EXTRA):
        return _goes_on(look, id, verb)
    if verb == "block":
        return Act(flow=f"block/{id}")
    if verb.partition("-")[0] == "flag":  # behind it which message
        said = verb.partition("-")[2]
        return Act(flow=f"report_message/{id}/{an_id(said)}" if said else f"report_exchange/{id}")
    if verb in OPINIONS:
        return opinions(look, id, version, verb)
    if verb == "again":
        return _again(look, id, version)
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
        "hrsok": AnswerHours(id, version, agree=True),
        "hrsno": AnswerHours(id, version, agree=False),
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
        return opens(coordinating.said(look, id) if look.me.coordinates else None)
    card = look.talk(id)
    if card is None:
        return None
    if verb == "talk" or (verb == "share" and card.contact in ("mine", "both")):
        return Act(page=single.talk(look, id), opens=True)
    return Act(flow=f"{_TALK[verb]}/{id}")


def _goes_on(look: Look, id: int, verb: str) -> Act | None:
    """More of the same: hours and day are asked, what they were is on the card; of the hours beyond, all is known."""
    card = look.exchange(id)
    if card is None or not card.mine:
        return None
    if verb == "more":
        return Act(flow=f"more/{id}", hints={key: said for key, said in terms_of(card).items() if key != "by"})
    minutes = verb.removeprefix(EXTRA)
    return Act(follow_up(card, int(minutes), look.today)) if is_id(minutes) else None


def _same_figure(look: Look, id: int, version: int) -> Act | None:
    """In a dispute: the figure that the other side names, as the card shows it."""
    card = look.exchange(id)
    if card is None or not card.mine or card.wish != "figure":
        return None
    return Act(SuggestFigure(id, version, int(card.wish_value)))


def _again(look: Look, id: int, version: int) -> Act | None:
    """What nobody answered in time, on the same terms; a day that is past is asked anew."""
    card = look.exchange(id)
    if card is None or not card.mine:
        return None
    if not card.may_again or version != card.version:
        raise Faster
    past = card.due_on is not None and card.due_on < look.today.isoformat()
    hints = {key: said for key, said in terms_of(card).items() if not (past and key == "by")}
    return Act(flow=f"counter/{id}/{version}", hints=hints)


def _we_can_help(look: Look, id: int, version: int) -> Act | None:
    """The need's own terms in one tap; where it names no hours or day, they are asked."""
    card = look.exchange(id)
    if card is None or not card.mine:
        return None
    if card.state == "suggested" and (card.minutes is None or card.due_on is None):
        return Act(flow=f"counter/{id}/{version}", hints=terms_of(card))
    return Act(Propose(exchange_id=id, version=version))
