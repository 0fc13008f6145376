"""`python -m tests.months --seeds 200`: so many months, each of another seed.

On SQLite, or with `--on postgresql` on a server that it starts (or the one in DATABASE_URL). A month in which something
does not hold prints what, and the last things that happened before; `--from` with that seed and `--seeds 1` plays it
again. With `--shrink` it is played again at once with fewer days and organisations, and the shortest that breaks is
printed.
"""

from __future__ import annotations

import argparse
import logging
import sys
import tempfile
import time
from collections import Counter
from functools import partial
from pathlib import Path

from bot.wording import Wording
from core import connections
from core.db import Database
from core.migrate import migrate
from core.people import digests
from tests.lives.play import Fresh, on_postgres, on_sqlite
from tests.months.play import play, shortest
from tests.servers import fresh_postgres, roomy_memory, stop_postgres


def main() -> None:
    asked = argparse.ArgumentParser(prog="python -m tests.months", description=__doc__)
    asked.add_argument("--seeds", type=int, default=20)
    asked.add_argument("--from", dest="first", type=int, default=1)
    asked.add_argument("--days", type=int, default=30)
    asked.add_argument("--on", choices=("sqlite", "postgresql"), default="sqlite")
    asked.add_argument("--shrink", action="store_true")
    args = asked.parse_args()
    logging.disable(logging.CRITICAL)
    tempfile.tempdir = roomy_memory()
    digests.COST = 2**4
    if args.on == "postgresql":
        with fresh_postgres() as url:
            _migrated(url)
            broken = _play(on_postgres(url.partition("@/")[2].partition("?")[0]), args)
        stop_postgres()
    else:
        connections.SYNCHRONOUS = "OFF"
        with tempfile.TemporaryDirectory() as folder:
            template = Path(folder) / "empty.sqlite3"
            _migrated(f"sqlite:///{template}")
            broken = _play(on_sqlite(template), args)
    sys.exit(1 if broken else 0)


def _migrated(url: str) -> None:
    db = Database(url)
    migrate(db)
    db.close()


def _play(fresh: Fresh, args: argparse.Namespace) -> int:
    wording, broken, total, began = Wording(), 0, Counter[str](), time.monotonic()
    for n in range(args.seeds):
        played = play(fresh, args.first + n, wording, args.days)
        total += played.done
        if played.broken:
            broken += 1
            if args.shrink:
                played = shortest(played, partial(play, fresh, played.seed, wording))
            of = f"{played.days} days, {played.organisations} organisations"
            print(f"\n== seed {played.seed}, {of} ==\n{played.broken}\n-- before that:")
            print("\n".join(played.story), flush=True)
        filled = 40 * (n + 1) // args.seeds
        pace = (time.monotonic() - began) / (n + 1)
        bar = f"[{'#' * filled}{'.' * (40 - filled)}] {n + 1}/{args.seeds}, {broken} broken, {pace:.1f} s a month"
        print(f"\r{bar}", end="", file=sys.stderr, flush=True)
    print("\n" + ", ".join(f"{what} {many}" for what, many in sorted(total.items())))
    return broken


if __name__ == "__main__":
    main()
