"""What is kept of a conversation between two messages, as one short JSON text in `conversation.state`."""

from __future__ import annotations

import secrets
from typing import Any, NamedTuple

import orjson

from bot.engine import State
from core.look import Me


class Session(NamedTuple):
    """`token` names the flow that is on: a button with another one is from an older screen.

    `flow` is the conversation that is on, `parked` the one it interrupted (one at most). `idle` is what 1–9 mean when
    nothing is asked: payloads in order. `rejected` counts answers in a row that were not understood. `kept` is the
    newcomer's first text. `screen` is the outbound id of the newest reply: a bare number counts once that was sent.
    `pace` is when the minute began in which messages are counted, and how many.
    `album` names what was sent together and has been answered.
    `done` is the button by which they last did something: the same one again, on a bad line, was carried out before.
    `pressed` is the number by which they last did something: the same one again, seconds later, went out twice.
    `alerted` says that the screen is an alert that came since, and is not kept.
    `arrived` holds the choices of the newest alert that came while something is asked: words may be for that.
    `card` is a sum of the draft that was shown: a yes to it is none to what it has become since.
    `assumed` says that nothing they wrote was sure of a language yet: the first words that are, decide.
    `failed` says that the last message could not be handled: a second one in a row begins the conversation anew.
    `before` is set while somebody who told of danger writes to who coordinates: how the conversation stood, to be gone
    on with (bot/danger.py).
    `whose` is the organisation for which all that was begun, 0 for none, None where nothing was. `others` holds what
    waits for others of theirs, by whose it is: it never comes while they act for another one.
    """

    token: str = ""
    flow: State | None = None
    parked: State | None = None
    idle: tuple[str, ...] = ()
    rejected: int = 0
    kept: str = ""
    screen: int = 0
    failed: bool = False
    pace: tuple[int, int] = (0, 0)
    album: str = ""
    done: str = ""
    assumed: bool = False
    card: int = 0
    pressed: int = 0
    alerted: bool = False
    arrived: tuple[str, ...] = ()
    before: Session | None = None
    whose: int | None = None
    others: tuple[tuple[int, State], ...] = ()


EMPTY = Session()
DRAFTS = frozenset(("need", "offer"))
"""The conversations in which a request or an offer is written, called as its kind is."""
ABOUT_MESSAGES = ("stop", "pause")
"""The conversations about whether and how often messages come."""
ALL_DRAFTS = DRAFTS | {"either"}
"""With the one in which it is still asked which of the two it is."""
THEN = "then"
"""The hint of a request that holds what is asked for after it, each on a line."""
THEN_HOURS = "hours.then"
"""The hint that holds the minutes of each of these, on the same lines; an empty line for one of which none are told."""
THEN_DAYS = "by.then"
"""The hint that holds the day of each of these as ISO date, in the same way; absent where one day is said of all."""
OTHER = "other."
"""Begins the hints of the offer that one message made beside a request, or of the request beside an offer."""
GUESSED = "guessed"
"""The hint of words that we but guess to be a request or an offer, or to be for the other side of an exchange."""
RESUMED = "resumed"
"""The hint of what came back once by itself: after that it is gone on with when they want."""
_GUESSES = {"either": ("kind",), "pass_on": ("sure",)}
_TEXTS = frozenset((str,))
_MOST_OTHERS = 4  # organisations for which something waits while they act for another one


def waiting(flow: State | None) -> State | None:
    """A flow that is gone on with after something else; not where it was but our guess what words are."""
    guess = flow is not None and GUESSED in flow.hints and flow.asking in _GUESSES.get(flow.flow.partition("/")[0], ())
    return None if guess else flow


def for_whom(session: Session, me: Me) -> Session:
    """The session while they act for that organisation: what waits for another one is put away until they are back.

    What a newcomer has begun goes on in the organisation that they join.
    """
    mine = me.organisation_id or 0
    if session.whose == mine:
        return session
    if session.whose is None or (session.whose == 0 and not me.assists):
        return session._replace(whose=mine)
    waits, others = waiting(session.flow) or session.parked, dict(session.others)
    if waits:
        others[session.whose] = waits
    back = others.pop(mine, None)
    kept = tuple(others.items())[-_MOST_OTHERS:]
    return session._replace(whose=mine, flow=None, parked=back, others=kept, idle=(), rejected=0, token=new_token())


