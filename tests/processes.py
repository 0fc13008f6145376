"""Real processes, each with connections of its own: several that begin in the same instant, programs to be killed.

They are forked from one process that has everything imported and worked out: to begin from nothing would be seconds of
processor time for each, and the stories are about what becomes of the database, and of messages.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import socket
import sys
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Any

from core.commands import Actor
from core.context import Context
from core.db import Database, Tx
from core.errors import Refusal
from core.handlers import HANDLERS
from core.idempotency import once
from core.vault import Vault
from tests.patience import be_patient

be_patient()
_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload(
    [
        __name__,
        "bot.__main__",
        "bot.commands.serve",
        "bot.poller",
        "tests.handleprog",
        "tests.loadprog",
        "tests.workerprog",
        "tests.warmed",
    ]
)


class Program:
    """`main(*arguments)` in a process of its own; what it prints is read here, what is written here it reads.

    As a block: it has ended when the block has.
    """

    def __init__(self, main: Callable[..., None], *arguments: str) -> None:
        ours, theirs = socket.socketpair()
        self._process = _processes.Process(target=_talking, args=(theirs, main, arguments))
        self._process.start()
        theirs.close()
        with ours:
            self._talk = ours.makefile("rw", encoding="utf-8")
        self._rest: str | None = None

    def __enter__(self) -> Program:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if kind:
            self.kill()
        self.end()

    def line(self) -> str:
        """The next line that it prints, waited for; nothing when it has ended."""
        return self._talk.readline().strip()

    def tell(self, line: str) -> None:
        self._talk.write(line + "\n")
        self._talk.flush()

    def signal(self, number: signal.Signals) -> None:
        """As who runs it stops it."""
        assert self._process.pid
        os.kill(self._process.pid, number)

    def kill(self) -> None:
        """With SIGKILL: it is given no moment for anything."""
        self._process.kill()

    def end(self) -> str:
        """Wait until it has ended; what else it printed."""
        if self._rest is None:
            with self._talk:
                self._rest = self._talk.read().strip()
            self._process.join()
        return self._rest

    @property
    def status(self) -> int | None:
        """0 when it has ended by itself."""
        return self._process.exitcode


def _talking(theirs: socket.socket, main: Callable[..., None], arguments: Sequence[str]) -> None:
    with theirs:
        os.dup2(theirs.fileno(), 0)
        os.dup2(theirs.fileno(), 1)
    with open(0, encoding="utf-8", closefd=False) as sys.stdin:
        main(*arguments)


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
