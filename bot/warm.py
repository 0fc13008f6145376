"""What a process loads once, loaded before the first message: lexicons, catalogues, service names.

What stays for ever is then taken out of the garbage collector's sight, or every full collection would walk through
some hundred thousand words (it cost a sixth of the time of a message); short-lived objects are collected as before.
"""

from __future__ import annotations

import gc
from datetime import date

from bot.understand import understand
from bot.wording import Reader, Wording
from core import matching
from core.messages import Message

_LANGUAGES = {"es": "necesitamos un contador", "ar": "نحتاج محاسب", "en": "we need an accountant"}
_YOUNG = 20_000  # new objects before a collection; a message makes some hundreds


def warm_up(wording: Wording) -> None:
    """Load everything; called once, before threads and before a fork."""
    matching.warm()
    for lang, words in _LANGUAGES.items():
        understand(words, lang, date(2026, 1, 1))
        wording.say(Message("Yes"), Reader(lang))
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNG, 20, 50)
