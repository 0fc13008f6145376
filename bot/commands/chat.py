"""A terminal as a telephone: one person, or several in turn with `/as NAME`, talk to the whole bot on this machine."""

from __future__ import annotations

import argparse
import asyncio
import logging
import sys
import uuid
from collections.abc import Callable, Iterator
from itertools import count

from bot.channels.channel import Incoming, Outgoing, Receipt
from bot.channels.console import ConsoleChannel
from bot.channels.wire import sound
from bot.commands.line import Subparsers, command, milliseconds, settings
from bot.commands.listed import HELP
from bot.house import House
from bot.opening import prepare
from core.logs import set_up

ME = "me"
_ROUNDS = 50  # of the worker after one message: each brings every recipient one message further
_HELP = "Write as on a phone. /as NAME talks as somebody else, /quit leaves."


def add(commands: Subparsers) -> None:
    parser = command(commands, "chat", HELP["chat"], run)
    parser.add_argument("name", nargs="?", default=ME, metavar="NAME", help="who you are (default: %(default)s)")


def run(args: argparse.Namespace) -> int:
    set_up(logging.WARNING)
    found = settings()
    house = House(found, most_a_minute=0)  # lines of a file come all at once
    try:
        for sentence in prepare(house.db, house.vault, found, milliseconds()):
            print(sentence)
        print(_HELP)
        with asyncio.Runner() as runner:
            Chat(house, print, args.name, runner).talk(_typed if sys.stdin.isatty() else _piped)
    finally:
        house.close()
    return 0


class Chat:
    """The people at one terminal. `say` prints a message as it is; its bidi marks keep Arabic in order."""

    def __init__(self, house: House, say: Callable[[str], None], name: str, runner: asyncio.Runner) -> None:
        self.name = name
        self._house, self._say, self._runner = house, say, runner
        self._worker = house.worker({"console": Named(self._arrived)})
        self._ids, self._session = count(1), uuid.uuid4().hex

    def talk(self, lines: Callable[[Callable[[], str]], Iterator[str]]) -> None:
        """Until `/quit` or the end of the lines; `lines` is told how to prompt."""
        for line in lines(lambda: f"{self.name}> "):
            if not self.hear(line):
                return

    def hear(self, line: str) -> bool:
        """One line typed; False when it ends the chat."""
        line = line.strip("\r\n")
        word, _, rest = line.strip().partition(" ")
        if word == "/quit":
            return False
        if word == "/as":
            self.name = rest.strip() or ME
        elif line.strip():
            if said := self._house.receive(self._incoming(line)):
                self._arrived(self.name, said)
            self._deliver()
        return True

    def _incoming(self, line: str) -> Incoming:
        number = f"{self._session}-{next(self._ids)}"
        return Incoming("console", number, sound(self.name), words=sound(line), at=self._house.clock())

    def _deliver(self) -> None:
        for _ in range(_ROUNDS):
            if not self._runner.run(self._worker.step(self._house.clock())):
                return

    def _arrived(self, name: str, text: str) -> None:
        whose = "" if name == self.name else f"[to {name}] "
        self._say(f"\n{whose}{text}\n")


class Named(ConsoleChannel):
    """The console channel, telling as well to whom a message goes."""

    def __init__(self, arrived: Callable[[str, str], None]) -> None:
        super().__init__(lambda _text: None)
        self._tell = arrived

    async def send(self, address: str, outgoing: Outgoing, ref: int) -> Receipt:
        self._tell(address, outgoing.text)
        return Receipt(f"console-{ref}")


def _typed(prompt: Callable[[], str]) -> Iterator[str]:
    while True:
        try:
            yield input(prompt())
        except EOFError:
            print()
            return


def _piped(prompt: Callable[[], str]) -> Iterator[str]:
    """Lines of a pipe, repeated behind the prompt so that the output reads like a conversation."""
    for line in sys.stdin:
        print(f"{prompt()}{line.rstrip()}")
        yield line
