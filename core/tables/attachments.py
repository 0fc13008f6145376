"""Photos, papers, voice notes and places beside words, and the files that were fetched to hand them on."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Index, LargeBinary

from core.tables.base import key, one_of, ref, table, text, whole

attachment = table(
    "attachment",
    key(),
    ref("exchange_id", "exchange", null=True),
    ref("listing_id", "listing", null=True, index=True),
    ref("organisation_id", "organisation"),
    ref("person_id", "person", index=True),  # who sent it: it goes with them
    whole("at"),
    text("kind"),
    text("about"),  # 'listing', 'talk', 'delivery', 'problem'
    Column("sealed", LargeBinary, nullable=False),  # core/relay/pieces.py: Piece
    text("unfit", ""),  # why it cannot be handed on (core/files)
    one_of("kind", "photo", "document", "voice", "location"),
    one_of("about", "listing", "talk", "delivery", "problem"),
    CheckConstraint("(exchange_id IS NULL) <> (listing_id IS NULL)", name="one_of_two"),
    Index("ix_attachment_exchange_id", "exchange_id", "id"),
    Index("ix_attachment_at", "at"),
)

attached_file = table(
    "attached_file",
    ref("attachment_id", "attachment", primary=True),
    Column("blind", LargeBinary, nullable=False, unique=True),  # of the word in its address
    Column("word", LargeBinary, nullable=False),  # that word, sealed
    Column("content", LargeBinary, nullable=False),  # sealed
    text("kind"),
    text("type"),
    text("ending"),
    whole("until"),
    Index("ix_attached_file_until", "until"),
)
