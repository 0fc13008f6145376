"""Log lines: one event, one line, and nothing that a person wrote inside an exception."""

from __future__ import annotations

import asyncio
import gc
import io
import json
import logging
from collections.abc import Iterator

import pytest
import requests
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Unavailable
from core.logs import escaped, line_formatter, set_up


def line(message: str, *args: object, error: BaseException | None = None) -> str:
    exc_info = (type(error), error, error.__traceback__) if error else None
    record = logging.LogRecord("bot.x", logging.WARNING, "x.py", 1, message, args, exc_info)
    record.created = 1_795_000_000.0
    return line_formatter().format(record)


def test_a_line_has_its_time_level_and_place() -> None:
    assert line("hello %s", "you") == "2026-11-18T11:06:40Z WARNING bot.x hello you"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\nFAKE ERROR all is lost", r"a\nFAKE ERROR all is lost"),
        ("a\r\nb", r"a\r\nb"),
        ("\x1b[31mred", r"\x1b[31mred"),
        ("\u202egnp.exe", r"\u202egnp.exe"),
        ("\u2028x", r"\u2028x"),
        ("\ud800", r"\ud800"),
        ("señal مرحبا", "señal مرحبا"),
    ],
)
def test_f35_control_characters_are_escaped(text: str, shown: str) -> None:
    assert line("%s", text).endswith(f" bot.x {shown}")


def test_a_line_can_be_json_with_the_same_things_in_it() -> None:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(line_formatter(as_json=True))
    record = logging.LogRecord("bot.x", logging.INFO, "x.py", 1, "a\nb %s", ("señal",), None)
    record.created = 1_795_000_000.0
    handler.emit(record)
    told = {"timestamp": "2026-11-18T11:06:40Z", "level": "info", "logger": "bot.x", "event": "a\nb señal"}
    (only,) = stream.getvalue().splitlines()
    assert json.loads(only) == told


@given(st.text(alphabet=st.characters(exclude_categories=[])))
def test_f35_whatever_is_logged_stays_on_one_printable_line(text: str) -> None:
    assert escaped(text).isprintable()
    assert line("%s", text).isprintable()
    line("%s", text).encode("utf-8")


def caught(error: Exception) -> Exception:
    try:
        raise error
    except type(error) as raised:
        return raised


def test_f59_an_exception_shows_its_kind_and_place_but_not_its_words() -> None:
    shown = line("failed", error=caught(ValueError("Ana's secret\nline")))
    assert "secret" not in shown
    assert " | ValueError at " in shown
    assert "caught" in shown


def test_f59_a_librarys_error_that_is_one_of_the_systems_too_is_not_told_either() -> None:
    failed = requests.ConnectionError("Max retries exceeded with url: /Messages.json?To=%2B50499990001")
    assert isinstance(failed, OSError)
    assert "9999" not in line("failed", error=caught(failed))


def test_f59_a_task_that_nobody_waited_for_is_told_without_its_words(root: logging.Logger) -> None:
    async def fails() -> None:
        raise ValueError("9999-0001")

    async def forgets() -> None:
        await asyncio.wait([asyncio.get_running_loop().create_task(fails())])  # which asks for no result
        gc.collect()

    stream = io.StringIO()
    set_up(stream=stream)
    asyncio.run(forgets())
    assert "asyncio Task exception was never retrieved | ValueError at " in stream.getvalue()
    assert "9999" not in stream.getvalue()


def test_f59_a_line_that_cannot_be_written_does_not_tell_what_led_to_it(
    root: logging.Logger, capsys: pytest.CaptureFixture[str]
) -> None:
    class Full(io.StringIO):
        def write(self, _text: str) -> int:
            raise OSError("No space left on device")

    set_up(stream=Full())
    try:
        raise ValueError("9999-0001")
    except ValueError:
        logging.getLogger("bot.x").exception("failed")
    assert capsys.readouterr().err == ""


def test_errors_of_the_system_and_our_own_say_what_is_wrong() -> None:
    assert "Unavailable: disk full" in line("failed", error=caught(Unavailable("disk full")))
    assert "refused" in line("failed", error=caught(ConnectionRefusedError("refused")))


@pytest.fixture
def root() -> Iterator[logging.Logger]:
    logger = logging.getLogger()
    handlers, level = list(logger.handlers), logger.level
    yield logger
    logger.handlers[:] = handlers
    logger.setLevel(level)
    logging.raiseExceptions = True


def test_f59_libraries_that_log_addresses_with_tokens_are_quiet(root: logging.Logger) -> None:
    stream = io.StringIO()
    set_up(stream=stream)
    logging.getLogger("httpx").info("HTTP Request: POST https://api.telegram.org/bot1:secret/sendMessage")
    logging.getLogger("twilio.http_client").info("To=+50499990001")
    logging.getLogger("bot.worker").info("started")
    assert stream.getvalue().splitlines() == [stream.getvalue().strip()]
    assert stream.getvalue().endswith("INFO bot.worker started\n")