def new_token() -> str:
    """Four characters, enough to tell this flow's screen from the last ones."""
    return secrets.token_hex(2)


def dump_session(session: Session) -> str:
    """As JSON; '' for an empty one."""
    body = _body(session)
    return orjson.dumps(body).decode() if body else ""


def _body(session: Session) -> dict[str, Any]:
    """What is not as in an empty session, by the letter it is kept under."""
    open_now = session.flow or session.parked or session.idle or session.others
    body: dict[str, Any] = {
        "k": session.token or None,
        "f": _state(session.flow) if session.flow else None,
        "p": _state(session.parked) if session.parked else None,
        "i": session.idle or None,
        "e": session.arrived if session.flow and session.arrived else None,
        "r": session.rejected or None,
        "t": session.kept or None,
        "s": session.screen or None,
        "x": 1 if session.failed else None,
        "n": session.pace if session.pace[1] else None,
        "a": session.album or None,
        "d": session.done or None,
        "l": 1 if session.assumed else None,
        "c": session.card or None,
        "b": session.pressed or None,
        "y": None if session.before is None else _body(session.before),
        "w": session.whose if open_now else None,
        "o": [[whose, _state(state)] for whose, state in session.others] or None,
    }
    return {letter: value for letter, value in body.items() if value is not None}


def load_session(text: str) -> Session:
    """The session that `dump_session` wrote; what cannot be read (an older release) is an empty one."""
    if not text:
        return EMPTY
    try:
        return _session(orjson.loads(text))
    except (TypeError, ValueError, AttributeError):  # no JSON, or not of this shape
        return EMPTY


def _session(body: dict[str, Any]) -> Session:
    return Session(
        token=_text(body.get("k", "")),
        flow=_unstate(body.get("f")),
        parked=_unstate(body.get("p")),
        idle=_texts(body.get("i", [])),
        arrived=_texts(body.get("e", [])),
        rejected=_number(body.get("r", 0)),
        kept=_text(body.get("t", "")),
        screen=_number(body.get("s", 0)),
        failed="x" in body,
        pace=_pair(body["n"]) if "n" in body else (0, 0),
        album=_text(body.get("a", "")),
        done=_text(body.get("d", "")),
        assumed="l" in body,
        card=_number(body.get("c", 0)),
        pressed=_number(body.get("b", 0)),
        whose=_number(body["w"]) if "w" in body else None,
        others=tuple(_of_other(*other) for other in body.get("o", [])),
        before=_session(body["y"]) if "y" in body else None,
    )


def _state(state: State) -> list[Any]:
    return [state.flow, state.asking, state.offered, dict(state.answers), dict(state.hints)]


def _unstate(packed: list[Any] | None) -> State | None:
    if not packed:
        return None
    flow, asking, offered, answers, hints = packed
    return State(_text(flow), _text(asking), _texts(offered), _named(answers), _named(hints))


def _of_other(whose: int, packed: list[Any]) -> tuple[int, State]:
    state = _unstate(packed)
    if state is None:
        raise TypeError("no state")
    return _number(whose), state


def _text(value: Any) -> str:
    if type(value) is not str:
        raise TypeError("not a text")
    return value


def _texts(values: Any) -> tuple[str, ...]:
    if type(values) is not list or not _TEXTS.issuperset(map(type, values)):
        raise TypeError("not a list of texts")
    return tuple(values)


def _named(values: Any) -> dict[str, str]:
    if type(values) is not dict or not _TEXTS.issuperset(map(type, values.values())):
        raise TypeError("not texts by name")
    return values


def _pair(values: Any) -> tuple[int, int]:
    first, second = values
    return _number(first), _number(second)


def _number(value: Any) -> int:
    if type(value) is not int:
        raise TypeError("not a number")
    return value
