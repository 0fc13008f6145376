"""The web side on a port: it serves, and when told to stop lets a request finish."""

from __future__ import annotations

import http.client
import socket
import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask, request

from core.errors import Misconfigured
from webhooks.server import WebServer, late
from webhooks.web import LARGEST


def fetch(server: WebServer, path: str = "/") -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def test_a_request_under_way_is_answered_when_the_server_stops() -> None:
    app, asked, may_answer = Flask("test"), threading.Event(), threading.Event()

    @app.get("/")
    def slow() -> str:
        asked.set()
        may_answer.wait(30)
        return "done"

    server = WebServer(app, "127.0.0.1", 0, threads=2)
    serving = threading.Thread(target=server.run)
    serving.start()
    with ThreadPoolExecutor() as pool:
        answer = pool.submit(fetch, server)
        assert asked.wait(30)
        stopping = pool.submit(server.stop)
        may_answer.set()
        assert answer.result() == (200, b"done")
        stopping.result()
    serving.join(30)
    assert not serving.is_alive()
    with pytest.raises(OSError, match="refused"):
        fetch(server)


@pytest.mark.parametrize(("host", "shown"), [("0.0.0.0", "127.0.0.1"), ("localhost", "localhost")])
def test_the_address_is_one_that_a_browser_takes(host: str, shown: str) -> None:
    server = WebServer(Flask("test"), host, 0, threads=1)
    serving = threading.Thread(target=server.run)
    serving.start()
    assert server.url == f"http://{shown}:{server.port}"
    server.stop()
    serving.join(30)


@pytest.mark.parametrize("host", ["no such host", "203.0.113.1"])
def test_a_place_where_nobody_can_listen_is_named(host: str) -> None:
    with pytest.raises(Misconfigured, match=r"HOST|PORT"):
        WebServer(Flask("test"), host, 0, threads=1)


def test_who_opens_connections_and_says_nothing_keeps_nobody_out() -> None:
    app = Flask("test")
    app.add_url_rule("/", view_func=lambda: "here")
    server = WebServer(app, "127.0.0.1", 0, threads=1)
    serving = threading.Thread(target=server.run)
    serving.start()
    held = [socket.create_connection(("127.0.0.1", server.port)) for _n in range(120)]
    try:
        for one in held:
            one.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\na")
        assert fetch(server) == (200, b"here")
    finally:
        for one in held:
            one.close()
        server.stop()
        serving.join(30)


@dataclass
class Begun:
    """A request on its way, as waitress knows it; `headers` make it one whose body is awaited."""

    began: float
    body_bytes_received: int = 0
    headers: dict[str, str] | None = None

    @property
    def headers_finished(self) -> bool:
        return self.headers is not None


@dataclass(eq=False)
class Waiting:
    """A connection, as waitress knows it; with `requests` it is being answered."""

    last_activity: float
    request: Begun | None = None
    requests: tuple[str, ...] = ()
    addr: tuple[str, int] = ("203.0.113.9", 1)


NOW = 10_000.0


@pytest.mark.parametrize(
    ("channel", "ends"),
    [
        (Waiting(NOW - 59), False),
        (Waiting(NOW - 61), True),  # nothing moves
        (Waiting(NOW - 9_000, requests=("a stream",)), False),
        (Waiting(NOW, Begun(NOW - 29)), False),
        (Waiting(NOW, Begun(NOW - 31)), True),  # a letter now and then
        (Waiting(NOW, Begun(NOW - 60, 40_000)), False),  # a picture over a slow line
        (Waiting(NOW, Begun(NOW - 60, 20_000)), True),
        (Waiting(NOW, Begun(NOW - 119, 250_000)), False),
        (Waiting(NOW, Begun(NOW - 121, 250_000)), True),  # for ever, a letter a millisecond
    ],
)
def test_a_request_has_to_arrive_in_its_time(channel: Waiting, ends: bool) -> None:
    assert late([channel], NOW) == [channel] * ends


def test_of_many_that_wait_those_end_that_wait_for_longest() -> None:
    waiting = [Waiting(NOW - n / 100) for n in range(300)]
    answered = [Waiting(NOW - 50, requests=("one",)) for _n in range(50)]
    ended = late([*answered, *waiting], NOW)
    assert len(ended) == 150
    assert {one.last_activity for one in ended} == {one.last_activity for one in waiting[150:]}


def test_safety_02_finding_09_of_many_bodies_from_one_address_only_the_newest_go_on() -> None:
    many = [Waiting(NOW, Begun(NOW - 20 + n / 10, headers={})) for n in range(40)]
    others = [Waiting(NOW, Begun(NOW - 25, headers={}), addr=(f"198.51.100.{n}", 1)) for n in range(40)]
    assert late([*many, *others], NOW) == many[:24]
    behind = [
        Waiting(NOW, Begun(NOW - n / 10, headers={"X_FORWARDED_FOR": f"6.6.6.6, 192.0.2.{n}"})) for n in range(40)
    ]
    assert late(behind, NOW, hops=1) == []
    assert len(late(behind, NOW)) == 24  # a header that nobody vouches for tells nothing
    assert len(late(behind, NOW, hops=2)) == 24


def test_safety_02_finding_09_what_is_too_large_is_refused_at_its_first_line_and_nothing_lies_on_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    app = Flask("test")
    app.add_url_rule("/", view_func=lambda: str(len(request.get_data())), methods=["POST"])
    server = WebServer(app, "127.0.0.1", 0, threads=1)
    serving = threading.Thread(target=server.run)
    serving.start()
    try:
        for length, status in ((LARGEST + 1, 413), (LARGEST - 1, 200)):
            connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
            connection.putrequest("POST", "/")
            connection.putheader("Content-Length", str(length))
            connection.endheaders()
            if status == 200:
                connection.send(b"a" * (length - 1))
                assert list(tmp_path.iterdir()) == []
                connection.send(b"a")
            assert connection.getresponse().status == status
            connection.close()
    finally:
        server.stop()
        serving.join(30)
