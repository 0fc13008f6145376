"""Clocks, lanes, what goes out, and who holds what."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, ColumnElement, ForeignKey, Index, Text, UniqueConstraint

from core.tables.base import ID, key, one_of, table, text, whole

clock = table(
    "clock",
    key(),
    text("kind"),
    text("subject"),  # 'exchange', 'listing', 'address', 'organisation', 'hub'
    whole("subject_id"),
    whole("due_at"),
    whole("lease_until", 0),
    whole("tries", 0),
    UniqueConstraint("kind", "subject", "subject_id"),
    Index("ix_clock_due_at", "due_at"),
)

lane = table(
    "lane",
    Column("address_id", ID, ForeignKey("address.id"), primary_key=True, autoincrement=False),
    text("channel"),
    whole("next_seq", 1),
    whole("next_at", null=True),  # when the oldest message may go; NULL = nothing waits
    whole("lease_until", 0),
    text("lease_by", ""),
    whole("reply_waits", 0),  # 1: somebody waits for an answer, or is called to danger; may stay 1 a message too long
    Index("ix_lane_due", "channel", "reply_waits", "next_at", "address_id"),
)

content = table(
    "content",
    key(),
    text("use"),
    text("kind"),  # bot/sending/briefs.py for templates; "reply-2", "list-7" for choices inside the window
    text("lang"),
    text("name"),  # with a fingerprint of the text: another text is another row
    text("sid"),
    text("places", ""),  # names of the numbered places, in order, space-separated
    text("state", "unsubmitted"),
    text("reason", ""),
    whole("created_at"),
    whole("checked_at"),
    one_of("use", "template", "session"),
    UniqueConstraint("name"),
    Index("ix_content_kind_lang", "kind", "lang"),
)

outbound = table(
    "outbound",
    key(),
    Column("lane_id", ID, ForeignKey("lane.address_id"), nullable=False),
    whole("seq"),
    text("kind"),
    text("screen"),  # core/messages.py dump; emptied 30 days after it is finished
    text("dedupe", null=True),
    text("state", "waiting"),
    whole("attempts", 0),
    text("provider_id", null=True),
    text("error", ""),
    whole("created_at"),
    whole("expires_at", null=True),  # a stale alert is dropped instead of sent
    whole("sent_at", null=True),
    Column("content_id", ID, ForeignKey("content.id"), nullable=True),  # as which Content it went out (WhatsApp)
    whole("parts", 0),  # SMS parts that were billed
    one_of("kind", "reply", "alert"),
    one_of("state", "waiting", "sent", "delivered", "read", "failed", "parked", "dropped"),
    UniqueConstraint("lane_id", "seq"),
)


def _some(name: str, of: Column[Any], *columns: Column[Any], unique: bool = False, when: ColumnElement[bool]) -> None:
    """An index of some rows only: most messages never enter it, so it costs them nothing."""
    Index(name, of, *columns, unique=unique, sqlite_where=when, postgresql_where=when)


_some("ix_lane_lease_by", lane.c.lease_by, when=lane.c.lease_by != "")
_out = outbound.c
_some("ix_outbound_waiting", _out.lane_id, _out.seq, when=_out.state == "waiting")  # a lane's oldest
_some("ix_outbound_trouble", _out.state, _out.id, when=_out.state.in_(("parked", "failed")))
_some("uq_outbound_dedupe", _out.dedupe, unique=True, when=_out.dedupe.is_not(None))
_some("ix_outbound_provider_id", _out.provider_id, when=_out.provider_id.is_not(None))

send_count = table(
    "send_count",
    Column("channel", Text, primary_key=True),
    Column("result", Text, primary_key=True),  # 'sent', or what kind of error it was
    whole("sends"),
    whole("parts", 0),  # SMS parts that were billed
    whole("bytes", 0),  # of the texts
)

# What a provider did or signed that it should not: few rows, since each is rare.
oddity = table(
    "oddity",
    Column("channel", Text, primary_key=True),
    Column("what", Text, primary_key=True),
    whole("times"),
    whole("last_at"),
)

held_alert = table(
    "held_alert",
    key(),
    Column("address_id", ID, ForeignKey("address.id"), nullable=False, index=True),
    text("channel"),
    text("kind"),  # what it waits for: the end of the night, or the day's digest
    text("screen"),
    text("dedupe", null=True),
    whole("expires_at", null=True),
    one_of("kind", "night", "digest", "budget", "repeat"),
    UniqueConstraint("dedupe"),
)

sent_card = table(
    "sent_card",
    key(),
    Column("lane_id", ID, ForeignKey("lane.address_id"), nullable=False, index=True),
    text("provider_id"),
    whole("exchange_id"),  # no reference: whoever marks messages as sent must not wait for who moves the exchange
    whole("version"),
    whole("at"),
)

tap_answer = table(
    "tap_answer",
    key(),
    text("channel"),
    text("tap_id"),
    text("lang"),
    text("screen"),  # a screen of one line, or '' for a silent answer
    whole("at"),
    whole("lease_until", 0),
)

bucket = table(
    "bucket",
    Column("channel", Text, primary_key=True),
    whole("tokens"),  # thousandths of a message
    whole("at"),
)

lease = table(
    "lease",
    Column("name", Text, primary_key=True),
    text("holder", ""),
    whole("until", 0),
    text("value", ""),  # what the holder keeps with it (Telegram's offset, the last Twilio look-up)
)
