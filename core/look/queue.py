"""What waits for a hub's coordinators, as it is shown in chat and on a page; see core/coordination/queue.py."""

from __future__ import annotations

from dataclasses import dataclass

from core.messages import Sealed, Service


@dataclass(frozen=True, slots=True)
class QueueCard:
    """One thing that waits. `kind` says what `id` is the id of: 'organisation', 'case', 'fund', 'exchange', 'phone' or
    'need'.

    `since` and `due` are epoch ms: when it began to wait, and by when somebody should have seen to it. `code` is what
    a case is about, or the state of an exchange; `name` whose it is, `other` the second side, `number` the exchange's.
    """

    kind: str
    id: int
    since: int
    due: int
    code: str
    name: str
    other: str
    number: int | None
    version: int
    what: str
    minutes: int | None
    taken_by: int | None  # the coordinator who sees to it
    urgent: bool = False  # somebody may be in danger: before all else
    service: Service | None = None  # of a request in another language than the reader's


@dataclass(frozen=True, slots=True)
class StepCard:
    """One step of an exchange's history: who did what. `by` is '' for the clock and for coordinators (`actor`).

    `words` is why it was called off: that is told to coordinators only. `minutes` is the figure of the step, if any.
    """

    at: int
    action: str
    actor: str
    by: str
    words: Sealed | None = None
    minutes: int | None = None
