"""What goes in and out of the simulator's door: what a visitor does, and what a page shows, as plain values."""

from __future__ import annotations

from typing import NamedTuple

from bot.simulator.phone import Bubble
from bot.simulator.shelf import Brought
from core.accounts.witness import Sums, Written


class Act(NamedTuple):
    """What a visitor does: `name` is one of bot/simulator/worlds.py's, on a telephone where it is about one."""

    name: str
    phone: str = ""
    value: str = ""
    number: int = 0
    file: Brought | None = None


class Full(Exception):
    """Every world is taken by somebody who is busy in it."""


class Exhausted(Exception):
    """This world has seen enough; the visitor begins afresh."""


class PhoneView(NamedTuple):
    """`name` is the organisation's, '' for who acts for none; `posted`, `held` its minutes. `last`: newest bubble."""

    key: str
    name: str
    lang: str
    channel: str
    connection: str
    hidden: bool
    online: bool
    bubbles: tuple[Bubble, ...]
    last: int
    posted: int | None
    held: int


class Drawer(NamedTuple):
    """The newest message: what came in, how its words read, what is asked now, and what the books gained by it.

    `times` it came, of which `repeats` changed nothing. `values` and `answers` are pairs of a name and a text. `choice`
    is which choice of the list on the screen a number picked, 0 for none; `answered`: whether a question waited.
    `media` is what came without words.
    """

    phone: str
    label: str
    channel: str
    number: str
    payload: str
    media: str
    choice: int
    answered: bool
    intent: str
    values: tuple[tuple[str, str], ...]
    flow: str
    asking: str
    answers: tuple[tuple[str, str], ...]
    written: tuple[Written, ...]
    times: int
    repeats: int


class View(NamedTuple):
    """`repeats` counts messages that came more than once and had no second effect.

    `alive`: whether there is a worker; `armed`: whether it dies with its next message.
    """

    scene: str
    now: int
    alive: bool
    armed: bool
    phones: tuple[PhoneView, ...]
    sums: Sums
    repeats: int
    drawer: Drawer | None
