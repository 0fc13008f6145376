"""How does one message leave? Claimed, rendered, sent, and what became of it written down.

Sending is at least once. What was sent but could not be written down, since the database was away, is kept and
written before anything else is claimed.
"""

from __future__ import annotations

import asyncio
import logging
import math
import os
import uuid
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from random import Random

from bot.channels.channel import (
    Channel,
    Moved,
    Outgoing,
    Rejected,
    SendError,
    Stopped,
    Throttled,
    Unreachable,
    WindowClosed,
)
from bot.channels.twilio_codes import CONTENT
from bot.meanwhile import meanwhile
from bot.sending.ahead import Ahead
from bot.sending.carded import card_on
from bot.sending.gate import Gate
from core import outbox
from core.db import Database, Tx
from core.errors import Unavailable
from core.outbox import Card, Claimed, Pace, Send, Tap, Went, budget
from core.outbox.budget import Charge
from core.people.addresses import open_value
from core.prices import Prices, read_prices
from core.vault import Vault

log = logging.getLogger(__name__)

LEASE_MS = 60_000
"""How long a worker has a lane to itself: longer than a send may take, so that nobody sends the same meanwhile."""
SEND_S = 30.0
SLOTS = 100
"""Most sends of one channel under way at once: a provider that hangs fills its own slots and nobody else's."""
TAPS = 100

Render = Callable[[Claimed, Channel], tuple[Outgoing, bool]]
"""The message in its reader's language, and whether its choices are printed with numbers."""
Prepare = Callable[[Claimed], Awaitable[Claimed]]
"""What is done with a claimed message before it is rendered, and may take seconds (a translation)."""
SayTap = Callable[[Tap], str]


@dataclass(frozen=True, slots=True)
class Landed:
    """A send that is over: the provider's id, or the error that says what to do."""

    claimed: Claimed
    provider_id: str = ""
    is_screen: bool = False
    error: Exception | None = None
    content_id: int | None = None
    parts: int = 0
    size: int = 0
    card: Card | None = None

    @property
    def result(self) -> str:
        """A word for the figures: 'sent', or the kind of error."""
        return "sent" if self.error is None else type(self.error).__name__.lower()

    def went(self, gap: int) -> Went:
        """What is written down of one that arrived."""
        return Went(self.claimed, self.provider_id, gap, self.content_id, self.parts, self.card)


