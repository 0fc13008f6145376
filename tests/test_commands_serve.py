"""The whole bot as a process of its own: started, talked to, and told to stop.

From nothing, as an operator starts it, where the start is the point; else forked (tests/processes.py).
"""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.doubles.telegram_api import TelegramApi
from tests.processes import Program

pytestmark = pytest.mark.kill

ROOT = Path(__file__).parents[1]
PATIENCE_S = 60.0
KEY = "a-key-of-the-tests-a-key-of-the-tests"


def free_port() -> int:
    with socket.socket() as any_port:
        any_port.bind(("127.0.0.1", 0))
        return int(any_port.getsockname()[1])


@contextmanager
def process(folder: Path, command: str, last: str, **env: str) -> Iterator[subprocess.Popen[str]]:
    """`python -m bot COMMAND`, from the moment it has printed a line with `last` in it; killed at the end.

    Without the sentence encoder, which is two seconds of each start, where `env` does not ask for it.
    """
    line = [sys.executable, "-m", "bot", command]
    path = {"PYTHONPATH": str(ROOT), "PATH": os.environ.get("PATH", ""), "SECRET_KEY": KEY, "ENCODER": "off"}
    with subprocess.Popen(
        line, cwd=folder, env=path | env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as bot:
        try:
            assert bot.stdout
            read = ""
            while last not in read:
                more = bot.stdout.readline()
                assert more, f"ended: {read} {bot.stderr.read() if bot.stderr else ''}"
                read += more
            yield bot
        finally:
            bot.kill()


@contextmanager
def forked(folder: Path, command: str, last: str, **env: str) -> Iterator[Program]:
    """The same command in a process that has everything loaded already."""
    with Program(serve, str(folder), command, json.dumps({"SECRET_KEY": KEY, "ENCODER": "off"} | env)) as bot:
        said = None
        while said is None or last not in said:
            said = bot.line()
            assert bot.status is None, (folder / f"{command}.log").read_text(encoding="utf-8")
        yield bot
        bot.signal(signal.SIGTERM)
        bot.end()
    assert bot.status == 0, (folder / f"{command}.log").read_text(encoding="utf-8")


def serve(folder: str, command: str, env: str) -> None:
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(json.loads(env))
    with open(f"{command}.log", "wb") as log:
        os.dup2(log.fileno(), 2)
    sys.exit(main([command]))


def stops(bot: subprocess.Popen[str], number: signal.Signals) -> str:
    """Ask it to stop; what it logged."""
    bot.send_signal(number)
    _, logged = bot.communicate(timeout=PATIENCE_S)
    assert bot.returncode == 0, logged
    return logged


def get(port: int, path: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


@pytest.mark.parametrize(("number", "encoder"), [(signal.SIGTERM, "on"), (signal.SIGINT, "off")])
def test_run_opens_the_demonstration_and_stops_clean(tmp_path: Path, number: signal.Signals, encoder: str) -> None:
    port = free_port()
    with process(tmp_path, "run", "Ctrl-C", PORT=str(port), ENCODER=encoder) as bot:
        assert get(port, "/health/ready")[0] == 200
        assert "Red Demo" in get(port, "/about")[1]
        assert get(port, "/")[0] == 303
        assert get(port, "/simulator")[0] == 200
        assert "comunidas_entries" in get(port, "/metrics")[1]
        assert "CRITICAL" not in stops(bot, number)
    assert not (tmp_path / "data" / "secret_key").exists()  # one was given


def test_run_fetches_from_telegram_and_answers_there(tmp_path: Path, db_url: str) -> None:
    with TelegramApi() as telegram:
        telegram.queue(telegram.text(7, "hola"))
        env = {"TELEGRAM_BOT_TOKEN": telegram.token, "TELEGRAM_API_BASE_URL": telegram.url}
        port = free_port()
        with forked(
            tmp_path, "run", "Ctrl-C", PORT=str(port), DATABASE_URL=db_url, HUB_NAME="Red", HUB_COUNTRY="HN", **env
        ):
            assert telegram.until(lambda: telegram.to(7), PATIENCE_S)
            assert "ComuniDAS" in telegram.to(7)[0].text
            assert telegram.until(lambda: not telegram.pending, PATIENCE_S)
            telegram.queue(telegram.text(7, "Casa Luz, Tegucigalpa"))
            assert telegram.until(lambda: len(telegram.to(7)) == 2, PATIENCE_S)
            assert "Casa Luz" in telegram.to(7)[1].text


def test_web_and_worker_are_two_processes_of_one_bot(tmp_path: Path, db_url: str) -> None:
    with TelegramApi() as telegram:
        port = free_port()
        env = {
            "DATABASE_URL": db_url,
            "PORT": str(port),
            "PUBLIC_BASE_URL": "https://bot.example.org",
            "TELEGRAM_BOT_TOKEN": telegram.token,
            "TELEGRAM_API_BASE_URL": telegram.url,
            "TELEGRAM_WEBHOOK_SECRET": telegram.secret,
        }
        with forked(tmp_path, "web", "Listening", **env), forked(tmp_path, "worker", "Delivering", **env):
            assert telegram.until(lambda: telegram.webhook, PATIENCE_S)
            assert telegram.webhook["secret_token"] == telegram.secret
            update = telegram.text(7, "hola")
            assert post(port, update, telegram) == 200
            assert post(port, update, telegram) == 200
            assert telegram.until(lambda: telegram.to(7), PATIENCE_S)
        assert len(telegram.to(7)) == 1


def post(port: int, update: dict[str, object], telegram: TelegramApi) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)
    try:
        connection.request(
            "POST", "/telegram/webhook", json.dumps(update), {"Content-Type": "application/json", **telegram.headers()}
        )
        return connection.getresponse().status
    finally:
        connection.close()


def test_a_port_that_is_taken_is_said_in_one_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = subprocess.run(
            [sys.executable, "-m", "bot", "run"],
            cwd=tmp_path,
            env={"PYTHONPATH": str(ROOT), "HUB_NAME": "Red", "HUB_COUNTRY": "HN", "PORT": str(taken.getsockname()[1])},
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 2
    assert "PORT" in done.stderr
    assert "Traceback" not in done.stderr
