"""What does an installation say that lacks a channel? It names only who can really read along: no WhatsApp, no Meta."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from core.messages import _

_WELCOME = _(
    "Welcome to ComuniDAS: organisations help each other, and 1 hour given = 1 credit.\n\n"
    "I keep your organisation, this chat's address (encrypted) and what you publish, until you write "
    "“delete my data”. Telegram, Meta, Twilio and those who run this server can read this chat: write no names "
    "of people at risk.\n\n"
    "To accept and begin, write your organisation and its town, like: Casa Luz, Tegucigalpa. "
    "If you have a code, write it."
).id

WITHOUT_TWILIO: Mapping[str, str] = MappingProxyType(
    {
        # long
        _WELCOME: _(
            "Welcome to ComuniDAS: organisations help each other, and 1 hour given = 1 credit.\n\n"
            "I keep your organisation, this chat's address (encrypted) and what you publish, until you write "
            "“delete my data”. Telegram and those who run this server can read this chat: write no names of people "
            "at risk.\n\n"
            "To accept and begin, write your organisation and its town, like: Casa Luz, Tegucigalpa. "
            "If you have a code, write it."
        ).id
    }
)
"""The id of a sentence → the id of the one that is said there instead."""

WITHOUT_WHATSAPP: Mapping[str, str] = MappingProxyType(
    {
        # long
        _WELCOME: _(
            "Welcome to ComuniDAS: organisations help each other, and 1 hour given = 1 credit.\n\n"
            "I keep your organisation, this chat's address (encrypted) and what you publish, until you write "
            "“delete my data”. Telegram, phone companies, Twilio and those who run this server can read this chat: "
            "write no names of people at risk.\n\n"
            "To accept and begin, write your organisation and its town, like: Casa Luz, Tegucigalpa. "
            "If you have a code, write it."
        ).id
    }
)
"""Where SMS is beside Telegram, in full sentences: the shorter ones, for SMS, name no Meta anyway."""

WITH_SMS_ONLY: Mapping[str, str] = MappingProxyType(
    {
        # long
        _WELCOME: _(
            "Welcome to ComuniDAS: organisations help each other, and 1 hour given = 1 credit.\n\n"
            "I keep your organisation, this chat's address (encrypted) and what you publish, until you write "
            "“delete my data”. Phone companies, Twilio and those who run this server can read this chat: write no "
            "names of people at risk.\n\n"
            "To accept and begin, write your organisation and its town, like: Casa Luz, Tegucigalpa. "
            "If you have a code, write it."
        ).id
    }
)
"""The same where SMS is all there is."""


def unmentioned(*, telegram: bool, whatsapp: bool, sms: bool) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """What is said in other words by an installation with these channels: to everybody, and in full sentences."""
    if not (whatsapp or sms):
        return WITHOUT_TWILIO, {}
    if whatsapp:
        return {}, {}
    return {}, WITHOUT_WHATSAPP if telegram else WITH_SMS_ONLY
