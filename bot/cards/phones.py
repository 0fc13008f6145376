"""By which phones and apps does a person write, and where do their alerts go? Made from a `Look`."""

from __future__ import annotations

from bot.cards.listing import MENU
from core.commands.phones import PhoneCard, WaitingPhone
from core.look import Look
from core.messages import Message, Moment, Option, Screen, Value, _

PHONES = Option("m:phones", _("Phones and apps"))
LINK = Option("m:link", _("Link another one"))
_CHANNELS: dict[str, str] = {"telegram": "Telegram", "whatsapp": "WhatsApp", "sms": "SMS"}


def channel_name(channel: str) -> str:
    """What people call the app; only said to who uses it."""
    return _CHANNELS.get(channel, "ComuniDAS")


def phones(look: Look) -> Screen:
    """Each of them, which one comes first, and what can be changed."""
    if found := look.waiting_phone():
        return asked(found)
    cards = look.phones()
    lines = tuple(_line(number, card) for number, card in enumerate(cards, 1))
    if len(cards) == 1:
        why = _("With a second phone or app linked, alerts reach you there when they cannot reach you here.")
        new = _("Before your number changes, link the new one: write the code from there, and nothing is lost.")
        return Screen((*lines, why, new), (LINK, MENU))
    return Screen((_("You write to me from:"), *lines, _goes(cards)), (*_choices(cards), LINK, MENU))


def asked(found: WaitingPhone) -> Screen:
    """Which number stands on the other phone: whoever cannot see it did not write the code there."""
    text = _(
        "Somebody has written your code to me from {app}. Which number do you read there? If it was not you, choose "
        "“It was not me”.",
        app=channel_name(found.channel),
    )
    each = (Option(f"k:{found.invite_id}:is:{number}", str(number)) for number in found.choices)
    return Screen((text,), (*each, Option(f"k:{found.invite_id}:is:0", _("It was not me"))))


def _line(number: int, card: PhoneCard) -> Message:
    values: dict[str, Value] = {"n": number, "app": channel_name(card.channel)}
    if card.here:
        return _("{n}: {app}, this one", **values)
    if card.stopped:
        return _("{n}: {app}, stopped", **values)
    if card.wrote_at is None:
        return _("{n}: {app}", **values)
    return _("{n}: {app}, last message {when}", **values, when=Moment(card.wrote_at))


def _goes(cards: list[PhoneCard]) -> Message:
    first = next((number for number, card in enumerate(cards, 1) if card.preferred), None)
    if first is None:
        return _("Alerts go to where you wrote last, replies to where you write.")
    return _("Alerts go to {n} first, replies to where you write.", n=first)


def _choices(cards: list[PhoneCard]) -> tuple[Option, ...]:
    numbered = list(enumerate(cards, 1))
    first = tuple(Option(f"k:{card.address_id}:first", _("Alerts to {n}", n=number))
                  for number, card in numbered if not card.preferred)  # fmt: skip
    last = (Option("k:0:first", _("The last one I used")),) if any(card.preferred for card in cards) else ()
    off = tuple(Option(f"k:{card.address_id}:off", _("Unlink {n}", n=number)) for number, card in numbered
                if not card.here)  # fmt: skip
    return (*first, *last, *off)
