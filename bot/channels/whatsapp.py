"""WhatsApp through Twilio: numbered text, the same with choices to tap, and approved templates outside the 24 hours."""

from __future__ import annotations

from bot.channels.channel import Incoming, Outgoing, Receipt, Rejected, Unread
from bot.channels.limits import WHATSAPP
from bot.channels.twilio_door import TwilioDoor
from bot.channels.wire import utf16
from core.relay.pieces import Attached

LIMITS = WHATSAPP
PREFIX = "whatsapp:"
FOREIGN = "foreign_id"


class WhatsAppChannel:
    """`sender` is ours, with its `whatsapp:` prefix; a person's address has the same prefix and is opaque otherwise.

    Where their number is hidden, the address says for which sender of ours the id means them (twilio_forms.py).
    """

    name = "whatsapp"
    limits = LIMITS

    def __init__(self, door: TwilioDoor, sender: str) -> None:
        self._door = door
        self._sender = sender

    def length(self, text: str) -> int:
        """UTF-16 units: Twilio says that some characters count more than once (errors/21617)."""
        return utf16(text)

    async def send(self, address: str, outgoing: Outgoing, ref: int) -> Receipt:
        sender, address = {"from_": self._sender}, self._to(address)
        if outgoing.attached is not None:
            return await self._door.post_media(address, outgoing.attached.url, outgoing.text, ref, sender)
        if outgoing.content is None:
            return await self._door.post(address, outgoing.text, ref, sender)
        return await self._door.post_content(address, outgoing.content, ref, sender)

    async def fetch(self, ref: str, most: int) -> bytes:
        return await self._door.fetch(ref, most)

    def goes_first(self, attached: Attached) -> bool:
        """A photo carries its words; WhatsApp drops those of a paper or a voice note, so they follow in a message."""
        return attached.kind != "photo"

    async def send_file(self, address: str, attached: Attached, ref: int) -> Receipt:
        return await self._door.post_media(self._to(address), attached.url, "", ref, {"from_": self._sender})

    def _to(self, address: str) -> str:
        """What Twilio takes. Raises Rejected for an id that meant somebody for another sender than ours."""
        name, _at, ours = address.partition("@")
        if ours and ours != self._sender.removeprefix(PREFIX):
            raise Rejected(FOREIGN)
        return name

    async def missed_inbound(self, since: int) -> list[Incoming | Unread]:
        """What people wrote from `since` (epoch ms) on, while nobody listened."""
        return await self._door.missed_inbound(self._sender, since)

    async def answer(self, tap_id: str, text: str) -> None:
        """WhatsApp taps are messages: nothing spins."""

    async def close(self) -> None:
        self._door.close()
