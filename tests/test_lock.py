"""Locked down: nothing is handled, kept or sent; unlocked, what waited goes on."""

from __future__ import annotations

import pytest

from bot.__main__ import main
from bot.channels.channel import Incoming
from core.db import Database
from core.lock import set_lock
from core.settings import Settings
from core.tables import metadata
from core.vault import Vault
from tests.keeping_door import KeepingDoor
from tests.members import Town
from tests.story import DAY, telling
from webhooks.app import create_app


def test_nothing_is_kept_or_sent_until_it_is_unlocked(
    db: Database, vault: Vault, now: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET_KEY", "k" * 40)
    monkeypatch.setenv("DATABASE_URL", db.url)
    rows = Town(db, vault, now).rows
    with telling(db, vault, now) as story:
        assert story.say("luz", "hola")
        story.handle(story.phones.typed("luz", "menú", "", story.now))  # its answer waits
        assert main(["lock"]) == 0
        counts = {
            name: len(rows(name, *metadata.tables[name].primary_key.columns.keys())) for name in ("person", "outbound")
        }
        assert story.say("luz", "Casa Luz, Tegucigalpa") == []
        assert story.say("eva", "hola") == []
        assert story.wait(DAY // 24) == []
        assert {name: len(rows(name, "id")) for name in counts} == counts
        assert main(["unlock"]) == 0
        assert [who for who, _text in story.deliver()] == ["luz"]
        assert story.say("eva", "hola")


def test_everybody_reads_one_sentence_that_tells_nothing_and_nothing_is_kept_to_say_it(
    db: Database, vault: Vault, now: int
) -> None:
    rows = Town(db, vault, now, {"approval": False}).rows
    with telling(db, vault, now) as story:
        story.say("luz", "hola")
        story.say("luz", "Casa Luz, Tegucigalpa")
        with db.write() as tx:
            set_lock(tx, now, shut=True)
        said = {}
        for who in ("luz", "eva"):
            incoming = story.phones.typed(who, "necesitamos un contador", "", story.now)
            assert story.handle(incoming) is None
            said[who] = story.handler.turned_away(incoming)
        assert said["luz"] == said["eva"] == "Este número no está en uso por ahora."
        assert story.handler.turned_away(story.phones.typed("luz", "", "", story.now, event="blocked")) == ""
        assert [id for (id,) in rows("person", "id")] == [1]
        with db.write() as tx:
            set_lock(tx, now, shut=False)
        assert story.handler.turned_away(story.phones.typed("luz", "hola", "", story.now)) == ""


def test_the_sentence_goes_in_the_answer_to_the_provider() -> None:
    class Shut(KeepingDoor):
        def receive(self, incoming: Incoming) -> str:
            super().receive(incoming)
            return "Nada <aquí>."

    settings = Settings("sqlite:///x", ("k" * 32,), telegram_bot_token="1:a", telegram_webhook_secret="s" * 20)
    update = {"update_id": 1, "message": {"chat": {"id": 7, "type": "private"}, "text": "hola", "date": 1}}
    answer = (
        create_app(settings, Shut())
        .test_client()
        .post("/telegram/webhook", json=update, headers={"X-Telegram-Bot-Api-Secret-Token": "s" * 20})
    )
    assert answer.get_json() == {"method": "sendMessage", "chat_id": 7, "text": "Nada <aquí>."}
