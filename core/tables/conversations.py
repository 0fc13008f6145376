"""Addresses, where each conversation stands, and what came in."""

from __future__ import annotations

from sqlalchemy import Column, Index, LargeBinary, Text, UniqueConstraint

from core.tables.base import key, one_of, ref, table, text, whole

address = table(
    "address",
    key(),
    ref("person_id", "person", index=True),
    text("channel"),
    Column("blind", LargeBinary, nullable=False),  # HMAC of channel and value: found without being opened
    Column("sealed", LargeBinary, nullable=False),
    whole("stopped_at", null=True),
    whole("blocked_at", null=True),  # set where only a block stopped it: it ends with the block, unlike a typed STOP
    whole("unreachable_at", null=True),
    whole("last_inbound_at", null=True),
    whole("shut_at", null=True),  # the provider says that it takes nothing until the person writes
    whole("doubted_at", null=True),  # so long silent that it may be somebody else's: nothing is shown until they say
    Column(
        "pin", LargeBinary, nullable=True
    ),  # of a shared phone: salt and scrypt digest, sealed (core/people/pins.py)
    whole("pin_tries", null=True),
    whole("pin_wrong", null=True),  # all wrong ones since the last right one: who is asked to take it off reads that
    whole("pin_until", null=True),  # so many wrong ones that none is taken before
    whole("preferred", 0),  # where a person with several addresses wants their alerts
    whole("created_at"),
    UniqueConstraint("blind"),
)

# By which names a WhatsApp chat is known, once an id came along: `address` holds the one that is sent to.
alias = table(
    "alias",
    key(),
    ref("address_id", "address"),
    text("kind"),
    Column("blind", LargeBinary, nullable=False),  # as that of an address
    Column("sealed", LargeBinary, nullable=False),
    whole("seen_at"),  # when it last came with a message, to the day
    whole("refused_at", null=True),  # the provider did not take it, and it has not come since
    one_of("kind", "number", "id", "parent"),
    UniqueConstraint("blind"),
    UniqueConstraint("address_id", "kind"),
)

conversation = table(
    "conversation",
    ref("address_id", "address", primary=True),
    text("state", ""),  # bot/conversation/session.py: flow, answers, parked flow, screen, token
    whole("shown", null=True),  # outbound id of the newest screen marked sent: what a bare number may mean
    whole("updated_at"),
)

inbox = table(
    "inbox",
    Column("channel", Text, primary_key=True),
    Column("message_id", Text, primary_key=True),
    whole("at"),
)

inbox.dialect_options["sqlite"]["with_rowid"] = False  # its key is nearly all of it

parked_case = table(
    "parked_case",
    key(),
    whole("at"),
    text("code"),  # what went wrong, in a word; never the text
    ref("address_id", "address", null=True),
    ref("hub_id", "hub", null=True, index=True),
    ref("exchange_id", "exchange", null=True, index=True),
    Column("sealed", LargeBinary, nullable=True),
    ref("answered_by", "person", null=True),  # the coordinator who wrote these words; null where the person did
    ref("taken_by", "person", null=True),  # the coordinator who sees to it; null where nobody does
    whole("resolved_at", null=True),
    whole("told_at", null=True),  # of danger: when coordinators were told of these words
    text("phrase", ""),  # the ready phrase that was sent in place of words (core/relay/phrases.py)
    whole("flag_id", null=True),  # flag.id: what is looked at, each a case of its own
)

misunderstood = table(
    "misunderstood",
    key(),
    ref("hub_id", "hub", null=True, index=True),
    text("lang"),  # the reader's
    text("channel"),  # by which it came: WhatsApp's stay in their hub
    Column("blind", LargeBinary, nullable=False),  # HMAC of hub, language, channel and redacted sentence
    Column("sealed", LargeBinary, nullable=False),  # the sentence without names and numbers
    whole("times"),
    whole("first_at"),
    whole("last_at"),
    UniqueConstraint("blind"),
    Index("ix_misunderstood_last_at", "last_at"),
)
