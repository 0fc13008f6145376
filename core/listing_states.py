"""Which states may a request or an offer be in, and which of them count together? Plain values."""

from __future__ import annotations

STATES = ("open", "paused", "fulfilled", "expired", "withdrawn", "removed")
LIVE = ("open", "paused")
"""Not ended: it is found, or rests until its owner shows it again."""
REVIVABLE = (*LIVE, "expired")
"""It is shown, or one tap shows it again."""
