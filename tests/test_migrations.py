"""Migrations make exactly the tables that core describes, on both databases, from nothing and from every earlier form;
they can be run again, and what was released is never changed."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.runtime.migration import HeadMaintainer
from sqlalchemy import select, text

from core.accounts.verify import mark_drift
from core.db import Database, Q
from core.migrate import lag, migrate
from core.seed import seed
from core.tables import code_try, command_key, concept, listing, metadata, organisation, person
from core.vault import Vault
from tests.earlier import FORMS, fill, lacked, make
from tests.servers import fresh_postgres, url_of
from tests.shape import digest, shape

_WHOSE = Q(
    select(organisation.c.name, person.c.id, listing.c.what)
    .join(person, person.c.acting_for == organisation.c.id)
    .join(listing, listing.c.organisation_id == organisation.c.id)
)
_ACTING = Q(select(person.c.id, person.c.acting_for).order_by(person.c.id))
_DIGESTS = Q(select(command_key.c.digest))
_TRIED = Q(select(code_try.c.address_id))
_LABELS = Q(select(concept.c.labels))

RELEASED = {
    "0001": {"sqlite": "e4bac4b327416f04", "postgresql": "0ffd0f989d0ac3ad"},
    "0002": {"sqlite": "e4bac4b327416f04", "postgresql": "0ffd0f989d0ac3ad"},
    "0003": {"sqlite": "4664faef6ff047df", "postgresql": "6db7046a7a5a7869"},
    "0004": {"sqlite": "ef3298c29b412c0b", "postgresql": "560b610314c2c5fd"},
    "0005": {"sqlite": "94fa1dc381e7c7c7", "postgresql": "ea15c564828c60dc"},
    "0006": {"sqlite": "936ba94f0a7b3156", "postgresql": "41d5ad217f56128a"},
    "0007": {"sqlite": "0fd06c579b19c6b4", "postgresql": "6b78e0884af6165c"},
    "0008": {"sqlite": "5c88e828c3e467b0", "postgresql": "5d598c197adbe086"},
    "0009": {"sqlite": "72cc4de5aedba5bc", "postgresql": "7460a38fd7bc2b99"},
    "0010": {"sqlite": "da69f194310f0f09", "postgresql": "132bc49055ced3e5"},
    "0011": {"sqlite": "41c218487f59e08b", "postgresql": "59697cc1c4733f03"},
    "0012": {"sqlite": "44a1c4da688fdf42", "postgresql": "cd21a20032781148"},
}
"""What the tables are like at each revision. A line is added with a revision and never changed: whoever has installed
one would have other tables than whoever installs it now, and both would say that they are at the same revision."""


@pytest.fixture(params=["sqlite", "postgresql"])
def nothing(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database in which nothing is."""
    file = nullcontext(f"sqlite:///{tmp_path / 'empty.sqlite3'}")
    with file if request.param == "sqlite" else fresh_postgres() as url:
        db = Database(url)
        yield db
        db.close()


@pytest.fixture
def wanted(request: pytest.FixtureRequest, nothing: Database) -> list[str]:
    """The shape that it should come to."""
    if nothing.sqlite:
        url = f"sqlite:///{request.getfixturevalue('sqlite_template')}"
    else:
        url = url_of(request.getfixturevalue("postgres_template"))
    fresh = Database(url)
    found = _shape(fresh)
    fresh.close()
    return found


def _shape(db: Database) -> list[str]:
    with db.engine.connect() as connection:
        return shape(connection)


def test_a_migrated_database_is_what_core_describes(db: Database) -> None:
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": False})
        assert compare_metadata(context, metadata) == []


def test_small_keyed_tables_have_no_second_tree_on_sqlite(sqlite_db: Database) -> None:
    with sqlite_db.engine.connect() as connection:
        made = connection.execute(text("SELECT name FROM sqlite_master WHERE sql LIKE '%WITHOUT ROWID%' ORDER BY name"))
        assert [name for (name,) in made] == ["command_key", "inbox", "line", "listing_key", "membership"]


def test_f15_migrating_again_changes_nothing(db: Database) -> None:
    before = _shape(db)
    migrate(db)
    assert _shape(db) == before
    with db.engine.connect() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).fetchall() == [(max(RELEASED),)]


def test_what_was_released_is_never_changed(nothing: Database) -> None:
    """Write a new revision instead (CONTRIBUTING.md)."""
    found = {}
    for revision in RELEASED:
        migrate(nothing, revision)
        with nothing.engine.connect() as connection:
            found[revision] = digest(connection)
    assert found == {revision: kinds[nothing.engine.dialect.name] for revision, kinds in RELEASED.items()}
    assert lag(nothing) == "", "the newest revision has no line"


