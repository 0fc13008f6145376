"""What is answered to who wonders whether this is a trick: who stands behind it, who gets in, and what can go wrong."""

from __future__ import annotations

from bot.cards.listing import MENU
from core.look import Look
from core.messages import Message, Option, Screen, _

_PERSON = Option("m:person", _("Talk to a person"))
_KNOWN, _NETWORK = Option("m:known", _("What I know of you")), Option("m:network", _("Our network"))


def trust(look: Look) -> Screen:
    """In a few sentences that promise nothing; to a newcomer the same without their network."""
    options = (_PERSON, _KNOWN, _NETWORK) if look.me.joined else ()
    return Screen((_behind(look), *_let_in(look), *_WRONG), (*options, MENU))


def _behind(look: Look) -> Message:
    if not look.me.hub:
        return _(
            "Organisations help each other here, and no money changes hands. I am a program. Behind me are the people "
            "who coordinate the network, and those who run this server."
        )
    return _(
        "In {hub} organisations help each other, and no money changes hands. I am a program. Behind me are the people "
        "who coordinate {hub}, and those who run this server.",
        hub=look.me.hub,
    )


def _let_in(look: Look) -> tuple[Message, ...]:
    if not look.me.joined:
        return ()
    if look.policy.approval:
        return (
            _(
                "A coordinator looks at each new organisation before it comes in, but not at each of its people. You "
                "read its name once you have agreed."
            ),
        )
    return (
        _(
            "New organisations come in without being looked at first. What they kept so far stands on what they "
            "propose, and you read their name once you have agreed."
        ),
    )


_WRONG = (
    _(
        "What can go wrong: somebody does not come, or does less than agreed. Hours move only when who received it "
        "confirms, or answers no reminder. If you do not agree, a coordinator who belongs to neither side decides."
    ),
    _(
        "Nobody here may ask you for money, codes, or names of the people you look after. Be at least two when "
        "somebody comes for the first time. If something seems wrong, write “person”."
    ),
)
