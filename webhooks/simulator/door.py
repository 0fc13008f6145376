"""What the simulator's pages need of the rest, as a protocol."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Protocol

from bot.simulator.shelf import Sight
from bot.simulator.values import Act, View
from core.messages import Message
from webhooks.door import Door


class Simulator(Protocol):
    """A world for each visitor; visitors are opaque words of ours."""

    def look(self, visitor: str, scene: str | None = None) -> View | None:
        """Their world as it stands, or that scene as it begins; None while it is being prepared."""
        ...

    def percent(self) -> int:
        """How far what is being prepared has come."""
        ...

    def pulse(self, visitor: str) -> tuple[int, int]:
        """Another one each time that something is done in the visitor's world."""
        ...

    def wait(self, visitor: str, pulse: tuple[int, int], seconds: float) -> bool:
        """Until it has another pulse, or so long; False where nothing is to come any more."""
        ...

    def act(self, visitor: str, scene: str | None, act: Act, origin: str = "", web: str = "") -> View:
        """Do it; raises Full, Exhausted, or LookupError for what there is not. `origin`: the same for one address.

        `web`: where the pages of a world that begins with this are.
        """
        ...

    def inside(self, visitor: str, *, acts: bool) -> AbstractContextManager[Door]:
        """The house of the visitor's world while one of its pages is made; `acts`: something may be done on it.

        Raises LookupError where they have none, and Exhausted.
        """
        ...

    def file(self, visitor: str, phone: str, n: int) -> tuple[Sight, bytes] | None:
        """What message `n` on a telephone of the visitor's shows beside its words."""
        ...

    def afresh(self, visitor: str) -> None:
        """Forget their world."""
        ...

    def say(self, lang: str, message: Message) -> str:
        """A sentence in a telephone's language."""
        ...
