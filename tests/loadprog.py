"""A web or a worker under load, as a process of its own: it says "ready", goes on at a word, and says "done".

`web(URL, FIRST, COUNT, TURNS)` handles what that many people write, one turn after the other, beginning with person
FIRST. `worker(URL, RATE, BURST)` delivers at that pace until a second word; then it says how many went and to whom the
last one.
"""

from __future__ import annotations

import asyncio
import sys
import threading
from dataclasses import replace
from random import Random

from bot.channels.channel import Incoming
from bot.channels.memory import LIMITS, MemoryChannel
from bot.handle import Handler
from bot.house import milliseconds
from bot.wording import Wording
from bot.worker import Worker
from core.clocks import Clock
from core.db import Database
from core.vault import Vault
from tests.post import as_written, tap_as_written
from tests.workerprog import KEY, say

TURNS = ("/start", "Casa {n}, Tegucigalpa", "pedir ayuda", "un contador", "3", "saldo")


def person(n: int) -> str:
    return str(10_000 + n)


def web(url: str, first: str, count: str, turns: str) -> None:
    db = Database(url)
    handler = Handler(db, Vault((KEY,)), Wording(), milliseconds, lambda: None, 0)
    say("ready")
    sys.stdin.readline()
    for turn in range(int(turns)):
        for n in range(int(first), int(first) + int(count)):
            words = TURNS[turn % len(TURNS)].format(n=n)
            handler.handle(Incoming("memory", f"{n}-{turn}", person(n), words=words, lang="es", at=milliseconds()))
    db.close()
    say("done")


def worker(url: str, rate: str, burst: str) -> None:
    db, stop = Database(url), threading.Event()
    channel = MemoryChannel(limits=replace(LIMITS, rate=float(rate), burst=int(burst)))
    hired = Worker(db, Vault((KEY,)), {"memory": channel}, as_written, tap_as_written, _no_matter, rng=Random(1))
    thread = threading.Thread(target=lambda: asyncio.run(hired.run(stop)))
    say("ready")
    sys.stdin.readline()
    thread.start()
    sys.stdin.readline()
    stop.set()
    thread.join()
    db.close()
    say(str(len(channel.sent)))


def _no_matter(clock: Clock) -> None:
    """What clocks are for is not this story."""
