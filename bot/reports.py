"""Where does an operator hear of failures without reading logs? At a Sentry of theirs, if they name one.

A report holds the kind of an exception and where it happened. What an exception says may quote a person, so neither
that leaves the house, nor local variables, requests, names of machines, or what was logged before.
"""

from __future__ import annotations

from typing import Any

_KEPT = frozenset(
    ("event_id", "timestamp", "level", "logger", "exception", "logentry", "release", "platform", "sdk", "contexts")
)


def report_failures(dsn: str, transport: Any = None) -> None:
    """Send failures to `dsn` from here on; nothing without one. `transport`: a class that takes them, for tests."""
    if not dsn:
        return
    import sentry_sdk  # only who uses it loads it
    from sentry_sdk.integrations.logging import LoggingIntegration

    sentry_sdk.init(
        dsn=dsn,
        transport=transport,
        include_local_variables=False,
        include_source_context=False,
        max_breadcrumbs=0,
        auto_enabling_integrations=False,
        integrations=[LoggingIntegration(level=None)],
        before_send=_bare,
    )


def _bare(event: Any, _hint: Any) -> Any:
    """The report with nothing in it that a person wrote or that tells who runs this."""
    kept = {name: value for name, value in event.items() if name in _KEPT}
    for one in kept.get("exception", {}).get("values", ()):
        one["value"] = ""
    if "logentry" in kept:
        kept["logentry"] = {"message": kept["logentry"].get("message", "")}  # the sentence without what filled it
    kept["contexts"] = {"runtime": kept.get("contexts", {}).get("runtime", {})}
    return kept
