"""Is the draft that somebody says yes to still as it was shown? A colleague may have published the same meanwhile."""

from __future__ import annotations

from zlib import crc32

from bot.conversation.session import DRAFTS
from bot.engine import Question
from bot.questions import Confirm
from core.messages import Screen, dump


def sum_of(flow: str, question: Question | None) -> int:
    """A number that tells one card of a draft from another; 0 for any other question."""
    if flow not in DRAFTS or not isinstance(question, Confirm):
        return 0
    return crc32(dump(Screen((question.prompt,))).encode())
