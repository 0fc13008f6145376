"""Which steps stand in the history of an exchange? Each has a name of its own for who reads it (bot/cards/steps.py)."""

from __future__ import annotations

ACTIONS = frozenset(
    (
        *("suggested", "proposed", "countered", "accepted", "declined", "withdrawn", "lapsed"),
        "divided",  # a part of what was accepted as one
        *("changed", "outdated"),  # what was suggested says something else now, and still fits or does not
        *("nudged", "cared", "freed", "muted", "taken_back", "forwarded"),  # what a coordinator does with a suggestion
        *("reminded", "near", "delivered", "lower_figure", "figure_refused", "settled", "problem", "second_asked"),
        *("cancelled", "cancelled_late", "day_asked", "moved", "day_refused", "overdue", "overdue_long", "expired"),
        *("hours_asked", "hours_moved", "hours_refused"),
        *("absent_said", "no_show", "excused", "silent"),
        *("disputed", "figure_asked", "settled_together", "waits", "decided", "undecided", "appealed"),
        *("undo_wanted", "undo_asked", "undo_refused", "reversed", "reviewed", "closed"),
        *("replied", "review_reported", "words_hidden"),
    )
)
