"""What one command or clock causes to be said, gathered: the actor's own lines, and alerts for the others."""

from __future__ import annotations

from collections.abc import Sequence

from core import audience
from core.audience import Ear
from core.db import Tx
from core.look import Look, Me
from core.messages import Message, Option, Screen, dump
from core.outbox import Item
from core.policy import DAY_MS

SUGGESTION_MS = 7 * DAY_MS
DEFAULT_MS = 3 * DAY_MS


class Telling:
    """`me` and `look` are the actor's; None for a clock."""

    def __init__(self, tx: Tx, now: int, me: Me | None, look: Look | None) -> None:
        self.tx, self.now, self.me, self.look = tx, now, me, look
        self.lines: list[Message] = []
        self.options: tuple[Option, ...] = ()
        self.alerts: list[Item] = []

    def say(self, *lines: Message) -> None:
        """To the actor, in the reply."""
        self.lines += lines

    def coordinators(self, hub_id: int) -> list[Ear]:
        """Who coordinates the hub now."""
        return audience.coordinators(self.tx, hub_id, self.now)

    def alert(self, ears: Sequence[Ear], screen: Screen, key: str, expires: int = DEFAULT_MS) -> None:
        """To others, each once for `key`; it is worth nothing after `expires` milliseconds."""
        body = dump(screen)
        for ear in ears:
            if self.me and ear.person_id == self.me.person_id:
                continue  # they read it in their own reply
            self.alerts.append(
                Item(ear.address_id, ear.channel, "alert", body, f"{key}:{ear.address_id}", self.now + expires)
            )
