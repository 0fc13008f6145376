"""Who waits for whom on PostgreSQL: people write while the outbox is full, and nobody is told of a deadlock."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy.dialects import postgresql

import core
from bot.house import House
from bot.sending.delivery import LEASE_MS
from core import hubs, outbox
from core.db import Database, Q
from core.hubs import lock_hub
from core.messages import Screen, _, dump
from core.outbox import Item, Pace, enqueue
from core.people import arrival
from core.people.addresses import find_or_make
from core.settings import Settings
from core.vault import Vault
from tests.loadprog import person, web, worker
from tests.post import Post
from tests.processes import Program
from tests.workerprog import KEY

_DIALECT: Any = postgresql.psycopg.dialect()  # type: ignore[no-untyped-call]
BUSY = Pace(rate=1.0, burst=1, gap=0)

WAITED_FOR = {  # locks that also keep rows away which refer to this one, and why they have to
    "core.coordination.freezing._HUB_STANDS": "an exchange that is just being made would keep its clock",
    "core.coordination.freezing._ONE_STANDS": "the same of one organisation",
    "core.people.organisations._LOCK": "what is looked through of a suspended organisation is all there is",
    "core.people.roles._LOCK": "who leaves must know who has just come in",
    "core.privacy.erasure._LOCK": "the row is deleted",
    "core.privacy.erasure._MINE": "a last person leaves: nobody may be just coming in, nothing just be agreed",
    "core.privacy.erasure._LOCK_ADDRESS": "the row is deleted",
    "core.privacy.erasure._LOCK_LANE": "the row is deleted",
}


@pytest.fixture
def post(db: Database, vault: Vault, now: int) -> Post:
    return Post(db, vault, now)


def locks() -> Iterator[tuple[str, str]]:
    """(where it stands, its text on PostgreSQL) of each statement of core that locks rows."""
    for found in pkgutil.walk_packages(core.__path__, "core."):
        module = importlib.import_module(found.name)
        for name, value in vars(module).items():
            for q in value if isinstance(value, tuple) else (value,):
                if isinstance(q, Q):
                    text = str(q.statement.compile(dialect=_DIALECT))
                    if " FOR UPDATE" in text or " FOR NO KEY UPDATE" in text:
                        yield f"{found.name}.{name}", text


def test_safety_10_no_lock_is_one_that_foreign_keys_wait_for_without_a_reason() -> None:
    found = dict(locks())
    assert len(found) > 30
    assert {name for name, text in found.items() if " FOR UPDATE" in text} == set(WAITED_FOR)


@pytest.mark.parametrize("db_url", ["postgresql"], indirect=True)
def test_safety_10_a_worker_passes_who_is_just_writing(post: Post, vault: Vault) -> None:
    """It touches a lane twice in one transaction where there are fewer tokens than lanes: the second time PostgreSQL
    asks for the address that the lane refers to."""
    for name in ("ana", "ben", "eva"):
        post.put(name, "first")
    with post.db.write() as writing:
        assert arrival.who(writing, vault.index("memory", "ana"))
        assert arrival.who(writing, vault.index("memory", "ben"))
        with post.db.write() as claiming:
            claiming.raw("SET LOCAL lock_timeout = '1ms'")
            assert len(outbox.claim(claiming, "memory", BUSY, "one", post.now, 10, LEASE_MS)) == 1
        enqueue(writing, [Item(post.id("ana"), "memory", "reply", "second")], post.now)


@pytest.mark.parametrize("db_url", ["postgresql"], indirect=True)
def test_safety_10_whoever_locks_a_hub_keeps_nobody_from_what_belongs_to_it(db: Database, now: int) -> None:
    with db.write() as tx:
        hub_id = hubs.add_hub(tx, "Red", "HN", "America/Tegucigalpa", ("es",), {}, now)
    with db.write() as joining:
        lock_hub(joining, hub_id)
        with db.write() as another:
            another.raw("SET LOCAL lock_timeout = '1ms'")
            another.raw("INSERT INTO parked_case (at, code, hub_id) VALUES (1, 'human', (SELECT min(id) FROM hub))")


@pytest.mark.kill
@pytest.mark.parametrize("db_url", ["postgresql"], indirect=True)
def test_safety_10_two_webs_and_two_workers_at_a_full_outbox_never_deadlock(db_url: str, now: int) -> None:
    people, turns = 24, 6
    screen = dump(Screen((_("All right, nothing was sent."),)))
    house = House(Settings(database_url=db_url, secret_keys=(KEY,)), hears=False)
    with house.db.write() as tx:
        hubs.add_hub(tx, "Red Demo", "HN", "America/Tegucigalpa", ("es", "en"), {"approval": False}, house.clock())
        ids = [find_or_make(tx, house.vault, "memory", person(n), "es", house.clock()).id for n in range(people)]
        enqueue(tx, [Item(id, "memory", "alert", screen) for id in ids for _one in range(40)], house.clock())
    half = str(people // 2)
    with (
        Program(web, db_url, "0", half, str(turns)) as first,
        Program(web, db_url, half, half, str(turns)) as second,
        Program(worker, db_url, "20", "10") as one,
        Program(worker, db_url, "20", "10") as other,
    ):
        everybody = (one, other, first, second)
        assert [program.line() for program in everybody] == ["ready"] * 4
        for program in everybody:
            program.tell("go")
        assert [program.line() for program in (first, second)] == ["done"] * 2
        for program in (one, other):
            program.tell("stop")
        assert sum(int(program.line()) for program in (one, other)) > 10, "it was no load"
    told = {sample.name: sample.value for metric in house.metrics() for sample in metric.samples}
    house.close()
    assert told["comunidas_database_deadlocks_total"] == 0
    assert told["comunidas_database_retries_total"] == 0, "of this process, by the last reason"
