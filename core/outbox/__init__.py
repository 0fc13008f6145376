"""How does what we say reach people? In lanes, one a recipient: oldest first, at least once, at a channel's pace."""

from core.outbox.lanes import Item, enqueue, reopen
from core.outbox.taps import Tap, answer_tap, any_taps, claim_taps, taps_done

__all__ = ["Item", "Tap", "answer_tap", "any_taps", "claim_taps", "enqueue", "reopen", "taps_done"]
