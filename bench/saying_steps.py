"""What should become of what people say about an exchange: for each step the scenes, and what is right there."""

from __future__ import annotations

from typing import NamedTuple

from bench.saying_scenes import Answer

RIGHT, ASKED, MISREAD, LOST, WRONG = "right", "asked back", "misread", "not understood", "WRONG ACT"
_STATE, _FIRST, _FLOW = "=", "first ", "asks "
_CARD, _FOR_THEM, _WHICH, _PERSON = "card", "for them", "which", "person"
_ACTS = frozenset(("exchange", "hold", "line", "entry", "account", "listing", "review", "organisation", "parked_case"))
_MEANT = {
    "If that is for {other}, choose “Write to them”. Or choose a number.": _FOR_THEM,
    "Which one?": _WHICH,
    "You are welcome.": "thanks",
    "What would you like to do?": "menu",
}
_FAILED = "I am sorry, something went wrong on my side. A coordinator has been told."
_NOT_UNDERSTOOD = "I did not understand. "
_MENU_OPTION = "m:need"
_LISTS = frozenset(("For “{what}”:", "Messages are on again."))
"""What holds an exchange among other things."""


class Step(NamedTuple):
    """`does` are states that the exchange may reach by it, `right` what it leads to (signs of an answer).

    `values`: whether what stands behind the sentence has to be read.
    """

    scenes: tuple[str, ...]
    right: tuple[str, ...]
    does: tuple[str, ...] = ()
    also: tuple[str, ...] = ()  # what is a sensible question, beside the card


def _of(*scenes: str) -> tuple[str, ...]:
    return scenes


_ASKING = _of("agreed, receives", "agreed, receives, menu", "agreed, gives, menu")
_SHOWN = (_CARD, _FOR_THEM, f"{_FLOW}write")
STEPS = {
    "propose": Step(_of("suggested", "suggested, menu"), (f"{_FIRST}prop",), ("proposed",)),
    "accept": Step(_of("proposed", "proposed, menu"), (f"{_FIRST}acc",), ("agreed",)),
    "other_terms": Step(_of("proposed", "proposed, menu", "suggested"), (f"{_FLOW}counter",)),
    "decline": Step(_of("suggested", "proposed", "proposed, menu"), (f"{_FIRST}no",), ("declined",)),
    "decline_reason": Step(_of("suggested", "proposed", "proposed, menu"), (f"{_FIRST}no",), ("declined",)),
    "withdraw": Step(_of("sent", "sent, menu"), (f"{_FIRST}back",), ("withdrawn",)),
    "delivered": Step(
        _of("agreed, gives", "agreed, gives, menu", "agreed, gives, question", "overdue, gives"),
        (f"{_FIRST}done",),
        ("delivered",),
        (f"{_FLOW}done",),
    ),
    "delivered_hours": Step(_of("agreed, gives", "agreed, gives, menu", "overdue, gives"), (f"{_FLOW}done",)),
    "received": Step(
        _of("agreed, receives", "agreed, receives, menu", "agreed, receives, question", "delivered", "delivered, menu"),
        (f"{_FIRST}ok",),
        ("settled",),
    ),
    "received_late": Step(
        _of("agreed, receives", "agreed, receives, menu", "delivered", "delivered, menu"),
        (f"{_FIRST}late",),
        ("settled",),
    ),
    "received_hours": Step(_of("agreed, receives, menu", "delivered", "delivered, menu"), (f"{_FLOW}received",)),
    "not_received": Step(
        _of("delivered", "delivered, menu", "overdue, receives"),
        (f"{_FIRST}prob", f"{_FIRST}absent", f"{_FLOW}problem", f"{_FLOW}absent"),
    ),
    "problem": Step(
        _of("agreed, receives", "agreed, gives, menu", "delivered", "settled, receives", "disputed"),
        (f"{_FIRST}prob", f"{_FLOW}problem", f"{_FIRST}sugg", _PERSON),
    ),
    "cancel": Step(
        _of("agreed, receives", "agreed, gives", "agreed, receives, menu"), (f"{_FIRST}cancel", f"{_FLOW}cancel")
    ),
    "postpone": Step(_of("agreed, receives", "agreed, gives", "agreed, gives, menu"), (f"{_FLOW}day", f"{_FIRST}day")),
    "ask_who": Step(_ASKING, _SHOWN),
    "ask_when": Step(_ASKING, _SHOWN),
    "ask_where": Step(_ASKING, _SHOWN),
    "ask_hours": Step(_ASKING, _SHOWN),
    "ask_status": Step((*_ASKING, "sent", "sent, menu"), _SHOWN),
    "thank": Step(
        _of("agreed, receives", "agreed, gives, menu", "delivered", "settled, receives"),
        ("thanks", *_SHOWN, "asks review"),
    ),
    "greet": Step(_of("agreed, receives, menu", "proposed", "delivered"), ("menu", *_SHOWN)),
    "later": Step(_of("suggested", "proposed"), _SHOWN),
    "not_yet": Step(_of("agreed, receives", "delivered", "overdue, receives"), _SHOWN),
    "rate": Step(_of("settled, receives", "settled, gives"), (f"{_FLOW}review",), ("settled",), (f"{_FIRST}rev",)),
}


