"""So many lives on databases of one kind, and what was played in them."""

from __future__ import annotations

import shutil
import tempfile
import uuid
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import seed as seeded
from hypothesis.stateful import run_state_machine_as_test

from core.db import Database
from tests.lives.machine import Lives
from tests.servers import admin, url_of

Fresh = Callable[[], tuple[Database, Callable[[], object]]]
LIFE = 100  # steps; a few of them find nothing to do


def play(fresh: Fresh, lives: int, *, every: int = 1, seed: int | None = None) -> type[Lives]:
    """Play lives; everything is added up after `every` steps. Without a seed they are always the same ones.

    The class that comes back knows how many `steps` were taken, and how often what was `played`.
    """
    kind = type("Played", (Lives,), {"fresh": staticmethod(fresh), "every": every, "steps": 0, "played": Counter()})
    if seed is not None:
        seeded(seed)(kind)
    calm = settings(
        max_examples=lives,
        stateful_step_count=LIFE,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        derandomize=seed is None,
        database=None,
    )
    run_state_machine_as_test(kind, settings=calm)
    return kind


def on_sqlite(template: Path) -> Fresh:
    """Fresh databases that are copies of that file."""

    def fresh() -> tuple[Database, Callable[[], object]]:
        folder = tempfile.TemporaryDirectory()
        file = Path(folder.name) / "lives.sqlite3"
        shutil.copy(template, file)
        return Database(f"sqlite:///{file}"), folder.cleanup

    return fresh


def on_postgres(template: str) -> Fresh:
    """Fresh databases that are copies of that one, on the tests' server."""

    def fresh() -> tuple[Database, Callable[[], object]]:
        name = f"lives_{uuid.uuid4().hex}"
        admin(f"CREATE DATABASE {name} TEMPLATE {template}")
        return Database(url_of(name)), lambda: admin(f"DROP DATABASE {name} WITH (FORCE)")

    return fresh
