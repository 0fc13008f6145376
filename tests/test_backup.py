"""A backup is one moment, whole and checked; put back on either database it is the same, and its ledger is guarded."""

from __future__ import annotations

import hashlib
import shutil
import tracemalloc
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest
from sqlalchemy import insert, select

from core.accounts.verify import mark_drift
from core.backup import KEEP_THE_KEY, backup, restore, tables_in_order
from core.commands import Post
from core.db import Database, Q, Tx
from core.errors import Misconfigured
from core.events import Posted
from core.hubs import open_hubs
from core.lock import locked, set_lock
from core.matching import anew
from core.matching.own import add_service
from core.migrate import lag
from core.people.addresses import find_or_make
from core.seed import CHANNEL, seed
from core.tables import attached_file, attachment, hold, outbound
from core.vault import Vault
from tests.earlier import FORMS, lacked, rewritten
from tests.members import Town


@pytest.fixture
def db(db: Database, request: pytest.FixtureRequest) -> Database:
    """Nobody else is connected: who restores looks for others."""
    if not db.sqlite:
        request.getfixturevalue("postgres_reused").leave()
    return db


@pytest.fixture
def other(tmp_path: Path, sqlite_template: Path) -> Iterator[Database]:
    """A second, empty database to restore into: SQLite, whatever the first one is."""
    file = tmp_path / "other.sqlite3"
    shutil.copy(sqlite_template, file)
    made = Database(f"sqlite:///{file}")
    yield made
    made.close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "comunidas.zip"


def _plain(value: Any) -> Any:
    return bytes(value) if isinstance(value, bytes | memoryview) else value


def _rows(tx: Tx) -> dict[str, list[tuple[Any, ...]]]:
    return {
        table.name: [
            tuple(map(_plain, row)) for row in tx.all(Q(select(*table.columns).order_by(*table.primary_key.columns)))
        ]
        for table in tables_in_order()
    }


def _everything(db: Database) -> dict[str, list[tuple[Any, ...]]]:
    with db.read() as tx:
        rows = _rows(tx)
    for name in ("listing_key", "lease", "bucket", "inbox"):  # keys of text: each database sorts them in its own way
        rows[name].sort()
    return rows


def test_a_backup_of_either_database_is_put_back_on_sqlite(
    db: Database, other: Database, vault: Vault, now: int, file: Path
) -> None:
    seed(db, vault, now)
    made = backup(db, file)
    done = restore(other, file)
    assert made == done
    assert sum(done.rows.values()) > 500
    assert _everything(other) == _everything(db)
    assert mark_drift(other, now) == []


def test_a_backup_of_sqlite_is_put_back_on_either_database(
    db: Database, other: Database, vault: Vault, now: int, file: Path
) -> None:
    seed(other, vault, now)
    backup(other, file)
    restore(db, file)
    assert _everything(db) == _everything(other)
    assert mark_drift(db, now) == []


def test_life_goes_on_after_a_restore_with_new_numbers(
    db: Database, other: Database, vault: Vault, now: int, file: Path
) -> None:
    seed(other, vault, now)
    backup(other, file)
    restore(db, file)
    with db.write() as tx:
        known = find_or_make(tx, vault, CHANNEL, "casa-luz", "es", now)
        hub_id = open_hubs(tx)[0].id
    assert not known.made
    town = Town(db, vault, now)  # a new hub, with new accounts
    assert town.hub_id > hub_id
    before = max(id for (id,) in town.rows("listing", "id"))
    town.do(known.person_id, Post("need", "Reparar una impresora"))
    assert max(id for (id,) in town.rows("listing", "id")) > before
    assert mark_drift(db, now) == []


def test_the_ledger_is_still_guarded(db: Database, other: Database, vault: Vault, now: int, file: Path) -> None:
    seed(other, vault, now)
    backup(other, file)
    restore(db, file)
    for statement in ("DELETE FROM line", "UPDATE entry SET lines = 3", "DELETE FROM hold"):
        with pytest.raises(Exception, match=r"only added to|never deleted"), db.write() as tx:
            tx.raw(statement)


def test_holds_come_back_as_they_ended(db: Database, other: Database, vault: Vault, now: int, file: Path) -> None:
    seed(db, vault, now)
    backup(db, file)
    restore(other, file)
    with other.read() as tx:
        states = {state for (state,) in tx.all(Q(select(hold.c.state)))}
    assert states == {"live", "posted"}


def test_a_database_that_is_not_empty_is_left_alone_unless_told(
    db: Database, other: Database, vault: Vault, now: int, file: Path
) -> None:
    seed(other, vault, now)
    backup(other, file)
    mine = Town(db, vault, now)
    mine.member("Casa Sol")
    before = _everything(db)
    with pytest.raises(Misconfigured, match="not empty"):
        restore(db, file)
    assert _everything(db) == before
    restore(db, file, replace=True)
    assert _everything(db) == _everything(other)