class Delivery:
    """`channels` are those that this process serves; lanes of others are left to other workers."""

    def __init__(
        self,
        db: Database,
        vault: Vault,
        channels: Mapping[str, Channel],
        render: Render,
        say_tap: SayTap,
        rng: Random,
        prepare: Prepare | None = None,
        prices: Prices | None = None,
    ) -> None:
        self._db, self._vault, self._channels, self._rng = db, vault, channels, rng
        self._render, self._say_tap, self._prepare = render, say_tap, prepare
        self._prices = prices or read_prices()
        self._ahead = Ahead(db, self._pay)
        self._paces = {name: Pace(c.limits.rate, c.limits.burst, c.limits.gap) for name, c in channels.items()}
        self._gates: dict[str, Gate] = {}
        self._flying: set[asyncio.Task[Landed | None]] = set()
        self._used: Counter[str] = Counter()
        self._in_a_row: Counter[str] = Counter()  # replies of a channel since somebody got what they had not asked for
        self._landed: list[Landed] = []
        self._name = f"{os.getpid()}-{uuid.uuid4().hex[:12]}"
        self._claims = 0

    def keep_pace(self, clock: Callable[[], int]) -> None:
        """From here on time is real: also what was claimed in time waits where it would go out too fast."""
        self._gates = {name: self._gate(name, pace, clock) for name, pace in self._paces.items()}

    def _gate(self, name: str, pace: Pace, clock: Callable[[], int]) -> Gate:
        def reserve(wanted: int, at: int) -> int:
            return self._db.writing(lambda tx: outbox.take_tokens(tx, name, pace, wanted, at))

        return Gate(pace, clock, reserve, LEASE_MS - int(SEND_S * 1000))

    @property
    def flying(self) -> set[asyncio.Task[Landed | None]]:
        """Sends under way, to be waited for."""
        return self._flying

    def launch(self, now: int) -> int:
        """Start to send what is due, tap answers first; how many."""
        self.settle(now)
        with self._db.read() as tx:
            taps = outbox.any_taps(tx)
            due = [name for name in self._channels if outbox.any_due(tx, name, now)]
        started = self._launch_taps(now) if taps else 0
        return started + sum(self._launch_lanes(name, now) for name in due)

    async def land(self, now: Callable[[], int]) -> int:
        """Wait until some send is over and write down what became of it; how many."""
        if self._flying:
            await asyncio.wait(self._flying, return_when=asyncio.FIRST_COMPLETED)
        return self.collect(now())

    def collect(self, now: int) -> int:
        """Write down what became of the sends that are over; how many."""
        over = [task for task in self._flying if task.done()]
        self._flying.difference_update(over)
        self._landed += [landed for task in over if (landed := task.result())]
        self.settle(now)
        return len(over)

    def settle(self, now: int) -> None:
        """Write down the sends that are over; raises Unavailable and keeps what it could not write."""
        arrived = sorted((one for one in self._landed if one.error is None), key=lambda one: one.claimed.address_id)
        if arrived:
            self._write_arrived(arrived, now)
        while self._landed:
            self._write(self._landed[0], now)
            del self._landed[0]

    def next_due(self, now: int) -> int | None:
        """When the next lane is due after `now`, `now` itself when one is due already, None when nothing waits."""
        with self._db.read() as tx:
            dues = [outbox.next_due(tx, name, now) for name in self._channels]
        return min((due for due in dues if due is not None), default=None)

    def _launch_taps(self, now: int) -> int:
        taps = self._db.writing(lambda tx: outbox.claim_taps(tx, self._channels.keys(), now, TAPS, LEASE_MS))
        self._flying.update(asyncio.create_task(self._answer(tap)) for tap in taps)
        return len(taps)

    def _launch_lanes(self, name: str, now: int) -> int:
        limit = min(SLOTS - self._used[name], self._paces[name].burst)
        if limit <= 0:
            return 0
        self._claims += 1
        lease = f"{self._name}-{self._claims}"
        tokens = name not in self._gates or not self._gates[name].is_crowded
        turn = int(tokens and self._in_a_row[name] >= outbox.REPLIES_IN_A_ROW)
        claimed = self._db.writing(
            lambda tx: outbox.claim(tx, name, self._paces[name], lease, now, limit, LEASE_MS, turn, tokens=tokens)
        )
        replies = sum(one.hurries for one in claimed)
        self._in_a_row[name] = replies + (self._in_a_row[name] if replies == len(claimed) else 0)
        self._used[name] += len(claimed)
        self._flying.update(asyncio.create_task(self._send(one, now, has_token=tokens)) for one in claimed)
        return len(claimed)

    async def _send(self, claimed: Claimed, claimed_at: int, *, has_token: bool) -> Landed:
        channel = self._channels[claimed.channel]
        content_id: int | None = None
        try:
            address = open_value(self._vault, claimed.sealed)
            ready = await meanwhile(self._prepare(claimed), channel, address) if self._prepare else claimed
            outgoing, numbered = self._render(ready, channel)
            content_id = outgoing.content.id if outgoing.content else None
            if gate := self._gates.get(claimed.channel):
                await gate.passed(claimed_at, hurries=bool(claimed.hurries), has_token=has_token)
            async with asyncio.timeout(SEND_S):
                left = await self._ahead(channel, address, outgoing, claimed, self._paces[channel.name], claimed_at)
                receipt = await channel.send(address, left, claimed.id)
        except TimeoutError:
            return Landed(claimed, error=Unreachable("timeout"))
        except Exception as error:  # noqa: BLE001  whatever one message does, the others go on; it is parked
            return Landed(claimed, error=error, content_id=content_id)
        finally:
            self._used[claimed.channel] -= 1
        is_screen = numbered or claimed.kind == "reply"
        size = receipt.size or len(outgoing.text.encode())
        return Landed(
            claimed,
            receipt.provider_id,
            is_screen,
            content_id=content_id,
            parts=receipt.parts,
            size=size,
            card=card_on(channel, outgoing.buttons) if outgoing.buttons else None,
        )

    async def _answer(self, tap: Tap) -> None:
        try:
            async with asyncio.timeout(SEND_S):
                await self._channels[tap.channel].answer(tap.tap_id, self._say_tap(tap))
            self._db.writing(lambda tx: outbox.taps_done(tx, [tap]))
        except (SendError, TimeoutError, Unavailable) as error:
            log.info("a tap was not answered (%s); it is tried again or dropped", type(error).__name__)
        except Exception as error:  # noqa: BLE001  as above
            log.error("a tap could not be answered (%s)", type(error).__name__)

    def _write_arrived(self, arrived: list[Landed], now: int) -> None:
        """All that arrived in one transaction; if that fails for any reason but the database, one by one."""
        try:
            screens = [(one.claimed.address_id, one.claimed.id) for one in arrived if one.is_screen]
            if screens:
                self._db.writing(lambda tx: outbox.shown(tx, screens))
            self._db.writing(lambda tx: self._conclude_all(tx, arrived, now))
        except Unavailable:
            raise
        except Exception as error:  # noqa: BLE001  one of them is at fault: found out below
            log.error("sent messages could not be marked together (%s)", type(error).__name__)
        else:
            self._landed = [one for one in self._landed if one.error is not None]

    def _write(self, landed: Landed, now: int) -> None:
        try:
            self._db.writing(lambda tx: self._conclude_all(tx, [landed], now))
        except Unavailable:
            raise
        except Exception as error:  # noqa: BLE001  parked, or it would be sent again for ever
            log.error("message %d could not be marked (%s)", landed.claimed.id, type(error).__name__)
            self._db.writing(lambda tx: outbox.rejected(tx, landed.claimed, "unmarked", now))

    def _conclude_all(self, tx: Tx, landed: list[Landed], now: int) -> None:
        went = [one.went(self._paces[one.claimed.channel].gap) for one in landed if one.error is None]
        if went:
            outbox.sent(tx, went, now)
        for one in landed:
            if one.error is not None:
                self._conclude(tx, one, now)
        budget.spend(tx, [self._charge(one) for one in landed if _costs(one)], now)
        outbox.tally(tx, [Send(one.claimed.channel, one.result, one.parts, one.size) for one in landed])

    def _pay(self, tx: Tx, claimed: Claimed, now: int) -> None:
        went = Landed(claimed)
        if _costs(went):
            budget.spend(tx, [Charge(claimed.hub_id, self._cost(went), 0)], now)

    def _charge(self, one: Landed) -> Charge:
        """With a reply also the message that it answers: each gets one, so nothing has to be counted on its way in."""
        to = one.claimed
        came = self._prices.came(to.channel) if to.kind == "reply" else 0
        return Charge(to.hub_id, self._cost(one) + came, one.parts)

    def _cost(self, one: Landed) -> int:
        to = one.claimed
        category = "utility" if to.template else "service"  # all our templates are (bot/sending/contents_sync.py)
        return self._prices.out(to.channel, one.parts, country=to.country, category=category)

    def _conclude(self, tx: Tx, landed: Landed, now: int) -> None:
        claimed, failed = landed.claimed, landed.error
        if isinstance(failed, Rejected | Stopped) and outbox.name_refused(
            tx, self._vault, claimed, failed.code, now, self._rng
        ):
            return
        match failed:
            case Throttled(retry_after=wait, code=code):
                outbox.throttled(tx, claimed, math.ceil(wait * 1000), code, now)
            case Unreachable(code=code):
                outbox.unreachable(tx, claimed, code, now, self._rng)
            case Stopped(code=code):
                outbox.stopped(tx, claimed, code, now)
            case Moved(address=value):
                outbox.moved(tx, self._vault, claimed, value, now)
            case WindowClosed():
                outbox.window_closed(tx, claimed, now)
            case Rejected(code=code) if landed.content_id is not None and code in CONTENT:
                log.error("content %d refused (%s): see python -m bot setup-whatsapp", landed.content_id, code)
                outbox.content_refused(tx, claimed, landed.content_id, code, now)
            case error:
                code = error.code if isinstance(error, Rejected) else type(error).__name__
                why = ": our credentials or sender, see python -m bot doctor" if code in outbox.CREDENTIALS else ""
                log.error("message %d cannot be sent (%s): parked%s", claimed.id, code, why)
                outbox.rejected(tx, claimed, code, now)


def _costs(one: Landed) -> bool:
    return one.error is None and one.claimed.channel in budget.PAID and bool(one.claimed.hub_id)
