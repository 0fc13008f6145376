"""Accounts, sealed entries, holds, and the keys that make a command happen once."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, LargeBinary, Text, UniqueConstraint

from core.tables.base import ID, key, one_of, ref, table, text, whole

account = table(
    "account",
    key(),
    ref("hub_id", "hub", index=True),
    text("kind"),
    ref("organisation_id", "organisation", null=True),
    text("currency", "hour"),
    whole("posted", 0),  # cached sum of lines
    whole("held_out", 0),  # live holds this account pays
    whole("held_in", 0),  # live holds this account will receive
    whole("line", 0),  # credit line: available = posted - held_out + line
    whole("ceiling", null=True),  # most that posted + held_in may reach; NULL = none
    whole("flagged_at", null=True),  # outside its limits: barred from new holds
    one_of("kind", "member", "fund", "issue", "grants", "bridge"),
    UniqueConstraint("organisation_id"),
    CheckConstraint("held_out >= 0 AND held_in >= 0 AND line >= 0", name="never_negative"),
)

limit_change = table(
    "limit_change",
    key(),
    ref("account_id", "account", index=True),
    whole("at"),
    text("actor"),
    whole("old_line", null=True),
    whole("new_line", null=True),
    whole("old_ceiling", null=True),
    whole("new_ceiling", null=True),
)

entry = table(
    "entry",
    key(),
    ref("hub_id", "hub", index=True),
    whole("at"),
    text("kind"),
    ref("exchange_id", "exchange", null=True),
    ref("corrects_id", "entry", null=True),
    text("currency", "hour"),
    whole("lines"),  # how many; the seal compares
    one_of("kind", "grant", "settle", "donation", "compensation", "reversal", "erasure", "issue"),
    UniqueConstraint("corrects_id"),
)
Index(
    "ix_entry_exchange_id",
    entry.c.exchange_id,
    sqlite_where=entry.c.exchange_id.is_not(None),
    postgresql_where=entry.c.exchange_id.is_not(None),
)

line = table(
    "line",
    # deferred: lines are written first, then the entry, whose trigger checks their sum and seals them
    Column(
        "entry_id",
        ID,
        ForeignKey("entry.id", deferrable=True, initially="DEFERRED"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("account_id", ID, ForeignKey("account.id"), primary_key=True, index=True),
    whole("minutes"),
    CheckConstraint("minutes <> 0", name="not_zero"),
)
line.dialect_options["sqlite"]["with_rowid"] = False  # its key is nearly all of it

hold = table(
    "hold",
    key(),
    ref("exchange_id", "exchange", null=True),  # none: a gift that can still be taken back
    ref("payer_id", "account", index=True),
    ref("payee_id", "account", index=True),
    whole("minutes"),
    text("state", "live"),
    whole("posted", 0),
    ref("entry_id", "entry", null=True),
    whole("at"),
    whole("resolved_at", null=True),
    one_of("state", "live", "posted", "voided", "expired"),
    CheckConstraint("minutes > 0", name="positive"),
    CheckConstraint("posted >= 0 AND posted <= minutes", name="posted_within"),
)
Index(
    "uq_hold_live",
    hold.c.exchange_id,
    unique=True,
    sqlite_where=hold.c.state == "live",
    postgresql_where=hold.c.state == "live",
)

command_key = table(
    "command_key",
    Column("key", Text, primary_key=True),
    Column("digest", LargeBinary, nullable=False),
    text("answer"),
    whole("at"),
)
command_key.dialect_options["sqlite"]["with_rowid"] = False  # looked up by its key alone
