"""So many lives on databases of one kind, and what was played in them."""

from __future__ import annotations

import shutil
import tempfile
import uuid
from collections import Counter
from collections.abc import Callable, Collection
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import seed as seeded
from hypothesis.stateful import run_state_machine_as_test

from core.db import Database
from tests.lives.machine import Lives
from tests.servers import admin, url_of

Fresh = Callable[[], tuple[Database, Callable[[], object]]]
LIFE = 100  # steps; a few of them find nothing to do


def play(fresh: Fresh, lives: int, *, seed: int, every: int = 1) -> type[Lives]:
    """Play lives; everything is added up after `every` steps.

    A seed plays the same lives again where the same modules are imported: hypothesis mixes the whole numbers that it
    finds in them into what it draws. So nothing may be expected of one seed (see `play_all`).
    The class that comes back knows how many `steps` were taken, and how often what was `played`.
    """
    kind = type("Played", (Lives,), {"fresh": staticmethod(fresh), "every": every, "steps": 0, "played": Counter()})
    seeded(seed)(kind)
    calm = settings(
        max_examples=lives,
        stateful_step_count=LIFE,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        database=None,
    )
    run_state_machine_as_test(kind, settings=calm)
    return kind


def play_all(fresh: Fresh, lives: int, steps: int, wanted: Collection[str], most: int = 4) -> tuple[int, Counter[str]]:
    """Play so many lives, and more of other seeds while `steps` are not reached or something wanted was not played.

    How many steps it were, and how often what was played; at most about `most` times as many lives as asked for.
    """
    taken, played, seed, left = 0, Counter[str](), 1, lives * most
    while left > 0 and (taken < steps or any(not played[one] for one in wanted)):
        part = play(fresh, lives if seed == 1 else lives // 8, seed=seed)
        taken, left, seed = taken + part.steps, left - (lives if seed == 1 else lives // 8), seed + 1
        played += part.played
        for what, many in part.played.items():
            if what[3:] and what[1:3].isdigit():
                played[what[:3]] += many  # "t05 declined" is t05 too
    return taken, played


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
