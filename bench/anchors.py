"""How fast is this machine? Two small jobs that anybody can repeat, by which its figures translate to another's."""

from __future__ import annotations

import time
from collections.abc import Callable

import orjson
from cryptography.fernet import Fernet
from telegram import Update

_TURNS, _ROUNDS = 5, 400


def anchors(raw: bytes) -> str:
    """CPU milliseconds of python-telegram-bot's own reading of an update's bytes, and of one Fernet encryption."""
    box = Fernet(Fernet.generate_key())
    read = reading_ms(raw)
    sealed = _least_ms(lambda: box.encrypt(b"telegram:1234567890"))
    return f"this machine: {read:.3f} ms for Update.de_json of an update, {sealed:.4f} ms for one Fernet encryption"


def reading_ms(raw: bytes) -> float:
    """CPU milliseconds in which python-telegram-bot reads an update's bytes."""
    return _least_ms(lambda: Update.de_json(orjson.loads(raw), None))


def _least_ms(work: Callable[[], object]) -> float:
    """The quietest turn's mean."""
    turns = []
    for _turn in range(_TURNS):
        began = time.process_time()
        for _round in range(_ROUNDS):
            work()
        turns.append(1000 * (time.process_time() - began) / _ROUNDS)
    return min(turns)
