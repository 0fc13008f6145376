"""A process that handles one message, to be killed or raced: `main(URL, NOW, MODE, ID, WHO, WORDS)`.

Modes: `race` says "ready", waits for a line on its input, handles the message and says "handled" or "known";
`claimed`, `before` and `after` say so and wait there for ever: with the message claimed and nothing else done, with
all done but the commit, and with the commit done but the caller not told; `line` and `lines` after the first line of an
entry of the ledger, and after all of them, before the entry itself. WORDS that begin with a colon are a button's.
`migrate N` brings the tables up to date and says "step" and waits at its N-th statement.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterable, Mapping
from contextlib import nullcontext
from typing import Any, TypeVar
from unittest.mock import patch

from sqlalchemy import event

from bot.channels.channel import Incoming
from bot.handle import Handler
from bot.wording import Wording
from core.db import Database, Q, Tx
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
    tapped = words.startswith(":")
    said = {"payload": words[1:]} if tapped else {"words": words}
    return "handled" if handler.handle(Incoming("memory", id, who, lang="es", at=now, **said)) else "known"


def stopped_in_ledger(mode: str) -> Callable[..., None]:
    """In place of `Tx.many`, by which the lines of an entry are written."""
    many = Tx.many

    def stopping(tx: Tx, q: Q, rows: Iterable[Mapping[str, Any]]) -> None:
        every = list(rows)
        is_entry = bool(every) and "entry_id" in every[0]
        many(tx, q, every[:1] if is_entry and mode == "line" else every)
        if is_entry:
            stop_at(mode)

    return stopping


def handle(url: str, now: str, mode: str, *message: str) -> None:
    db = StoppingDatabase(url)
    handler = StoppingHandler(db, Vault((KEY,)), Wording(), lambda: int(now), lambda: None)
    if mode == "race":
        say("ready")
        sys.stdin.readline()
    db.mode = handler.mode = mode
    with patch.object(Tx, "many", stopped_in_ledger(mode)) if mode in ("line", "lines") else nullcontext():
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


def main(*arguments: str) -> None:
    if arguments[0] == "migrate":
        upgrade(*arguments[1:])
    else:
        handle(*arguments)
