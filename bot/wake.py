"""How does the worker learn that something was committed? By a bell; polling is what remains when nobody rings.

In one process it is an event. With PostgreSQL the bell also rings in other processes: NOTIFY goes out on a connection
of its own after the commit, once for all rings meanwhile (inside each transaction it would hold back commits).
"""

from __future__ import annotations

import asyncio
import logging
import threading
from contextlib import suppress

import psycopg

from bot.trouble import Trouble
from core.watch import Watch

log = logging.getLogger(__name__)

_NAME = "comunidas_outbox"
_LOOK_S = 1.0
_PAUSE_S = 5.0
_ASKS = 10
"""After so many looks the server is asked whether it is there."""


class Bell:
    """Rung from any thread after a commit, heard in the event loops that listen."""

    def __init__(self) -> None:
        self._ears: list[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = []

    def listen(self) -> asyncio.Event:
        """An event of the running loop, set by every ring; whoever waits for it clears it before looking for work."""
        event = asyncio.Event()
        self._ears.append((asyncio.get_running_loop(), event))
        return event

    def ring(self) -> None:
        """Something is waiting. Never blocks, never fails."""
        for loop, event in tuple(self._ears):
            with suppress(RuntimeError):  # that loop has ended
                loop.call_soon_threadsafe(event.set)

    def close(self) -> None:
        """Nothing more is heard."""
        self._ears.clear()


class PostgresBell(Bell):
    """The same between processes. `url` is the database's; two connections are held, both made again when lost."""

    def __init__(self, url: str, *, hears: bool = True, watch: Watch | None = None) -> None:
        """`hears` is False in a process that only rings (a web process without a worker); `watch` its database's."""
        super().__init__()
        self._watch = watch or Watch(url)
        self._wanted = threading.Event()
        self._closed = threading.Event()
        self.ready = threading.Event()
        works = (self._notify, self._hear) if hears else (self._notify,)
        self._threads = [threading.Thread(target=self._keep, args=(work,), daemon=True) for work in works]
        for thread in self._threads:
            thread.start()

    def ring(self) -> None:
        super().ring()
        self._wanted.set()

    def close(self) -> None:
        super().close()
        self._closed.set()
        self._wanted.set()
        for thread in reversed(self._threads):
            thread.join(_PAUSE_S)  # on a line that died it may hang a little longer, and ends with the process

    def _keep(self, work: object) -> None:
        """Run `work` with a connection until closed, and once more with another one when it is lost."""
        assert callable(work)
        lost = Trouble(log, "the bell is not heard, and the outbox is looked at each second")
        while not self._closed.is_set():
            try:
                with self._watch.connect() as connection:
                    lost.over()
                    work(connection)
            except psycopg.Error as error:
                lost.met(type(error).__name__)
                self._closed.wait(_PAUSE_S)

    def _notify(self, connection: psycopg.Connection) -> None:
        closed = False
        while not closed and self._wanted.wait():
            self._wanted.clear()  # what is rung from here on needs another one
            closed = self._closed.is_set()  # then it is the last: by it our own ear wakes and ends
            connection.execute(f"NOTIFY {_NAME}")

    def _hear(self, connection: psycopg.Connection) -> None:
        connection.execute(f"LISTEN {_NAME}")
        super().ring()  # nobody knows what was missed before
        self.ready.set()
        looks = 0
        while not self._closed.is_set():
            looks += 1
            if not looks % _ASKS:  # a line that is dead rings no bell
                connection.execute("SELECT 1")
            if [*connection.notifies(timeout=_LOOK_S, stop_after=1)]:
                super().ring()


def make_bell(url: str, *, hears: bool = True, watch: Watch | None = None) -> Bell:
    """The bell that fits the database."""
    return Bell() if url.startswith("sqlite") else PostgresBell(url, hears=hears, watch=watch)
