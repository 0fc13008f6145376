"""Several threads that begin in the same instant, each with a connection of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


def together(many: int, work: Callable[[int], T]) -> list[T]:
    """What `work(0)` … `work(many - 1)` gave; the first error is raised."""
    barrier = threading.Barrier(many)

    def start(number: int) -> T:
        barrier.wait()
        return work(number)

    with ThreadPoolExecutor(many) as pool:
        return [one.result() for one in [pool.submit(start, number) for number in range(many)]]
