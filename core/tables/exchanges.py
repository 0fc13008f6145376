"""Exchanges, their history and reviews."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Index, LargeBinary, UniqueConstraint

from core.exchange_states import STATES
from core.tables.base import key, one_of, ref, table, text, whole

exchange = table(
    "exchange",
    key(),
    ref("hub_id", "hub"),
    whole("number"),  # public, per hub; four digits or more
    ref("need_id", "listing", null=True, index=True),
    ref("offer_id", "listing", null=True, index=True),
    ref("receiver_id", "organisation"),  # receives the service
    ref("provider_id", "organisation"),  # gives it
    ref("payer_account_id", "account"),  # the receiver's account, or the fund's
    ref("follows_id", "exchange", null=True, index=True),  # the same two go on with that one
    ref("whole_id", "exchange", null=True, index=True),  # the first of the parts that were agreed as one
    text("state"),
    whole("version", 1),  # goes up with every change: what a button must name
    text("what"),
    whole("minutes", null=True),  # 0 = a gift; NULL = suggested from a need that does not say
    text("due_on", null=True),
    text("place", ""),
    whole("remote", 0),
    ref("author_id", "organisation", null=True),  # who wrote the terms that stand
    whole("terms_version", 0),  # accepting names this
    whole("delivered_minutes", null=True),
    whole("delivered_at", null=True),
    whole("asked_minutes", null=True),  # the receiver's lower figure, while the provider has not answered
    whole("settled_minutes", null=True),
    whole("settled_at", null=True),
    text("wish", null=True),  # what one side asked and the other has not answered: day, hours, figure, absent, undo
    ref("wish_by_id", "organisation", null=True),
    text("wish_value", ""),  # the minutes, or the day and behind it what it is about at another hour
    whole("moves", 0),  # how often the day was moved
    ref("absent_id", "organisation", null=True),  # who did not come
    text("excuse", ""),  # why that counts against nobody: illness, outage, unrest
    whole("silent", 0),  # settled because the receiver said nothing
    whole("object_until", null=True),  # a settlement by silence may be objected to
    whole("appeal_until", null=True),  # a decision may be appealed
    whole("appealed", 0),  # it was: there is no second time
    whole("score", null=True),  # per mille
    text("reasons", "[]"),  # JSON list of messages, said in the reader's language
    text("clocks", "{}"),  # hub policy copied at creation: a later change never shortens a running clock
    whole("created_at"),
    whole("updated_at"),
    one_of("state", *STATES),
    CheckConstraint("minutes IS NULL OR (minutes >= 0 AND minutes <= 144000)", name="minutes_sane"),
    CheckConstraint(
        "minutes IS NOT NULL OR state = 'suggested' OR state = 'declined' OR state = 'withdrawn' OR state = 'lapsed'",
        name="minutes_agreed",
    ),
    CheckConstraint("receiver_id <> provider_id", name="two_sides"),
    UniqueConstraint("hub_id", "number"),
    Index("ix_exchange_receiver_created", "receiver_id", "created_at"),  # who was suggested how often lately
    Index("ix_exchange_provider_created", "provider_id", "created_at"),
)
Index(
    "uq_exchange_suggested",
    exchange.c.need_id,
    exchange.c.offer_id,
    unique=True,
    sqlite_where=exchange.c.state == "suggested",
    postgresql_where=exchange.c.state == "suggested",
)

history = table(
    "history",
    key(),
    ref("exchange_id", "exchange", index=True),
    whole("at"),
    text("actor"),  # 'person', 'coordinator', 'clock'
    ref("person_id", "person", null=True),
    ref("organisation_id", "organisation", null=True),  # on whose behalf
    text("channel", ""),
    text("action"),
    text("old_state", null=True),
    text("new_state"),
    whole("version"),
    text("terms", "{}"),  # JSON: minutes, due_on, place, remote, whatever the step changed
)

history_text = table(
    "history_text",
    ref("history_id", "history", primary=True),
    Column("sealed", LargeBinary, nullable=False),  # erasable; the row above stays
)

review = table(
    "review",
    ref("exchange_id", "exchange", primary=True),
    ref("by_id", "organisation", primary=True),
    ref("about_id", "organisation", index=True),
    whole("on_time", null=True),
    whole("as_promised", null=True),
    whole("stars", null=True),
    Column("sealed", LargeBinary, nullable=True),
    text("lang", ""),  # of these words
    Column("reply", LargeBinary, nullable=True),  # to what the other side wrote; once
    text("reply_lang", ""),
    whole("hidden_at", null=True),  # a coordinator took the words away; they are kept
    whole("at"),
    CheckConstraint("stars IS NULL OR stars BETWEEN 1 AND 5", name="stars_range"),
)

# What coordinators did in an exchange for an organisation without a phone, and what it says about that.
assisted = table(
    "assisted",
    key(),
    ref("exchange_id", "exchange"),
    ref("organisation_id", "organisation"),
    ref("person_id", "person", null=True),  # the coordinator who did the last of it
    whole("at"),
    ref("invite_id", "invite", null=True),  # the code by which it confirms that
    whole("answered_at", null=True),
    whole("agreed", null=True),
    UniqueConstraint("exchange_id", "organisation_id"),
)
