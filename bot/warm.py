"""What a process loads once, loaded before the first message: lexicons, catalogues, service names.

What stays for ever is then taken out of the garbage collector's sight, or every full collection would walk through
some hundred thousand words; short-lived objects are collected as before.
"""

from __future__ import annotations

import gc

from bot import huge_pages, understanding
from bot.heaps import share_heaps
from bot.understand import prepare
from bot.wording import Reader, Wording
from core import matching
from core.languages import LANGUAGES
from core.messages import Message

_YOUNG = 20_000  # new objects before a collection; a message makes some hundreds


def warm_up(wording: Wording) -> None:
    """Load everything; called once, before threads and before a fork."""
    share_heaps()
    gc.disable()  # next to all that is made here stays
    try:
        matching.warm()
        prepare()
        understanding.prepare()
        for lang in LANGUAGES:
            wording.say(Message("Yes"), Reader(lang))
    finally:
        gc.enable()
    spare_what_stays()


def spare_what_stays() -> None:
    """What there is now will not be looked through again for what nobody needs."""
    gc.collect()
    gc.freeze()
    huge_pages.settle()
    gc.set_threshold(_YOUNG, 20, 50)
