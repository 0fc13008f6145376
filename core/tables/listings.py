"""Needs and offers, and the words they are found by."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Index, Text

from core.tables.base import ID, key, one_of, ref, table, text, whole

listing = table(
    "listing",
    key(),
    ref("hub_id", "hub"),
    ref("organisation_id", "organisation", index=True),
    ref("person_id", "person", null=True),
    text("kind"),
    text("what"),
    text("lang"),
    whole("minutes", null=True),
    text("due_on", null=True),
    text("place", ""),  # town as typed; '' with remote=1
    whole("remote", 0),
    whole("urgent", 0),
    text("state", "open"),
    whole("version", 1),
    whole("created_at"),
    whole("expires_at", null=True),
    one_of("kind", "need", "offer"),
    one_of("state", "open", "paused", "fulfilled", "expired", "withdrawn", "removed"),
    CheckConstraint("minutes IS NULL OR (minutes > 0 AND minutes <= 144000)", name="minutes_sane"),
    Index("ix_listing_hub_kind_state", "hub_id", "kind", "state", "id"),
)

listing_term = table(
    "listing_term",
    Column("hub_id", ID, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("term", Text, primary_key=True),
    ref("listing_id", "listing", primary=True, index=True),
)
listing_term.dialect_options["sqlite"]["with_rowid"] = False  # its key is all of it
