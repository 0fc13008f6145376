"""A file that a channel cannot send together with words goes before them, once, with a report and price of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, runtime_checkable

from bot.channels.channel import Outgoing, Receipt, Throttled, Unreachable
from core import outbox
from core.db import Database, Tx
from core.errors import Unavailable
from core.outbox import Claimed, Pace, Send
from core.relay.pieces import Attached

_TOKEN_S = 0.1
"""How soon the channel's bucket may have a token for one more message."""


@runtime_checkable
class FileFirst(Protocol):
    """A channel on which some files are messages without words."""

    def goes_first(self, attached: Attached) -> bool: ...

    async def send_file(self, address: str, attached: Attached, ref: int) -> Receipt: ...


class Ahead:
    """`pay` adds what a message costs to the month of who pays for it, in the transaction that notes that it went."""

    def __init__(self, db: Database, pay: Callable[[Tx, Claimed, int], None]) -> None:
        self._db, self._pay = db, pay

    async def __call__(
        self, channel: object, address: str, outgoing: Outgoing, claimed: Claimed, pace: Pace, now: int
    ) -> Outgoing:
        """What is left to be sent: the words, once their file went. Raises SendError where it did not."""
        attached = outgoing.attached
        if attached is None or not isinstance(channel, FileFirst) or not channel.goes_first(attached):
            return outgoing
        try:
            file = self._db.writing(lambda tx: self._begun(tx, claimed, pace, now))
            if file is not None:
                receipt = await channel.send_file(address, attached, file)
                self._db.writing(lambda tx: self._went(tx, claimed, file, receipt, now))
        except Unavailable as away:
            raise Unreachable("database") from away
        return outgoing._replace(attached=None)

    def _begun(self, tx: Tx, claimed: Claimed, pace: Pace, now: int) -> int | None:
        file = outbox.file_of(tx, claimed, now)
        if file is not None and not outbox.take_tokens(tx, claimed.channel, pace, 1, now):
            raise Throttled(_TOKEN_S, "pace")
        return file

    def _went(self, tx: Tx, claimed: Claimed, file: int, receipt: Receipt, now: int) -> None:
        outbox.file_went(tx, file, receipt.provider_id, now)
        self._pay(tx, claimed, now)
        outbox.tally(tx, [Send(claimed.channel, "sent", receipt.parts)])
