"""The Flask application on a port: waitress in a thread of its own, which can be told to stop from another."""

from __future__ import annotations

import errno
import socket
from typing import Any

from flask import Flask
from waitress import wasyncore
from waitress.server import create_server

from core.errors import Misconfigured

_WRITE = "write 127.0.0.1, 0.0.0.0, or a name of this machine"
_MOST_BODY = 8 * 1024 * 1024
"""Bytes that are read at all; the application answers what is above its own limit (webhooks/app.py)."""


class WebServer:
    """Listens from the moment it is made; `run` serves until `stop`."""

    def __init__(self, app: Flask, host: str, port: int, threads: int) -> None:
        """Raises Misconfigured with one sentence when it cannot listen there; port 0 is any free one."""
        listening = _listen(host, port)
        self._map: dict[int, Any] = {}
        self._server: Any = create_server(
            app,
            map=self._map,
            sockets=[listening],
            threads=threads,
            ident=None,
            max_request_body_size=_MOST_BODY,
            clear_untrusted_proxy_headers=False,  # ProxyFix decides (webhooks/app.py)
        )
        self.port: int = listening.getsockname()[1]
        self.url = f"http://{_shown(host)}:{self.port}"

    def run(self) -> None:
        """Serve until stopped."""
        self._server.run()

    def stop(self) -> None:
        """Take no more requests, let those that are being answered finish (five seconds at most), and end `run`."""
        self._server.accepting = False
        self._server.task_dispatcher.shutdown()
        self._server.trigger.pull_trigger(lambda: wasyncore.close_all(self._map))


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
