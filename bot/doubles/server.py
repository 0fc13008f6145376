"""A small HTTP server in a thread, which answers by a function and misbehaves by plan."""

from __future__ import annotations

import json
import socket
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit


@dataclass(frozen=True)
class Call:
    """One request as it came; `params` are query and form together, each name's last value; `files` by their field."""

    method: str
    path: str
    params: Mapping[str, str]
    headers: Mapping[str, str]
    files: Mapping[str, tuple[str, bytes]] = field(default_factory=dict)


@dataclass(frozen=True)
class Answer:
    """What goes back."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def json(cls, status: int, value: object, **headers: str) -> Answer:
        named = {name.replace("_", "-"): text for name, text in headers.items()}
        return cls(status, json.dumps(value).encode(), {"Content-Type": "application/json", **named})


@dataclass(frozen=True)
class Fault:
    """A way to misbehave once: answer something else, hang up, or say nothing until the caller gives up.

    `after` = True does the work first (the message is kept as sent) and only then misbehaves.
    """

    answer: Answer | None = None
    drop: bool = False
    silent: bool = False
    after: bool = False


def status(code: int, body: bytes = b"oops", **headers: str) -> Fault:
    """An HTTP status with any body (a proxy's page, a gateway's error)."""
    return Fault(Answer(code, body, {name.replace("_", "-"): text for name, text in headers.items()}))


def garbage(body: bytes = b"<html>all is well</html>", code: int = 200) -> Fault:
    """Success by its status, nonsense by its body."""
    return Fault(Answer(code, body))


def dropped(after: bool = False) -> Fault:
    """The connection breaks without an answer."""
    return Fault(drop=True, after=after)


def silent(after: bool = False) -> Fault:
    """No answer until the caller's own time-out; give the caller a short one."""
    return Fault(silent=True, after=after)


class LocalServer(ABC):
    """The base of all doubles. `calls` holds every request, `plan(...)` the faults of the next, `met` who met one."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.met: list[tuple[Call, Fault]] = []
        self._faults: list[tuple[str, Fault]] = []
        self._lock = threading.RLock()
        self._answered = threading.Condition()
        self._closing = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def plan(self, *faults: Fault, only: str = "") -> None:
        """The next requests (those whose path ends in `only`) meet these faults, one each, in order."""
        with self._lock:
            self._faults += [(only, fault) for fault in faults]

    def calm(self) -> None:
        """Forget the faults that nobody met yet."""
        with self._lock:
            self._faults.clear()

    def until(self, true: Callable[[], object], patience_s: float) -> bool:
        """Wait for what other threads and processes ask of this server; looks again after each answer."""
        with self._answered:
            return bool(self._answered.wait_for(true, patience_s))

    def close(self) -> None:
        self._closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @abstractmethod
    def answer(self, call: Call) -> Answer:
        """What the real service would say."""

    def _respond(self, call: Call) -> Answer | None:
        """The answer, or None to hang up."""
        try:
            return self._decide(call)
        finally:
            with self._answered:
                self._answered.notify_all()

    def _decide(self, call: Call) -> Answer | None:
        with self._lock:
            self.calls.append(call)
            fault = self._next_fault(call.path)
            if fault:
                self.met.append((call, fault))
        if fault is None or fault.after:
            answer = self.answer(call)
        if fault is None:
            return answer
        if fault.silent:
            self._closing.wait(5.0)
        return None if fault.drop or fault.silent else fault.answer or answer

    def _next_fault(self, path: str) -> Fault | None:
        for place, (only, fault) in enumerate(self._faults):
            if path.endswith(only):
                del self._faults[place]
                return fault
        return None


def _handler(server: LocalServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            self._serve()

        def do_POST(self) -> None:
            self._serve()

        def _serve(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            answer = server._respond(_call(self.command, self.path, dict(self.headers.items()), body))
            if answer is None:
                self.close_connection = True
                self.connection.shutdown(socket.SHUT_RDWR)
                return
            self.send_response(answer.status)
            for name, value in {"Content-Length": str(len(answer.body)), **answer.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer.body)

        def handle(self) -> None:
            try:
                super().handle()
            except OSError:  # the caller gave up first, as planned
                self.close_connection = True

        def finish(self) -> None:
            try:
                super().finish()
            except OSError:
                self.rfile.close()

        def log_message(self, format: str, *args: Any) -> None:
            """Tests print nothing."""

    return Handler


def _call(method: str, target: str, headers: dict[str, str], body: bytes) -> Call:
    split = urlsplit(target)
    params = _decoded(split.query)
    kind = next((value for name, value in headers.items() if name.lower() == "content-type"), "")
    files: dict[str, tuple[str, bytes]] = {}
    if body and kind.startswith("multipart/form-data"):
        for part in message_from_bytes(f"Content-Type: {kind}\r\n\r\n".encode() + body).get_payload():
            assert isinstance(part, Message)
            name, filename = str(part.get_param("name", "", "content-disposition")), part.get_filename()
            content = part.get_payload(decode=True)
            assert isinstance(content, bytes)
            if filename is None:
                params[name] = content.decode()
            else:
                files[name] = (filename, content)
    elif body and kind.startswith("application/json"):
        params |= {
            name: value if isinstance(value, str) else json.dumps(value) for name, value in json.loads(body).items()
        }
    else:
        params |= _decoded(body.decode("latin-1"))
    return Call(method, split.path, params, {name.lower(): value for name, value in headers.items()}, files)


def _decoded(query: str) -> dict[str, str]:
    pairs = parse_qs(query, keep_blank_values=True, encoding="utf-8", errors="surrogateescape")
    return {name: values[-1] for name, values in pairs.items()}