def test_the_key_is_not_inside_and_no_address_can_be_read(db: Database, vault: Vault, now: int, file: Path) -> None:
    seed(db, vault, now)
    backup(db, file)
    with zipfile.ZipFile(file) as kept:
        manifest = orjson.loads(kept.read("manifest.json"))
        everything = b"".join(kept.read(name) for name in kept.namelist())
    assert manifest["key"] == KEEP_THE_KEY
    assert b"test-key" not in everything
    assert b"coordina-ana" not in everything


def test_an_existing_file_is_not_written_over(db: Database, file: Path) -> None:
    file.write_text("precious")
    with pytest.raises(Misconfigured, match="exists"):
        backup(db, file)
    assert file.read_text() == "precious"


def test_a_backup_that_breaks_off_leaves_no_file(db: Database, vault: Vault, now: int, file: Path) -> None:
    seed(db, vault, now)

    def full(_table: str, _rows: int) -> None:
        raise OSError("disk full")

    with pytest.raises(Misconfigured, match=r"cannot be written \(disk full\)"):
        backup(db, file, full)
    assert list(file.parent.glob("comunidas*")) == []


def test_a_backup_is_read_by_its_owner_alone(db: Database, file: Path) -> None:
    backup(db, file)
    assert file.stat().st_mode & 0o077 == 0


def test_a_backup_goes_on_where_one_was_killed(db: Database, file: Path) -> None:
    part = file.with_name(file.name + ".part")
    part.write_bytes(b"half")
    part.chmod(0o644)
    backup(db, file)
    assert file.stat().st_mode & 0o077 == 0
    assert not part.exists()


def test_a_folder_that_is_not_there_is_said_in_one_sentence(db: Database, tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match=r"cannot be written \(No such file or directory\)"):
        backup(db, tmp_path / "nowhere" / "a.backup")


@pytest.mark.parametrize("failure", [KeyboardInterrupt, OSError])
def test_a_replacement_that_breaks_off_leaves_what_was_there(
    db: Database, other: Database, vault: Vault, now: int, file: Path, failure: type[BaseException]
) -> None:
    seed(other, vault, now)
    backup(other, file)
    Town(db, vault, now).member("Casa Sol")
    before = _everything(db)

    def broken(table: str, _rows: int) -> None:
        if table == "listing":
            raise failure

    with pytest.raises((failure, Misconfigured)):
        restore(db, file, broken, replace=True)
    assert _everything(db) == before
    restore(db, file, replace=True)
    assert _everything(db) == _everything(other)


@pytest.mark.parametrize(("before", "kept"), [(True, False), (False, True), (False, False)])
def test_what_is_locked_down_before_or_in_the_backup_is_locked_down_after(
    db: Database, now: int, file: Path, before: bool, kept: bool
) -> None:
    """A backup of a quiet day must not open what is locked because people are in danger."""
    for shut, then in ((kept, lambda: backup(db, file)), (before, lambda: restore(db, file, replace=True))):
        with db.write() as tx:
            set_lock(tx, now, shut=shut)
        then()
    with db.read() as tx:
        assert locked(tx) == (before or kept)


@pytest.mark.parametrize("replace", [True, False])
def test_nothing_is_restored_under_those_who_run(
    db: Database, other: Database, vault: Vault, now: int, file: Path, replace: bool
) -> None:
    seed(other, vault, now)
    backup(other, file)
    running = Database(db.url)
    with running.read() as tx:
        tx.all(Q(select(hold.c.state)))
    before = _everything(db)
    with pytest.raises(Misconfigured, match="stop web and worker"):
        restore(db, file, replace=replace)
    assert _everything(db) == before
    running.close()
    restore(db, file, replace=replace)
    assert _everything(db) == _everything(other)


def test_progress_is_told_table_by_table(db: Database, other: Database, vault: Vault, now: int, file: Path) -> None:
    seed(db, vault, now)
    written: dict[str, int] = {}
    read: dict[str, int] = {}
    made = backup(db, file, written.__setitem__)
    restore(other, file, read.__setitem__)
    assert written == read == {name: rows for name, rows in made.rows.items() if rows}


def _rewritten(file: Path, name: str, change: Any) -> None:
    """The same zip with one member changed."""
    with zipfile.ZipFile(file) as kept:
        members = {one: kept.read(one) for one in kept.namelist()}
    members[name] = change(members[name])
    with zipfile.ZipFile(file, "w") as made:
        for one, content in members.items():
            made.writestr(one, content)


def _at_first(manifest: bytes, tables: dict[str, Any]) -> bytes:
    return orjson.dumps({**orjson.loads(manifest), "revision": "0001", "tables": tables})


def _as_written_by(form: str, file: Path) -> None:
    """Make a backup of today one of that form."""
    with zipfile.ZipFile(file) as kept:
        members = {name.removesuffix(".jsonl"): kept.read(name) for name in kept.namelist()}
    manifest, sums = members.pop("manifest.json"), {}
    with zipfile.ZipFile(file, "w") as made:
        for name, content in members.items():
            rows = [rewritten(form, name, orjson.loads(line)) for line in content.splitlines()]
            if name in lacked(form):
                continue
            old = b"".join(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE) for row in rows)
            made.writestr(f"{name}.jsonl", old)
            sums[name] = {"rows": len(rows), "sha256": hashlib.sha256(old).hexdigest()}
        made.writestr("manifest.json", _at_first(manifest, sums))


