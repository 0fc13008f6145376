"""The Flask application on a port: waitress in a thread of its own, which can be told to stop from another.

Who opens connections and says nothing, or a letter now and then, keeps nobody out: a request has to arrive in its
time, and when connections become many, those go first that have been waiting for longest without a request.
"""

from __future__ import annotations

import errno
import socket
import time
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from flask import Flask
from waitress import wasyncore
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import create_server

from core.errors import Misconfigured
from webhooks.web import LARGEST

_WRITE = "write 127.0.0.1, 0.0.0.0, or a name of this machine"
_MOST_OPEN = 400
"""Connections at once; a proxy in front keeps some open, and each costs a few KB and what has arrived of its body."""
_MOST_BODIES = 16
"""Bodies on their way from one address at once: a provider's are there at once, and an office has slow lines."""
_SILENT_S = 60
"""After so long a connection ends on which nothing moves."""
_ARRIVES_S, _SLOWEST, _AT_MOST_S = 30, 1_000, 120
"""Seconds in which a request must have arrived, bytes for which it has one more, and seconds in all: a picture over a
slow line."""


class WebServer:
    """Listens from the moment it is made; `run` serves until `stop`."""

    def __init__(
        self, app: Flask, host: str, port: int, threads: int, *, most_body: int = LARGEST, hops: int = 0
    ) -> None:
        """Raises Misconfigured with one sentence when it cannot listen there; port 0 is any free one.

        Bodies above `most_body` bytes are refused before they are read; all others are kept in memory, since the
        folder for temporary files may be the database's. `hops` proxies of our own stand in front.
        """
        self._hops = hops
        listening = _listen(host, port)
        self._map: dict[int, Any] = {}
        self._server: Any = create_server(
            app,
            map=self._map,
            sockets=[listening],
            threads=threads,
            ident=None,
            max_request_body_size=most_body,
            inbuf_overflow=most_body + 1,
            connection_limit=_MOST_OPEN,
            asyncore_use_poll=True,  # select() knows no more than 1,024 files of a process
            cleanup_interval=1,
            clear_untrusted_proxy_headers=False,  # ProxyFix decides (webhooks/app.py)
        )
        self._server.channel_class = _Channel
        self._server.maintenance = self._tidy
        self.port: int = listening.getsockname()[1]
        self.url = f"http://{_shown(host)}:{self.port}"

    def run(self) -> None:
        """Serve until stopped."""
        self._server.run()

    def stop(self) -> None:
        """Take no more requests, let those that are being answered finish (five seconds at most), and end `run`."""
        self._server.accepting = False
        self._server.task_dispatcher.shutdown()
        with suppress(OSError):  # an answer woke the loop first: it has closed all already, also what wakes it
            self._server.trigger.pull_trigger(lambda: wasyncore.close_all(self._map))

    def _tidy(self, now: float) -> None:
        """End the connections that are late; called by waitress between two requests, once a second."""
        for channel in late(self._server.active_channels.values(), now, self._hops):
            channel.will_close = True


def late(channels: Iterable[Any], now: float, hops: int = 0) -> list[Any]:
    """Those of waitress's channels that wait for too long, of many the half that waits for longest, and of those that
    bring a body from one address all but the newest few."""
    waiting = sorted((one for one in channels if not one.requests), key=_since)
    crowd = set(waiting[: len(waiting) // 2] if len(waiting) > _MOST_OPEN // 2 else ())
    bodies: Counter[str] = Counter()
    for one in reversed(waiting):
        if one.request and one.request.headers_finished:
            bodies[address := _address(one, hops)] += 1
            if bodies[address] > _MOST_BODIES:
                crowd.add(one)
    return [one for one in waiting if one in crowd or _is_late(one, now)]


def _address(channel: Any, hops: int) -> str:
    """Where a request comes from, as our own proxies say."""
    passed = [one.strip() for one in channel.request.headers.get("X_FORWARDED_FOR", "").split(",")]
    return str(passed[-hops] if 0 < hops <= len(passed) and passed[-hops] else channel.addr[0])


def _since(channel: Any) -> float:
    """Since when we wait for what is to come next."""
    return float(channel.request.began if channel.request else channel.last_activity)


def _is_late(channel: Any, now: float) -> bool:
    if channel.last_activity < now - _SILENT_S:
        return True
    begun = channel.request
    return bool(begun) and now - begun.began > min(_ARRIVES_S + begun.body_bytes_received / _SLOWEST, _AT_MOST_S)


class _Request(HTTPRequestParser):  # type: ignore[misc]  # waitress has no types
    """One that knows since when it has been arriving."""

    def __init__(self, adj: Any) -> None:
        super().__init__(adj)
        self.began = time.time()


class _Channel(HTTPChannel):  # type: ignore[misc]
    parser_class = _Request


def must_be_free(host: str, port: int) -> None:
    """Raises what WebServer would, now: who starts hears of it before everything else is made ready."""
    _listen(host, port).close()


def _listen(host: str, port: int) -> socket.socket:
    try:
        kind, _, _, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        listening = socket.socket(kind, socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise Misconfigured(f"HOST is {host!r}; {_WRITE}.") from None
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(place)
    except OSError as error:
        listening.close()
        if error.errno == errno.EADDRNOTAVAIL:
            raise Misconfigured(f"HOST is {host!r}, which is not an address of this machine; {_WRITE}.") from None
        raise Misconfigured(
            f"Port {port} on {host} cannot be used ({error.strerror}); choose another one with PORT."
        ) from None
    return listening


def _shown(host: str) -> str:
    """The host as a browser on this machine writes it."""
    if host in ("0.0.0.0", "::", ""):  # noqa: S104  it is compared, nothing listens there by this
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host
