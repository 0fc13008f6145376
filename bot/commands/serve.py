"""run, web, worker: what stays. Each part has a thread of its own; the first that ends, or a signal, ends them all."""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from bot.channels.switchboard import open_channels
from bot.commands.line import Subparsers, command, environment, milliseconds, settings
from bot.commands.listed import HELP
from bot.commands.welcome import welcome
from bot.house import House
from bot.opening import prepare
from bot.reports import report_failures
from bot.upkeep import chores
from bot.warm import warm_up
from core.errors import Misconfigured, Unavailable
from core.logs import set_up
from core.migrate import require_current
from core.right_key import must_be_right
from core.settings import Settings
from core.settings_checked import checked, must_be_possible
from core.settings_misspelt import misspelt
from webhooks.app import create_app
from webhooks.server import WebServer, must_be_free
from webhooks.web import LARGEST, WITH_A_FILE

if TYPE_CHECKING:
    from bot.simulator.worlds import Worlds

log = logging.getLogger(__name__)

_SIGNALS = (signal.SIGINT, signal.SIGTERM)
_BEAT_S = 10.0
STUCK_S = 600.0
"""So long a worker's loop may stand still: a clock of a very large hub takes a minute."""
_PATIENCE_S = 45.0
"""How long a thread may take to finish what it is doing: longer than one send."""


def add(commands: Subparsers) -> None:
    command(commands, "run", HELP["run"], run)
    command(commands, "web", HELP["web"], web)
    command(commands, "worker", HELP["worker"], worker)


def run(_args: argparse.Namespace) -> int:
    found = _watched()
    house = House(found)
    try:
        must_be_free(found.host, found.port)
        done = prepare(house.db, house.vault, found, milliseconds())
        warm_up(house.wording)
        with _simulator(house) as simulator:
            server = _server(house, simulator)
            print(welcome(found, server.url, done), flush=True)
            if simulator:
                simulator.prepare()  # while a browser is being opened
            return _Parts(house).web(server).worker().poller().until_stopped()
    finally:
        house.close()


def web(_args: argparse.Namespace) -> int:
    found = _watched()
    house = House(found, hears=False)
    try:
        _must_be_current(house)
        must_be_free(found.host, found.port)
        warm_up(house.wording)
        with _simulator(house) as simulator:
            server = _server(house, simulator)
            print(f"Listening on {server.url}", flush=True)
            return _Parts(house).web(server).until_stopped()
    finally:
        house.close()


def worker(_args: argparse.Namespace) -> int:
    house = House(_watched())
    try:
        _must_be_current(house)
        warm_up(house.wording)
        print("Delivering.", flush=True)
        return _Parts(house).worker().poller().until_stopped()
    finally:
        house.close()


def _watched() -> Settings:
    """The settings, with logs and reports of failures set up as they say."""
    found = settings()
    must_be_possible(found)
    set_up(as_json=found.log_json)
    report_failures(found.sentry_dsn)
    for half in (*misspelt(environment()), *checked(found)):
        log.warning("%s", half)
    return found


@contextmanager
def _simulator(house: House) -> Iterator[Worlds | None]:
    """Invented telephones where they are wanted, on databases of their own that go with the process."""
    if not house.settings.simulates:
        yield None
        return
    from bot.simulator.worlds import Worlds  # a real installation never loads it

    worlds = Worlds(house.wording)
    try:
        yield worlds
    finally:
        worlds.close()


def _server(house: House, simulator: Worlds | None) -> WebServer:
    found = house.settings
    app, most = create_app(found, house, simulator=simulator), WITH_A_FILE if simulator else LARGEST
    return WebServer(app, found.host, found.port, found.web_threads, most_body=most, hops=found.trusted_proxies)


def _must_be_current(house: House) -> None:
    try:
        require_current(house.db)
    except Unavailable as away:
        raise Misconfigured(away.sentence) from None
    must_be_right(house.db, house.vault)


class _Parts:
    """The threads of one process. Whatever ends one of them, the others are stopped too, each after what it is at."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._stop = threading.Event()
        self._failed = False
        self._threads: list[threading.Thread] = []
        self._before: list[Callable[[], None]] = []
        self._delivers = False

    def web(self, server: WebServer) -> _Parts:
        self._before.append(server.stop)
        return self._part("web", server.run)

    def worker(self) -> _Parts:
        self._delivers = True
        return self._part("worker", lambda: asyncio.run(deliver(self._house, self._stop)))

    def poller(self) -> _Parts:
        """Fetching from Telegram, where it cannot reach us."""
        found = self._house.settings
        if not polls(found):
            return self
        from bot.poller import Poller  # nobody without a token loads Telegram's library

        house, lease = self._house, self._house.lease("telegram")
        poller = Poller(
            found.telegram_bot_token, found.telegram_api_base_url, house.receive, lease, lease, count=house.fetched
        )
        return self._part("telegram", lambda: poller.run(self._stop))

    def until_stopped(self) -> int:
        """Start all, wait for a signal or a failure, stop all; the exit status."""
        before = {number: signal.signal(number, lambda *_: self._stop.set()) for number in _SIGNALS}
        try:
            for thread in self._threads:
                thread.start()
            while not self._stop.wait(_BEAT_S):
                self._look()
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
            self._end()
        return int(self._failed)

    def _look(self) -> None:
        """Tell systemd that all is well; end where the worker's loop has stood still, so that it is started again."""
        still = time.monotonic() - self._house.turned_at
        if not self._delivers or still < STUCK_S:
            tell_systemd("WATCHDOG=1")
            return
        log.critical("the worker has stood still for %d s: this process ends", still)
        self._failed = True
        self._stop.set()

    def _part(self, name: str, work: Callable[[], None]) -> _Parts:
        self._threads.append(threading.Thread(target=self._keep, args=(name, work), name=name, daemon=True))
        return self

    def _keep(self, name: str, work: Callable[[], None]) -> None:
        try:
            work()
        except Exception:
            log.critical("the %s thread failed", name, exc_info=True)
            self._failed = True
        self._stop.set()

    def _end(self) -> None:
        self._house.hurry()
        for stop in self._before:
            stop()
        self._house.bell.ring()
        for thread in self._threads:
            if thread.ident is not None:
                thread.join(_PATIENCE_S)


def tell_systemd(word: str) -> None:
    """What systemd listens for (sd_notify), where it started us and wants to hear of us."""
    place = os.environ.get("NOTIFY_SOCKET", "")
    if place:
        with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as there:
            there.sendto(word.encode(), "\0" + place[1:] if place.startswith("@") else place)


def polls(found: Settings) -> bool:
    """Whether updates are fetched: a token, and no https address that Telegram could send to."""
    return found.telegram and not found.webhook


async def deliver(house: House, stop: threading.Event) -> None:
    """The worker with its chores beside it, in this thread's own loop, until `stop` is set."""
    channels = open_channels(house.settings)
    beside = [asyncio.create_task(chore) for chore in chores(house, channels)]
    try:
        await house.worker(channels).run(stop)
    finally:
        for task in beside:
            task.cancel()
        await asyncio.gather(*beside, return_exceptions=True)
        for channel in channels.values():
            await channel.close()
