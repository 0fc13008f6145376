"""How is it said? Messages and screens become text in the reader's language, within what her channel takes."""

from bot.wording.reader import Reader
from bot.wording.wording import Wording

__all__ = ["Reader", "Wording"]
