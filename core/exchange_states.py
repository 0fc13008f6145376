"""Which states may an exchange be in (docs/exchange.md tells of each), and which of them count together?"""

from __future__ import annotations

STATES = (
    "suggested",
    "proposed",
    "agreed",
    "declined",
    "withdrawn",
    "lapsed",
    "cancelled",
    "cancelled_late",
    "overdue",
    "delivered",
    "settled",
    "disputed",
    "no_show",
    "expired",
    "reversed",
    "closed",
)

PENDING = ("suggested", "proposed")
"""Nothing is promised yet: it waits for a yes."""
UNDELIVERED = ("agreed", "overdue")
"""Agreed, and the provider has not said that it is done."""
AGREED = (*UNDELIVERED, "delivered")
"""Agreed, until it is completed or a coordinator has to look at it."""
HELD = (*AGREED, "disputed")
"""Agreed and not ended: its hours are set aside."""
UNDER_WAY = ("proposed", *HELD)
"""From the proposal until it has ended."""
ONGOING = (*PENDING, *HELD)
"""From the suggestion until it has ended."""
CURRENT = (*ONGOING, "settled")
"""As long as something may still happen by itself; a completed one may be rated and objected to for a while."""

COMPLETED = ("settled", "closed")
"""It was done, and its hours have moved."""
DONE = ("delivered", *COMPLETED)
"""The provider says that it is done, or both do."""
TAKEN_UP = (*UNDER_WAY, *COMPLETED)
"""Somebody proposed it, and it has not come to nothing."""

UNAGREED = ("declined", "withdrawn", "lapsed")
"""Ended before anything was promised."""
CANCELLED = ("cancelled", "cancelled_late")
BROKEN = ("no_show", "cancelled_late")
"""A promise was not kept; it counts against whoever did not, until a coordinator excuses it."""
UNRESOLVED = ("overdue", "disputed")
"""A coordinator may have to decide."""
PROPOSABLE = ("suggested", "lapsed")
"""Either side may propose it, in a lapsed one anew."""
