"""How do partners write to each other without knowing each other's number? Checked, masked, sealed, handed on.

Contact details are shown when both sides offered theirs, and until then taken out of what is written.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import bindparam, delete
from sqlalchemy.dialects.postgresql import insert

from core.commands.talk import ASKED_FIRST, LONGEST, KeepContact, Relay, SayPhrase, SendFiles, ShareContact, may_talk
from core.context import Context
from core.db import Q
from core.errors import Faster, NotYours, Refusal
from core.events import ContactMoved, Event, Relayed
from core.exchange_states import HELD, STATES
from core.exchanges import sides
from core.exchanges.record import Exchange
from core.languages import LANGUAGES
from core.messages import _
from core.people.choices import acting_person
from core.policy import HOUR_MS
from core.privacy.seeing import may_meet
from core.relay import attachments, relayed
from core.relay.attachments import Belongs
from core.relay.phrases import phrase_of, spoken
from core.relay.pieces import Piece
from core.tables import contact
from core.text.clean import clean
from core.text.mask import mask_contacts

AN_HOUR = 30
"""Most that one side may say about one exchange within an hour."""
_ENOUGH = _(
    "That is enough before anything is proposed. If it fits, propose it; then you can write to each other again."
)

_offer = insert(contact).values(
    {name: bindparam(name) for name in ("exchange_id", "organisation_id", "person_id", "at", "sealed")}
)
_OFFER = Q(
    _offer.on_conflict_do_update(
        index_elements=[contact.c.exchange_id, contact.c.organisation_id],
        set_={name: _offer.excluded[name] for name in ("person_id", "at", "sealed")},
    )
)
_DROP = Q(delete(contact).where(contact.c.exchange_id == bindparam("of_exchange")))


def relay(ctx: Context, command: Relay) -> list[Event]:
    """Words of one's own for the other side; contact details in them are hidden until both agreed to show theirs."""
    found, mine = _talking(ctx, command.exchange_id)
    text = clean(ctx.vault.open(command.sealed.encode()), LONGEST)
    if not text.strip():
        raise Refusal(_("Write the words that I should pass on."))
    return [_said(ctx, found, mine, text, command.lang)]


def _said(ctx: Context, found: Exchange, mine: int, text: str, lang: str) -> Relayed:
    shown = text if len(relayed.contacts(ctx.tx, found.id)) > 1 else mask_contacts(text)
    hid = shown != text
    told = hid and not relayed.hid_before(ctx.tx, found.id, mine)
    kept = {"lang": lang if lang in LANGUAGES else "", "sealed": ctx.vault.seal(shown), "masked": hid}
    return replace(_relayed(ctx, found, mine, **kept), hid=told)


def _relayed(ctx: Context, found: Exchange, mine: int, **said: Any) -> Relayed:
    """Words or a phrase, kept for the other side."""
    id = relayed.add(ctx.tx, found.id, mine, found.other(mine), acting_person(ctx), ctx.now, **said)
    return Relayed(id, found.id, mine, found.other(mine))


def send_files(ctx: Context, command: SendFiles) -> list[Event]:
    """Photos, papers, voice notes or places for the other side, with the words that came beside them."""
    found, mine = _talking(ctx, command.exchange_id)
    if not command.files:
        raise NotYours()
    delivered = found.state == "delivered" and mine == found.provider_id
    about = Belongs("delivery" if delivered else "talk", exchange_id=found.id)
    files = attachments.add(ctx, command.files, mine, about)
    text = clean(ctx.vault.open(command.sealed.encode()), LONGEST) if command.sealed else ""
    if text.strip():
        return [replace(_said(ctx, found, mine, text, command.lang), files=files)]
    kind = Piece.load(ctx.vault.open(command.files[0].encode())).kind
    many = str(len(files)) if len(files) > 1 else ""
    return [replace(_relayed(ctx, found, mine, phrase=kind, given=many), files=files)]


def say_phrase(ctx: Context, command: SayPhrase) -> list[Event]:
    """A ready phrase: kept as its id, so each reads it in their own language."""
    found, mine = _talking(ctx, command.exchange_id)
    if phrase_of(command.phrase) is None or spoken(command.phrase, command.given) is None:
        raise NotYours()
    return [_relayed(ctx, found, mine, phrase=command.phrase, given=command.given)]


def share_contact(ctx: Context, command: ShareContact) -> list[Event]:
    """What the other side may see, once it offers its own; said again it replaces the first until then."""
    found, mine = _talking(ctx, command.exchange_id)
    text = clean(ctx.vault.open(command.sealed.encode()), LONGEST)
    if not text.strip():
        raise Refusal(_("Write the words that I should pass on."))
    offered = relayed.contacts(ctx.tx, found.id)
    if len(offered) > 1:
        raise Faster(_("You both share contact details already."))
    ctx.tx.run(
        _OFFER,
        exchange_id=found.id,
        organisation_id=mine,
        person_id=acting_person(ctx),
        at=ctx.now,
        sealed=ctx.vault.seal(text),
    )
    action = "shared" if found.other(mine) in offered else "offered"
    return [ContactMoved(found.id, mine, found.other(mine), action, ctx.now)]


def keep_contact(ctx: Context, command: KeepContact) -> list[Event]:
    """An offer goes: taken back by who made it, or refused by the other side. What both agreed to stays seen."""
    found, mine = _side(ctx, command.exchange_id)
    offered = relayed.contacts(ctx.tx, found.id)
    if len(offered) > 1:
        raise Faster(_("You both share contact details already."))
    if not offered:
        raise Faster()
    ctx.tx.run(_DROP, of_exchange=found.id)
    action = "taken_back" if mine in offered else "refused"
    return [ContactMoved(found.id, mine, found.other(mine), action, ctx.now)]


def _side(ctx: Context, exchange_id: int) -> tuple[Exchange, int]:
    """The exchange, locked, and the acting side's organisation."""
    return sides.take(ctx, exchange_id, None, STATES), sides.me(ctx)


def _talking(ctx: Context, exchange_id: int) -> tuple[Exchange, int]:
    """The same, while the two may write to each other, and not too much at once."""
    found, mine = _side(ctx, exchange_id)
    asks = found.state == "suggested" and relayed.asks_first(ctx.tx, found.id, mine, found.provider_id)
    if not may_talk(found.state, found.updated_at, ctx.now, asks=asks):
        raise Faster(_("This exchange is not open for messages now. For help, write “person”."))
    agreed = found.state in HELD  # what was agreed goes on to its end, whatever the two think of each other
    there = sides.side(ctx.tx, found.other(mine), ctx.now).status == "approved"
    if not there or not (agreed or may_meet(ctx.tx, mine, found.other(mine))):
        raise Faster(_("The other organisation is not available now. Write “menu” to see others."))
    if asks and relayed.count_since(ctx.tx, found.id, mine, 0) >= ASKED_FIRST:
        raise Faster(_ENOUGH)
    if relayed.count_since(ctx.tx, found.id, mine, ctx.now - HOUR_MS) >= AN_HOUR:
        raise Faster(_("That is a lot within an hour. Please wait a little, or share contact details."))
    return found, mine


HANDLERS: dict[type, Any] = {
    Relay: relay,
    SendFiles: send_files,
    SayPhrase: say_phrase,
    ShareContact: share_contact,
    KeepContact: keep_contact,
}
