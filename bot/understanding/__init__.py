"""What does a message mean? Readings with probabilities, from the words and from what is on the screen.

`likely(text, screen)` gives the likeliest dialogue acts; `acts()` is the closed list of them (`data/acts.tsv`).
Nothing is decided here: bot/dialogue does, which knows the situation and what each move would cost.
"""

from bot.understanding.acts import NONE, Act, acts, likely
from bot.understanding.tagger import TAGGER

__all__ = ["NONE", "Act", "acts", "likely", "prepare"]


def prepare() -> None:
    """Read all tables now, so that no message waits for them."""
    TAGGER.load()
    likely("a b", "idle")
