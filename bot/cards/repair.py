"""What is said where a conversation stumbles: why something is asked, what can be written here, a few civil words."""

from __future__ import annotations

from core.messages import Message, _

WHY: dict[str, Message] = {
    "what": _("So that others see at once whether they can help."),
    "hours": _(
        "So that others know how much of their time it takes, and so many hours are set aside. About right is enough, "
        "and “not sure” is an answer too."
    ),
    "by": _("So that only those are asked who can come in time. “No fixed day” is an answer too."),
    "where": _("So that whoever is near is asked first."),
    "kind": _("Because needs and offers go to different people: one is asked for help, the other finds who needs it."),
    "service": _("So that I look for the right people: the same words can mean several things."),
    "town": _("So that you find each other: whoever is near is asked first."),
    "org": _(
        "Because organisations help each other here, and not single people. Nobody sees your number unless you give it."
    ),
    "stars": _("So that others know whom they can rely on. It is never asked of one side alone."),
    "text": _("Others read it before they agree with them. You can also skip it."),
    "on_time": _("So that others know whom they can rely on."),
    "who": _("So that the hours go to the right organisation, and to nobody else."),
    "until": _("So that I know when to write to you again."),
    "sure": _("So that nothing is done in your name that you have not seen and wanted."),
}
"""Why a question is asked, by its key: one sentence or two."""
WHY_NOT_KNOWN = _("So that I do just what you want, and nothing else.")
_ALIKE = {"day": "by", "its_town": "town", "promised": "on_time", "right": "sure", "words_again": "text", "to": "who"}

HERE: dict[str, Message] = {
    "suggested": _("Here you can write, for example: “yes, gladly”, “no, thanks”, “2 hours”, or “better on Friday”."),
    "proposed": _("Here you can write, for example: “yes, gladly”, “no, thanks”, “2 hours”, or “better on Friday”."),
    "sent": _("Here you can write, for example: “take it back”, or “tell them: …”."),
    "agreed": _(
        "Here you can write, for example: “it is done”, “could it be on Monday?”, “we cannot come”, or “tell them: …”."
    ),
    "delivered": _("Here you can write, for example: “they came”, “it was 1 hour”, or “nobody came”."),
    "own": _(
        "Here you can write, for example: “make it 4 hours”, “on Monday”, “take it down”, or “has anybody answered?”."
    ),
    "listing": _("Here you can write, for example: “we can help”, or “something is wrong with this”."),
    "list": _("Here you can write, for example: “the second one”, or a name in the list."),
    "coordination": _(
        "Here you can write, for example: “let Casa Luz in”, “send it to Casa Luz”, or “this month's figures”."
    ),
}
"""What can be written on a screen, as bot/dialogue/situation.py names it."""

REPLIES: dict[str, Message] = {
    "thank": _("You are welcome."),
    "greet": _("Hello!"),
    "small_talk": _("Good to hear from you. I am a program and not good at chatting, but I am here for you."),
}
"""A short answer to words that ask for nothing, by their dialogue act."""
IT_WAITS = _("All right. It waits for your answer.")
NO_HURRY = _("All right. I am here whenever you like.")
ALSO = _("You can also write: back, cancel, or person.")


def why(key: str) -> Message:
    """Why the question with that key is asked."""
    return WHY.get(_ALIKE.get(key, key), WHY_NOT_KNOWN)


def waits_for_you(what: str) -> Message:
    return _("All right. “{what}” waits here: answer whenever you like.", what=what)


def still_waits(what: str) -> Message:
    return _("“{what}” still waits: you can go on with it.", what=what)


def let_go(what: str) -> Message:
    return _("All right, I let go of “{what}”. Nothing was sent.", what=what)
