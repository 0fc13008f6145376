"""The web side on a port: it serves, and when told to stop lets a request finish."""

from __future__ import annotations

import http.client
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from core.errors import Misconfigured
from webhooks.server import WebServer


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
