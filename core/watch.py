"""Does PostgreSQL still answer? What a connection may take, and who ends one that waits in vain.

TCP tells of a machine that is gone, after some seconds (`LIFE`). Nothing tells of a proxy, a NAT or a failover that
forgets a connection and answers for it: a statement would be waited for without end. So a thread looks at who waits for
long, and asks the server, on another connection, whether it is still at work for them; where it is not, the connection
is cut, what the server keeps for it is let go, and its user begins again on a new one.
"""

from __future__ import annotations

import logging
import os
import socket
import threading
import time
import weakref
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, NamedTuple

import psycopg
from psycopg.conninfo import conninfo_to_dict

log = logging.getLogger(__name__)

LIFE: Mapping[str, str] = {
    "connect_timeout": "5",
    "keepalives_idle": "15",
    "keepalives_interval": "5",
    "keepalives_count": "3",
    "tcp_user_timeout": "15000",
}
"""What every connection is opened with, where DATABASE_URL does not say otherwise."""
SESSION: Mapping[str, str] = {
    "statement_timeout": "60s",
    "lock_timeout": "12s",
    "idle_in_transaction_session_timeout": "15s",
    "tcp_keepalives_idle": "15",
    "tcp_keepalives_interval": "5",
    "tcp_keepalives_count": "3",
    "tcp_user_timeout": "15000",
}
"""What the server is told in processes that serve people: whose client is gone holds no locks for long. After several
statements in one go (psycopg's pipelines) it counts no idle time, so what waits in vain is also ended by us."""
_WORKING = "SELECT pid FROM pg_stat_activity WHERE pid = ANY(%s) AND state = 'active'"
_END = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid = ANY(%s) AND state <> 'active'
AND usename = current_user AND state_change < clock_timestamp() - make_interval(secs => %s)
"""
LOOK_S = 1.0
PROBE_S = 5.0


class Patience(NamedTuple):
    """Seconds until a statement without an answer is looked into; until it is given up unasked, where nothing can be
    asked (behind a pooler, or where the server takes no more connections); the same while the process ends."""

    answer: float = 12.0
    longest: float = 75.0
    ending: float = 2.0


class Watched(psycopg.Connection[Any]):
    """Knows since when it waits for the server."""

    waits_since = 0.0
    is_pooled = False  # another server process than the one that greeted us does the work

    def wait(self, *args: Any, **how: Any) -> Any:  # how it waits is the driver's business
        self.waits_since = time.monotonic()
        try:
            return super().wait(*args, **how)
        finally:
            self.waits_since = 0.0


def life(given: Mapping[str, Any]) -> dict[str, Any]:
    """What is to be added to these parameters of a connection."""
    return {name: value for name, value in LIFE.items() if name not in given}


class Watch:
    """Looks after the connections that it is given, in a thread of its own, until it is closed."""

    def __init__(self, url: str, patience: Patience | None = None) -> None:
        self._url = url.replace("+psycopg", "", 1)
        self._patience = patience or Patience()
        self._watched: weakref.WeakSet[Watched] = weakref.WeakSet()
        self._lock = threading.Lock()
        self._closed = threading.Event()
        self.is_ending = False
        threading.Thread(target=self._run, name="watch", daemon=True).start()

    def connect(self) -> Watched:
        """A connection of one's own, each statement a transaction. Raises psycopg's errors."""
        return self.take_in(Watched.connect(self._url, autocommit=True, **life(conninfo_to_dict(self._url))))

    def take_in(self, connection: Watched) -> Watched:
        """Look after it from now on, and tell the server what it is to do by itself; it commits by itself, too."""
        options = connection.info.get_parameters().get("options", "")
        told = [f"set_config('{name}', '{value}', false)" for name, value in SESSION.items() if name not in options]
        with self._lock:
            self._watched.add(connection)
        row = connection.execute(f"SELECT {', '.join(['pg_backend_pid()', *told])}".encode()).fetchone()
        connection.is_pooled = row is None or row[0] != connection.info.backend_pid
        return connection

    def hurry(self) -> None:
        """The process ends: nobody waits for long any more, and nothing is tried again."""
        self.is_ending = True

    def close(self) -> None:
        self._closed.set()

    def _run(self) -> None:
        while not self._closed.wait(min(LOOK_S, self._patience.ending)):
            try:
                self.look()
            except Exception as error:  # noqa: BLE001  nobody would look after them then
                log.error("who waits for the database could not be looked at (%s)", type(error).__name__)

    def look(self) -> None:
        """Cut those that wait in vain."""
        now, limit = time.monotonic(), self._patience.ending if self.is_ending else self._patience.answer
        with self._lock:
            late = [(one, since) for one in self._watched if (since := one.waits_since) and now - since > limit]
        if not late:
            return
        working = frozenset[int]() if self.is_ending else self._working([one.info.backend_pid for one, _since in late])
        for one, since in late:
            unknown = not self.is_ending and (working is None or one.is_pooled)
            in_vain = now - since > self._patience.longest if unknown else one.info.backend_pid not in (working or ())
            if in_vain and one.waits_since == since:  # else it has its answer by now
                log.warning("a statement had no answer for %d s: its connection is cut", now - since)
                cut(one)

    def _working(self, pids: list[int]) -> frozenset[int] | None:
        """Which of these server processes have something to do; those that have not are ended, so that they hold no
        locks. None of them where the server cannot be reached; None where it is full and tells nothing.
        """
        try:
            with psycopg.connect(self._url, autocommit=True, **life(conninfo_to_dict(self._url))) as asking:
                too_long = threading.Timer(PROBE_S, cut, (asking,))
                too_long.start()
                try:
                    rows = asking.execute(_WORKING, (pids,)).fetchall()
                    asking.execute(_END, (pids, self._patience.answer / 2))
                finally:
                    too_long.cancel()
        except psycopg.Error as error:
            return None if "too many" in str(error).casefold() else frozenset()
        return frozenset(pid for (pid,) in rows)


def cut(connection: psycopg.Connection[Any]) -> None:
    """Whoever waits on it is told at once that it is lost."""
    with suppress(psycopg.Error, OSError), socket.socket(fileno=os.dup(connection.pgconn.socket)) as same:
        same.shutdown(socket.SHUT_RDWR)
