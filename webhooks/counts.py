"""Counters of what webhooks did with each request: the only trace of updates that are ignored."""

from __future__ import annotations

import threading
from collections import Counter

from flask import current_app


class Counts:
    """Thread-safe counters by (channel, outcome)."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: Counter[tuple[str, str]] = Counter()

    def add(self, channel: str, outcome: str) -> None:
        with self._lock:
            self._counts[channel, outcome] += 1

    def get(self, channel: str, outcome: str) -> int:
        return self._counts[channel, outcome]

    def text(self) -> str:
        """In the Prometheus text format."""
        with self._lock:
            counts = sorted(self._counts.items())
        lines = ["# TYPE comunidas_webhook_total counter"]
        for (channel, outcome), count in counts:
            lines.append(f'comunidas_webhook_total{{channel="{channel}",outcome="{outcome}"}} {count}')
        return "\n".join(lines) + "\n"


def counts() -> Counts:
    """The counters of the application that serves this request."""
    kept = current_app.extensions["comunidas_counts"]
    assert isinstance(kept, Counts)
    return kept
