"""Telegram without a public address: fetch updates one batch after another, and acknowledge only what is committed.

python-telegram-bot's Updater acknowledges before the work is done, and one update it cannot read would stop it; so
this uses only `Bot.get_updates`, with each update left as the JSON it came in.
"""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Protocol

from telegram import Bot, Update
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.channels.channel import Incoming, Throttled
from bot.channels.telegram import Request, failure, make_bot
from bot.channels.telegram_updates import KINDS, read_update
from bot.trouble import DATABASE, Trouble
from core.errors import Unavailable

log = logging.getLogger(__name__)

LONG_POLL = 25
"""Seconds that Telegram holds an empty answer back; a lease must outlast this and one read time-out."""
_MOST_PAUSE = 60.0
_TOKEN_PAUSE = 300.0
_LEASE_PAUSE = 10.0


class Lease(Protocol):
    """Who may poll: one process at a time, by a row in the database."""

    def hold(self, now: int) -> bool:
        """Take or renew the lease at `now` (epoch ms); False while another process has it. Asked before each fetch."""
        ...

    def release(self, now: int) -> None:
        """Another process may have it."""
        ...


class Offsets(Protocol):
    """The first update id not yet handled, kept in the database."""

    def get(self) -> int: ...

    def set(self, offset: int) -> None: ...


class Poller:
    """`run` blocks in its own thread, with its own event loop, until `stop` is set.

    `receive` commits one message or raises (`core.errors.Unavailable` when the database is away): then the offset
    stays and the same update comes again. What it returns is said at once, where it returns something. `count` is
    told of each update "received", or "ignored" where it means nothing here, and of a "conflict" with another program.
    """

    def __init__(
        self,
        token: str,
        base_url: str,
        receive: Callable[[Incoming], str | None],
        lease: Lease,
        offsets: Offsets,
        *,
        long_poll: int = LONG_POLL,
        timeout: float = 10.0,
        clock: Callable[[], int] = lambda: time.time_ns() // 1_000_000,
        pause: Callable[[threading.Event, float], object] = threading.Event.wait,
        count: Callable[[str], None] = lambda _outcome: None,
    ) -> None:
        self._token, self._base_url = token, base_url
        self._receive, self._lease, self._offsets = receive, lease, offsets
        self._long_poll, self._timeout, self._clock, self._pause = long_poll, timeout, clock, pause
        self._failures = 0
        self._webhook_gone = False
        self._count = count
        self._unfetched = Trouble(log, "nothing is fetched from Telegram, where updates wait")

    def run(self, stop: threading.Event) -> None:
        asyncio.run(self._run(stop))

    async def _run(self, stop: threading.Event) -> None:
        # The long poll must not delay stopping: whichever is first, its answer or the event. An update that was
        # on its way is not lost, since its offset has not moved.
        calls = Request(connect_timeout=self._timeout, read_timeout=self._timeout)
        polls = RawUpdates(connect_timeout=self._timeout, read_timeout=self._timeout)
        stopped = asyncio.create_task(asyncio.to_thread(stop.wait))
        try:
            bot = make_bot(self._token, self._base_url, calls, polls)
            while not stop.is_set():
                turn = asyncio.create_task(self._turn(bot))
                await asyncio.wait({turn, stopped}, return_when=asyncio.FIRST_COMPLETED)
                if not turn.done():
                    turn.cancel()
                    await asyncio.gather(turn, return_exceptions=True)
                elif wait := turn.result():
                    self._pause(stop, wait)
        finally:
            stop.set()  # lets the waiting thread end when we leave by an error
            await stopped
            with suppress(Unavailable):  # it runs out by itself
                self._lease.release(self._clock())
            await asyncio.gather(calls.shutdown(), polls.shutdown())

    async def _turn(self, bot: Bot) -> float:
        """One round: lease, fetch, hand over; returns the seconds to wait before the next."""
        try:
            if not self._lease.hold(self._clock()):
                self._webhook_gone = False
                return _LEASE_PAUSE
            for update in await self._fetch(bot):
                await self._hand_over(bot, update)
        except TelegramError as error:
            return self._wait_after(error)
        except Unavailable:
            self._unfetched.met(DATABASE)
            return self._back_off()
        except Exception as error:  # noqa: BLE001  whatever went wrong with a message, this thread must not die in silence
            self._unfetched.met(type(error).__name__, ours=True)
            return self._back_off()
        self._failures = 0
        self._unfetched.over()
        return 0.0

    async def _fetch(self, bot: Bot) -> tuple[Update, ...]:
        if not self._webhook_gone:  # while a webhook is set, getUpdates answers 409
            await bot.delete_webhook()
            self._webhook_gone = True
        return await bot.get_updates(
            offset=self._offsets.get() or None, timeout=self._long_poll, allowed_updates=list(KINDS)
        )

    async def _hand_over(self, bot: Bot, update: Update) -> None:
        incoming = read_update(update.api_kwargs.get("raw"), self._clock())
        said = None if incoming is None else self._receive(incoming)
        self._count("ignored" if incoming is None else "received")
        self._offsets.set(update.update_id + 1)
        if said and incoming is not None:  # once at most: it is said again to whoever writes again
            if incoming.tap_id:
                await bot.answer_callback_query(incoming.tap_id, said, show_alert=True)
            else:
                await bot.send_message(int(incoming.address), said)

    def _wait_after(self, error: TelegramError) -> float:
        if isinstance(error, RetryAfter) and isinstance(waits := failure(error), Throttled):
            return waits.retry_after
        if isinstance(error, InvalidToken):
            self._unfetched.met("the token is refused: check TELEGRAM_BOT_TOKEN with @BotFather")
            return _TOKEN_PAUSE
        if isinstance(error, Conflict):
            self._webhook_gone = False
            self._count("conflict")
            self._unfetched.met("another program uses this bot's token, or a webhook was set: only one may fetch")
        else:
            self._unfetched.met(type(error).__name__)
        return self._back_off()

    def _back_off(self) -> float:
        self._failures += 1
        return min(_MOST_PAUSE, 2.0 ** min(self._failures, 6))


class RawUpdates(Request):
    """Answers of getUpdates with each update untouched under `raw`, which `Update.api_kwargs` keeps."""

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        answer = Request.parse_json_payload(payload)
        if isinstance(answer.get("result"), list):
            answer["result"] = [
                {"update_id": update["update_id"], "raw": update}
                for update in answer["result"]
                if isinstance(update, dict) and isinstance(update.get("update_id"), int)
            ]
        return answer
