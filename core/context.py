"""What a handler works with: the open transaction, the vault, who asks, and the time."""

from __future__ import annotations

from dataclasses import dataclass

from core.commands import Actor
from core.db import Tx
from core.vault import Vault


@dataclass(frozen=True, slots=True)
class Context:
    """Everything a handler may reach. `now` is epoch milliseconds; nothing in core asks the system's clock."""

    tx: Tx
    vault: Vault
    actor: Actor
    now: int
    seconded: bool = False  # two people of the organisation want this step (core/people/seconding.py)
    passed: bool = False  # a coordinator has read the words and lets them pass (core/moderation/judging.py)
