"""`python -m tests.lives --steps 1000000`: other random lives than the tests play, as many as wanted.

On SQLite, or with `--on postgresql` on a server that it starts (or the one in DATABASE_URL). Every part prints how many
steps were taken so far. A step that goes otherwise than the oracle says ends it with the shortest story of it; `--seed`
of that part plays it again.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections import Counter
from pathlib import Path

from core import connections
from core.db import Database
from core.migrate import migrate
from tests.lives.play import Fresh, on_postgres, on_sqlite, play
from tests.servers import fresh_postgres, stop_postgres

LIVES_A_PART = 200


def main() -> None:
    asked = argparse.ArgumentParser(prog="python -m tests.lives", description=__doc__)
    asked.add_argument("--steps", type=int, default=1_000_000)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--on", choices=("sqlite", "postgresql"), default="sqlite")
    args = asked.parse_args()
    if args.on == "postgresql":
        with fresh_postgres() as url:
            _migrated(url)
            _play(on_postgres(url.partition("@/")[2].partition("?")[0]), args.steps, args.seed)
        stop_postgres()
        return
    connections.SYNCHRONOUS = "OFF"
    with tempfile.TemporaryDirectory() as folder:
        template = Path(folder) / "empty.sqlite3"
        _migrated(f"sqlite:///{template}")
        _play(on_sqlite(template), args.steps, args.seed)


def _migrated(url: str) -> None:
    db = Database(url)
    migrate(db)
    db.close()


def _play(fresh: Fresh, wanted: int, seed: int) -> None:
    taken, played, began = 0, Counter[str](), time.process_time()
    while taken < wanted:
        print(f"seed {seed}: ", end="", flush=True)
        part = play(fresh, LIVES_A_PART, seed=seed)
        taken, seed = taken + part.steps, seed + 1
        played += part.played
        print(f"{taken} steps, {taken / (time.process_time() - began):.0f} a second of processor time", flush=True)
    print(", ".join(f"{what} {many}" for what, many in sorted(played.items())))


if __name__ == "__main__":
    main()
