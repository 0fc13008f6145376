"""What does an installation without Twilio say? It names only who can really read along: no WhatsApp, no Meta."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from core.messages import _

WITHOUT_TWILIO: Mapping[str, str] = MappingProxyType(
    {
        _(
            "Welcome to ComuniDAS: organisations help each other, and 1 hour given = 1 credit.\n\n"
            "I keep your organisation, this chat's address (encrypted) and what you publish, until you write "
            "“delete my data”. Telegram, Meta, Twilio and those who run this server can read this chat: write no names "
            "of people at risk.\n\n"
            "To accept and begin, write your organisation and its town, like: Casa Luz, Tegucigalpa. "
            "If you have a code, write it."
        ).id:
        # long
        _(
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
