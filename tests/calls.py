"""How much work is done, where a clock would tell more of the machine?"""

import sys
from collections.abc import Callable


def calls_of(work: Callable[[], object]) -> int:
    """How much is done, in calls of functions: the same on every machine."""
    calls = 0

    def count(_frame: object, _event: str, _arg: object) -> None:
        nonlocal calls
        calls += 1

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return calls
