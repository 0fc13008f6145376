"""Whose message is it? Who writes for the first time becomes a person with an address and a language.

The language is assumed until words of theirs are sure: a code or `/start` says nothing, and many have a phone that
speaks another language than they do.
"""

from __future__ import annotations

from bot.channels.channel import Incoming
from bot.conversation.heard import Heard
from bot.conversation.session import Session, dump_session
from bot.understand import guess_language
from bot.understand.lexis.language import plain_language
from core import outbox
from core.countries import country, country_of_phone, is_country
from core.db import Tx
from core.hubs import open_hubs
from core.languages import LANGUAGES
from core.people import addresses, aliases, arrival, coming_in, doubting
from core.people.arrival import Arrival
from core.people.codes import plain
from core.privacy import erasure
from core.text.clean import clean
from core.vault import Vault

_ASSUMED = dump_session(Session(assumed=True))
TWO_OF_ONE = "two_of_one"
"""A case: two people who are known here write from one WhatsApp."""
_ASKED_FOR = frozenset(("org", "town", "its_town"))


def who(tx: Tx, vault: Vault, incoming: Incoming, now: int) -> Arrival:
    """The person, locked, with what was begun, made where nobody has the address, with the phone's country."""
    blind = vault.index(incoming.channel, incoming.address)
    found = _by_names(tx, vault, incoming, now) if incoming.aka else arrival.who(tx, blind)
    if found is None and incoming.channel == aliases.CHANNEL and not incoming.aka:
        found = _by_names(tx, vault, incoming, now)
    if found is None:
        found = _newcomer(tx, vault, incoming, now) or arrival.who(tx, blind)
        assert found, "an address that somebody else made just now"
        hidden = bool(aliases.country_in(incoming.address))
        if hidden or incoming.aka:
            aliases.keep(tx, vault, found.me.address_id, (incoming.address, *incoming.aka), now)
        found = found._replace(hidden=hidden)
    if not found.me.joined:
        known = _phone(incoming)
        return found._replace(me=found.me._replace(country=known)) if known else found
    return found


def seen_of(tx: Tx, vault: Vault, incoming: Incoming, now: int) -> Arrival:
    """Whom `who` would most likely find, neither locked nor made."""
    found = arrival.seen(tx, vault.index(incoming.channel, incoming.address))
    if found:
        return found
    lang, _sure = first_language(tx, vault, incoming, now)
    return arrival.newcomer(0, 0, incoming.channel, lang, now)


def is_known(tx: Tx, vault: Vault, incoming: Incoming) -> bool:
    """Whether the address is somebody's."""
    return arrival.who(tx, vault.index(incoming.channel, incoming.address)) is not None


def first_language(tx: Tx, vault: Vault, incoming: Incoming, now: int) -> tuple[str, bool]:
    """Their words where they are sure; else assumed (False): what their app says, then what the hub speaks."""
    said = guess_language(clean(incoming.words, 300)) if incoming.words else None
    if said in LANGUAGES:
        return said, True
    app = incoming.lang.replace("_", "-").partition("-")[0].lower()
    return (app if app in LANGUAGES else _spoken_there(tx, vault, incoming, now)), False


def sure_language(heard: Heard, session: Session, lang: str) -> str:
    """The language that their words leave no doubt about, or are in as far as is known; '' where they tell nothing.

    "Stop" and "menu" are of all languages, and "hi" is said by many who read no English. A name in Latin letters tells
    nothing either: an association in Tunis may have a French one.
    """
    if not heard.text or heard.payload:
        return ""
    plain = plain_language(heard.text)
    if plain == "ar":
        return plain
    word = heard.word()
    if word or heard.number() is not None:
        greets = guess_language(heard.text) if word == "greeting" else None
        return greets if greets and greets != "en" else ""
    sure = plain or (lang if guess_language(heard.text) == lang else "")
    asked = bool(session.flow and session.flow.asking in _ASKED_FOR)
    return "" if sure and asked and heard.is_name(heard.text) else sure


def _by_names(tx: Tx, vault: Vault, incoming: Incoming, now: int) -> Arrival | None:
    """Whose WhatsApp it is, where a number and ids of it came together, or one that is not sent to."""
    chat = aliases.whose(tx, vault, (incoming.address, *incoming.aka), now)
    if chat is None:
        return None
    if chat.forgets is not None:
        erasure.forget_chat(tx, vault, chat.forgets, now)
    if chat.doubts is not None:
        doubting.doubt(tx, chat.doubts, now)
        outbox.open_case(tx, TWO_OF_ONE, chat.doubts, now)
    found = arrival.who_at(tx, chat.address_id)
    return found._replace(surprising=chat.surprising) if found else None


def _phone(incoming: Incoming) -> str | None:
    """The country of their number, where the channel has one; WhatsApp's ids begin with it."""
    if country_code := aliases.country_in(incoming.address):
        return country_code if is_country(country_code) else None
    number = incoming.address.removeprefix("whatsapp:")
    return country_of_phone(number) if number.startswith("+") else None


def _spoken_there(tx: Tx, vault: Vault, incoming: Incoming, now: int) -> str:
    """Of the hub's languages the one of their phone's country, else its own; the hub is their code's, or open."""
    code = plain(incoming.start or incoming.words)
    invited = coming_in.hub_of(tx, vault, code, now) if code else None
    hubs = [invited] if invited else open_hubs(tx)
    theirs = country(_phone(incoming) or "").languages
    spoken = (hubs[0].languages if hubs else theirs) or theirs
    return next((lang for lang in (*theirs, *spoken) if lang in spoken and lang in LANGUAGES), "es")


def _newcomer(tx: Tx, vault: Vault, incoming: Incoming, now: int) -> Arrival | None:
    """Somebody who writes for the first time; None when another of their messages was faster."""
    lang, sure = first_language(tx, vault, incoming, now)
    made = addresses.make(tx, vault, incoming.channel, incoming.address, lang, now)
    if not made.made:
        return None
    new = arrival.newcomer(made.person_id, made.id, incoming.channel, lang, now)
    return new if sure else new._replace(state=_ASSUMED)
