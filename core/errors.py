"""Everything that can go wrong, as one tree.

ComunidasError
├── Refusal            what a person can cause; carries the sentence they are told
│   ├── Faster         someone else changed it first
│   ├── NotYours       it does not exist, or not for this person (never said which)
│   ├── NotMember      the organisation was not let in, or is taken out for now
│   ├── NotEnough      the balance and its line do not reach
│   │   └── OwnHours   those of who asks: the fund may help
│   ├── PinNeeded      the PIN of a shared phone comes first (bot/conversation/pinned.py asks for it)
│   └── Unfinished     others count on what would end
├── SecondNeeded       a second person must say yes first (core/people/seconding.py); no person ever reads it
├── Misconfigured      what an operator can cause; says in one sentence what to do
├── Unavailable        the database is away; the sender should try again later
└── Bug                what a programmer caused
    └── FlowBug        a conversation that contradicts itself (bot/engine.py)
"""

from __future__ import annotations

from collections.abc import Sequence

from core.messages import Code, Message, _


class ComunidasError(Exception):
    """Any error of this project."""


class Refusal(ComunidasError):
    """What a person can cause: the message says what happened and what to do."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.id)
        self.message = message


class Faster(Refusal):
    """The state or the version moved on between the screen and the tap."""

    def __init__(self, message: Message | None = None) -> None:
        super().__init__(message or _("This has changed meanwhile. Write “menu” to see how it stands now."))


class NotYours(Refusal):
    """No such thing for this person; the same answer whether it exists or not."""

    def __init__(self, message: Message | None = None) -> None:
        super().__init__(message or _("I cannot find that. Write “menu” to see what you have."))


class NotMember(Refusal):
    """The person's organisation was not let into the network, is taken out of it for now, or has left."""

    def __init__(self) -> None:
        super().__init__(
            _("Your organisation is not part of this network now. Write “person” to talk to a coordinator.")
        )


class NotEnough(Refusal):
    """The hours asked for are more than balance and line allow."""


class OwnHours(NotEnough):
    """The asking organisation's own hours do not reach: the fund may help."""


class Unfinished(Refusal):
    """The last person of an organisation cannot go while exchanges with these public numbers are under way."""

    def __init__(self, numbers: Sequence[int]) -> None:
        super().__init__(
            _(
                "You are the last person of your organisation, and others count on it. Finish or cancel these "
                "exchanges first: {numbers}. Then write “delete my data” again, or “person” for help.",
                numbers=Code(", ".join(map(str, numbers))),
            )
        )


class PinNeeded(Refusal):
    """What is to be seen, `page` ("m:statement"), is shown after the PIN of this phone only."""

    def __init__(self, page: str) -> None:
        super().__init__(_("Your PIN?"))
        self.page = page


class SecondNeeded(ComunidasError):
    """These minutes of the organisation take a second person's yes, since they are more than `above`."""

    def __init__(self, organisation_id: int, minutes: int, above: int) -> None:
        super().__init__("a second person must say yes")
        self.organisation_id, self.minutes, self.above = organisation_id, minutes, above


class Misconfigured(ComunidasError):
    """What an operator can cause; the text is one sentence that says what to do."""


class Unavailable(ComunidasError):
    """The database is away; nothing was done and the sender should try again."""

    @property
    def sentence(self) -> str:
        """What it says, to somebody who reads it alone."""
        said = str(self)
        return said[:1].upper() + said[1:] + ("" if said.endswith(".") else ".")


class Bug(ComunidasError):
    """What a programmer caused."""


class FlowBug(Bug):
    """A conversation that contradicts itself: the same key asked twice in one run."""
