"""What was flagged for the coordinators: words held back before others read them, and what members reported."""

from __future__ import annotations

from sqlalchemy import Column, Index, LargeBinary

from core.tables.base import key, one_of, ref, table, text, whole

flag = table(
    "flag",
    key(),
    ref("hub_id", "hub"),
    whole("at"),
    text("how"),
    text("kind"),  # of core/moderation: ABUSES where we held it, REASONS where somebody reported it
    text("about"),  # what it is: core/moderation/flags.py
    ref("listing_id", "listing", null=True),
    ref("exchange_id", "exchange", null=True),
    whole("relayed_id", null=True),  # relayed.id; the words may be gone
    ref("organisation_id", "organisation"),  # whose words they are
    ref("person_id", "person", null=True, index=True),  # who wrote them
    text("channel", ""),  # where from
    text("actor", ""),  # as whom: core.commands.Actor.kind
    Column("blind", LargeBinary, nullable=True),  # HMAC of the words: once let through, they are not held again
    Column("sealed", LargeBinary, nullable=True),  # the step that waits, of what is no listing
    whole("held", 0),  # nobody else reads it while this is open
    text("outcome", ""),  # '' while it is open
    whole("decided_at", null=True),
    ref("decided_by", "person", null=True),
    one_of("how", "held", "reported"),
    one_of("outcome", "", "let_through", "refused", "changed"),
    Index("ix_flag_listing_id", "listing_id"),
    Index("ix_flag_blind", "blind"),
)

report = table(
    "report",
    ref("flag_id", "flag", primary=True),
    ref("person_id", "person", primary=True, index=True),
    ref("organisation_id", "organisation"),
    whole("at"),
    text("reason"),  # of core/commands/moderation.py: REASONS
    Column("sealed", LargeBinary, nullable=True),  # what they wrote beside it
)
