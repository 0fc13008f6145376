"""What is stored. One metadata for SQLite and PostgreSQL; columns are integers, text and bytes, nothing else.

Conventions: `id` is an integer; `at` and `…_at` are epoch milliseconds UTC; `…_on` is a day as ISO text; amounts are
integer minutes; `sealed` bytes are encrypted; JSON is text. Truth values are 0 and 1.
The guards that a column cannot express (append-only ledger, sums to zero) are triggers: core/accounts/guards.py.
"""

from core.tables.approvals import approval, spent
from core.tables.attachments import attached_file, attachment
from core.tables.base import metadata
from core.tables.communities import (
    Name,
    block,
    code_try,
    coordinator,
    hub,
    hub_answer,
    hub_month,
    intake,
    invite,
    measure,
    membership,
    name_column,
    name_try,
    organisation,
    person,
    policy_change,
    recovery,
)
from core.tables.conversations import address, alias, conversation, inbox, misunderstood, parked_case
from core.tables.delivery import (
    bucket,
    clock,
    content,
    held_alert,
    lane,
    lease,
    oddity,
    outbound,
    send_count,
    sent_card,
    tap_answer,
)
from core.tables.exchanges import assisted, exchange, history, history_text, review
from core.tables.funds import fund_request
from core.tables.ledger import account, command_key, entry, hold, limit_change, line
from core.tables.listings import concept, listing, listing_key, listing_meaning
from core.tables.moderation import flag, report
from core.tables.shared import shared_page
from core.tables.talks import contact, relayed
from core.tables.visits import visit

__all__ = [
    "STATES",
    "Name",
    "account",
    "address",
    "alias",
    "approval",
    "assisted",
    "attached_file",
    "attachment",
    "block",
    "bucket",
    "clock",
    "code_try",
    "command_key",
    "concept",
    "contact",
    "content",
    "conversation",
    "coordinator",
    "entry",
    "exchange",
    "flag",
    "fund_request",
    "held_alert",
    "history",
    "history_text",
    "hold",
    "hub",
    "hub_answer",
    "hub_month",
    "inbox",
    "intake",
    "invite",
    "lane",
    "lease",
    "limit_change",
    "line",
    "listing",
    "listing_key",
    "listing_meaning",
    "measure",
    "membership",
    "metadata",
    "misunderstood",
    "name_column",
    "name_try",
    "oddity",
    "organisation",
    "outbound",
    "parked_case",
    "person",
    "policy_change",
    "recovery",
    "relayed",
    "report",
    "review",
    "send_count",
    "sent_card",
    "shared_page",
    "spent",
    "tap_answer",
    "visit",
]
