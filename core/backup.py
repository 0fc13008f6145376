"""Can everything be carried away in one file, and put back on either database? A zip of JSON lines, one a row.

    manifest.json     {"format": 1, "revision": "0001", "tables": {"hub": {"rows": 1, "sha256": "…"}, …}}
    hub.jsonl         {"id": 1, "name": "Red Demo", …}          bytes are {"b64": "…"}

SECRET_KEY is not inside: without it the addresses and sealed texts of a restored database cannot be opened.
The rows are put back in the order that the ledger's guards ask for: lines before the entries that seal them, holds
first as they began and then as they ended.
"""

from __future__ import annotations

import base64
import hashlib
import os
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from typing import IO, Any

import orjson
from sqlalchemy import MetaData, Table, bindparam, func, insert, literal_column, select, text, tuple_, update

from core import backup_of_before
from core.alone import alone
from core.db import Database, Q, Tx
from core.errors import Misconfigured
from core.lock import locked, set_lock
from core.migrate import emptied, is_known, revision
from core.tables import metadata

FORMAT = 1
KEEP_THE_KEY = "SECRET_KEY is not in the backup: keep it too, without it no address in it can be opened."
_MANIFEST = "manifest.json"
_BATCH = 2000
_REVISION = Q(select(literal_column("version_num")).select_from(text("alembic_version")))
_ENDED = ("state", "posted", "entry_id", "resolved_at")

Progress = Callable[[str, int], None]  # (table, rows done so far)


@dataclass(frozen=True, slots=True)
class Done:
    """What a backup or a restore carried: rows by table, and the revision of the tables."""

    revision: str
    rows: dict[str, int]


def _nothing(_table: str, _rows: int) -> None:
    """Progress for nobody."""


def backup(db: Database, file: Path, progress: Progress = _nothing) -> Done:
    """Write all tables as they are at one moment to `file`, which must not exist. Others go on writing meanwhile.

    The file is complete or not there: it is written beside its place and then moved. Raises Misconfigured.
    """
    part = file.with_name(file.name + ".part")
    try:
        if file.exists():
            raise Misconfigured(f"{file} exists; name a new file for the backup.")
        with db.read() as tx, _mine_alone(part) as out, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
            done = _write_all(tx, made, progress)
        part.replace(file)
    except OSError as wrong:
        why = wrong.strerror or wrong
        raise Misconfigured(f"{file} cannot be written ({why}): name a file in another folder.") from wrong
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return done


