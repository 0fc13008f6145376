"""What partners said to each other through us, and the contact details that they agreed to show."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Index, LargeBinary

from core.tables.base import key, ref, table, text, whole

relayed = table(
    "relayed",
    key(),
    ref("exchange_id", "exchange"),
    ref("from_id", "organisation"),
    ref("to_id", "organisation"),
    ref("person_id", "person", index=True),  # who wrote it: it goes with them
    whole("at"),
    text("lang", ""),
    text("phrase", ""),  # core/relay/phrases.py; '' = words of their own
    text("given", ""),  # the phrase's day or minutes
    Column("sealed", LargeBinary, nullable=True),
    whole("masked", 0),  # contact details in it were hidden
    CheckConstraint("(phrase = '') <> (sealed IS NULL)", name="one_of_two"),
    Index("ix_relayed_exchange_id", "exchange_id", "id"),
    Index("ix_relayed_at", "at"),
)

contact = table(
    "contact",
    ref("exchange_id", "exchange", primary=True),
    ref("organisation_id", "organisation", primary=True),
    ref("person_id", "person", index=True),
    whole("at"),
    Column("sealed", LargeBinary, nullable=False),  # what the other side sees once it has such a row too
)