def signs(answer: Answer) -> set[str]:
    """What an answer did and shows, in a word each."""
    found: set[str] = set()
    if answer.after["state"] != answer.before["state"]:
        found.add(_STATE + answer.after["state"])
    if "parked_case" in answer.changed or "person" in answer.changed:
        found.add(_PERSON)
    flow = answer.session.flow
    if flow and flow.flow.partition("/")[1] and flow.flow.split("/")[1] == "1":
        found.add(_FLOW + flow.flow.partition("/")[0])
    screen = answer.screen
    options = [option.id for option in screen.options] if screen else []
    verbs = [id.rpartition(":")[2] for id in options if id.startswith("x:1:")]
    if verbs:
        found |= {_CARD, _FIRST + verbs[0]}
    if options[:1] == [_MENU_OPTION]:
        found.add("menu")
    if any(line.id.startswith(_NOT_UNDERSTOOD) for line in (screen.lines if screen else ())):
        return {LOST, _CARD} if verbs else {LOST}  # the choices of the card are no answer
    found |= {_MEANT[line.id] for line in (screen.lines if screen else ()) if line.id in _MEANT}
    return found


def is_about_it(answer: Answer) -> bool:
    """Whether an answer is about the exchange: its card, a question about it, or something that was done to it."""
    found = signs(answer)
    if "exchange" in answer.changed or any(sign.startswith(_FLOW) for sign in found):
        return True
    lists = any(line.id in _LISTS for line in (answer.screen.lines if answer.screen else ()))
    return _CARD in found and LOST not in found and not lists


def is_for_them(answer: Answer) -> bool:
    """Whether it asks if the words are for the other side, or lets them be written."""
    return not signs(answer).isdisjoint((_FOR_THEM, f"{_FLOW}write"))


def leads_to(answer: Answer) -> frozenset[str]:
    """The choice of its card that is first, the question that is asked about it, what it became."""
    return frozenset(sign for sign in signs(answer) if sign.startswith((_STATE, _FIRST, _FLOW)))


def verdict(step: Step, answer: Answer, wanted: dict[str, str]) -> str:
    """How good the answer is, for a sentence of that step from which `wanted` has to be read."""
    found = signs(answer)
    acts = answer.changed & _ACTS
    if _FAILED in {line.id for line in (answer.screen.lines if answer.screen else ())}:
        return WRONG
    if acts and _PERSON not in found and not any(_STATE + state in found for state in step.does):
        return WRONG
    if acts - {"parked_case"} and _PERSON in found:
        return WRONG
    if any(_STATE + state in found for state in step.does):
        return RIGHT
    if not found.isdisjoint(step.right):
        return RIGHT if _read(answer, wanted) else ASKED
    if LOST in found or _asked_again(answer):
        return LOST
    return ASKED if found & {_CARD, _FOR_THEM, _WHICH, *step.also} else MISREAD


def _read(answer: Answer, wanted: dict[str, str]) -> bool:
    flow = answer.session.flow
    said = {**flow.hints, **flow.answers} if flow else {}
    return all(said.get(key) == value for key, value in wanted.items())


def _asked_again(answer: Answer) -> bool:
    flow = answer.session.flow
    return bool(flow and flow.asking == answer.asked and answer.session.rejected)
