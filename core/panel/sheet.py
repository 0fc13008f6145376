"""What is a page made of? Sentences, figures and tables of typed values, to be said in the reader's language.

A table is shown as such, and is what its CSV holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.db import Tx
from core.messages import Message, Option, Value
from core.vault import Vault


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks for which hub's page, when, and what else they said (`?state=open`). `today` is theirs, an ISO day."""

    tx: Tx
    vault: Vault
    person_id: int
    hub_id: int
    now: int
    today: str
    zone: str
    lang: str
    id: int = 0
    args: Mapping[str, str] = field(default_factory=dict)
    file: bytes = b""  # that they brought
    country: str = ""  # theirs, by its code: how files are to be written
    whole: bool = False  # a list is wanted with all its lines, as a file holds it


class Percent(int):
    """A share of a hundred, shown with its sign."""


class Hundredths(int):
    """An amount with two decimals, as cents are of dollars: 6 is 0.06."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line: its cells, what can be done with it (as in chat), and the page behind it ("members/5")."""

    cells: tuple[Value | None, ...]
    deeds: tuple[Option, ...] = ()
    link: str = ""
    extra: tuple[Form, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """`head` names each column; `name` is its file's, empty where there is nothing to take away."""

    head: tuple[Message, ...]
    rows: tuple[Row, ...]
    name: str = ""
    none: Message | None = None  # said where there are no rows


@dataclass(frozen=True, slots=True)
class Bars:
    """A picture of amounts. Per row: its name, and one amount for each of `series`, one below the other.

    `stacked`: in one bar, where they are parts of a whole.
    """

    series: tuple[Message, ...]
    rows: tuple[tuple[Value, tuple[int, ...]], ...]
    stacked: bool = False


@dataclass(frozen=True, slots=True)
class Lines:
    """A picture of amounts over time: for each of `series` one amount a point, None where it is not told."""

    series: tuple[Message, ...]
    points: tuple[tuple[Value, tuple[int | None, ...]], ...]


@dataclass(frozen=True, slots=True)
class Heat:
    """Who with whom: for each of `down` one amount for each of `across`, the darker the more; None for nothing."""

    down: tuple[str, ...]
    across: tuple[str, ...]
    cells: tuple[tuple[int | None, ...], ...]


Picture = Bars | Lines | Heat


@dataclass(frozen=True, slots=True)
class Field:
    """One thing to fill in; `choices` are (value, label) of a list."""

    name: str
    label: Message | str
    value: str = ""
    choices: tuple[tuple[str, Message | str], ...] = ()
    hidden: bool = False
    longest: int = 300


@dataclass(frozen=True, slots=True)
class Form:
    """What can be sent from a page beside the deeds of the chat; `action` is one of bot/desk's.

    `also`: a second button, with an action of its own for the same fields.
    """

    action: str
    fields: tuple[Field, ...]
    send: Message
    also: tuple[str, Message] | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """Something to open: `path` within the hub's pages. `days`: asked with a first and a last day of what it holds."""

    path: str
    label: Message
    is_page: bool = False  # else a file to take away
    days: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a page under a heading of its own; `about` is the one sentence that says what a picture shows."""

    title: Message
    about: tuple[Message, ...] = ()
    picture: Picture | None = None
    table: Table | None = None
    form: Form | None = None
    links: tuple[Link, ...] = ()
    deeds: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True)
class Turning:
    """A long list, of which a page shows some lines: the words looked for, and the addresses of the pages beside it.

    `kept` is asked for again with other words; `first` is 0 where nothing was found.
    """

    words: str
    first: int
    last: int
    all: int
    back: str
    on: str
    kept: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page."""

    title: Message
    about: tuple[Message, ...] = ()
    figures: tuple[tuple[Message, Value], ...] = ()
    parts: tuple[Part, ...] = ()
    filters: tuple[tuple[str, Message], ...] = ()  # ("?state=open", "open")
    shown: str = ""  # the one of them that is
    days: tuple[str, str] | None = None  # first and last, where other ones may be asked for
    turning: Turning | None = None  # where the list is long, or was looked through
