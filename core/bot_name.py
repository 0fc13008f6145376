"""How is the bot called on Telegram? The process that asked leaves it in the database for those that only listen."""

from __future__ import annotations

from collections.abc import Callable

from core import leases
from core.db import Database
from core.errors import Unavailable

KEPT_MS = 60_000


class BotName:
    """The name that goes with `token`, looked up at most once a minute; another bot's name is never given."""

    def __init__(self, db: Database, token: str, clock: Callable[[], int]) -> None:
        self._db, self._clock = db, clock
        self._key = f"bot-name-{token.partition(':')[0]}"  # the bot's own number, which is no secret
        self._read_at: int | None = None
        self._name = ""

    def get(self) -> str:
        """Without @; '' until some process left it, or while the database is away."""
        now = self._clock()
        if self._read_at is None or not 0 <= now - self._read_at < KEPT_MS:
            try:
                with self._db.read() as tx:
                    self._name = leases.value(tx, self._key)
            except Unavailable:
                return self._name
            self._read_at = now
        return self._name

    def leave(self, name: str, by: str) -> None:
        """Keep the name for the others. Raises Unavailable."""
        self._db.writing(lambda tx: leases.leave(tx, self._key, by, name, self._clock()))
