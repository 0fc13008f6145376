"""How do webhooks really come? Late, twice, and in another order than they were caused."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


def mangled(events: Sequence[T], rng: Random, *, doubled: float = 0.3, late: int = 3) -> list[T]:
    """The same events, of which none is lost: some come twice, each up to `late` places after its turn."""
    coming = [*events, *(event for event in events if rng.random() < doubled)]
    turns = [*range(len(events)), *(rng.randrange(len(events)) for _ in coming[len(events) :])]
    placed = sorted(range(len(coming)), key=lambda each: (turns[each] + rng.randint(0, late), rng.random()))
    return [coming[each] for each in placed]
