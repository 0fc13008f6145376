"""Connections to the database of stories that are over, for those of the next.

To open one, and to wait until the last story's are closed, takes 40 ms a story, which is a third of what most need.
"""

from __future__ import annotations

import os
from contextlib import suppress

import psycopg
from psycopg.pq import TransactionStatus

from core.connections import Connections, Held

_MOST = 2
# What a story may have set, locked or listened to; what the server has prepared stays.
_AS_NEW = "RESET ALL; SELECT pg_advisory_unlock_all(); UNLISTEN *"


class KeptOpen:
    """Those of one database at a time."""

    def __init__(self) -> None:
        self._database = ""
        self._process = 0
        self._held: list[Held] = []

    def of(self, database: str) -> None:
        """Keep those of this one from now on; those of another are closed."""
        if database != self._database:
            self.close()
        self._database, self._process = database, os.getpid()

    def close(self) -> None:
        """Keep none until told again."""
        self._database = ""
        while self._held:
            self._held.pop().close()

    def as_new(self) -> list[int]:
        """Make those that are kept as good as new; the numbers of their processes."""
        for held in list(self._held):
            try:
                held.connection.execute(_AS_NEW)
            except psycopg.Error:
                self._held.remove(held)
                held.close()
        return [held.connection.info.backend_pid for held in self._held]

    def ours(self, one: Connections) -> bool:
        """Whether its connections may be kept. Never in a forked process: it shares the sockets of the other."""
        return bool(self._database) and one.engine.url.database == self._database and os.getpid() == self._process

    def take(self) -> Held | None:
        """One that works."""
        while self._held:
            held = self._held.pop()
            with suppress(psycopg.Error):
                held.connection.execute("SELECT")
                return held
            held.close()
        return None

    def give(self, held: Held) -> bool:
        """Whether it is kept."""
        idle = held.connection.info.transaction_status == TransactionStatus.IDLE
        if idle and len(self._held) < _MOST:
            self._held.append(held)
            return True
        return False


KEPT = KeptOpen()


class Handed(Connections):
    """The connections of a database, handed from story to story."""

    def close(self) -> None:
        """Keep what may serve others."""
        while KEPT.ours(self) and self._idle:
            held = self._idle.pop()
            if not KEPT.give(held):
                held.close()
        super().close()

    def _open(self) -> Held:
        return (KEPT.ours(self) and KEPT.take()) or super()._open()
