"""How does what happens reach a page by itself? As a stream, while there are threads for it; else the page asks."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

from flask import jsonify

from webhooks.simulator.door import Simulator
from webhooks.simulator.parts import parts, shown, signature

LASTS_S = 25.0
"""After which the browser opens the stream anew, so that one that nobody reads ends."""
DUE_S = 0.7
"""How soon is seen what comes by the clock alone; what somebody does is seen at once."""


class Streams:
    """Each keeps a thread: at most `most` at once, and one a visitor."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._open: set[str] = set()
        self._lock = threading.Lock()

    def take(self, visitor: str) -> bool:
        """Whether there is room for that visitor's stream; `end` gives it back."""
        with self._lock:
            if not visitor or visitor in self._open or len(self._open) >= self._most:
                return False
            self._open.add(visitor)
            return True

    def end(self, visitor: str) -> None:
        with self._lock:
            self._open.discard(visitor)


def told(simulator: Simulator, visitor: str, scene: str | None, seen: dict[str, int]) -> Iterator[str]:
    """Server-sent events: the page's parts each time that they look different."""
    end, known, going = time.monotonic() + LASTS_S, "", True
    yield "retry: 500\n\n"
    while going and time.monotonic() < end:
        pulse = simulator.pulse(visitor)
        view = simulator.look(visitor, scene)
        if view is not None and signature(view) != known:
            known = signature(view)
            found = jsonify(parts(view, seen)).get_data(as_text=True).strip()
            seen = shown(view)
            marks = ".".join(f"{key}{last}" for key, last in seen.items())
            yield f"id: {marks}\ndata: {found}\n\n"
        else:
            yield ":\n\n"  # who has gone is noticed when something is written
        going = simulator.wait(visitor, pulse, DUE_S)
