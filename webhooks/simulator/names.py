"""What the drawer says in the visitor's language of a conversation: its name, its questions, and their answers."""

from __future__ import annotations

from datetime import date

from core.messages import Amount, Day, Message, _
from webhooks.simulator.words import INTENTS

_TERMS, _PROBLEM, _DECIDES = _("agree on hours, day and place"), INTENTS["dispute"], _("a coordinator decides")
_TALK, _TEAM, _DETAILS = INTENTS["write_partner"], INTENTS["people"], INTENTS["profile"]
_OPINIONS, _SHIFTS, _STOPPING = _("what partners say of each other"), _("who coordinates"), _("a coordinator stops it")
_WITHOUT, _PUBLIC, _BLOCK = _("without a telephone"), _("what everybody may read"), _("block an organisation")

FLOWS: dict[str, Message] = {
    "join": _("join the network"),
    "need": INTENTS["post_need"],
    "offer": INTENTS["post_offer"],
    "either": _("a request or an offer"),
    **dict.fromkeys(("answer", "counter", "more"), _TERMS),
    "done": INTENTS["confirm_service"],
    "received": _("other hours were received"),
    "review": INTENTS["rate_partner"],
    **dict.fromkeys(("answer_review", "report_review"), _OPINIONS),
    **dict.fromkeys(("report_listing", "report_exchange", "report_message"), _("report what others wrote")),
    **dict.fromkeys(("cancel", "cannot_come"), INTENTS["cancel"]),
    **dict.fromkeys(("problem", "day", "amend", "absent", "figure", "appeal"), _PROBLEM),
    **dict.fromkeys(("decide", "no_show", "excuse", "undo", "fund_no", "deny"), _DECIDES),
    **dict.fromkeys(("write", "write_to", "pass_on", "attach", "phrase", "translate"), _TALK),
    "contact": INTENTS["share_contact"],
    "donate": INTENTS["donate"],
    "ask_fund": INTENTS["request_support"],
    **dict.fromkeys(("away", "hand"), _SHIFTS),
    **dict.fromkeys(("suspend", "rest", "remove", "refuse"), _STOPPING),
    "forward": _("tell an organisation of it"),
    "recover": INTENTS["lost_phone"],
    "forgotten_pin": _("a forgotten PIN was reported"),
    "complain": INTENTS["talk_to_coordinator"],
    **dict.fromkeys(("register", "assisted"), _WITHOUT),
    **dict.fromkeys(("kind", "details", "rename", "resettle"), _DETAILS),
    **dict.fromkeys(("publish", "make_poster"), _PUBLIC),
    "erase": INTENTS["delete_my_data"],
    "pause": INTENTS["pause_alerts"],
    "light": _("fewer messages"),
    "quiet_hours": INTENTS["quiet_hours"],
    "stop": INTENTS["stop"],
    **dict.fromkeys(("block", "block_owner"), _BLOCK),
    "reach": _("Who sees it"),
    **dict.fromkeys(("change", "let_rest"), _("change a request or an offer")),
    "discreet": INTENTS["discreet"],
    "answer_case": _("a coordinator answers"),
    "reply_case": _("they answer the coordination"),
    **dict.fromkeys(("my_name", "take_out", "new_phone", "join_too", "other_phone", "leave"), _TEAM),
    "still": _("is it still the same person"),
    "second_above": INTENTS["second_yes"],
    "unlink": _("the person's other telephones"),
    **dict.fromkeys(("pin", "pin_on"), INTENTS["pin"]),
}
"""The conversations, by their names in bot/flows."""

_WHICH, _HOW, _WHY = _("Which one"), _("How it was"), _("Why")
QUESTIONS: dict[str, Message] = {
    **dict.fromkeys(("sure", "right", "same", "unasked"), _("Is it right?")),
    **dict.fromkeys(("hours", "above"), _("Hours")),
    **dict.fromkeys(("what", "service"), _("What")),
    **dict.fromkeys(("by", "day", "named", "until", "urgent"), _("Day")),
    **dict.fromkeys(("where", "town", "its_town"), _("Place")),
    **dict.fromkeys(("which", "part", "wish", "hub", "exchange", "need", "kind"), _WHICH),
    **dict.fromkeys(("why", "reason"), _WHY),
    **dict.fromkeys(("words", "words_again", "text", "phrase", "phrase_2", "about"), _("Text")),
    **dict.fromkeys(("who", "to"), _("For whom")),
    **dict.fromkeys(("org", "name"), _("Name")),
    **dict.fromkeys(("on_time", "promised", "stars"), _HOW),
    **dict.fromkeys(("pin", "step"), INTENTS["pin"]),
    "audience": _("Who sees it"),
    "contact": INTENTS["share_contact"],
    "files": _("Photos and documents"),
    "invite": _("The code"),
    "night": INTENTS["quiet_hours"],
}
"""What a conversation asks, by its keys."""
VALUES: dict[str, Message] = {
    "service": _("What"),
    "whole": _("In full"),
    **dict.fromkeys(("hours", "amount"), _("Hours")),
    "deadline": _("Day"),
    "place": _("Place"),
    "urgency": _("Urgent"),
    **dict.fromkeys(("stars", "comment"), _HOW),
    "recipient": _("For whom"),
    "language": _("Language"),
}
"""What words name, by the names of bot/understand."""

_ANSWERS = {
    "yes": _("Yes"),
    "no": _("No"),
    "?": _("Not sure"),
    "-": _("Skip"),
    "remote": _("From a distance"),
    "high": _("Yes"),
}


def answered(name: str, value: str) -> Message | str:
    """An answer as its reader says it: minutes as hours, a day with its weekday, a town, a word; else as it is."""
    if name in ("hours", "above") and value.isdecimal():
        return Message("{hours}", {"hours": Amount(int(value))})
    return _said(value)


def named(name: str, value: str) -> Message | str:
    """What words named, alike; the hours there are hours."""
    hours = value.removesuffix(".0") if name in ("hours", "amount") else ""
    if hours.isdecimal():
        return Message("{hours}", {"hours": Amount(int(hours) * 60)})
    return _said(value)


def _said(value: str) -> Message | str:
    try:
        date.fromisoformat(value)
    except ValueError:
        return _ANSWERS.get(value) or value.removeprefix("at:").removeprefix("either:").removeprefix("=")
    return Message("{day}", {"day": Day(value)})
