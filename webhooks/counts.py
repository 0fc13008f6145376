"""Counters of what webhooks did with each request: the only trace of updates that are ignored."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from flask import current_app
from prometheus_client import CollectorRegistry, Counter, disable_created_metrics, generate_latest
from prometheus_client.core import Metric
from prometheus_client.registry import Collector

disable_created_metrics()  # type: ignore[no-untyped-call]  # when a counter began is told by nobody's question


class Counts:
    """Counters by (channel, outcome) of one application, and what its house counts beside them."""

    def __init__(self, figures: Callable[[], Iterable[Metric]]) -> None:
        self._registry = CollectorRegistry(auto_describe=False)
        self._requests = Counter(
            "comunidas_webhook", "requests of providers", ("channel", "outcome"), registry=self._registry
        )
        self._registry.register(_Figures(figures))

    def add(self, channel: str, outcome: str) -> None:
        self._requests.labels(channel, outcome).inc()

    def get(self, channel: str, outcome: str) -> int:
        name, labels = "comunidas_webhook_total", {"channel": channel, "outcome": outcome}
        return int(self._registry.get_sample_value(name, labels) or 0)

    def text(self) -> bytes:
        """In the Prometheus text format."""
        return generate_latest(self._registry)


class _Figures(Collector):
    def __init__(self, figures: Callable[[], Iterable[Metric]]) -> None:
        self._figures = figures

    def collect(self) -> Iterator[Metric]:
        return iter(self._figures())


def counts() -> Counts:
    """The counters of the application that serves this request."""
    kept = current_app.extensions["comunidas_counts"]
    assert isinstance(kept, Counts)
    return kept
