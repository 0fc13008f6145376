"""What a program of the bot works out before its first message: here once, for all programs that are forked.

Without the encoder: one that is asked for it loads it itself.
"""

from __future__ import annotations

from bot.warm import warm_up
from bot.wording import Wording
from core import encoder

_there = encoder._ENCODER
encoder.switch_off()
warm_up(Wording())
encoder._ENCODER = _there