@pytest.mark.parametrize(
    ("form", "replace"), [(FORMS[0], True), ("own services in several languages", False), (FORMS[-1], True)]
)
def test_a_backup_of_an_earlier_release_is_brought_up_to_date(
    db: Database, other: Database, vault: Vault, now: int, file: Path, form: str, replace: bool
) -> None:
    seed(other, vault, now)
    with other.write() as tx:
        add_service(tx, open_hubs(tx)[0].id, {"es": ("teatro de sombras", "sombras")}, now)
    backup(other, file)
    _as_written_by(form, file)
    before = _everything(other)
    if replace:
        Town(db, vault, now).member("Casa Sol")
    restore(db, file, replace=replace)
    after, found_by = _everything(db), ("listing_key", "listing_meaning")
    assert {name for name in before if len(before[name]) != len(after[name])} <= {*lacked(form), *found_by}
    assert [after[name] for name in found_by] == [[], []]
    for name in ("line", "entry", "hold", "account", "history"):
        assert before[name] == after[name]
    if "concept" not in lacked(form):
        assert before["concept"] == after["concept"]
    assert mark_drift(db, now) == []
    for hub_id in anew.hub_ids(db):
        assert anew.renew(db, hub_id)
    assert lag(db) == ""


@pytest.mark.parametrize(
    ("name", "change", "saying"),
    [
        ("entry.jsonl", lambda old: old.replace(b"grant", b"issue"), "damaged: entry"),
        ("person.jsonl", lambda old: old[:-20], "damaged: person"),
        ("manifest.json", lambda old: b"{}", "damaged"),
        ("manifest.json", lambda old: orjson.dumps({**orjson.loads(old), "tables": {}}), "other tables"),
        ("manifest.json", lambda old: b"not json", "damaged"),
        ("manifest.json", lambda old: old.replace(b'"format": 1', b'"format": 2'), "format 2"),
        ("manifest.json", lambda old: old.replace(b'"revision": "', b'"revision": "9'), "later release, at revision 9"),
        ("manifest.json", lambda old: _at_first(old, {}), "other tables"),
    ],
)
def test_a_damaged_or_strange_backup_is_refused_and_nothing_is_touched(
    db: Database, other: Database, vault: Vault, now: int, file: Path, name: str, change: Any, saying: str
) -> None:
    seed(other, vault, now)
    backup(other, file)
    _rewritten(file, name, change)
    before = _everything(db)
    for replace in (False, True):
        with pytest.raises(Misconfigured, match=saying):
            restore(db, file, replace=replace)
    assert _everything(db) == before


def test_what_is_no_backup_is_refused_in_one_sentence(db: Database, file: Path) -> None:
    with pytest.raises(Misconfigured, match="cannot be read"):
        restore(db, file)
    file.write_bytes(b"PK\x03\x04 nonsense")
    with pytest.raises(Misconfigured, match="cannot be read"):
        restore(db, file)


def test_files_are_never_all_in_memory(
    sqlite_db: Database, other: Database, vault: Vault, now: int, file: Path
) -> None:
    town, size = Town(sqlite_db, vault, now, {"approval": False}), 1 << 19
    luz = town.member("Casa Luz")
    (posted, *_more) = town.do(luz.person_id, Post("need", "un piano", remote=True))
    assert isinstance(posted, Posted)
    with sqlite_db.write() as tx:
        for id in range(1, 81):
            sent = {"id": id, "listing_id": posted.listing_id, "organisation_id": luz.organisation_id}
            sent |= {"person_id": luz.person_id, "at": now, "kind": "photo", "about": "listing", "sealed": b"x"}
            tx.run(Q(insert(attachment).values(sent)))
            kept = {"attachment_id": id, "blind": bytes([id]), "word": b"x", "content": bytes(size)}
            tx.run(Q(insert(attached_file).values(kept | {"kind": "photo", "type": "", "ending": "", "until": now})))
    tracemalloc.start()
    backup(sqlite_db, file)
    restore(other, file)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 40 * size
    with other.read() as tx:
        assert [len(content) for (content,) in tx.all(Q(select(attached_file.c.content)))] == [size] * 80


def test_many_rows_go_page_by_page(db: Database, other: Database, vault: Vault, now: int, file: Path) -> None:
    with db.write() as tx:
        address = find_or_make(tx, vault, CHANNEL, "casa-luz", "es", now).id
        tx.raw(f"INSERT INTO lane (address_id, channel, next_seq) VALUES ({address}, 'console', 9000)")
        many = f"SELECT 1 AS n UNION ALL SELECT n + 1 FROM numbers WHERE n < {4500}"
        tx.raw(
            "INSERT INTO outbound (lane_id, seq, kind, screen, created_at) "
            f"WITH RECURSIVE numbers AS ({many}) SELECT {address}, n, 'reply', '', 1 FROM numbers"
        )
    assert backup(db, file).rows["outbound"] == 4500
    restore(other, file)
    with other.read() as tx:
        assert [seq for (seq,) in tx.all(Q(select(outbound.c.seq).order_by(outbound.c.id)))] == list(range(1, 4501))
