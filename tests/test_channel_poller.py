"""Fetching updates: nothing is acknowledged before it is committed, and only one program fetches."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from bot.channels.channel import Incoming
from bot.doubles import TelegramApi, dropped, garbage, silent, status
from bot.poller import Poller
from core.errors import Unavailable


class Memory:
    """The lease and the offset without a database, and a receiver that may fail; `run` ends when it has seen enough."""

    def __init__(self, api: TelegramApi) -> None:
        self.api = api
        self.offset = 0
        self.held: list[bool] = []  # answers of the lease still to give; empty = yes
        self.fails: list[Exception] = []
        self.released = 0
        self.received: list[str] = []
        self.offsets_seen: list[int] = []
        self.pauses: list[float] = []
        self.most_pauses = 50
        self.stop = threading.Event()
        self.outcomes: list[str] = []
        self.said = ""  # what the receiver wants said at once
        self.enough: Callable[[], bool] = lambda: not self.api.pending

    def hold(self, now: int) -> bool:
        assert now == 42
        return self.held.pop(0) if self.held else True

    def release(self, now: int) -> None:
        assert now == 42
        self.released += 1

    def get(self) -> int:
        if self.enough():
            self.stop.set()
        return self.offset

    def set(self, offset: int) -> None:
        self.offset = offset

    def receive(self, incoming: Incoming) -> str:
        if self.fails:
            raise self.fails.pop(0)
        self.received.append(incoming.words)
        self.offsets_seen.append(self.offset)
        return self.said

    def pause(self, stop: threading.Event, seconds: float) -> None:
        self.pauses.append(seconds)
        if len(self.pauses) == self.most_pauses:
            stop.set()

    def run(self, token: str = "") -> None:
        self.poller = Poller(
            token or self.api.token,
            self.api.url,
            self.receive,
            self,
            self,
            long_poll=0,
            timeout=1.0,  # a busy machine answers late, and a request given up would still use up a fault
            clock=lambda: 42,
            pause=self.pause,
            count=self.outcomes.append,
        )
        self.poller.run(self.stop)

    def again(self) -> None:
        """The same poller goes on."""
        self.stop.clear()
        self.poller.run(self.stop)


@pytest.fixture
def memory() -> Iterator[Memory]:
    with TelegramApi() as api:
        yield Memory(api)


def test_updates_arrive_in_order_and_each_is_acknowledged_after_its_commit(memory: Memory) -> None:
    first, second = memory.api.text(7, "uno"), memory.api.text(8, "dos")
    memory.api.queue(first, second)
    memory.run()
    assert memory.received == ["uno", "dos"]
    assert memory.offsets_seen == [0, first["update_id"] + 1]
    assert memory.offset == second["update_id"] + 1


def test_what_is_said_at_once_answers_a_tap_or_is_a_message(memory: Memory) -> None:
    memory.said = "Not in use."
    memory.api.queue(memory.api.text(7, "hola"))
    memory.run()
    tap = memory.api.tap(replace(memory.api.sent[-1], rows=((("Menu", "m"),),)), "Menu")
    memory.api.queue(tap)
    memory.again()
    assert [one.text for one in memory.api.sent] == ["Not in use."]
    assert memory.api.answered == {tap["callback_query"]["id"]: "Not in use."}


def test_f24_what_means_nothing_is_counted_and_passed_over(memory: Memory) -> None:
    memory.api.queue(memory.api.update("message_reaction", {"x": 1}), memory.api.update("poll", {"id": "1"}))
    memory.api.queue(memory.api.text(7, "hola"))
    memory.run()
    assert memory.outcomes == ["ignored", "ignored", "received"]
    assert memory.received == ["hola"]


def test_f24_what_means_nothing_does_not_come_again(memory: Memory) -> None:
    update = memory.api.update("poll", {"id": "1"})
    memory.api.queue(update)
    memory.enough = lambda: bool(memory.outcomes)
    memory.run()
    assert memory.offset == update["update_id"] + 1


def test_an_update_that_python_telegram_bot_could_not_build_stops_nothing(memory: Memory) -> None:
    memory.api.queue(memory.api.update("message", {"chat": "nonsense"}), memory.api.text(7, "hola"))
    memory.run()
    assert memory.received == ["hola"]


def test_a_webhook_left_over_is_removed_first(memory: Memory) -> None:
    memory.api.webhook = {"url": "https://elsewhere.example.org"}
    memory.api.queue(memory.api.text(7, "hola"))
    memory.run()
    assert (memory.received, memory.api.webhook, memory.pauses) == (["hola"], {}, [])


def test_f08_a_database_that_is_away_keeps_the_offset_and_the_message_comes_again(memory: Memory) -> None:
    memory.api.queue(memory.api.text(7, "uno"), memory.api.text(7, "dos"))
    memory.fails = [Unavailable("away"), Unavailable("away")]
    memory.run()
    assert memory.received == ["uno", "dos"]
    assert memory.pauses == [2.0, 4.0]


def test_a_bug_in_a_message_does_not_end_the_thread_or_show_what_was_written(
    memory: Memory, caplog: pytest.LogCaptureFixture
) -> None:
    memory.api.queue(memory.api.text(7, "secreto"))
    memory.fails = [RuntimeError("boom")]
    memory.run()
    assert memory.received == ["secreto"]
    assert "secreto" not in caplog.text


def test_another_program_on_the_same_token_is_named_and_waited_for(
    memory: Memory, caplog: pytest.LogCaptureFixture
) -> None:
    conflict = b'{"ok": false, "error_code": 409, "description": "Conflict: terminated by other getUpdates request"}'
    memory.api.plan(status(409, conflict), status(409, conflict), only="getUpdates")
    memory.api.queue(memory.api.text(7, "hola"))
    memory.run()
    assert memory.received == ["hola"]
    assert memory.pauses == [2.0, 4.0]
    assert memory.outcomes == ["conflict", "conflict", "received"]
    assert "another program uses this bot's token" in caplog.text


def test_f16_a_flood_answer_is_waited_out_exactly(memory: Memory) -> None:
    memory.api.plan(memory.api.too_many(13), only="getUpdates")
    memory.api.queue(memory.api.text(7, "hola"))
    memory.run()
    assert (memory.received, memory.pauses) == (["hola"], [13.0])


def test_f17_an_absent_telegram_is_tried_later_and_later_and_success_forgets_it(memory: Memory) -> None:
    faults = [dropped(), silent(), status(502), garbage(), garbage(b'{"ok": true, "result": 5}'), status(500)]
    memory.api.plan(*faults, status(500), only="getUpdates")
    memory.api.queue(memory.api.text(7, "hola"))
    memory.run()
    assert memory.received == ["hola"]
    assert memory.pauses == [2.0, 4.0, 8.0, 16.0, 32.0, 60.0, 60.0]
    memory.api.plan(status(500), only="getUpdates")
    memory.api.queue(memory.api.text(7, "otra vez"))
    memory.again()
    assert memory.received == ["hola", "otra vez"]
    assert memory.pauses[7:] == [2.0]


def test_a_refused_token_is_named_without_being_shown(memory: Memory, caplog: pytest.LogCaptureFixture) -> None:
    memory.enough = lambda: False
    memory.most_pauses = 1
    memory.run(token="123456789:wrong")
    assert memory.pauses == [300.0]
    assert "TELEGRAM_BOT_TOKEN" in caplog.text
    assert "wrong" not in "".join(r.getMessage() for r in caplog.records if r.levelno >= logging.WARNING)


def test_f13_without_the_lease_nothing_is_asked_of_telegram(memory: Memory) -> None:
    memory.held = [False, False, False]
    memory.most_pauses = 3
    memory.run()
    assert (memory.api.calls, memory.pauses) == ([], [10.0, 10.0, 10.0])


def test_f13_once_it_has_the_lease_it_goes_on(memory: Memory) -> None:
    memory.held = [False, True]
    memory.api.queue(memory.api.text(7, "hola"))
    memory.run()
    assert memory.received == ["hola"]


def test_stopping_does_not_wait_for_the_long_poll() -> None:
    with TelegramApi() as api:
        memory = Memory(api)
        memory.enough = lambda: False
        poller = Poller(api.token, api.url, memory.receive, memory, memory, long_poll=50, clock=lambda: 42)
        thread = threading.Thread(target=poller.run, args=(memory.stop,))
        thread.start()
        memory.stop.set()
        thread.join(10)
        assert not thread.is_alive()
