"""What is stored. One metadata for SQLite and PostgreSQL; columns are integers, text and bytes, nothing else.

Conventions: `id` is an integer; `at` and `…_at` are epoch milliseconds UTC; `…_on` is a day as ISO text; amounts are
integer minutes; `sealed` bytes are encrypted; JSON is text. Truth values are 0 and 1.
The guards that a column cannot express (append-only ledger, sums to zero) are triggers: core/guards.py.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

_ID = BigInteger().with_variant(Integer, "sqlite")

STATES = (
    "suggested",
    "proposed",
    "agreed",
    "declined",
    "withdrawn",
    "lapsed",
    "cancelled",
    "cancelled_late",
    "overdue",
    "delivered",
    "settled",
    "disputed",
    "no_show",
    "expired",
    "reversed",
    "closed",
)
HELD_STATES = ("agreed", "overdue", "delivered", "disputed")


def _id() -> Column[int]:
    return Column("id", _ID, primary_key=True, autoincrement=True)


def _ref(name: str, target: str, *, null: bool = False, index: bool = False, primary: bool = False) -> Column[int]:
    return Column(name, _ID, ForeignKey(f"{target}.id"), nullable=null, index=index, primary_key=primary)


def _int(name: str, default: int | None = None, *, null: bool = False) -> Column[int]:
    return Column(name, BigInteger, nullable=null, server_default=None if default is None else str(default))


def _text(name: str, default: str | None = None, *, null: bool = False) -> Column[str]:
    return Column(name, Text, nullable=null, server_default=default)


def _one_of(column: str, *values: str) -> CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_known")


def _table(name: str, *parts: Any) -> Table:
    # implicit_returning off: an INSERT says itself whether it wants its id back
    return Table(name, metadata, *parts, implicit_returning=False)


# ---- communities, organisations, people -------------------------------------------------------------------------

hub = _table(
    "hub",
    _id(),
    _text("name"),
    _text("country"),
    _text("zone"),
    _text("languages", "es"),  # space-separated, the first is the hub's own
    _int("open", 1),  # whether newcomers without an invite may choose it
    _text("policy", "{}"),  # JSON: what differs from core/policy.py's defaults
    _int("next_number", 1001),  # the next exchange's public number
    _int("frozen_at", null=True),  # clocks stand still (blackout, hurricane, unrest)
    _int("drift_at", null=True),  # verify found balances that do not add up: no new holds
    _int("created_at"),
)

policy_change = _table(
    "policy_change",
    _id(),
    _ref("hub_id", "hub", index=True),
    _int("at"),
    _text("actor"),
    _text("name"),
    _text("old"),
    _text("new"),
)

organisation = _table(
    "organisation",
    _id(),
    _ref("hub_id", "hub"),
    _text("name"),
    _text("skeleton"),  # core/text/normal.py: what look-alike names share
    _text("town"),
    _text("country"),
    _text("zone"),
    _text("kind", "unknown"),
    _text("languages", ""),
    _text("status", "pending"),
    _int("discreet", 0),  # alerts name nobody
    _int("frozen_at", null=True),
    _int("missed", 0),  # proposals in a row that lapsed unanswered
    _int("created_at"),
    _int("approved_at", null=True),
    _one_of("kind", "unknown", "grassroots", "cso", "company", "public"),
    _one_of("status", "pending", "approved", "refused", "closed"),
    Index("ix_organisation_hub_skeleton", "hub_id", "skeleton"),
)

person = _table(
    "person",
    _id(),
    _text("lang"),
    _text("digits", ""),  # 'arab', 'latn' or '' = by country
    _ref("acting_for", "organisation", null=True),
    _text("alerts", "now"),
    _int("consent_at", null=True),
    _int("waiting_for_human_at", null=True),  # the bot stays out of the way until either resumes
    _int("created_at"),
    _one_of("alerts", "now", "digest", "off"),
)

membership = _table(
    "membership",
    _ref("person_id", "person", primary=True),
    _ref("organisation_id", "organisation", primary=True, index=True),
    _text("role", "member"),
    _int("since"),
    _one_of("role", "owner", "member"),
)

coordinator = _table(
    "coordinator",
    _ref("hub_id", "hub", primary=True),
    _ref("person_id", "person", primary=True, index=True),
    _text("alerts", "now"),
    _int("away_until", null=True),
    _int("since"),
    _one_of("alerts", "now", "digest", "off"),
)

invite = _table(
    "invite",
    _id(),
    Column("code_index", LargeBinary, nullable=False, unique=True),  # HMAC of the digits: a stolen file opens nothing
    _text("kind"),
    _ref("hub_id", "hub"),
    _ref("organisation_id", "organisation", null=True),
    _text("role", "member"),
    _int("created_at"),
    _int("expires_at"),
    _int("used_at", null=True),
    _ref("used_by", "person", null=True),
    _one_of("kind", "hub", "organisation", "coordinator"),
)

code_try = _table(
    "code_try",
    _id(),
    _ref("address_id", "address", index=True),
    _int("at"),
    Index("ix_code_try_at", "at"),
)

# ---- addresses, conversations, what came in ---------------------------------------------------------------------

address = _table(
    "address",
    _id(),
    _ref("person_id", "person", index=True),
    _text("channel"),
    Column("blind", LargeBinary, nullable=False),  # HMAC of channel and value: found without being opened
    Column("sealed", LargeBinary, nullable=False),
    _int("stopped_at", null=True),
    _int("unreachable_at", null=True),
    _int("last_inbound_at", null=True),
    _int("created_at"),
    UniqueConstraint("blind"),
)

conversation = _table(
    "conversation",
    _ref("address_id", "address", primary=True),
    _text("state", ""),  # bot/session.py: flow, answers, parked flow, screen, token
    _int("shown", null=True),  # outbound id of the newest screen marked sent: what a bare number may mean
    _int("updated_at"),
)

inbox = _table(
    "inbox",
    Column("channel", Text, primary_key=True),
    Column("message_id", Text, primary_key=True),
    _int("at"),
)

parked_case = _table(
    "parked_case",
    _id(),
    _int("at"),
    _text("code"),  # what went wrong, in a word; never the text
    _ref("address_id", "address", null=True),
    _ref("hub_id", "hub", null=True, index=True),
    _ref("exchange_id", "exchange", null=True, index=True),
    Column("sealed", LargeBinary, nullable=True),
    _int("resolved_at", null=True),
)

# ---- needs and offers -------------------------------------------------------------------------------------------

listing = _table(
    "listing",
    _id(),
    _ref("hub_id", "hub"),
    _ref("organisation_id", "organisation", index=True),
    _ref("person_id", "person", null=True),
    _text("kind"),
    _text("what"),
    _text("lang"),
    _int("minutes", null=True),
    _text("due_on", null=True),
    _text("place", ""),  # town as typed; '' with remote=1
    _int("remote", 0),
    _int("urgent", 0),
    _text("state", "open"),
    _int("version", 1),
    _int("created_at"),
    _int("expires_at", null=True),
    _one_of("kind", "need", "offer"),
    _one_of("state", "open", "paused", "fulfilled", "expired", "withdrawn", "removed"),
    CheckConstraint("minutes IS NULL OR (minutes > 0 AND minutes <= 144000)", name="minutes_sane"),
    Index("ix_listing_hub_kind_state", "hub_id", "kind", "state", "id"),
)

listing_term = _table(
    "listing_term",
    Column("hub_id", _ID, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("term", Text, primary_key=True),
    _ref("listing_id", "listing", primary=True, index=True),
)
listing_term.dialect_options["sqlite"]["with_rowid"] = False  # its key is all of it

# ---- exchanges --------------------------------------------------------------------------------------------------

exchange = _table(
    "exchange",
    _id(),
    _ref("hub_id", "hub"),
    _int("number"),  # public, per hub; four digits or more
    _ref("need_id", "listing", null=True, index=True),
    _ref("offer_id", "listing", null=True, index=True),
    _ref("receiver_id", "organisation", index=True),  # receives the service
    _ref("provider_id", "organisation", index=True),  # gives it
    _ref("payer_account_id", "account"),  # the receiver's account, or the fund's
    _text("state"),
    _int("version", 1),  # goes up with every change: what a button must name
    _text("what"),
    _int("minutes", null=True),  # 0 = a gift; NULL = suggested from a need that does not say
    _text("due_on", null=True),
    _text("place", ""),
    _int("remote", 0),
    _ref("author_id", "organisation", null=True),  # who wrote the terms that stand
    _int("terms_version", 0),  # accepting names this
    _int("delivered_minutes", null=True),
    _int("delivered_at", null=True),
    _int("asked_minutes", null=True),  # the receiver's lower figure, while the provider has not answered
    _int("settled_minutes", null=True),
    _int("settled_at", null=True),
    _int("score", null=True),  # per mille
    _text("reasons", "[]"),  # JSON list of messages, said in the reader's language
    _text("clocks", "{}"),  # hub policy copied at creation: a later change never shortens a running clock
    _int("created_at"),
    _int("updated_at"),
    _one_of("state", *STATES),
    CheckConstraint("minutes IS NULL OR (minutes >= 0 AND minutes <= 144000)", name="minutes_sane"),
    CheckConstraint(
        "minutes IS NOT NULL OR state IN ('suggested', 'declined', 'withdrawn', 'lapsed')", name="minutes_agreed"
    ),
    CheckConstraint("receiver_id <> provider_id", name="two_sides"),
    UniqueConstraint("hub_id", "number"),
)
Index(
    "uq_exchange_suggested",
    exchange.c.need_id,
    exchange.c.offer_id,
    unique=True,
    sqlite_where=exchange.c.state == "suggested",
    postgresql_where=exchange.c.state == "suggested",
)

history = _table(
    "history",
    _id(),
    _ref("exchange_id", "exchange", index=True),
    _int("at"),
    _text("actor"),  # 'person', 'coordinator', 'clock'
    _ref("person_id", "person", null=True),
    _ref("organisation_id", "organisation", null=True),  # on whose behalf
    _text("channel", ""),
    _text("action"),
    _text("old_state", null=True),
    _text("new_state"),
    _int("version"),
    _text("terms", "{}"),  # JSON: minutes, due_on, place, remote, whatever the step changed
)

history_text = _table(
    "history_text",
    _ref("history_id", "history", primary=True),
    Column("sealed", LargeBinary, nullable=False),  # erasable; the row above stays
)

review = _table(
    "review",
    _ref("exchange_id", "exchange", primary=True),
    _ref("by_id", "organisation", primary=True),
    _ref("about_id", "organisation", index=True),
    _int("on_time", null=True),
    _int("as_promised", null=True),
    _int("stars", null=True),
    Column("sealed", LargeBinary, nullable=True),
    _int("at"),
    CheckConstraint("stars IS NULL OR stars BETWEEN 1 AND 5", name="stars_range"),
)

# ---- ledger -----------------------------------------------------------------------------------------------------

account = _table(
    "account",
    _id(),
    _ref("hub_id", "hub", index=True),
    _text("kind"),
    _ref("organisation_id", "organisation", null=True),
    _text("currency", "hour"),
    _int("posted", 0),  # cached sum of lines
    _int("held_out", 0),  # live holds this account pays
    _int("held_in", 0),  # live holds this account will receive
    _int("line", 0),  # credit line: available = posted - held_out + line
    _int("ceiling", null=True),  # most that posted + held_in may reach; NULL = none
    _int("flagged_at", null=True),  # outside its limits: barred from new holds
    _one_of("kind", "member", "fund", "issue", "grants", "bridge"),
    UniqueConstraint("organisation_id"),
    CheckConstraint("held_out >= 0 AND held_in >= 0 AND line >= 0", name="never_negative"),
)

limit_change = _table(
    "limit_change",
    _id(),
    _ref("account_id", "account", index=True),
    _int("at"),
    _text("actor"),
    _int("old_line", null=True),
    _int("new_line", null=True),
    _int("old_ceiling", null=True),
    _int("new_ceiling", null=True),
)

entry = _table(
    "entry",
    _id(),
    _ref("hub_id", "hub", index=True),
    _int("at"),
    _text("kind"),
    _ref("exchange_id", "exchange", null=True, index=True),
    _ref("corrects_id", "entry", null=True),
    _text("currency", "hour"),
    _int("lines"),  # how many; the seal compares
    _one_of("kind", "grant", "settle", "donation", "compensation", "reversal", "erasure", "issue"),
    UniqueConstraint("corrects_id"),
)

line = _table(
    "line",
    # deferred: lines are written first, then the entry, whose trigger checks their sum and seals them
    Column(
        "entry_id",
        _ID,
        ForeignKey("entry.id", deferrable=True, initially="DEFERRED"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("account_id", _ID, ForeignKey("account.id"), primary_key=True, index=True),
    _int("minutes"),
    CheckConstraint("minutes <> 0", name="not_zero"),
)

hold = _table(
    "hold",
    _id(),
    _ref("exchange_id", "exchange"),
    _ref("payer_id", "account", index=True),
    _ref("payee_id", "account", index=True),
    _int("minutes"),
    _text("state", "live"),
    _int("posted", 0),
    _ref("entry_id", "entry", null=True),
    _int("at"),
    _int("resolved_at", null=True),
    _one_of("state", "live", "posted", "voided", "expired"),
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

command_key = _table(
    "command_key",
    Column("key", Text, primary_key=True),
    Column("digest", LargeBinary, nullable=False),
    _text("answer"),
    _int("at"),
)

# ---- clocks, lanes, what goes out -------------------------------------------------------------------------------

clock = _table(
    "clock",
    _id(),
    _text("kind"),
    _text("subject"),  # 'exchange', 'listing', 'hub', 'person'
    _int("subject_id"),
    _int("due_at"),
    _int("lease_until", 0),
    _int("tries", 0),
    UniqueConstraint("kind", "subject", "subject_id"),
    Index("ix_clock_due_at", "due_at"),
)

lane = _table(
    "lane",
    Column("address_id", _ID, ForeignKey("address.id"), primary_key=True, autoincrement=False),
    _text("channel"),
    _int("next_seq", 1),
    _int("next_at", null=True),  # when the oldest message may go; NULL = nothing waits
    _int("lease_until", 0),
    _text("lease_by", ""),
    Index("ix_lane_channel_next_at", "channel", "next_at"),
)

outbound = _table(
    "outbound",
    _id(),
    Column("lane_id", _ID, ForeignKey("lane.address_id"), nullable=False),
    _int("seq"),
    _text("kind"),
    _text("screen"),  # core/messages.py dump; emptied 30 days after it is finished
    _text("dedupe", null=True),
    _text("state", "waiting"),
    _int("attempts", 0),
    _text("provider_id", null=True),
    _text("error", ""),
    _int("created_at"),
    _int("expires_at", null=True),  # a stale alert is dropped instead of sent
    _int("sent_at", null=True),
    _one_of("kind", "reply", "alert"),
    _one_of("state", "waiting", "sent", "delivered", "read", "failed", "parked", "dropped"),
    UniqueConstraint("lane_id", "seq"),
    UniqueConstraint("dedupe"),
    Index("ix_outbound_provider_id", "provider_id"),
    Index("ix_outbound_state_created_at", "state", "created_at"),
)

Index(
    "ix_outbound_waiting",  # the oldest waiting message of a lane, however long its history
    outbound.c.lane_id,
    outbound.c.seq,
    sqlite_where=outbound.c.state == "waiting",
    postgresql_where=outbound.c.state == "waiting",
)

tap_answer = _table(
    "tap_answer",
    _id(),
    _text("channel"),
    _text("tap_id"),
    _text("lang"),
    _text("screen"),  # a screen of one line, or '' for a silent answer
    _int("at"),
    _int("lease_until", 0),
)

bucket = _table(
    "bucket",
    Column("channel", Text, primary_key=True),
    _int("tokens"),  # thousandths of a message
    _int("at"),
)

lease = _table(
    "lease",
    Column("name", Text, primary_key=True),
    _text("holder", ""),
    _int("until", 0),
    _text("value", ""),  # what the holder keeps with it (Telegram's offset, the last Twilio look-up)
)
