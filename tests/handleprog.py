"""A process that handles one message, to be killed or raced: `python -m tests.handleprog URL NOW MODE ID WHO WORDS`.

Modes: `race` says "ready", waits for a line on its input, handles the message and says "handled" or "known";
`claimed`, `before` and `after` say so and wait there for ever: with the message claimed and nothing else done, with
all done but the commit, and with the commit done but the caller not told. `migrate N` brings the tables up to date and
says "step" and waits at its N-th statement.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import event

from bot.channels.channel import Incoming
from bot.handle import Handler
from bot.wording import Wording
from core.db import Database, Tx
from core.migrate import migrate
from core.people.arrival import Arrival
from core.vault import Vault

T = TypeVar("T")
KEY = "test-key-test-key-test-key-test-key"


def say(word: str) -> None:
    print(word, flush=True)


def stop_at(word: str) -> None:
    say(word)
    threading.Event().wait()


class StoppingDatabase(Database):
    """Stops around the commit of the first transaction that writes."""

    mode = ""

    def writing(self, work: Callable[[Tx], T]) -> T:
        def watched(tx: Tx) -> T:
            done = work(tx)
            if self.mode == "before":
                stop_at("before")
            return done

        done = super().writing(watched)
        if self.mode == "after":
            stop_at("after")
        return done


class StoppingHandler(Handler):
    """Stops where it would ask who writes."""

    mode = ""

    def _who(self, tx: Tx, incoming: Incoming, now: int) -> Arrival:
        if self.mode == "claimed":
            stop_at("claimed")
        return super()._who(tx, incoming, now)


def answer(handler: Handler, now: int, id: str, who: str, words: str) -> str:
    """Handle one message: "handled", or "known" when it was handled before."""
    return "handled" if handler.handle(Incoming("memory", id, who, words=words, lang="es", at=now)) else "known"


def handle(url: str, now: str, mode: str, *message: str) -> None:
    db = StoppingDatabase(url)
    handler = StoppingHandler(db, Vault((KEY,)), Wording(), lambda: int(now), lambda: None)
    if mode == "race":
        say("ready")
        sys.stdin.readline()
    db.mode = handler.mode = mode
    say(answer(handler, int(now), *message))
    db.close()


def upgrade(url: str, stop: str) -> None:
    db = Database(url)
    left = int(stop)

    @event.listens_for(db.engine, "before_cursor_execute")
    def count(*_: object) -> None:
        nonlocal left
        left -= 1
        if not left:
            stop_at("step")

    migrate(db)
    say("done")


if __name__ == "__main__":
    if sys.argv[1] == "migrate":
        upgrade(*sys.argv[2:])
    else:
        handle(*sys.argv[1:])
