"""Something happened to an exchange before a choice or an answer about it came: what is true of it now?

What happened may be their own tap a moment before: on a bad line people press twice.
"""

from __future__ import annotations

from dataclasses import replace

from bot.cards import single
from bot.engine import State
from bot.flows import about
from core.errors import Faster, Refusal
from core.look import Look, is_id
from core.messages import Message, Screen, _

_WORDS = "pass_on"
DONE = _("That was done already.")
NOW, _DONE_NOW = (
    _("This has changed meanwhile. Now it stands like this:"),
    _("That was done already. It stands like this:"),
)

_ENDS, _JUST_NOW = frozenset(("ok", "late", "done", "back")), frozenset(("proposed", "agreed"))


def moved_on(look: Look, payload: str, refusal: Refusal, *, again: bool = False) -> Screen | None:
    """The exchange's card as it is now; None where it is not an exchange that moved on. `again`: they did it."""
    return _now(look, payload, _DONE_NOW if again else NOW) if refusal.message == Faster().message else None


def done_already(look: Look, payload: str) -> Screen:
    """What they did a moment before: of an exchange, its card as that left it."""
    return _now(look, payload, _DONE_NOW) or Screen((DONE,))


def once_more(look: Look, payload: str) -> Screen | None:
    """The card as it stands, where a choice of it would settle or take back what they agreed to or proposed just now;
    None for every other choice.
    """
    kind, id, _version, verb = (*payload.split(":", 3), "", "", "", "")[:4]
    card = look.exchange(int(id)) if kind == "x" and is_id(id) and verb in _ENDS else None
    page = single.exchange(look, card.id) if card and card.state in _JUST_NOW else None
    said = next((option.label for option in page.options if option.id == payload), None) if page else None
    if page is None or said is None:
        return None
    line = _(
        "You have just chosen that number for something else. If you mean “{choice}”, choose it again.", choice=said
    )
    return replace(page, lines=(*page.lines, line))


def as_it_stands(look: Look, screen: Screen | None) -> Screen | None:
    """What was sent while it said nothing, as it is read now: an exchange that moved on since, by its card."""
    for option in screen.options if screen else ():
        kind, id, version, *_rest = (*option.id.split(":"), "", "")
        if kind == "x" and is_id(id) and version not in ("", "0"):
            card = look.exchange(int(id))
            return _now(look, option.id, NOW) if card and str(card.version) != version else screen
    return screen


def _now(look: Look, payload: str, first: Message) -> Screen | None:
    kind, id, *_rest = (*payload.split(":"), "")
    page = single.exchange(look, int(id)) if kind == "x" and is_id(id) else None
    return replace(page, lines=(first, *page.lines)) if page else None


def card_of(flow: State | None) -> str:
    """The choice by which a conversation about an exchange was begun; '' for any other."""
    id, version = (about(flow.flow) if flow else None) or ("", "")
    return f"x:{id}:{version}:see" if id else ""


def is_over(look: Look, flow: State | None, payload: str) -> bool:
    """Whether what is being asked is about the exchange of that choice, as it stood before it moved on; words that are
    for its other side wait until they may be sent.
    """
    id, version = (about(flow.flow) if flow else None) or ("", "")
    head, _slash, of_words = flow.flow.partition("/") if flow else ("", "", "")
    waits = head == _WORDS
    id = of_words if waits else id
    if not id or payload.split(":")[:2] != ["x", id]:
        return False
    card = look.exchange(int(id))
    if card is None or waits:
        return card is None or not (card.may_write or card.state == "suggested")
    return card.version != int(version)
