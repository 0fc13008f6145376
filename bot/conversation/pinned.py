"""A phone that several people share: what moves hours waits for its PIN, whichever way it was asked for."""

from __future__ import annotations

from bot.conversation.doubted import Doubted
from bot.conversation.stage import Decision
from core.commands import Command
from core.commands.trouble import AskUndo
from core.errors import PinNeeded, Refusal
from core.messages import Message
from core.people.steps import PROMISES, dump_step, guarded


class Pinned(Doubted):
    """One message from an address that may have a PIN."""

    __slots__ = ()

    def must_show(self, command: Command) -> bool:
        """Whether the PIN is asked for before this is done."""
        return self.look.me.pin and (guarded(command) or self._promises(command))

    def _promises(self, command: Command) -> bool:
        """Whether the other side's yes would set aside, or give back, hours of who is talking."""
        if not isinstance(command, PROMISES) or getattr(getattr(command, "terms", None), "minutes", None) == 0:
            return False
        if command.exchange_id is not None:
            card = self.look.exchange(command.exchange_id)
            return card is not None and card.gives == isinstance(command, AskUndo)
        listing = self.look.listing(command.listing_id) if command.listing_id is not None else None
        return listing is not None and listing.kind == "offer"

    def refused(self, refusal: Refusal, lines: tuple[Message, ...] = ()) -> Decision:
        """What is shown to who has the PIN is no refusal: it is asked for."""
        if isinstance(refusal, PinNeeded):
            return self.pin_for(refusal.page)
        return super().refused(refusal, lines)

    def pin_first(self, command: Command) -> Decision:
        """The one question; the step waits behind it."""
        return self.pin_for(dump_step(command))

    def pin_for(self, step: str, lines: tuple[Message, ...] = ()) -> Decision:
        """Ask, also once more after a wrong one."""
        self.draft = None
        return self._begin("pin", {"step": step}, lines)
