"""Messages that met a database that was away: Twilio does not bring them again, so they are fetched, and soon."""

from __future__ import annotations

import http.client
import json
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode

import pytest

from bot import house, upkeep
from bot.doubles import TwilioApi
from core import connections
from tests.patience import REAL_BUSY_MS
from tests.processes import Program
from tests.test_commands_serve import KEY, PATIENCE_S, free_port, serve

BASE = "https://bot.example.org"


def hasty(folder: str, command: str, env: str) -> None:
    """The command, in which seconds are hundredths: what is waited for is a matter of seconds, what happens is not."""
    connections.BUSY_MS = REAL_BUSY_MS // 100
    upkeep.LOOK_S /= 100
    house.NOTE_S /= 100
    serve(folder, command, env)


@contextmanager
def running(folder: Path, command: str, last: str, env: dict[str, str]) -> Iterator[Program]:
    with Program(hasty, str(folder), command, json.dumps({"SECRET_KEY": KEY, "ENCODER": "off"} | env)) as bot:
        said = bot.line()
        while last not in said:
            assert bot.status is None, (folder / f"{command}.log").read_text(encoding="utf-8")
            said = bot.line()
        yield bot
        bot.signal(signal.SIGTERM)
        bot.end()


def posted(port: int, twilio: TwilioApi, form: dict[str, str]) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)
    signed = twilio.headers(f"{BASE}/twilio/inbound", form)
    headers = {"Content-Type": "application/x-www-form-urlencoded"} | dict(signed)
    try:
        connection.request("POST", "/twilio/inbound", urlencode(form), headers)
        return connection.getresponse().status
    finally:
        connection.close()


@pytest.mark.kill
@pytest.mark.parametrize("sender", ["whatsapp:+50499990001", "+50499990001"])
def test_safety_12_a_message_that_met_503_is_fetched_again_long_before_the_next_usual_look(
    sqlite_db: object, tmp_path: Path, sender: str
) -> None:
    file, port = tmp_path / "story.sqlite3", free_port()
    with TwilioApi() as twilio:
        env = {
            "DATABASE_URL": f"sqlite:///{file}",
            "PORT": str(port),
            "PUBLIC_BASE_URL": BASE,
            "TWILIO_ACCOUNT_SID": twilio.account_sid,
            "TWILIO_AUTH_TOKEN": twilio.auth_token,
            "TWILIO_API_BASE_URL": twilio.url,
            "TWILIO_WHATSAPP_FROM": twilio.whatsapp_from,
            "TWILIO_SMS_FROM": twilio.sms_from,
        }
        with (
            running(tmp_path, "web", "Listening", env),
            running(tmp_path, "worker", "Delivering", env),
        ):
            assert twilio.until(lambda: len([one for one in twilio.calls if "Messages" in one.path]) >= 2, PATIENCE_S)
            other = sqlite3.connect(file, isolation_level=None)
            other.execute("BEGIN IMMEDIATE")
            assert posted(port, twilio, twilio.inbound(sender, "hola", datetime.now(UTC))) == 503
            assert not twilio.sent
            other.execute("ROLLBACK")
            other.close()
            assert twilio.until(lambda: twilio.sent, PATIENCE_S)
            assert [one.to for one in twilio.sent] == [sender]
    within = upkeep.LOOK_S + house.NOTE_S + REAL_BUSY_MS * connections.TIMES / 1000
    assert within < 30 < 60, "within a minute also where the list of messages takes its time"
