"""What the drawer says in the visitor's language of what the bot calls by names of its own."""

from __future__ import annotations

from bot.cards.between import STATES as STEPS
from core.messages import Message, _

__all__ = ["ACCOUNTS", "ENTRIES", "HOLDS", "INTENTS", "STEPS"]

INTENTS: dict[str, Message] = {
    "talk_to_coordinator": _("wants to talk to a person"),
    "out_of_scope": _("none of the things that the bot does"),
    "stop": _("wants no more messages"),
    "delete_my_data": _("delete the data"),
    "dispute": _("there is a problem with an exchange"),
    "request_support": _("ask the fund for support"),
    "donate": _("give hours to the fund or to others"),
    "rate_partner": _("give stars to the partner"),
    "write_partner": _("write to the partner"),
    "share_contact": _("share contact details"),
    "pause_alerts": _("pause the notices"),
    "resume_alerts": _("start the notices again"),
    "change_language": _("change the language"),
    "known": _("what is known about the person"),
    "months": _("the hours by month"),
    "fund": _("the solidarity fund"),
    "network": _("how the network is doing"),
    "contribution": _("what the organisation has given"),
    "lost_phone": _("the phone is lost"),
    "blocked": _("whom the organisation has blocked"),
    "inviting": _("how another organisation comes in"),
    "acting": _("for which organisation they write"),
    "another": _("how they write for one more organisation"),
    "pin": _("the PIN"),
    "people": _("the people of the organisation"),
    "second_yes": _("a second person's yes"),
    "discreet": _("notices that show nothing"),
    "quiet_hours": _("their quiet hours"),
    "statement": _("the history of hours"),
    "balance": _("the balance"),
    "my_listings": _("their own requests and offers"),
    "profile": _("the organisation's details"),
    "decline_match": _("no to a suggestion"),
    "accept_match": _("yes to a suggestion"),
    "confirm_service": _("it is done"),
    "find_matches": _("look for what others offer or ask for"),
    "post_offer": _("a new offer"),
    "post_need": _("a new request"),
    "cancel": _("to cancel something"),
    "back": _("one step back"),
    "skip": _("skip the question"),
    "free": _("asks whether it is free"),
    "help": _("asks how it works"),
    "thanks": _("says thank you"),
    "greeting": _("says hello"),
    "yes": _("a yes"),
    "no": _("no"),
}
"""What words may want, by the names of bot/understand."""
HOLDS: dict[str, Message] = {
    "live": _("set aside now"),
    "posted": _("moved to who helped"),
    "voided": _("back in the balance"),
    "expired": _("back in the balance, since the time is over"),
}
"""What became of hours that were set aside."""
ENTRIES: dict[str, Message] = {
    "grant": _("hours to begin with"),
    "settle": _("an exchange is completed"),
    "donation": _("hours given away"),
    "compensation": _("hours for who waited in vain"),
    "reversal": _("an earlier entry is undone"),
    "erasure": _("hours of an organisation that left"),
    "issue": _("hours for the fund"),
}
"""What an entry in the books is for."""
ACCOUNTS: dict[str, Message] = {
    "member": _("an organisation that left"),
    "fund": _("the solidarity fund"),
    "issue": _("where all hours come from"),
    "grants": _("hours to begin with"),
    "bridge": _("exchanges with other networks"),
}
"""The network's own accounts."""
