"""The one thing that is not real: a channel with the provider's limits whose network is a telephone on a page."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from bot.channels.channel import Limits, Outgoing, Receipt, Rejected, Unreachable
from bot.channels.limits import SMS, TELEGRAM, WHATSAPP
from bot.channels.wire import utf16
from bot.simulator.phone import Phone
from bot.simulator.refusing import check
from bot.simulator.shelf import Shelf, Sight
from core.relay.pieces import Attached

LIMITS = {"telegram": TELEGRAM, "whatsapp": WHATSAPP, "sms": SMS}
_ELSEWHERE = Limits(text=4096, button_bytes=0, buttons=0, rate=1000.0, burst=100, gap=0)


class Killed(BaseException):
    """The worker dies here, as a process dies: nothing that waits for it may catch this."""


class Fate:
    """Whether the worker is to die: `armed` until it has, and from then on it sends nothing more."""

    def __init__(self) -> None:
        self.armed = self.dead = False

    def strike(self) -> None:
        """The moment, if it has come."""
        if self.armed:
            self.armed, self.dead = False, True
            raise Killed


class PhoneChannel:
    """`find` tells whose telephone an address is. `sent` hears of each message that reached one: its telephone and id;
    `see` labels a template's button in a language. Files come from the `shelf`, where its providers keep them;
    `opens` gives what lies at an address of ours, as Twilio would fetch it.

    Where `fate` has it, the worker dies once the next message is on the telephone and before that is written down.
    """

    def __init__(
        self,
        name: str,
        find: Callable[[str], Phone | None],
        clock: Callable[[], int],
        sent: Callable[[Phone, int], None],
        see: Callable[[str], str],
        fate: Fate,
        shelf: Shelf,
        opens: Callable[[str], bytes | None],
    ) -> None:
        self.name, self.limits = name, LIMITS.get(name, _ELSEWHERE)
        self._find, self._clock, self._sent, self._see, self._fate = find, clock, sent, see, fate
        self._shelf, self._opens = shelf, opens
        self._lost: set[int] = set()

    def length(self, text: str) -> int:
        return utf16(text)

    async def send(self, address: str, outgoing: Outgoing, ref: int) -> Receipt:
        if self._fate.dead:
            await asyncio.Event().wait()  # it died with others on their way
        phone = self._find(address)
        if phone is not None:
            self._deliver(phone, outgoing, ref)
        return Receipt(f"{self.name}-{ref}")

    async def fetch(self, ref: str, most: int) -> bytes:
        """The file that somebody sent from here, by the provider's name of it."""
        data = self._shelf.get(ref.rpartition("/ME")[2])
        if data is None:
            raise Rejected("gone")
        if len(data) > most:
            raise Rejected("too_large")
        return data

    async def answer(self, tap_id: str, text: str) -> None:
        """The page shows no spinner that would have to be stopped."""

    async def close(self) -> None:
        """Nothing is open."""

    def _deliver(self, phone: Phone, outgoing: Outgoing, ref: int) -> None:
        if phone.connection == "lost" and ref not in self._lost:
            self._lost.add(ref)
            raise Unreachable("lost")
        check(self.name, phone, outgoing, self._clock())
        file = self._sight(outgoing.attached) if outgoing.attached else None
        phone.show(self.name, outgoing, self._clock(), f"{self.name}-{ref}", self._see(phone.lang), file)
        self._fate.strike()
        self._sent(phone, ref)

    def _sight(self, attached: Attached) -> Sight | None:
        """The provider's own file, the one that came along, or what Twilio fetches from us."""
        if attached.ref:
            data = self._shelf.get(attached.ref)
        else:
            data = self._opens(attached.url) if attached.url else attached.data
        return self._shelf.show(data) if data else None
