"""Communities, the organisations and people in them, and the codes that let somebody in."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    ColumnElement,
    FromClause,
    Index,
    LargeBinary,
    Text,
    cast,
    literal_column,
    type_coerce,
)
from sqlalchemy.types import TypeDecorator

from core.messages import OrganisationName
from core.tables.base import key, one_of, ref, table, text, whole

hub = table(
    "hub",
    key(),
    text("name"),
    text("country"),
    text("zone"),
    text("languages", "es"),  # space-separated, the first is the hub's own
    whole("open", 1),  # whether newcomers without an invite may choose it
    text("policy", "{}"),  # JSON: what differs from core/policy.py's defaults
    whole("next_number", 1001),  # the next exchange's public number
    whole("frozen_at", null=True),  # clocks stand still (blackout, hurricane, unrest)
    whole("drift_at", null=True),  # verify found balances that do not add up: no new holds
    whole("created_at"),
)

policy_change = table(
    "policy_change",
    key(),
    ref("hub_id", "hub", index=True),
    whole("at"),
    text("actor"),
    text("name"),
    text("old"),
    text("new"),
)

# Questions that a hub answers in words of its own.
hub_answer = table(
    "hub_answer",
    key(),
    ref("hub_id", "hub", index=True),
    text("lang"),
    text("questions"),  # one a line: ways to ask the same
    text("answer"),
    whole("created_at"),
)

# What WhatsApp and SMS cost a hub in a month, by our prices.
hub_month = table(
    "hub_month",
    ref("hub_id", "hub", primary=True),
    Column("month", Text, primary_key=True),  # YYYY-MM where the hub is
    whole("spent", 0),  # millionths of a US dollar
    whole("messages", 0),
    whole("parts", 0),  # SMS parts
    whole("told", 0),  # percent of the budget that coordinators know of
)

organisation = table(
    "organisation",
    key(),
    ref("hub_id", "hub"),
    text("name"),
    text("skeleton"),  # core/text/normal.py: what look-alike names share
    text("town"),
    text("country"),
    text("zone"),
    text("kind", "unknown"),
    text("said_kind", ""),  # what it says that it is, until a coordinator has looked at that
    text("languages", ""),
    text("status", "pending"),
    whole("second_above", null=True),  # minutes above which two people must want it; NULL = one is enough
    whole("frozen_at", null=True),
    whole("missed", 0),  # proposals in a row that lapsed unanswered
    whole("assisted", 0),  # it has no phone here: coordinators act for it (core/coordination/assisting.py)
    whole("intake_id", null=True),  # with which it came in, as long as its first hours wait for somebody's yes
    Column("brought", LargeBinary, nullable=True),  # fingerprint of the address from which it came in, for a while
    whole("created_at"),
    whole("approved_at", null=True),
    one_of("kind", "unknown", "grassroots", "cso", "company", "public"),
    one_of("said_kind", "", "grassroots", "cso", "company", "public"),
    one_of("status", "pending", "approved", "refused", "suspended", "closed"),
    Index("ix_organisation_hub_skeleton", "hub_id", "skeleton"),
    Index("ix_organisation_hub_brought", "hub_id", "brought"),
)


class Name(TypeDecorator[str]):
    """An organisation's name that knows whose it is; '' where there is none, since it was coalesced to nothing."""

    impl = Text
    cache_ok = True

    def process_result_value(self, value: str | None, dialect: Any) -> str | None:
        id, colon, name = (value or "").partition(":")
        return OrganisationName(name, int(id)) if colon else value


def name_column(one: FromClause) -> ColumnElement[str]:
    """The name of an organisation for whatever is said to somebody: what is stored of it is the id."""
    return type_coerce(cast(one.c.id, Text) + literal_column("':'") + one.c.name, Name())


Index(
    "ix_organisation_intake_id",
    organisation.c.intake_id,
    sqlite_where=organisation.c.intake_id.is_not(None),
    postgresql_where=organisation.c.intake_id.is_not(None),
)

# Organisations without a phone that one coordinator brought in at a time: their hours begin with another one's yes.
intake = table(
    "intake",
    key(),
    ref("hub_id", "hub", index=True),
    ref("by_id", "person", null=True),  # NULL: on the command line, or they were erased
    whole("at"),
    text("state", "waiting"),
    whole("decided_at", null=True),
    ref("decided_by", "person", null=True),
    one_of("state", "waiting", "agreed", "refused"),
)