def _mine_alone(file: Path) -> IO[bytes]:
    """A new file that nobody but its owner reads."""
    file.unlink(missing_ok=True)  # of a backup that was killed
    return open(os.open(file, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b")


def restore(db: Database, file: Path, progress: Progress = _nothing, *, replace: bool = False) -> Done:
    """Put a backup into a migrated, empty database; with `replace`, whatever is in the database is deleted first.

    The file is checked whole before anything is touched, and all is one transaction: what breaks off leaves the
    database as it was. One of an earlier release goes into tables as they were then, which are brought up to date.
    Raises Misconfigured with one sentence: no such file, damaged, made by a later release, a database that is not
    empty, or one that others are using. What was locked down stays so, whatever the backup says.
    """
    with _opened(file) as kept:
        manifest = _checked(kept)
        _must_be_known(manifest["revision"])
        if not replace:
            _must_be_empty(db)
        if not alone(db):
            raise Misconfigured("Others are using this database: stop web and worker first.")
        with db.read() as tx:
            was_locked = locked(tx)
        with _place(db, manifest["revision"], replace=replace) as (tx, tables):
            done = _read_all(tx, tables, kept, manifest, progress)
            if was_locked:
                set_lock(tx, 0, shut=True)
        return done


def check(file: Path) -> None:
    """Raises Misconfigured where the file is no whole backup of ours."""
    with _opened(file) as kept:
        _checked(kept)


@contextmanager
def _opened(file: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(file) as kept:
            yield kept
    except (OSError, zipfile.BadZipFile) as wrong:
        why = wrong.strerror if isinstance(wrong, OSError) else "it is no backup of ours, or not whole"
        raise Misconfigured(f"{file} cannot be read as a backup ({why}).") from wrong


# ---- writing ----------------------------------------------------------------------------------------------------


def _write_all(tx: Tx, made: zipfile.ZipFile, progress: Progress) -> Done:
    sums: dict[str, dict[str, Any]] = {}
    for table in tables_in_order():
        digest, rows = hashlib.sha256(), 0
        with made.open(f"{table.name}.jsonl", "w", force_zip64=True) as out:
            for page in _pages(tx, table):
                block = b"".join(_line(table, row) for row in page)
                digest.update(block)
                out.write(block)
                rows += len(page)
                progress(table.name, rows)
        sums[table.name] = {"rows": rows, "sha256": digest.hexdigest()}
    revision = str(tx.value(_REVISION))
    manifest = {"format": FORMAT, "revision": revision, "key": KEEP_THE_KEY, "tables": sums}
    made.writestr(_MANIFEST, orjson.dumps(manifest, option=orjson.OPT_INDENT_2 | orjson.OPT_NON_STR_KEYS))
    return Done(revision, {name: int(sum["rows"]) for name, sum in sums.items()})


def tables_in_order(described: MetaData = metadata) -> list[Table]:
    """Every table after those it refers to, but lines before entries."""
    tables = [table for table in described.sorted_tables if table.name not in ("line", "alembic_version")]
    at = next(n for n, table in enumerate(tables) if table.name == "entry")
    return [*tables[:at], described.tables["line"], *tables[at:]]


def _most(table: Table) -> int:
    """Rows that are held at once; of files each is megabytes."""
    return 1 if "content" in table.columns else _BATCH


def _pages(tx: Tx, table: Table) -> Iterator[list[tuple[Any, ...]]]:
    """The rows in the order of their key, a page at a time."""
    first, following = _page_statements(table)
    keys = [n for n, column in enumerate(table.columns) if column.primary_key]
    page = tx.all(first)
    while page:
        yield page
        if len(page) < _most(table):
            return
        page = tx.all(following, **{f"after_{n}": page[-1][at] for n, at in enumerate(keys)})


@cache
def _page_statements(table: Table) -> tuple[Q, Q]:
    key = tuple(column for column in table.columns if column.primary_key)
    page = select(*table.columns).order_by(*key).limit(_most(table))
    after = tuple_(*(bindparam(f"after_{n}", type_=column.type) for n, column in enumerate(key)))
    return Q(page), Q(page.where(tuple_(*key) > after))


def _line(table: Table, row: tuple[Any, ...]) -> bytes:
    named = {column.name: _packed(value) for column, value in zip(table.columns, row, strict=True)}
    return orjson.dumps(named, option=orjson.OPT_APPEND_NEWLINE | orjson.OPT_NON_STR_KEYS)  # SQLAlchemy's names


def _packed(value: Any) -> Any:
    return {"b64": base64.b64encode(bytes(value)).decode()} if isinstance(value, bytes | memoryview) else value


# ---- reading ----------------------------------------------------------------------------------------------------


def _checked(kept: zipfile.ZipFile) -> dict[str, Any]:
    """The manifest, once every file is what it says."""
    try:
        manifest: dict[str, Any] = orjson.loads(kept.read(_MANIFEST))
        if manifest["format"] != FORMAT:
            raise Misconfigured(f"This backup has format {manifest['format']}; this release reads format {FORMAT}.")
        for name, sum in manifest["tables"].items():
            with kept.open(f"{name}.jsonl") as lines:
                if hashlib.file_digest(_Reader(lines), "sha256").hexdigest() != sum["sha256"]:
                    raise Misconfigured(f"The backup is damaged: {name} is not what was written.")
    except (KeyError, TypeError, AttributeError, orjson.JSONDecodeError, zipfile.BadZipFile) as wrong:
        raise Misconfigured("The backup is damaged or is no backup of ours.") from wrong
    return manifest


def _must_be_known(made_at: str) -> None:
    if not is_known(made_at):
        raise Misconfigured(
            f"The backup was made by a later release, at revision {made_at}: install that release, then restore."
        )


@contextmanager
def _place(db: Database, made_at: str, *, replace: bool) -> Iterator[tuple[Tx, MetaData]]:
    """Empty tables as they were when the backup was made; what is put into them is brought up to date at the end."""
    if not replace and made_at == revision(db):
        with db.write() as tx:
            yield tx, metadata
    else:
        with emptied(db, made_at) as tx_and_tables:
            yield tx_and_tables


def _must_be_empty(db: Database) -> None:
    with db.read() as tx:
        full = next((table.name for table in tables_in_order() if tx.all(_any_row(table))), None)
    if full:
        raise Misconfigured(f"This database is not empty ({full} has rows): use a new one, or say --replace.")


def _any_row(table: Table) -> Q:
    return Q(select(literal_column("1")).select_from(table).limit(1))


def _read_all(tx: Tx, tables: MetaData, kept: zipfile.ZipFile, manifest: dict[str, Any], progress: Progress) -> Done:
    before = manifest["revision"] == backup_of_before.REVISION
    _must_have_all(tables, manifest["tables"], before=before)
    rows: dict[str, int] = {}
    for table in tables_in_order(tables):
        rows[table.name] = 0
        if table.name not in manifest["tables"]:
            continue
        with kept.open(f"{table.name}.jsonl") as lines:
            while page := list(islice(lines, _most(table))):
                read = [_row(line) for line in page]
                _put(tx, table, backup_of_before.fitted(table, read) if before else read)
                rows[table.name] += len(page)
                progress(table.name, rows[table.name])
        if tx.postgres and rows[table.name]:
            _move_sequence(tx, table)
    return Done(manifest["revision"], rows)


def _must_have_all(tables: MetaData, kept: dict[str, Any], *, before: bool) -> None:
    """What these tables do not know would be lost, and what the backup misses, empty."""
    here = {table.name for table in tables_in_order(tables)}
    if backup_of_before.lacking(here, kept) if before else here != kept.keys():
        raise Misconfigured("The backup has other tables than the release that it says it was made with.")


def _row(line: bytes) -> dict[str, Any]:
    return {name: _unpacked(value) for name, value in orjson.loads(line).items()}


def _unpacked(value: Any) -> Any:
    return base64.b64decode(value["b64"]) if isinstance(value, dict) else value


def _put(tx: Tx, table: Table, rows: list[dict[str, Any]]) -> None:
    if not rows:
        return
    if table.name == "hold":
        _put_holds(tx, table, rows)
    else:
        tx.many(_insert(table, tuple(rows[0])), rows)


def _put_holds(tx: Tx, hold: Table, rows: list[dict[str, Any]]) -> None:
    """A hold begins live and is resolved once: so it does here, or the guards refuse it."""
    for row in rows:
        begun = {**row, "state": "live", "posted": 0, "entry_id": None, "resolved_at": None}
        tx.many(_insert(hold, tuple(begun)), [begun])
        if row["state"] != "live":
            tx.many(_resolve(hold), [{f"its_{name}": row[name] for name in ("id", *_ENDED)}])


@cache
def _resolve(hold: Table) -> Q:
    ended: dict[str, Any] = {name: bindparam(f"its_{name}") for name in _ENDED}
    return Q(update(hold).where(hold.c.id == bindparam("its_id")).values(ended))


@cache
def _insert(table: Table, names: tuple[str, ...]) -> Q:
    return Q(insert(table).values({name: bindparam(name) for name in names}).inline())


def _move_sequence(tx: Tx, table: Table) -> None:
    """New rows get numbers after the restored ones."""
    column = table.autoincrement_column
    if column is not None:
        sequence = func.pg_get_serial_sequence(table.name, column.name)
        tx.one(Q(select(func.setval(sequence, select(func.max(column)).scalar_subquery()))))


class _Reader:
    """What hashlib asks of a file, over a member of a zip."""

    def __init__(self, lines: IO[bytes]) -> None:
        self._lines = lines

    def readinto(self, buffer: bytearray) -> int:
        block = self._lines.read(len(buffer))
        buffer[: len(block)] = block
        return len(block)

    def readable(self) -> bool:
        return True
