"""Who reads, when, on which transaction? What every answer to a conversation's questions (core/look/) stands on."""

from __future__ import annotations

from datetime import date

from core.calendar import today
from core.coordination.coordinators import hubs_of
from core.db import Tx
from core.look import Me
from core.policy import Policy, read_policy
from core.vault import Vault

PAGE = 6  # of a list: one more than a page shows, so that "more" is known


class Reader:
    """One person on an open transaction at `now` (epoch ms); `policy` as stored, `web` without a slash at its end."""

    def __init__(self, tx: Tx, vault: Vault, me: Me, policy: str, now: int, web: str = "") -> None:
        self.me = me
        self.web = web
        self.now = now
        self._tx = tx
        self._vault = vault
        self._policy = policy
        self._today: date | None = None

    # read by nearly every message, and functools' cached_property takes a lock for each

    @property
    def today(self) -> date:
        if self._today is None:
            self._today = today(self.now, self.me.zone)
        return self._today

    @property
    def policy(self) -> Policy:
        return read_policy(self._policy)

    @property
    def _mine(self) -> int:
        """The organisation they act for; 0 before joining, which is nobody's."""
        return self.me.organisation_id or 0

    def _coordinated(self) -> tuple[int, ...]:
        """The hubs that they coordinate."""
        return tuple(hubs_of(self._tx, self.me.person_id)) if self.me.coordinates else ()
