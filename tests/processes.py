"""Several real processes that begin in the same instant, each with a database connection of its own."""

from __future__ import annotations

import multiprocessing
from collections.abc import Sequence
from typing import Any

from core.commands import Actor
from core.context import Context
from core.db import Database, Tx
from core.errors import Refusal
from core.handlers import HANDLERS
from core.idempotency import once
from core.vault import Vault

_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload([__name__])


def race(url: str, now: int, person_id: int, organisation_id: int, commands: Sequence[Any]) -> list[str]:
    """One process for each command, by the same person; 'done' or the name of the refusal, in their order."""
    gate, said = _processes.Barrier(len(commands)), _processes.SimpleQueue()
    runners = [
        _processes.Process(target=_run, args=(number, url, now, person_id, organisation_id, command, gate, said))
        for number, command in enumerate(commands)
    ]
    for runner in runners:
        runner.start()
    answers = dict(said.get() for _runner in runners)
    for runner in runners:
        runner.join()
    return [answers[number] for number in range(len(commands))]


def _run(
    number: int, url: str, now: int, person_id: int, organisation_id: int, command: Any, gate: Any, said: Any
) -> None:
    db = Database(url)
    with db.read():
        pass  # connected before the start
    actor = Actor(person_id, organisation_id, "console", f"process {number}")

    def work(tx: Tx) -> str:
        ctx = Context(tx, Vault(("test-key-test-key-test-key-test-key",)), actor, now)
        try:
            once(ctx, command, lambda: HANDLERS[type(command)](ctx, command))
        except Refusal as refused:
            return type(refused).__name__
        return "done"

    gate.wait(60)
    try:
        said.put((number, db.writing(work)))
    except BaseException as error:
        said.put((number, repr(error)))
        raise
    finally:
        db.close()
