"""What was worked out about a message is kept while it is handled, and no longer.

A message is read twice: before its transaction on a snapshot, where most of the work is, and in it, as the conversation
stands then. Whatever is a function of the words alone is worked out once. Nothing of it outlives the message.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

_KEPT: ContextVar[dict[Any, Any] | None] = ContextVar("kept", default=None)


@contextmanager
def remembering() -> Iterator[None]:
    """Inside it each function that is `remembered` works out the same only once."""
    token = _KEPT.set({})
    try:
        yield
    finally:
        _KEPT.reset(token)


def remembered(work: Callable[P, T]) -> Callable[P, T]:
    """A function of values that can be keys; what it gives must not be changed by whoever asks."""

    @wraps(work)
    def asked(*args: P.args, **named: P.kwargs) -> T:
        kept = _KEPT.get()
        if kept is None:
            return work(*args, **named)
        key = (work, args, *named.items())
        if key not in kept:
            kept[key] = work(*args, **named)
        found: T = kept[key]
        return found

    return asked
