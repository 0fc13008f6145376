"""Whose message is it? Who writes for the first time becomes a person with an address and a language."""

from __future__ import annotations

from bot.channels.channel import Incoming
from bot.understand import guess_language
from core.countries import country_of_phone
from core.db import Tx
from core.hubs import open_hubs
from core.languages import LANGUAGES
from core.people import addresses, arrival
from core.people.arrival import Arrival
from core.text.clean import clean
from core.vault import Vault


def who(tx: Tx, vault: Vault, incoming: Incoming, now: int) -> Arrival:
    """The person, locked, with what was begun, made where nobody has the address, with the phone's country."""
    blind = vault.index(incoming.channel, incoming.address)
    found = arrival.who(tx, blind)
    if found is None:
        found = _newcomer(tx, vault, incoming, now) or arrival.who(tx, blind)
        assert found, "an address that somebody else made just now"
    if not found.me.joined:
        known = country_of_phone(incoming.address.removeprefix("whatsapp:")) if "+" in incoming.address else None
        return found._replace(me=found.me._replace(country=known)) if known else found
    return found


def is_known(tx: Tx, vault: Vault, incoming: Incoming) -> bool:
    """Whether the address is somebody's."""
    return arrival.who(tx, vault.index(incoming.channel, incoming.address)) is not None


def first_language(tx: Tx, incoming: Incoming) -> str:
    """Their words where they are sure, then what their app says, then the hub's own."""
    said = guess_language(clean(incoming.words, 300)) if incoming.words else None
    app = incoming.lang.replace("_", "-").partition("-")[0].lower()
    told = next((lang for lang in (said, app) if lang in LANGUAGES), None)
    if told:
        return told
    hubs = open_hubs(tx)
    own = hubs[0].languages[0] if hubs else ""
    return own if own in LANGUAGES else "es"


def _newcomer(tx: Tx, vault: Vault, incoming: Incoming, now: int) -> Arrival | None:
    """Somebody who writes for the first time; None when another of their messages was faster."""
    lang = first_language(tx, incoming)
    made = addresses.make(tx, vault, incoming.channel, incoming.address, lang, now)
    return arrival.newcomer(made.person_id, made.id, incoming.channel, lang, now) if made.made else None
