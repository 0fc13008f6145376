"""reindex: what listings mean is worked out anew, where that was done with other services, vectors or rules."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from functools import partial
from time import sleep

from bot.commands.line import Subparsers, command, opened
from bot.commands.listed import HELP
from bot.commands.which_hub import find
from core import matching
from core.db import Database
from core.matching import anew

_BAR = 30
_PAUSE_S = 0.15
"""Between two transactions on SQLite: who waits for its one place to write looks every tenth of a second whether it is
free, and without a pause they find it taken until they give up.
"""
_SAID_EVERY_S = 5.0


def add(commands: Subparsers) -> None:
    parser = command(commands, "reindex", HELP["reindex"], run)
    parser.add_argument("--hub", help="name or number (default: all)")
    parser.add_argument("--all", action="store_true", help="also those that are up to date")


def run(args: argparse.Namespace) -> int:
    """Stopping it (Ctrl-C) loses nothing: what is done stays, and the next run, or the bot, goes on with the rest."""
    with opened() as it:
        matching.warm()
        if args.hub:
            with it.db.read() as tx:
                ids = [find(tx, args.hub).id]
        else:
            ids = anew.hub_ids(it.db)
        if args.all:
            for hub_id in ids:
                anew.outdate(it.db, hub_id, partial(_let_others_write, it.db))
        done = sum(_renew(it.db, hub_id) for hub_id in ids)
    print(f"{done} listings worked out anew." if done else "Nothing to do: every listing is up to date.")
    return 0


def _renew(db: Database, hub_id: int) -> int:
    with db.read() as tx:
        total = anew.count_old(tx, hub_id)
    said = _progress(f"hub {hub_id}", total)
    done, after = 0, 0
    while after := anew.renew(db, hub_id, after):
        done = min(done + anew.BATCH, total)
        said(done)
        _let_others_write(db)
    if done < total:
        said(total)  # the bot has done the rest meanwhile
    return total


def _let_others_write(db: Database) -> None:
    if db.sqlite:
        sleep(_PAUSE_S)


def _progress(name: str, total: int) -> Callable[[int], None]:
    """A bar on a terminal; elsewhere a line every few seconds."""
    last = time.monotonic()

    def bar(done: int) -> None:
        filled = _BAR * done // max(total, 1)
        end = "\n" if done >= total else ""
        print(f"\r{name} [{'#' * filled}{'.' * (_BAR - filled)}] {done}/{total}", end=end, file=sys.stderr, flush=True)

    def line(done: int) -> None:
        nonlocal last
        if time.monotonic() - last >= _SAID_EVERY_S:
            last = time.monotonic()
            print(f"{name}: {done} of {total}", file=sys.stderr, flush=True)

    return bar if sys.stderr.isatty() else line
