"""What the solidarity fund was asked for."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Index, LargeBinary

from core.tables.base import key, one_of, ref, table, text, whole

fund_request = table(
    "fund_request",
    key(),
    ref("hub_id", "hub", index=True),
    ref("organisation_id", "organisation", index=True),
    ref("need_id", "listing"),
    whole("minutes"),
    text("state", "asked"),
    Column("sealed", LargeBinary, nullable=False),  # why; emptied with whoever wrote it
    ref("person_id", "person", null=True),  # who asked
    whole("at"),
    whole("decided_at", null=True),
    ref("decided_by", "person", null=True),  # a coordinator; NULL = the hub's own rule
    whole("until", null=True),  # an approval that was not used by then lapses
    Column("why_not", LargeBinary, nullable=True),  # sealed: what the coordinator wrote with a no
    one_of("state", "asked", "approved", "refused", "used", "lapsed"),
    CheckConstraint("minutes > 0", name="positive"),
)
Index(
    "uq_fund_request_going",
    fund_request.c.need_id,
    unique=True,
    sqlite_where=fund_request.c.state.in_(("asked", "approved")),
    postgresql_where=fund_request.c.state.in_(("asked", "approved")),
)
