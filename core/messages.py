"""A sentence to be said later: what core and flows make instead of text, since they do not know the reader.

The id of a message is its English sentence with named places, as in gettext; bot/wording/ turns it into the
reader's language. Values are typed, so that an amount, a day or somebody's words are each shown the right way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson


@dataclass(frozen=True, slots=True)
class Amount:
    """Integer minutes, shown as hours in words ("1 hour and a half"); never negative on a screen."""

    minutes: int


@dataclass(frozen=True, slots=True)
class Day:
    """A calendar day, ISO `YYYY-MM-DD`, shown with its weekday."""

    iso: str


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant in epoch milliseconds UTC, shown as day and clock time in the reader's own zone."""

    at: int


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day in minutes since midnight, shown as it stands, in whoever's zone it is."""

    minutes: int


@dataclass(frozen=True, slots=True)
class Code:
    """A reference, link or command: Latin script, Western digits, kept left to right in Arabic."""

    text: str


@dataclass(frozen=True, slots=True)
class Door:
    """The links by which anybody comes to the bot, one a line, each saying `word`; the word itself without any."""

    word: str


@dataclass(frozen=True, slots=True)
class Country:
    """A country by its ISO 3166-1 code, shown by its name in the reader's language."""

    code: str


@dataclass(frozen=True, slots=True)
class Service:
    """A service by its id in core/taxonomy.py, shown by its name in the reader's language.

    One of a hub's own is not there: `names` are (language, name) where it has several, `otherwise` is for all others.
    """

    id: str
    otherwise: str = ""
    names: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Sealed:
    """Somebody's words as the vault's token: opened only when the worker writes them out (bot/sending/rendering.py)."""

    token: str


@dataclass(frozen=True, slots=True)
class SealedCode:
    """The same of a `Code` that lets somebody in."""

    token: str


@dataclass(frozen=True, slots=True)
class Message:
    """A catalogue id with its values; `plural` is set where the sentence counts its parameter `n`."""

    id: str
    params: Mapping[str, Value] = field(default_factory=dict)
    plural: str = ""


@dataclass(frozen=True, slots=True)
class Several:
    """Messages in one sentence, joined as the reader's language joins a list ("a; b; c")."""

    items: tuple[Message, ...]


def several(words: Iterable[str]) -> Several:
    """Somebody's words in one sentence, each with its own direction: in one isolate they would change places."""
    return Several(tuple(Message("{what}", {"what": one}) for one in words))


