"""What does a choice come to? A command, a conversation to begin, or a page: exactly one of the three."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.engine import State
from core.commands import Command
from core.look import is_id
from core.messages import Message, Screen


@dataclass(frozen=True, slots=True)
class Act:
    """`flow` asks nothing that `hints` say, below `lines`.

    `opens`: the page's choices become the screen even where a question waits. `then`: what is begun after it.
    """

    command: Command | None = None
    flow: str = ""
    hints: Mapping[str, str] = field(default_factory=dict)
    lines: tuple[Message, ...] = ()
    page: Screen | None = None
    opens: bool = False
    then: State | None = None


def opens(page: Screen | None) -> Act | None:
    """The page whose choices become the screen, where there is one."""
    return Act(page=page, opens=True) if page else None


def an_id(text: str) -> int:
    """The id in a payload. Raises ValueError where it cannot be one of ours."""
    if not is_id(text):
        raise ValueError("not an id of ours")
    return int(text)
