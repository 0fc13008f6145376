"""What the simulator's pages need of the rest, as a protocol."""

from __future__ import annotations

from typing import Protocol

from bot.simulator.values import Act, View
from core.messages import Message


class Simulator(Protocol):
    """A world for each visitor; visitors are opaque words of ours."""

    def look(self, visitor: str, scene: str | None = None) -> View | None:
        """Their world as it stands, or that scene as it begins; None while it is being prepared."""
        ...

    def act(self, visitor: str, scene: str | None, act: Act) -> View:
        """Do it; raises Full, Exhausted, or LookupError for what there is not."""
        ...

    def afresh(self, visitor: str) -> None:
        """Forget their world."""
        ...

    def say(self, lang: str, message: Message) -> str:
        """A sentence in a telephone's language."""
        ...
