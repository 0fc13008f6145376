"""A way to PostgreSQL that can freeze: what is connected stays so and gets nothing through, as after a failover.

Whoever connects anew gets through.
"""

from __future__ import annotations

import select
import socket
import threading
from contextlib import suppress
from types import TracebackType
from typing import Self
from urllib.parse import quote

from psycopg.conninfo import conninfo_to_dict


class Freezing:
    """As a block; `url` goes through it. Connections are cut when the block ends."""

    def __init__(self, url: str) -> None:
        """`url` is SQLAlchemy's of the database behind it."""
        found = conninfo_to_dict(url.replace("+psycopg", "", 1))
        host, port = str(found["host"]), found.get("port") or "5432"
        self._behind = (host, int(port)) if not host.startswith("/") else f"{host}/.s.PGSQL.{port}"
        self._listening = socket.create_server(("127.0.0.1", 0))
        user, password = quote(str(found.get("user", "postgres"))), found.get("password")
        who = f"{user}:{quote(str(password))}" if password else user
        self.url = f"postgresql+psycopg://{who}@127.0.0.1:{self._listening.getsockname()[1]}/{found['dbname']}"
        self._frozen = threading.Event()
        self._ended = threading.Event()
        self.waited_for = threading.Event()
        """Somebody has sent something that gets nowhere."""

    def freeze(self) -> None:
        """All that is connected now; what connects from here on is another matter."""
        self.waited_for.clear()
        self._frozen.set()
        self._frozen = threading.Event()

    def __enter__(self) -> Self:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._ended.set()
        self._listening.close()

    def _accept(self) -> None:
        while not self._ended.is_set():
            try:
                ours, _place = self._listening.accept()
            except OSError:
                return
            threading.Thread(target=self._carry, args=(ours, self._frozen), daemon=True).start()

    def _carry(self, ours: socket.socket, frozen: threading.Event) -> None:
        family = socket.AF_UNIX if isinstance(self._behind, str) else socket.AF_INET
        with suppress(ConnectionError), ours, socket.socket(family) as theirs:  # an end that was cut is the end of it
            theirs.connect(self._behind)
            while not self._ended.is_set():
                ready, _, _ = select.select([ours, theirs], [], [], 0.05)
                if frozen.is_set():
                    if ours in ready:
                        self.waited_for.set()
                    self._ended.wait(0.05)
                    continue
                for one in ready:
                    said = one.recv(65536)
                    if not said:
                        return
                    (theirs if one is ours else ours).sendall(said)
