"""A conversation reads like a script and is stored like a form.

A flow is a generator: it yields questions and returns one command (or None). Between two messages only `State` is
kept; `advance` runs the generator from the top with the answers it has and stops at the first question without one.
What a flow refuses is how it ended, and never an exception for whoever runs it: it may refuse whenever it is run.
Nothing here reads a database, a clock or a language. The idea of driving a generator from outside is httpx's
`Auth.auth_flow`.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar, NamedTuple, Protocol

from core.errors import FlowBug, Refusal

Flow = Generator["Question", Any, Any]
Start = Callable[[], Flow]


class Reject(Exception):
    """Words that do not answer the question; `message` says what would (a core.messages.Message).

    Where these words leave something behind, `command` does it and refuses: its refusal is what is said.
    """

    def __init__(self, message: Any, command: Any = None) -> None:
        super().__init__("not an answer")
        self.message, self.command = message, command


class Question(Protocol):
    """One thing to ask. `key` names it for ever: new meaning, new key."""

    @property
    def key(self) -> str: ...

    # False where only the person's own words to this very question count (consent)
    hintable: ClassVar[bool]

    @property
    def assumed(self) -> str | None:
        """The canonical answer where nobody is asked unless they want to change it; None: ask."""
        ...

    def offered(self) -> tuple[str, ...]:
        """Ids of the choices that go on the screen, in order."""
        ...

    def read(self, words: Any, offered: tuple[str, ...]) -> str:
        """The canonical text of an answer, or Reject. A number may only pick from `offered`, the list on the screen."""
        ...

    def value(self, canonical: str) -> Any:
        """What the flow gets for a canonical text; Reject when it does not hold (any more)."""
        ...


@dataclass(frozen=True, slots=True)
class State:
    """What is kept of a conversation: canonical answers by key, the key on the screen and the ids shown with it."""

    flow: str
    asking: str = ""
    offered: tuple[str, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    hints: Mapping[str, str] = field(default_factory=dict)

    def said(self) -> dict[str, str]:
        """What is known by now: the hints, and over them what was answered."""
        return {**self.hints, **self.answers}


class Turn(NamedTuple):
    """Where a conversation stands: a question to ask (with why the last words did not do), done with a result, or
    refused: `state` is then what it was begun or gone on with.
    """

    state: State
    ask: Question | None = None
    retry: Reject | None = None
    done: bool = False
    result: Any = None
    refusal: Refusal | None = None


class _Step(NamedTuple):
    """What a flow does next: it asks, or it is over with a result or a refusal."""

    question: Question | None = None
    result: Any = None
    refusal: Refusal | None = None


def advance(start: Start, state: State, words: Any = None, meet: Callable[[Question], None] | None = None) -> Turn:
    """Run the flow from the top. `words` may answer only the question that `state` is asking; None asks it again.

    `meet` is shown that question before the words answer it, and may raise to do something else with them.
    """
    flow = start()
    answers: dict[str, str] = {}
    hints = dict(state.hints)
    try:
        step = _step(flow)
        while question := step.question:
            if question.key in answers:
                raise FlowBug(f"{state.flow} asks {question.key!r} twice")
            try:
                if meet is not None and words is not None and question.key == state.asking:
                    meet(question)
                found = _answer(question, state, hints, words)
            except Reject as retry:
                return _stop(question, state, answers, hints, retry)
            if found is None:
                return _stop(question, state, answers, hints)
            canonical, value, given = found
            if given:
                answers[question.key] = canonical  # what is only assumed is no answer of theirs
            hints.pop(question.key, None)
            step = _step(flow, value)
    finally:
        flow.close()
    if step.refusal:
        return Turn(state, refusal=step.refusal)
    return Turn(State(state.flow, answers=answers), done=True, result=step.result)


def _step(flow: Flow, value: Any = None) -> _Step:
    try:
        return _Step(flow.send(value))
    except StopIteration as end:
        return _Step(result=end.value)
    except Refusal as refusal:
        return _Step(refusal=refusal)


def reopen(start: Start, state: State, key: str | None = None) -> Turn:
    """Forget one answer, the last by default, turn those after it into hints, and ask it again."""
    keys = list(state.answers)
    if key is not None and key not in keys:  # it was only assumed
        return advance(start, replace(state, asking=key, offered=()))
    if not keys:
        return advance(start, state)
    at = keys.index(key) if key in keys else len(keys) - 1
    before = {k: state.answers[k] for k in keys[:at]}
    after = {k: state.answers[k] for k in keys[at + 1 :]}
    hints = {k: v for k, v in {**state.hints, **after}.items() if k != keys[at]}
    return advance(start, State(state.flow, keys[at], answers=before, hints=hints))


def revise(start: Start, state: State, changes: Mapping[str, str]) -> Turn:
    """Put other canonical answers in place of some ("5 hours" on the card); what does not hold is asked."""
    kept = {key: answer for key, answer in state.answers.items() if key not in changes}
    hints = {**state.hints, **kept, **changes}  # what comes behind a question that is asked first is not lost
    return advance(start, State(state.flow, answers=kept, hints=hints))


def _answer(question: Question, state: State, hints: Mapping[str, str], words: Any) -> tuple[str, Any, bool] | None:
    """(canonical, value, whether they gave it) from what is stored, from the words, or from a hint; None = ask.

    Where it is not being asked for, one may be assumed.
    """
    key = question.key
    if key in state.answers:
        return _held(question, state.answers[key])
    if words is not None and key == state.asking:
        canonical = question.read(words, state.offered)
        return canonical, question.value(canonical), True
    if key in hints and question.hintable:
        return _held(question, hints[key])
    if key != state.asking and (usual := question.assumed) is not None:
        return _held(question, usual, given=False)
    return None


def _held(question: Question, canonical: str, *, given: bool = True) -> tuple[str, Any, bool] | None:
    try:
        return canonical, question.value(canonical), given
    except Reject:  # written by an older release, or the world moved on: ask
        return None


def _stop(
    question: Question, state: State, answers: dict[str, str], hints: dict[str, str], retry: Reject | None = None
) -> Turn:
    hints.pop(question.key, None)
    asked = State(state.flow, question.key, question.offered(), answers, hints)
    return Turn(asked, ask=question, retry=retry)
