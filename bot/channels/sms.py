"""SMS through Twilio: no buttons, and every part is billed, so a text goes in the form that takes the fewest."""

from __future__ import annotations

from dataclasses import replace

from bot.channels.channel import Incoming, Outgoing, Receipt, Unread
from bot.channels.gsm import as_sms
from bot.channels.limits import SMS
from bot.channels.twilio_door import TwilioDoor
from bot.channels.wire import segments, utf16

__all__ = ["LIMITS", "SmsChannel", "segments"]

LIMITS = SMS


class SmsChannel:
    """`sender` is our number; a Messaging Service, where one is set, picks among its numbers instead."""

    name = "sms"
    limits = LIMITS

    def __init__(self, door: TwilioDoor, sender: str, service: str = "") -> None:
        self._door = door
        self._sender = sender
        self._from = {"messaging_service_sid": service} if service else {"from_": sender}

    def length(self, text: str) -> int:
        return utf16(as_sms(text))

    async def send(self, address: str, outgoing: Outgoing, ref: int) -> Receipt:
        text = as_sms(outgoing.text)
        receipt = await self._door.post(address, text, ref, self._from)
        return replace(receipt, parts=segments(text), size=len(text.encode()))

    async def fetch(self, ref: str, most: int) -> bytes:
        """A picture that came as MMS."""
        return await self._door.fetch(ref, most)

    async def missed_inbound(self, since: int) -> list[Incoming | Unread]:
        """What people wrote to our number from `since` (epoch ms) on, while nobody listened."""
        return await self._door.missed_inbound(self._sender, since)

    async def answer(self, tap_id: str, text: str) -> None:
        """SMS has no taps."""

    async def close(self) -> None:
        self._door.close()
