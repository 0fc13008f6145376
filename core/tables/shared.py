"""Pages that an organisation opened for others: a statement for everybody, a report for some days, a poster,
its hours as a file for a day."""

from __future__ import annotations

from sqlalchemy import Column, Index, LargeBinary

from core.tables.base import key, one_of, ref, table, text, whole

shared_page = table(
    "shared_page",
    key(),
    ref("organisation_id", "organisation", index=True),
    text("kind"),
    Column("link", LargeBinary, nullable=False, unique=True),  # SHA-256 of the word in its address
    Column("sealed", LargeBinary, nullable=False),  # the word, to tell it again to its own organisation
    whole("made_at"),
    whole("until", null=True),  # NULL = until it is taken back
    whole("number", null=True),  # of a poster, random: what its codes say; NULL: its id, of one that is older
    one_of("kind", "statement", "report", "poster", "export"),
    Index("ix_shared_page_number", "number", unique=True),
)