person = table(
    "person",
    key(),
    text("lang"),
    whole("lang_chosen", 0),  # by themselves, not guessed: their command menu follows it
    text("digits", ""),  # 'arab', 'latn' or '' = by country
    ref("acting_for", "organisation", null=True),
    text("alerts", "now"),
    whole("light", 0),  # messages without emoji and buttons, in the shortest words
    whole("discreet", null=True),  # alerts say nothing until they are opened; NULL = as the hub has it
    whole("quiet_from", null=True),  # their own quiet hours, 0 to 23; NULL = 21 to 8
    whole("quiet_until", null=True),
    whole("consent_at", null=True),
    whole("waiting_for_human_at", null=True),  # the bot stays out of the way until either resumes
    whole("created_at"),
    one_of("alerts", "now", "digest", "off"),
)

Index(
    "ix_person_lang_chosen",
    person.c.id,
    sqlite_where=person.c.lang_chosen == 1,
    postgresql_where=person.c.lang_chosen == 1,
)

membership = table(
    "membership",
    ref("person_id", "person", primary=True),
    ref("organisation_id", "organisation", primary=True, index=True),
    text("role", "member"),
    Column("sealed", LargeBinary, nullable=True),  # what the others of this organisation call them
    whole("since"),
    one_of("role", "owner", "member"),
)
membership.dialect_options["sqlite"]["with_rowid"] = False  # its key is nearly all of it

coordinator = table(
    "coordinator",
    ref("hub_id", "hub", primary=True),
    ref("person_id", "person", primary=True, index=True),
    text("alerts", "now"),
    whole("away_until", null=True),
    whole("deputy", 0),  # from outside: is there when all others are away, or belong to a side
    whole("since"),
    one_of("alerts", "now", "digest", "off"),
)

# Two organisations that do not meet: neither sees the other's listings. Who is blocked never learns of it.
block = table(
    "block",
    ref("by_id", "organisation", primary=True),
    ref("about_id", "organisation", primary=True, index=True),
    whole("at"),
    CheckConstraint("by_id <> about_id", name="two_sides"),
)

invite = table(
    "invite",
    key(),
    Column("code_index", LargeBinary, nullable=False, unique=True),  # HMAC of the digits: a stolen file opens nothing
    text("kind"),
    ref("hub_id", "hub"),
    ref("organisation_id", "organisation", null=True),
    text("role", "member"),
    whole("created_at"),
    whole("expires_at"),
    whole("used_at", null=True),
    ref("used_by", "person", null=True),
    ref("moves_id", "person", null=True),  # whose place this code gives: their phone is lost, or one of two
    ref("made_by", "person", null=True),  # who is responsible for them, and made it
    one_of("kind", "hub", "organisation", "coordinator", "assisted", "phone", "link"),
)

# What coordinators did about an organisation, a listing or the whole hub, and why.
measure = table(
    "measure",
    key(),
    ref("hub_id", "hub", index=True),
    whole("at"),
    ref("person_id", "person", null=True),
    text("action"),
    ref("organisation_id", "organisation", null=True, index=True),
    ref("listing_id", "listing", null=True),
    Column("sealed", LargeBinary, nullable=True),  # why, as they were told
)

# Who alone is responsible for an organisation lost their phone, or somebody forgot the PIN of theirs: whoever holds the
# phone may say no until `ready_at`.
recovery = table(
    "recovery",
    key(),
    ref("hub_id", "hub"),
    ref("organisation_id", "organisation"),
    ref("person_id", "person"),  # whose phone
    ref("by_id", "person", null=True),  # the coordinator who began it
    whole("at"),
    whole("ready_at"),
    text("state", "waiting"),
    whole("ended_at", null=True),
    text("kind", "phone"),  # or 'pin'
    one_of("state", "waiting", "ready", "objected", "dropped", "done", "lapsed"),
)
Index(
    "uq_recovery_going_on",
    recovery.c.person_id,
    unique=True,
    sqlite_where=recovery.c.ended_at.is_(None),
    postgresql_where=recovery.c.ended_at.is_(None),
)
Index(
    "ix_recovery_hub_id",
    recovery.c.hub_id,
    sqlite_where=recovery.c.ended_at.is_(None),
    postgresql_where=recovery.c.ended_at.is_(None),
)

code_try = table(
    "code_try",
    key(),
    ref("address_id", "address", null=True, index=True),
    Column("blind", LargeBinary, nullable=True),  # in place of an address whose data was deleted since
    whole("at"),
    Index("ix_code_try_at", "at"),
)

# Names that an organisation typed and that meant nobody, against guessing who is in the network.
name_try = table(
    "name_try",
    key(),
    ref("organisation_id", "organisation", index=True),
    whole("at"),
)
