"""migrate, seed, backup, restore, verify, lock, unlock, lost-key: what is done to the database as a whole."""

from __future__ import annotations

import argparse
import logging
import sys
from pathlib import Path

from sqlalchemy import bindparam, select

from bot.commands.line import Subparsers, command, opened
from bot.commands.listed import HELP
from core import backup as backups
from core import right_key
from core.accounts.verify import clear_drift, drifting, mark_drift
from core.db import Q, Tx
from core.errors import Misconfigured
from core.lock import locked, set_lock
from core.logs import set_up
from core.lost_key import give_up
from core.migrate import migrate
from core.settings_checked import must_be_possible
from core.tables import hub, organisation

_ELSEWHERE = Q(
    select(organisation.c.id)
    .join(hub, hub.c.id == organisation.c.hub_id)
    .where(hub.c.name != bindparam("invented"))
    .limit(1)
)
"""Somebody of another hub than the invented one."""
_SHUT = "It is locked down, as it was before or as the backup was: nothing is handled or sent until unlock."
_OPEN = "It is not locked down: what waited in the backup is sent as soon as a worker runs."


def add(commands: Subparsers) -> None:
    command(commands, "migrate", HELP["migrate"], run_migrate)
    command(commands, "seed", HELP["seed"], run_seed)
    parser = command(commands, "backup", HELP["backup"], run_backup)
    parser.add_argument("file", type=Path, metavar="FILE")
    parser = command(commands, "restore", HELP["restore"], run_restore)
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--replace", action="store_true", help="delete what is in the database first")
    parser = command(commands, "verify", HELP["verify"], run_verify)
    parser.add_argument("--reopen", action="store_true", help="let hubs take exchanges again, when all adds up")
    command(commands, "lock", HELP["lock"], run_lock)
    command(commands, "unlock", HELP["unlock"], run_unlock)
    command(commands, "lost-key", HELP["lost-key"], run_lost_key)


def run_lock(_args: argparse.Namespace) -> int:
    with opened() as it:
        it.db.writing(lambda tx: set_lock(tx, it.now, shut=True))
    print("Locked: messages that come in are dropped unread, and nothing is sent. To go on: python -m bot unlock")
    return 0


def run_unlock(_args: argparse.Namespace) -> int:
    with opened() as it:
        it.db.writing(lambda tx: set_lock(tx, it.now, shut=False))
    print("Open again: what waited is sent now.")
    return 0


def run_lost_key(_args: argparse.Namespace) -> int:
    with opened() as it:
        done = it.db.writing(lambda tx: give_up(tx, it.vault, it.now))
    print(
        f"From now on this SECRET_KEY counts: {done.addresses} addresses stay shut, {done.messages} messages that "
        f"waited for them were given up, and {done.coordinators} coordinators who wrote from them are none any more."
    )
    print("The bot knows nobody it knew: coordinators first, then invite the others. python -m bot coordinator add")
    return 0


def run_migrate(_args: argparse.Namespace) -> int:
    from bot.opening import prepare  # what it brings along the other commands need not wait for

    set_up(logging.WARNING)
    with opened(migrated=False) as it:
        must_be_possible(it.settings)  # a release that cannot start ends here, and what runs goes on
        done = prepare(it.db, it.vault, it.settings, it.now, demo=False)
    print("\n".join(["The database is up to date.", *done]))
    return 0


def run_seed(_args: argparse.Namespace) -> int:
    from core.seed import demo, seed

    set_up(logging.WARNING)
    with opened(migrated=False) as it:
        migrate(it.db)
        with it.db.read() as tx:
            if tx.value(_ELSEWHERE, invented=demo()["hub"]["name"]):
                raise Misconfigured("There are organisations here already, and invented ones do not go among them.")
        seed(it.db, it.vault, it.now)
    print("Made a hub with invented organisations.")
    return 0


def run_backup(args: argparse.Namespace) -> int:
    progress = _Progress()
    with opened() as it, progress:
        done = backups.backup(it.db, args.file, progress)
    print(f"{sum(done.rows.values())} rows are in {args.file}. {backups.KEEP_THE_KEY}")
    return 0


def run_restore(args: argparse.Namespace) -> int:
    set_up(logging.WARNING)
    progress = _Progress()
    with opened(migrated=False) as it:
        backups.check(args.file)  # before a database is made for it
        migrate(it.db)
        with progress:
            done = backups.restore(it.db, args.file, progress, replace=args.replace)
        print(f"{sum(done.rows.values())} rows were put back. Now: python -m bot verify", flush=True)
        with it.db.read() as tx:
            print(_SHUT if locked(tx) else _OPEN, flush=True)
        right_key.must_be_right(it.db, it.vault)
    return 0


def run_verify(args: argparse.Namespace) -> int:
    with opened() as it:
        problems = mark_drift(it.db, it.now)
        if args.reopen and not problems:
            it.db.writing(_reopen)
        with it.db.read() as tx:
            closed = drifting(tx)
    for problem in problems:
        print(problem)
    if closed and not problems:
        print(f"Hubs {closed} take no new exchanges since an earlier check; --reopen lets them.")
    print(f"{len(problems)} things do not add up." if problems else "The ledger adds up.")
    return 1 if problems else 0


def _reopen(tx: Tx) -> None:
    for hub_id in drifting(tx):
        clear_drift(tx, hub_id)


class _Progress:
    """One moving line for a person at a terminal: tables done, of all."""

    def __init__(self) -> None:
        self._tables = [table.name for table in backups.tables_in_order()]
        self._shown = sys.stderr.isatty()

    def __call__(self, table: str, rows: int) -> None:
        done = self._tables.index(table) + 1
        bar = "#" * done + "." * (len(self._tables) - done)
        self._print(f"[{bar}] {table}: {rows}")

    def __enter__(self) -> None:
        """It begins with the first table."""

    def __exit__(self, *_failure: object) -> None:
        self._print("")  # an error has a line of its own

    def _print(self, text: str) -> None:
        if self._shown:
            print(f"\r\x1b[K{text}", end="", file=sys.stderr, flush=True)
