"""What columns, roles and states are called on the coordinators' pages."""

from __future__ import annotations

from core.messages import Message, _
from core.panel.sheet import Percent

HEAD: dict[str, Message] = {
    "number": _("Number"),
    "what": _("What"),
    "step": _("Step"),
    "rule": _("Rule"),
    "receives": _("Receives"),
    "gives": _("Gives"),
    "state": _("State"),
    "hours": _("Hours"),
    "given": _("Hours given"),
    "by": _("Day"),
    "changed": _("Last change"),
    "organisation": _("Organisation"),
    "place": _("Place"),
    "country": _("Country"),
    "since": _("Since"),
    "matches": _("Suggestions so far"),
    "kind": _("Kind"),
    "balance": _("Balance"),
    "aside": _("Set aside"),
    "line": _("May receive before giving"),
    "people": _("People"),
    "when": _("When"),
    "who": _("Who"),
    "role": _("Role"),
    "language": _("Language of the chat"),
    "channel": _("App"),
    "why": _("Why"),
    "times": _("Times"),
    "words": _("Words"),
    "before": _("Before"),
    "after": _("After"),
    "messages": _("Messages"),
    "parts": _("SMS parts"),
    "field": _("Field"),
    "week": _("Week until"),
    "group": _("Group"),
    "month": _("Month"),
    "ended": _("Exchanges that ended"),
    "organisations": _("Organisations"),
    "kept": _("Kept its word"),
    "timely": _("In time"),
    "age": _("Time since it was published"),
    "audience": _("Who may see it"),
}
LISTING_STATES = {
    "open": _("open"),
    "paused": _("rests"),
    "fulfilled": _("met"),
    "expired": _("past"),
    "withdrawn": _("taken down"),
    "removed": _("removed"),
}
ROLES = {"owner": _("responsible"), "member": _("colleague")}
ACTORS = {"coordinator": _("the coordination"), "clock": _("by itself"), "assisted": _("the coordination")}
CHANNELS = {"telegram": "Telegram", "whatsapp": "WhatsApp", "sms": "SMS", "console": "–"}
FUND_STATES = {
    "asked": _("waits for an answer"),
    "approved": _("promised"),
    "refused": _("not this time"),
    "used": _("given"),
    "lapsed": _("not used in time"),
}
SENT = {
    "waiting": _("waits"),
    "sent": _("sent"),
    "delivered": _("arrived"),
    "read": _("read"),
    "failed": _("did not arrive"),
    "parked": _("stopped after many tries"),
    "dropped": _("not sent any more"),
}


def percent(n: int, of: int) -> Percent:
    """A share, rounded; none of nothing."""
    return Percent(round(100 * n / of) if of else 0)
