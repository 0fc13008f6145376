"""Fetching a file: no larger than allowed, not for ever, and only from where it may come."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from bot.channels.channel import Rejected, Unreachable
from bot.channels.download import download, host_of
from bot.channels.telegram import TelegramChannel
from bot.doubles.server import Answer, Call, LocalServer
from bot.doubles.telegram_api import TelegramApi
from bot.doubles.twilio_api import TwilioApi

Raw = Callable[[socket.socket], None]


class Saying(LocalServer):
    """Answers everything with one answer."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer
        super().__init__()

    def answer(self, call: Call) -> Answer:
        return self._answer


@contextmanager
def raw(say: Raw) -> Iterator[str]:
    """A server that says what it likes on its one connection."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            connection, _address = listening.accept()
            with connection:
                connection.recv(65536)
                try:
                    say(connection)
                except OSError:
                    return  # the other side had enough

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/"
        thread.join(5)


def test_a_length_that_is_told_is_enough_to_refuse() -> None:
    with Saying(Answer(200, bytes(2000))) as api, pytest.raises(Rejected, match="too_large"):
        download(api.url, 1000, seconds=5)


def test_a_length_that_is_not_told_or_is_a_lie_does_not_help() -> None:
    def endless(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            connection.sendall(bytes(65536))

    with raw(endless) as url, pytest.raises(Rejected, match="too_large"):
        download(url, 1 << 20, seconds=5)


def test_a_sender_that_drips_does_not_hold_us() -> None:
    def drips(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
        for _byte in range(1000):
            connection.sendall(b"x")
            threading.Event().wait(0.02)

    began = time.monotonic()
    with raw(drips) as url, pytest.raises(Unreachable, match="timeout"):
        download(url, 1000, seconds=0.2)
    assert time.monotonic() - began < 3


def test_what_stops_in_the_middle_is_asked_for_again_later() -> None:
    def stops(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf of it")

    with raw(stops) as url, pytest.raises(Unreachable):
        download(url, 1000, seconds=5)


def test_a_bomb_in_a_small_parcel_is_not_unpacked() -> None:
    with Saying(Answer(200, b"\x1f\x8b packed", {"Content-Encoding": "gzip"})) as api:
        assert download(api.url, 1000, seconds=5) == b"\x1f\x8b packed"


@pytest.mark.parametrize(("code", "error"), [(404, Rejected), (410, Rejected), (401, Rejected), (503, Unreachable)])
def test_what_is_gone_is_gone_and_what_is_away_may_come_back(code: int, error: type[Exception]) -> None:
    with Saying(Answer(code)) as api, pytest.raises(error):
        download(api.url, 1000, seconds=5)


def test_nobody_is_sent_round_in_circles() -> None:
    with Saying(Answer(302, b"", {"Location": "/again"})) as api:
        with pytest.raises(Rejected):
            download(api.url, 1000, seconds=5, allowed=lambda _url: True)
        assert len(api.calls) < 6


def test_a_host_is_read_as_a_browser_reads_it() -> None:
    assert host_of("https://Media.TwilioCDN.com/x") == "media.twiliocdn.com"
    for other in (
        "http://media.twiliocdn.com/x",
        "https://a@media.twiliocdn.com/",
        "https://media.twiliocdn.com:8443/",
    ):
        assert host_of(other) == ""


def test_telegrams_file_needs_the_token_and_is_refused_above_the_limit() -> None:
    with TelegramApi() as api:
        id = api.keep("document", b"%PDF-")
        with pytest.raises(Rejected):
            download(f"{api.url}/file/bot1:wrong/documents/{id}", 100, seconds=5)

        def fetched(id: str, most: int) -> bytes:
            async def work() -> bytes:
                channel = TelegramChannel(api.token, api.url)
                try:
                    return await channel.fetch(id, most)
                finally:
                    await channel.close()

            return asyncio.run(work())

        assert fetched(id, 100) == b"%PDF-"
        with pytest.raises(Rejected, match="too_large"):
            fetched(id, 4)
        with pytest.raises(Rejected, match="gone"):
            fetched("unknown", 100)


def test_twilios_file_needs_the_account() -> None:
    with TwilioApi() as api:
        form = api.media_form("whatsapp:+99900000001", "", "image/jpeg", b"x")
        path = form["MediaUrl0"].removeprefix("https://api.twilio.com")
        with pytest.raises(Rejected):
            download(api.url + path, 100, seconds=5, auth=("AC", "wrong"), allowed=lambda _url: True)
