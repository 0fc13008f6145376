"""By how many minutes do balances differ from their entries? Asked every few seconds, so only new entries are read.

Entries are only added. What this process has summed up is kept, and what came since is added to it. Where that does
not fit the balances, and once an hour, all is summed up anew: an entry may be committed after one with a higher id.
"""

from __future__ import annotations

from collections import Counter
from threading import Lock

from sqlalchemy import bindparam, func, select

from core.db import Q, Tx
from core.policy import HOUR_MS
from core.tables import account, line

_SINCE = Q(
    select(line.c.account_id, func.sum(line.c.minutes), func.max(line.c.entry_id))
    .where(line.c.entry_id > bindparam("last"))
    .group_by(line.c.account_id)
)
_POSTED = Q(select(account.c.id, account.c.posted))


class Drift:
    """One for a process; any thread may ask."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._sums: Counter[int] = Counter()
        self._last = self._next = self._since = 0

    def minutes(self, tx: Tx, now: int) -> int:
        """The sum of all differences, 0 where all adds up."""
        with self._lock:
            if not 0 <= now - self._since < HOUR_MS:
                self._forget(now)
            return self._off(tx) and self._anew(tx, now)

    def _anew(self, tx: Tx, now: int) -> int:
        self._forget(now)
        return self._off(tx)

    def _off(self, tx: Tx) -> int:
        for account_id, minutes, last in tx.all(_SINCE, last=self._last):
            self._sums[account_id] += int(minutes)
            self._next = max(self._next, int(last))
        self._last = self._next
        return sum(abs(posted - self._sums[account_id]) for account_id, posted in tx.all(_POSTED))

    def _forget(self, now: int) -> None:
        self._sums.clear()
        self._last = self._next = 0
        self._since = now
