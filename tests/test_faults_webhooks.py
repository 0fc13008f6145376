"""Providers deliver again, at once or late, and the database goes away: what the real web side answers."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import orjson
import psycopg
import pytest
from flask import Flask
from sqlalchemy import event, func, select
from werkzeug.test import TestResponse

from bot.channels.telegram_updates import parse_update
from bot.doubles import TwilioApi
from bot.doubles.telegram_api import TelegramApi
from bot.house import House
from core import hubs
from core.accounts.verify import verify
from core.db import Database, Q
from core.people.arrival import SIGNATURE
from core.settings import Settings
from core.tables import inbox, metadata, outbound
from tests.kept_open import KEPT
from tests.patience import REAL_BUSY_MS
from tests.servers import postgres_url
from tests.story import DAY
from tests.together import together
from webhooks.app import create_app

BASE = "https://bot.example.org"
COUNTS = {
    name: Q(select(func.count()).select_from(metadata.tables[name]))
    for name in ("outbound", "organisation", "listing", "person", "parked_case")
} | {"inbox": Q(select(func.count()).select_from(inbox).where(inbox.c.channel != SIGNATURE))}


class Street:
    """The whole web side on one database: Telegram and Twilio post to it."""

    def __init__(self, url: str, db: Database, now: int, telegram: TelegramApi, twilio: TwilioApi) -> None:
        self.now = now
        self.last: TestResponse | None = None
        self.db, self.telegram, self.twilio = db, telegram, twilio
        settings = Settings(
            url,
            ("test-key-test-key-test-key-test-key",),
            public_base_url=BASE,
            telegram_bot_token=telegram.token,
            telegram_webhook_secret=telegram.secret,
            twilio_account_sid=twilio.account_sid,
            twilio_auth_token=twilio.auth_token,
            twilio_whatsapp_from=twilio.whatsapp_from,
        )
        self.house = House(settings, clock=lambda: self.now, hears=False, db=db)
        self.app: Flask = create_app(settings, self.house)
        with db.write() as tx:
            hubs.add_hub(tx, "Red", "HN", "America/Tegucigalpa", ("es", "ar", "en"), {"approval": False}, now)

    def update(self, words: str) -> Callable[..., int]:
        """A Telegram update, to be posted as often as one likes; the status."""
        body = orjson.dumps(self.telegram.text(7, words))
        return lambda *_: self._posted("/telegram/webhook", body, self.telegram.headers())

    def form(self, words: str) -> Callable[..., int]:
        """A WhatsApp message of Twilio's, likewise."""
        form = self.twilio.inbound("whatsapp:+99900000001", words)
        headers = self.twilio.headers(f"{BASE}/twilio/inbound", form)
        return lambda *_: self._posted("/twilio/inbound", form, headers)

    def _posted(self, path: str, data: Any, headers: Any) -> int:
        self.last = self.app.test_client().post(path, data=data, headers=headers)
        return self.last.status_code

    def counts(self) -> dict[str, int]:
        """How many rows of what a message makes."""
        with self.db.read() as tx:
            return {name: tx.value(COUNTS[name]) for name in COUNTS}


@pytest.fixture
def street(db_url: str, db: Database, now: int) -> Iterator[Street]:
    with TelegramApi() as telegram, TwilioApi() as twilio:
        made = Street(db_url, db, now, telegram, twilio)
        yield made
        made.house.close()


def _sender(street: Street, channel: str) -> tuple[Callable[[str], Callable[..., int]], int]:
    return (street.update, 200) if channel == "telegram" else (street.form, 204)


@pytest.mark.parametrize("channel", ["telegram", "whatsapp"])
def test_f02_the_same_delivery_at_once_and_days_later_is_taken_each_time_and_done_once(
    street: Street, channel: str
) -> None:
    write, fine = _sender(street, channel)
    assert write("/start")() == fine
    for words in ("Casa Luz, Tegucigalpa", "necesitamos un contador, 2 horas", "no sé", "sí"):
        deliver = write(words)
        assert together(3, deliver) == [fine] * 3
    before = street.counts()
    assert (before["organisation"], before["listing"], before["inbox"]) == (1, 1, 5)
    assert before["outbound"] == 5
    street.now += 5 * DAY
    assert deliver() == fine
    assert street.counts() == before
    assert verify(street.db) == []


def _locked(url: str) -> Callable[[], None]:
    """Another process keeps SQLite's write lock; the way to let it go."""
    other = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    return other.close