@pytest.mark.parametrize("form", sorted({*FORMS[::3], FORMS[-1]}, key=FORMS.index))
def test_every_earlier_form_becomes_todays_with_what_is_in_it(nothing: Database, wanted: list[str], form: str) -> None:
    with nothing.engine.begin() as connection:
        make(connection, form)
        fill(connection)
    assert _shape(nothing) != wanted
    assert lag(nothing) == "older"
    migrate(nothing)
    assert _shape(nothing) == wanted
    assert lag(nothing) == ""
    with nothing.read() as tx:
        assert tx.all(_WHOSE) == [("Luz", 1, "Contador")]
        assert tx.all(_TRIED) == [(1,)]
        assert tx.all(_LABELS) == ([] if form in FORMS[FORMS.index("meaning") :] else [(_labels(form),)])


def _labels(form: str) -> str:
    in_one_language = "concept.lang EXTRA" in lacked(form)
    return "es teatro de sombras\nes sombras" if in_one_language else "teatro de sombras\nsombras"


def test_safety_02_finding_06_who_acts_for_an_organisation_that_has_people_acts_for_it_no_longer(
    nothing: Database,
) -> None:
    migrate(nothing, "0003")
    in_hub = "hub_id, name, skeleton, town, country, zone, created_at, assisted, status"
    with nothing.write() as tx:
        tx.raw("INSERT INTO hub (id, name, country, zone, created_at) VALUES (1, 'Red', 'HN', 'UTC', 1)")
        for id, name in ((1, "Sol"), (2, "Luna")):
            row = f"{id}, 1, '{name}', '', '', 'HN', 'UTC', 1, 1, 'approved'"
            tx.raw(f"INSERT INTO organisation (id, {in_hub}) VALUES ({row})")
        for id, acting in ((1, 1), (2, 1), (3, 2)):
            tx.raw(f"INSERT INTO person (id, lang, acting_for, created_at) VALUES ({id}, 'es', {acting}, 1)")
        tx.raw("INSERT INTO membership (person_id, organisation_id, role, since) VALUES (1, 1, 'owner', 1)")
        digest = "'ab'" if tx.postgres else "x'ab'"
        tx.raw(f"INSERT INTO command_key (key, digest, answer, at) VALUES ('k', {digest}, '', 1)")
    migrate(nothing)
    with nothing.read() as tx:
        assert tx.all(_ACTING) == [(1, 1), (2, None), (3, 2)]
        assert [bytes(row[0]) for row in tx.all(_DIGESTS)] == [b""]


def test_life_goes_on_in_a_database_of_the_first_days(nothing: Database, vault: Vault, now: int) -> None:
    with nothing.engine.begin() as connection:
        make(connection, FORMS[-1])
    migrate(nothing)
    seed(nothing, vault, now)
    assert mark_drift(nothing, now) == []


def test_an_upgrade_that_breaks_off_leaves_all_as_it_was_and_is_run_again(
    nothing: Database, wanted: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with nothing.engine.begin() as connection:
        make(connection, FORMS[-1])
        fill(connection)
    before = _shape(nothing)
    with monkeypatch.context() as broken, pytest.raises(ZeroDivisionError):
        broken.setattr(HeadMaintainer, "update_to_step", lambda *_: 1 / 0)
        migrate(nothing)
    assert _shape(nothing) == before
    migrate(nothing)
    assert _shape(nothing) == wanted


@pytest.mark.parametrize("nothing", ["postgresql"], indirect=True)  # SQLite has one place to write
def test_an_upgrade_goes_on_although_others_hold_what_it_waits_for(nothing: Database, wanted: list[str]) -> None:
    """Web and worker of the last release run while the next one migrates."""
    with nothing.engine.begin() as connection:
        make(connection, FORMS[0])
    began, held = threading.Event(), threading.Event()

    def other() -> None:
        with nothing.engine.begin() as connection:
            connection.execute(text("SET LOCAL deadlock_timeout = '10s'"))  # whom PostgreSQL ends is the one that looks
            connection.execute(text("LOCK TABLE line IN ROW EXCLUSIVE MODE"))
            began.set()
            held.wait(30)
            connection.execute(text("LOCK TABLE entry IN ROW EXCLUSIVE MODE"))

    threads = [threading.Thread(target=other), threading.Thread(target=_when_waiting, args=(nothing, held))]
    threads[0].start()
    began.wait(30)
    threads[1].start()
    migrate(nothing)
    for thread in threads:
        thread.join(30)
    assert _shape(nothing) == wanted


def _when_waiting(db: Database, held: threading.Event) -> None:
    """Tell once somebody waits for a lock."""
    waiting = "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
    with db.engine.connect() as connection:
        while not connection.execute(text(waiting)).first():
            connection.rollback()
    held.set()
