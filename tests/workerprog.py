"""A worker as a process of its own, to be killed: `main(URL, NOW, FOLDER, [hang|claimed])`.

It runs one round at the moment NOW (epoch ms). Every message sent is a line "ref text" appended to FOLDER/sent. With
`hang` it says "sent" on its output after the first messages went out and waits there, before they are marked; with
`claimed` it says so and waits before anything is sent. At the end it says "done".
"""

from __future__ import annotations

import asyncio
import os
import threading
from pathlib import Path
from random import Random

from bot.channels.channel import Outgoing, Receipt
from bot.channels.memory import MemoryChannel
from bot.worker import Worker
from core.db import Database
from core.vault import Vault
from tests.post import as_written, no_clock, tap_as_written

KEY = "test-key-test-key-test-key-test-key"


class FileChannel(MemoryChannel):
    """A provider whose only memory is a file; it waits for ever where it is told to."""

    def __init__(self, file: Path, mode: str) -> None:
        super().__init__()
        self._file, self._mode = file, mode

    async def send(self, address: str, outgoing: Outgoing, ref: int) -> Receipt:
        if self._mode == "claimed":
            self._wait("claimed")
        with self._file.open("a", encoding="utf-8") as file:
            file.write(f"{ref} {outgoing.text}\n")
            file.flush()
            os.fsync(file.fileno())
        if self._mode == "hang":
            self._wait("sent")
        return Receipt(f"file-{ref}")

    def _wait(self, word: str) -> None:
        say(word)
        threading.Event().wait()


def say(word: str) -> None:
    print(word, flush=True)


def main(url: str, now: str, folder: str, mode: str = "") -> None:
    channel = FileChannel(Path(folder) / "sent", mode)
    db = Database(url)
    worker = Worker(db, Vault((KEY,)), {"memory": channel}, as_written, tap_as_written, no_clock, rng=Random(1))
    asyncio.run(worker.step(int(now)))
    db.close()
    say("done")