@pytest.mark.parametrize("channel", ["telegram", "whatsapp"])
def test_f08_a_locked_database_is_503_and_the_next_try_works(
    sqlite_db: Database, now: int, channel: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.connections.BUSY_MS", 50)  # the wait is a matter of seconds, the behaviour is not
    db = Database(sqlite_db.url)
    with TelegramApi() as telegram, TwilioApi() as twilio:
        street = Street(db.url, db, now, telegram, twilio)
        write, fine = _sender(street, channel)
        deliver = write("hola")
        unlock = _locked(db.url)
        before = street.counts()
        assert deliver() == 503
        assert street.counts() == before
        unlock()
        assert deliver() == fine
        assert street.counts()["outbound"] == 1
        street.house.close()
    assert REAL_BUSY_MS <= 5000


@pytest.mark.parametrize("channel", ["telegram", "whatsapp"])
def test_f08_a_full_disk_is_503_with_when_to_come_back_and_the_next_try_works(
    sqlite_db: Database, now: int, channel: str
) -> None:
    with TelegramApi() as telegram, TwilioApi() as twilio:
        street = Street(sqlite_db.url, sqlite_db, now, telegram, twilio)
        write, fine = _sender(street, channel)
        assert write("hola")() == fine
        assert write("Casa Luz, Tegucigalpa")() == fine
        _pages(street.house.handler._db, 1)  # never below what the file has: from here on it cannot grow
        for number in range(400):
            street.now += 60_000
            before = street.counts()
            deliver = write(f"necesitamos un electricista, {number} horas")
            if deliver() != fine:
                break
        assert street.counts() == before
        assert street.last
        assert street.last.status_code == 503
        assert int(street.last.headers["Retry-After"]) > 0
        assert street.last.json == {"error": "service unavailable"}
        _pages(street.house.handler._db, 1_000_000)
        assert deliver() == fine
        assert street.counts()["inbox"] == before["inbox"] + 1
        street.house.close()


def _pages(db: Database, most: int) -> None:
    """How many pages the file may have."""
    with db.write() as tx:
        tx._cursor.execute(f"PRAGMA max_page_count = {most}")


@pytest.fixture
def read_only(db_url: str) -> Iterator[Database]:
    """The same database as a process has it whose disk or server takes nothing."""
    KEPT.close()  # or the story before would hand on one that takes everything
    found = Database(db_url)
    statement = "PRAGMA query_only=ON" if found.sqlite else "SET default_transaction_read_only = on"

    @event.listens_for(found.engine, "connect")
    def refuse(connection: Any, _record: object) -> None:
        connection.cursor().execute(statement)
        if not found.sqlite:
            connection.commit()

    yield found
    found.close()


def test_f08_a_database_that_takes_no_writes_is_503_and_the_next_try_works(street: Street, read_only: Database) -> None:
    deliver = street.update("hola")
    street.house.handler._db = read_only
    assert deliver() == 503
    assert street.counts()["inbox"] == 0
    street.house.handler._db = street.db
    assert deliver() == 200
    assert street.counts()["outbound"] == 1


def terminated(db: Database) -> None:
    """Every open connection is closed under our feet: by PostgreSQL, or (SQLite has no other side) as a file is."""
    if db.sqlite:
        for held in db._writers._idle:
            held.connection.close()
        return
    with psycopg.connect(postgres_url(), autocommit=True) as admin:
        name = db.engine.url.database
        admin.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])


def test_f08_terminated_connections_lose_nothing(street: Street) -> None:
    assert street.update("/start")() == 200
    for words in ("Casa Luz, Tegucigalpa", "necesitamos un contador, 2 horas", "saldo"):
        terminated(street.house.handler._db)
        deliver = street.update(words)
        assert 200 in (deliver(), deliver())
    assert street.counts()["inbox"] == 4
    assert street.counts()["outbound"] == 4
    assert verify(street.db) == []


def test_f08_a_database_that_is_gone_is_503(street: Street, tmp_path: Path) -> None:
    deliver = street.update("hola")
    street.house.handler._db = Database(f"sqlite:///{tmp_path}" if street.db.sqlite else GONE)
    assert deliver() == 503


GONE = "postgresql+psycopg://nobody@/nothing?host=/nowhere"
HOSTILE = [b"", b"{", b"\xff\xfe", b"[" * 10000, b"\x00" * 100, b"null", b'{"update_id": 1}', b"x" * (1 << 20)]


@pytest.mark.parametrize("body", HOSTILE)
def test_f26_a_body_that_is_no_update_is_taken_and_forgotten(street: Street, body: bytes) -> None:
    answer = street.app.test_client().post("/telegram/webhook", data=body, headers=street.telegram.headers())
    assert answer.status_code == 200
    assert street.counts()["inbox"] == 0
    assert parse_update(body) is None


@pytest.mark.parametrize(
    "words", ["", " ", "\x00", "🙂", "\u202e", "x" * 100_000, "{0}", "%(x)s", "\ufffd\ufffd", "NaN"]
)
def test_f25_f26_any_text_of_a_form_is_204_and_one_reply(street: Street, words: str) -> None:
    assert street.form(words)() == 204
    assert street.counts()["outbound"] == 1


def test_f26_invalid_utf_8_in_a_form_is_never_a_500(street: Street) -> None:
    # bytes that are no text stay written as they came
    read = street.twilio.inbound("whatsapp:+99900000001", "%FF%FE%ED%A0%80")
    form = urlencode(read).replace("%25", "%").encode()
    answer = street.app.test_client().post(
        "/twilio/inbound",
        data=form,
        content_type="application/x-www-form-urlencoded",
        headers=street.twilio.headers(f"{BASE}/twilio/inbound", read),
    )
    assert answer.status_code == 204
    assert (street.counts()["inbox"], street.counts()["outbound"]) == (1, 1)
    assert street.form("hola")() == 204


@pytest.mark.parametrize("letter", ["a", "ش", "\x00", "🙂"])
def test_much_more_text_than_providers_bring_is_answered_that_it_is_too_long_and_a_megabyte_not_read(
    street: Street, letter: str
) -> None:
    megabyte = letter * (1024 * 1024 // len(letter.encode()))
    assert (street.update(megabyte)(), street.form(megabyte)()) == (200, 413)
    assert (street.counts()["inbox"], street.counts()["outbound"]) == (0, 0)
    words = letter * 20_000  # Telegram brings 4,096, Twilio 1,600
    assert (street.update(words)(), street.form(words)()) == (200, 204)
    assert (street.counts()["inbox"], street.counts()["outbound"]) == (2, 2)
    with street.db.read() as tx:
        said = [text for _id, text in tx.all(Q(select(outbound.c.id, outbound.c.screen).order_by(outbound.c.id)))]
    assert all("too long for me" in one or "a few words" in one for one in said)
    assert (street.update("Casa Luz, Tegucigalpa")(), street.form("Casa Sol, Tela")()) == (200, 204)
    assert street.counts()["organisation"] == 2
