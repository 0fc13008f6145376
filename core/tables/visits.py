"""Who signed in to the coordinators' pages, and how far they are there."""

from __future__ import annotations

from sqlalchemy import Column, LargeBinary

from core.tables.base import key, ref, table, text, whole

visit = table(
    "visit",
    key(),
    ref("person_id", "person", index=True),
    ref("address_id", "address"),  # from where they asked: alerts they cause and steps they take are written there
    Column("link", LargeBinary, nullable=False, unique=True),  # SHA-256 of the link's word: a stolen file opens nothing
    whole("made_at"),
    whole("link_until"),
    Column("session", LargeBinary, nullable=True, unique=True),  # the same of the cookie's; NULL = not opened
    whole("opened_at", null=True),
    whole("seen_at", null=True),
    whole("ended_at", null=True),
    text("state", ""),  # bot/conversation/session.py: a question that was begun on the page
    Column("sealed", LargeBinary, nullable=True),  # the screen on the page
)
