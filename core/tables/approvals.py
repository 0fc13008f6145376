"""What waits for a second person of an organisation, and what one person alone did of late."""

from __future__ import annotations

from sqlalchemy import Column, Index, LargeBinary

from core.tables.base import key, one_of, ref, table, text, whole

approval = table(
    "approval",
    key(),
    ref("organisation_id", "organisation"),
    ref("person_id", "person", null=True),  # who asked
    text("kind"),
    Column("same", LargeBinary, nullable=False),  # fingerprint of the step: who asks for the same is the second
    ref("exchange_id", "exchange", null=True),
    ref("listing_id", "listing", null=True),
    ref("to_id", "organisation", null=True),
    whole("minutes"),
    whole("above"),  # what the organisation had chosen then
    Column("sealed", LargeBinary, nullable=False),  # the step as it was asked for; emptied once it is answered
    text("state", "waiting"),
    whole("at"),
    whole("ends_at"),
    whole("decided_at", null=True),
    ref("decided_by", "person", null=True),
    one_of("kind", "accept", "confirm", "propose", "donate", "figure", "undo", "limit"),
    one_of("state", "waiting", "done", "refused", "void", "lapsed"),
)
# What one person alone moved or promised where an organisation wants two above an amount: a day's adds up.
spent = table(
    "spent",
    key(),
    ref("organisation_id", "organisation"),
    ref("exchange_id", "exchange", null=True),  # counted once; of parts the first; none for what is given or undone
    whole("minutes"),
    whole("at"),
    Index("ix_spent_organisation_at", "organisation_id", "at"),
)
Index(
    "uq_approval_waiting",
    approval.c.organisation_id,
    approval.c.same,
    unique=True,
    sqlite_where=approval.c.state == "waiting",
    postgresql_where=approval.c.state == "waiting",
)