# A bare str is somebody's words: isolated in direction, never a format string. A bare int is a plain number.
Value = (
    str
    | int
    | Amount
    | Day
    | Moment
    | Clock
    | Code
    | Door
    | Country
    | Service
    | Sealed
    | SealedCode
    | Message
    | Several
)


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a screen: `id` comes back when it is tapped or its number is typed.

    `numbered` is False where digits already mean something else (hours, days): it is then chosen by word or button.
    """

    id: str
    label: Message | str
    numbered: bool = True


NEWS = "news"
"""The kind of brief that names nobody and nothing: what goes where there is no other."""


@dataclass(frozen=True, slots=True)
class Brief:
    """What an alert says in one sentence where only approved texts may go (bot/sending/briefs.py has its kinds)."""

    kind: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Screen:
    """One outgoing message before it has a language: paragraphs, then choices.

    `code` is set on alert cards: the digits which open the card when it arrived in the middle of something else.
    `foreign` is the language of the sealed words in it where its reader reads another: said, or translated, on the way.
    `brief` is what is said of it outside WhatsApp's 24 hours. `media` is the id of what is handed on with it.
    """

    lines: tuple[Message, ...]
    options: tuple[Option, ...] = ()
    code: str = ""
    foreign: str = ""
    brief: Brief | None = None
    media: int = 0


def _(id: str, **params: Value) -> Message:
    """Mark a sentence for the catalogues and keep its values for later."""
    return Message(id, params)


def _n(id: str, plural: str, n: int, **params: Value) -> Message:
    """The same for a sentence that counts: `{n}` is available in every form."""
    return Message(id, {"n": n, **params}, plural)


def dump(screen: Screen) -> str:
    """A screen as JSON text, for the outbox."""
    body: dict[str, Any] = {"l": screen.lines}
    if screen.options:
        body["o"] = [[o.id, o.label, o.numbered] for o in screen.options]
    if screen.code:
        body["c"] = screen.code
    if screen.foreign:
        body["f"] = screen.foreign
    if screen.brief:
        body["b"] = [screen.brief.kind, dict(screen.brief.values)]
    if screen.media:
        body["j"] = screen.media
    return _json(body)


def load(text: str, opened: Callable[[str], Sealed | str] = Sealed) -> Screen:
    """The screen that `dump` wrote. `opened` makes the value of a sealed token: it stays sealed unless told."""
    body = orjson.loads(text)
    lines = tuple(_unpack(line, opened) for line in body["l"])
    options = tuple(Option(id, _unpack(label, opened), numbered) for id, label, numbered in body.get("o", ()))
    return Screen(lines, options, body.get("c", ""), body.get("f", ""), _brief(body), body.get("j", 0))


def brief_of(text: str) -> Brief | None:
    """The brief inside a dumped screen, None where there is none."""
    return _brief(orjson.loads(text)) if '"b":' in text else None


def _brief(body: dict[str, Any]) -> Brief | None:
    return Brief(*body["b"]) if "b" in body else None


def dump_value(value: Value) -> str:
    """One value as JSON text (history rows, match reasons)."""
    return _json(value)


def load_value(text: str) -> Any:
    """The value that `dump_value` wrote."""
    return _unpack(orjson.loads(text), Sealed)


def _json(value: Any) -> str:
    return orjson.dumps(value, _packed, orjson.OPT_PASSTHROUGH_DATACLASS).decode()


def _packed(value: Value) -> Any:
    """One of our values as JSON's own; the encoder asks for each that lies inside it in turn."""
    pack = _PACK.get(type(value))
    if pack is None:
        raise TypeError(type(value).__name__)
    return pack(value)


def _message(said: Message) -> dict[str, Any]:
    return {"t": said.id, "p": said.params, "n": said.plural} if said.plural else {"t": said.id, "p": said.params}


def _service(one: Service) -> dict[str, Any]:
    return {"v": [one.id, one.otherwise, one.names] if one.names else [one.id, one.otherwise]}


# by the type and not by `match`, which looks at the types one after the other: screens are packed for every message
_PACK: dict[type, Callable[[Any], dict[str, Any]]] = {
    Message: _message,
    Amount: lambda value: {"m": value.minutes},
    Day: lambda value: {"d": value.iso},
    Moment: lambda value: {"a": value.at},
    Clock: lambda value: {"h": value.minutes},
    Code: lambda value: {"c": value.text},
    Door: lambda value: {"w": value.word},
    Country: lambda value: {"l": value.code},
    Service: _service,
    Sealed: lambda value: {"x": value.token},
    SealedCode: lambda value: {"k": value.token},
    Several: lambda value: {"s": value.items},
}


def _unpack(value: Any, opened: Callable[[str], Any]) -> Any:
    if not isinstance(value, dict):
        return value
    if "t" in value:
        return Message(value["t"], {k: _unpack(v, opened) for k, v in value["p"].items()}, value.get("n", ""))
    if "s" in value:
        return Several(tuple(_unpack(item, opened) for item in value["s"]))
    if "v" in value:
        id, otherwise, *names = value["v"]
        return Service(id, otherwise, *(tuple(map(tuple, one)) for one in names))
    ((key, inner),) = value.items()
    if key == "k":
        digits = opened(inner)
        return Code(digits) if isinstance(digits, str) else SealedCode(inner)
    return opened(inner) if key == "x" else _SIMPLE[key](inner)


_SIMPLE: dict[str, Any] = {"m": Amount, "d": Day, "a": Moment, "h": Clock, "c": Code, "w": Door, "l": Country}
