"""Locked down: nothing is handled, kept or sent; unlocked, what waited goes on."""

from __future__ import annotations

import pytest

from bot.__main__ import main
from core.db import Database
from core.tables import metadata
from core.vault import Vault
from tests.members import Town
from tests.story import DAY, telling


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
