"""What stands on a telephone, as structure: the question that waits, its draft, the choices and the messages' ids.

A volunteer reads only this and never the wording, so that a new word on a button changes nothing that is measured.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from bench.volunteers.world import Shown, World
from bot.conversation.session import Session
from bot.sending.few import fewer
from core.messages import Message, Option, Several

_TOKEN = re.compile(r"^q:[^:]*:")
_CARD = re.compile(r"^x:(\d+):\d+:")
_LOST = (
    "I did not understand",
    "Choose one of the numbers",
    "I need a few words",
    "Is it right? Write",
    "There was no question waiting",
    "I had just sent you another list",
    "Write only the name of the town",
    "Write a number of stars",
    "That conversation has ended",
    "Something went wrong",
)
"""How messages begin that say that nothing was understood, or ask for an answer once more."""
_BEGIN = "To accept and begin, write your organisation"
"""The same where nothing stands above it: below an answer it says how to go on."""


@dataclass(frozen=True)
class Seen:
    """`new` is what came with the last answer. `options` are those that a tap or a number can choose now.

    `danger`: all that is written goes to who coordinates, since words were taken for somebody in danger.
    """

    new: tuple[Shown, ...] = ()
    options: tuple[Option, ...] = ()
    numbered: bool = True
    flow: str = ""
    asking: str = ""
    parked: str = ""
    draft: dict[str, str] = field(default_factory=dict)
    code: str = ""
    danger: bool = False

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of all messages that came, inner ones included."""
        return tuple(id for one in self.new for line in one.screen.lines for id in _ids(line))

    @property
    def replied(self) -> tuple[str, ...]:
        """The same of the answers only, without what others caused meanwhile."""
        return tuple(id for one in self.new if one.kind == "reply" for line in one.screen.lines for id in _ids(line))

    @property
    def lost(self) -> bool:
        """Whether it says that it did not understand."""
        first = next(iter(self.replied), "")
        return first.startswith(_BEGIN) or any(id.startswith(_LOST) for id in self.replied)

    @property
    def verbs(self) -> tuple[str, ...]:
        return tuple(verb_of(option) for option in self.options)

    def option(self, *patterns: str) -> Option | None:
        """The first choice that fits the first of these patterns that any fits: "x:prop", "q:sure:yes", "l:17:see"."""
        for pattern in patterns:
            for option in self.options:
                if pattern in (verb_of(option), option.id):
                    return option
        return None

    def number(self, option: Option) -> int:
        """What is typed to choose it; 0 where digits mean something else."""
        counted = [one for one in self.options if one.numbered]
        return counted.index(option) + 1 if self.numbered and option in counted else 0

    @property
    def exchanges(self) -> frozenset[int]:
        """The exchanges whose cards, or lines in a list, came."""
        found = (_CARD.match(option.id) for one in self.new for option in one.screen.options)
        return frozenset(int(one[1]) for one in found if one)


def verb_of(option: Option) -> str:
    """A choice without what is different in each world: "q:sure:yes", "x:acc", "l:down", "m:need"."""
    id = _TOKEN.sub("q:", option.id)
    kind, *rest = id.split(":")
    if kind == "q":
        return id
    if kind == "x":
        return f"x:{rest[-1].partition('-')[0]}"
    if kind == "z":
        return "z"
    if kind == "b":
        return ":".join((kind, *rest[:2]))
    if kind in ("l", "o", "c", "p", "f", "k", "r", "n"):
        return f"{kind}:{rest[-1]}"
    return id.partition("/")[0]


def look(world: World, who: str, new: Sequence[Shown], before: Seen | None = None) -> Seen:
    """What that person has before them after these messages came."""
    session = world.session(who)
    standing = before.options if before and new and not any(one.screen.options for one in new) else ()
    options, numbered = _choices(world, who, new, session)
    flow = session.flow
    return Seen(
        tuple(new),
        options or standing,
        numbered,
        flow.flow.partition("/")[0] if flow else "",
        flow.asking if flow else "",
        session.parked.flow.partition("/")[0] if session.parked else "",
        flow.said() if flow else {},
        next((one.screen.code for one in reversed(new) if one.screen.code), ""),
        session.before is not None,
    )


def _choices(world: World, who: str, new: Iterable[Shown], session: Session) -> tuple[tuple[Option, ...], bool]:
    """Those of the reply; of an alert where nothing is asked, since numbers then mean its choices."""
    found: tuple[tuple[Option, ...], bool] = ((), True)
    for one in new:
        if not one.screen.options:
            continue
        if one.kind != "reply" and session.flow is not None:
            continue
        options = one.screen.options
        found = (fewer(options, one.id) if world.phones[who].channel == "sms" else options, True)
    return found


def _ids(said: Message | str) -> Iterator[str]:
    if not isinstance(said, Message):
        return
    yield said.id
    for value in said.params.values():
        if isinstance(value, Message):
            yield from _ids(value)
        elif isinstance(value, Several):
            for item in value.items:
                yield from _ids(item)
