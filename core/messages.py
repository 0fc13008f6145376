"""A sentence to be said later: what core and flows make instead of text, since they do not know the reader.

The id of a message is its English sentence with named places, as in gettext; bot/wording/ turns it into the
reader's language. Values are typed, so that an amount, a day or somebody's words are each shown the right way.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, NamedTuple

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


class OrganisationName(str):
    """The name of an organisation, and whose it is. Stored screens and events keep the id alone, and the name is read
    when they are written out: whoever is renamed or forgotten meanwhile, nothing has to be changed in them.

    What is read from the database as a name is one already (core/tables/communities.py `name_column`).
    """

    __slots__ = ("id",)
    id: int

    def __new__(cls, name: str, id: int) -> OrganisationName:
        self = super().__new__(cls, name)
        self.id = id
        return self

    def __getnewargs__(self) -> tuple[str, int]:  # type: ignore[override]
        return str(self), self.id

    @property
    def forgotten(self) -> bool:
        """Whether it closed and its name went (core/privacy/closure.py), or nobody has read it."""
        return self == pseudonym(self.id)


def pseudonym(id: int) -> str:
    """What stands where the name of a closed organisation stood; each reader is told it in their own language."""
    return f"Organisation {id}"


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


Names = Mapping[int, str]
"""What organisations are called, by their ids."""


def load(text: str, opened: Callable[[str], Sealed | str] = Sealed, names: Names = MappingProxyType({})) -> Screen:
    """The screen that `dump` wrote. `opened` makes the value of a sealed token: it stays sealed unless told.

    Organisations have the name that `names` tells (those of `organisations_in`), or a pseudonym.
    """
    body = orjson.loads(text)
    reading = _Reading(opened, names)
    lines = tuple(_unpack(line, reading) for line in body["l"])
    options = tuple(Option(id, _unpack(label, reading), numbered) for id, label, numbered in body.get("o", ()))
    return Screen(lines, options, body.get("c", ""), body.get("f", ""), _brief(body, names), body.get("j", 0))


def organisations_in(text: str) -> set[int]:
    """Ids of the organisations of which a dumped screen speaks; inside somebody's words there is no bare quote."""
    return {int(id) for id in _SPOKEN_OF.findall(text)} if _ORGANISATION in text else set()


def brief_of(text: str, names: Names = MappingProxyType({})) -> Brief | None:
    """The brief inside a dumped screen, None where there is none."""
    return _brief(orjson.loads(text), names) if '"b":' in text else None


def _brief(body: dict[str, Any], names: Names) -> Brief | None:
    if "b" not in body:
        return None
    kind, values = body["b"]
    reading = _Reading(Sealed, names)
    return Brief(kind, {name: _unpack(value, reading) for name, value in values.items()})


def dump_value(value: Value) -> str:
    """One value as JSON text (history rows, match reasons)."""
    return _json(value)


def load_value(text: str, names: Names = MappingProxyType({})) -> Any:
    """The value that `dump_value` wrote."""
    return _unpack(orjson.loads(text), _Reading(Sealed, names))


def _json(value: Any) -> str:
    return orjson.dumps(value, packed, orjson.OPT_PASSTHROUGH_DATACLASS | orjson.OPT_PASSTHROUGH_SUBCLASS).decode()


def packed(value: Value) -> Any:
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
    OrganisationName: lambda value: {"g": value.id},
    Sealed: lambda value: {"x": value.token},
    SealedCode: lambda value: {"k": value.token},
    Several: lambda value: {"s": value.items},
}


_ORGANISATION = '{"g":'
_SPOKEN_OF = re.compile(r'\{"g":(\d+)\}')


class _Reading(NamedTuple):
    """How what is stored becomes a value again."""

    opened: Callable[[str], Any]
    names: Names


def _unpack(value: Any, reading: _Reading) -> Any:
    if not isinstance(value, dict):
        return value
    if "t" in value:
        return Message(value["t"], {k: _unpack(v, reading) for k, v in value["p"].items()}, value.get("n", ""))
    if "s" in value:
        return Several(tuple(_unpack(item, reading) for item in value["s"]))
    if "v" in value:
        id, otherwise, *names = value["v"]
        return Service(id, otherwise, *(tuple(map(tuple, one)) for one in names))
    ((key, inner),) = value.items()
    if key == "g":
        return OrganisationName(reading.names.get(inner) or pseudonym(inner), inner)
    if key == "k":
        digits = reading.opened(inner)
        return Code(digits) if isinstance(digits, str) else SealedCode(inner)
    return reading.opened(inner) if key == "x" else _SIMPLE[key](inner)


_SIMPLE: dict[str, Any] = {"m": Amount, "d": Day, "a": Moment, "h": Clock, "c": Code, "w": Door, "l": Country}
