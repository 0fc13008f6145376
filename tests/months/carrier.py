"""What becomes of an SMS that Twilio took? It comes late, overtakes another, comes twice, or never; and who wrote STOP
gets none.
"""

from __future__ import annotations

from random import Random
from typing import Any, NamedTuple

from bot.doubles import TwilioApi

MINUTE = 60_000
_LOST = ("30003", "30003", "30003", "30008", "30008", "30007", "30005")
"""A telephone that is off, a carrier that does not know, one that filters, a number that is none (any more)."""


class Fate(NamedTuple):
    """When it is on the telephone, in ms from now; () never, and then Twilio's code for it."""

    comes: tuple[int, ...]
    code: str = ""


class Carrier:
    """`bad` is how likely something goes wrong on the way."""

    def __init__(self, rng: Random, twilio: TwilioApi) -> None:
        self._rng, self._twilio = rng, twilio
        self._often = rng.choice((0.05, 0.05, 0.05, 0.3))  # in some countries it often does

    def takes(self, bad: float) -> Fate:
        rng = self._rng
        if not bad or rng.random() >= self._often + bad / 4:
            return Fate((0,))
        if rng.random() < 0.4:
            return Fate((), rng.choice(_LOST))
        late = rng.choice((3_000, 40_000, 8 * MINUTE, 300 * MINUTE))
        return Fate((late, late + rng.choice((1_000, 30 * MINUTE))) if rng.random() < 0.2 else (late,))

    def report(self, sent: Any, fate: Fate) -> tuple[str, dict[str, str]]:
        """How Twilio says so."""
        return self._twilio.report(sent, "undelivered" if fate.code else "delivered", fate.code)
