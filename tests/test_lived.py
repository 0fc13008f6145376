"""A story that begins as others did goes on from what these left, as if it had lived it."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from core.db import Database
from core.tables import metadata
from core.vault import Vault
from tests.faults import adds_up, agreed, rows, states
from tests.lived import lived_once
from tests.servers import admin, url_of
from tests.story import Story, telling


@pytest.fixture(params=["sqlite", "postgres"])
def urls(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[list[str]]:
    """Two migrated databases of one kind."""
    names = [f"twin_{uuid.uuid4().hex}" for _one in range(2)]
    if request.param == "sqlite":
        files = [shutil.copy(request.getfixturevalue("sqlite_template"), tmp_path / name) for name in names]
        yield [f"sqlite:///{file}" for file in files]
        return
    template = request.getfixturevalue("postgres_template")
    for name in names:
        admin(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
    yield [url_of(name) for name in names]
    for name in names:
        admin(f"DROP DATABASE {name} WITH (FORCE)")


def counted(story: Story) -> dict[str, int]:
    """How many rows there are in each table."""
    return {table.name: len(rows(story, table.name, *table.c.keys()[:1])) for table in metadata.sorted_tables}


def told(story: Story) -> list[Any]:
    """How it goes on, with what is there then."""
    heard = [*story.say("mar", "nuestras horas"), *story.say("mar", "listo"), *story.say("mar", "1")]
    adds_up(story)
    return [heard, states(story), story.now, rows(story, "line", "entry_id", "account_id", "minutes"), counted(story)]


def test_it_goes_on_alike(urls: list[str], vault: Vault, now: int) -> None:
    both = []
    for url in urls:
        with closing(Database(url)) as db, telling(db, vault, now) as story:
            agreed(story)  # the second time it is not lived, whatever ran before
            both.append(told(story))
    assert both[0] == both[1]
    assert both[0][1] == ["delivered"]


def test_only_who_begins_with_nothing_is_spared_it(urls: list[str], vault: Vault, now: int) -> None:
    lived: list[Story] = []

    @lived_once
    def begins(story: Story) -> None:
        lived.append(story)
        story.hub()

    with closing(Database(urls[0])) as db, telling(db, vault, now) as first:
        begins(first)
    with closing(Database(urls[1])) as db, telling(db, vault, now) as second:
        begins(second)
        assert (lived, rows(second, "hub", "id")) == ([first], [(1,)])
        begins(second)
        assert (lived, rows(second, "hub", "id")) == ([first, second], [(1,), (2,)])
