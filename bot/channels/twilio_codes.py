"""What a Twilio error code means for a message: one table for REST answers and for status callbacks.

Sources: twilio.com/docs/api/errors/<code>; the codes marked (unconfirmed) are from general knowledge.
"""

from __future__ import annotations

from bot.channels.channel import Rejected, SendError, Stopped, Unreachable, WindowClosed

BUSY = ("20429", "429")
"""Too fast, and nobody says how long to wait."""
CONTENT = frozenset(("21654", "21655", "21656"))
"""What is wrong is the Content, not the message: it can go without."""

CODES: dict[str, type[SendError]] = {
    "63016": WindowClosed,  # outside the 24 hours, and no approved template
    "63018": Unreachable,  # the channel's rate or tier limit, or too many to one recipient: back off
    "63003": Stopped,  # the address is inactive or invalid
    "63024": Stopped,  # not a valid WhatsApp user
    "63014": Stopped,  # blocked by the user
    "21610": Stopped,  # opted out by SMS, until START
    "63032": Rejected,  # held back by Meta's experiment: another try would not help
    "63021": Rejected,  # content invalid for the channel
    "63007": Rejected,  # From is no WhatsApp sender of the account
    "21606": Rejected,  # From is no SMS sender of the account (unconfirmed)
    "21211": Rejected,  # To invalid (unconfirmed)
    "21604": Rejected,  # To missing (unconfirmed)
    "21910": Rejected,  # channels of From and To differ (unconfirmed)
    "21602": Rejected,  # no body (unconfirmed)
    "21617": Rejected,  # body over 1600
    "21654": Rejected,  # ContentSid missing
    "21655": Rejected,  # ContentSid invalid or deleted
    "21656": Rejected,  # ContentVariables invalid
    "20003": Rejected,  # wrong credentials (unconfirmed)
    "30001": Unreachable,  # queue overflow (unconfirmed, as all of 300xx)
    "30003": Unreachable,  # handset switched off
    "30004": Stopped,  # blocked
    "30005": Stopped,  # unknown number
    "30006": Stopped,  # a landline
    "30008": Unreachable,  # unknown error of a carrier
    "21614": Stopped,  # not a mobile number (unconfirmed)
}


def failure(code: str) -> SendError:
    """The error for a code. An unknown one is Rejected."""
    if code in BUSY or (len(code) == 3 and code.startswith("5")):
        return Unreachable(code)
    if code in ("401", "403"):  # answers without a code of Twilio's own
        return Rejected("20003")
    return CODES.get(code, Rejected)(code)
