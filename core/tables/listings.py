"""Needs and offers, and the words they are found by."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Index, LargeBinary, PrimaryKeyConstraint

from core.listing_states import STATES
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
    text("place", ""),  # town as typed; with remote=1: there as well, or ''
    whole("remote", 0),
    whole("urgent", 0),
    text("audience", "civil"),  # 'civil' = grassroots groups and CSOs, 'all' = companies and public bodies too
    text("state", "open"),
    whole("version", 1),
    whole("created_at"),
    whole("expires_at", null=True),
    whole("translates", null=True),  # relayed.id: words that whoever helps gets once it is agreed; they may be gone
    text("service", ""),  # what its writer chose where the words left a doubt; "-": none of those
    whole("held", null=True),  # flag.id: it rests until a coordinator has looked at it
    one_of("kind", "need", "offer"),
    one_of("audience", "civil", "all"),
    one_of("state", *STATES),
    CheckConstraint("minutes IS NULL OR (minutes > 0 AND minutes <= 144000)", name="minutes_sane"),
    Index("ix_listing_hub_kind_state", "hub_id", "kind", "state", "id"),
)

# What is kept of a listing that can be found: its meaning, so that nothing is worked out anew to compare it.
listing_meaning = table(
    "listing_meaning",
    ref("listing_id", "listing", primary=True),
    whole("hub_id"),
    text("kind"),
    whole("organisation_id"),
    whole("made_by"),  # which services, vectors and rules it was worked out with: core/matching/made.py
    Column("card", LargeBinary, nullable=False),  # services, vector, languages: core/matching/cards.py
    text("words"),  # folded
    Column("vector", LargeBinary, nullable=False),  # all of it; b"" without an encoder or words
    text("found_by"),  # "HN;-|#accounting;~12": the regions and keys below
    Index("ix_listing_meaning_hub_made_by", "hub_id", "made_by", "listing_id"),
)

# By what it is found. No foreign key: the row above says which rows there are, and goes with them.
_FOUND_BY = ("hub_id", "kind", "region", "key", "listing_id")
listing_key = table(
    "listing_key",
    Column("hub_id", ID),
    text("kind"),
    text("region"),
    text("key"),
    Column("listing_id", ID),
    Column("card", LargeBinary, nullable=True),  # the same once more, where many are compared at once
    PrimaryKeyConstraint(*_FOUND_BY, name="pk_listing_key", postgresql_include=["card"]),  # read from the index alone
)
listing_key.dialect_options["sqlite"]["with_rowid"] = False  # what stands under one key lies together

# A hub's own services: what a coordinator calls something that our list does not know.
concept = table(
    "concept",
    key(),
    ref("hub_id", "hub", index=True),
    text("labels"),  # one a line, after its language: "es teatro de sombras"; the first of a language is its name
    whole("created_at"),
)
