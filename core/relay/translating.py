"""A partner's words in a language that nobody here reads: who translates them, and when do they get them?

A request of its own asks for it, and names the two languages only. It points at the words, and keeps no copy: when
somebody agreed to help they are handed over in that exchange, still sealed, and go with whoever wrote them.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import BindParameter, bindparam, select, update

from core.commands import Post
from core.commands.talk import TRANSLATION_MINUTES, AskTranslation
from core.context import Context
from core.db import Q
from core.errors import NotYours
from core.events import Event, HandedOn, Moved, Posted
from core.exchange_states import STATES
from core.exchanges import load, sides
from core.exchanges.record import Exchange
from core.languages import LANGUAGES, NAMES
from core.listings import posting
from core.relay import relayed as talk
from core.tables import listing, relayed
from core.taxonomy import taxonomy

TRANSLATION = "translation"

_this: BindParameter[int] = bindparam("relayed_id", type_=relayed.c.id.type)
_WORDS = Q(
    select(relayed.c.exchange_id, relayed.c.to_id, relayed.c.lang).where(
        relayed.c.id == _this, relayed.c.sealed.is_not(None)
    )
)
_POINT = Q(update(listing).where(listing.c.id == bindparam("need_id")).values(translates=_this))
_POINTED = Q(
    select(relayed.c.person_id, relayed.c.lang, relayed.c.sealed)
    .join(listing, listing.c.translates == relayed.c.id)
    .where(listing.c.id == bindparam("need_id"), relayed.c.sealed.is_not(None))
)


def ask(ctx: Context, command: AskTranslation) -> list[Event]:
    """The request, which fits who speaks both languages."""
    found = sides.take(ctx, command.exchange_id, None, STATES)
    lang = command.lang
    if command.relayed_id is not None:
        row = ctx.tx.one(_WORDS, relayed_id=command.relayed_id)
        if row is None or row[:2] != (found.id, sides.me(ctx)):
            raise NotYours()
        lang = row[2]
    if lang not in LANGUAGES or command.into not in LANGUAGES or lang == command.into:
        raise NotYours()
    what = f"{taxonomy().name(TRANSLATION, command.into)}: {NAMES[lang]} → {NAMES[command.into]}"
    caused = posting.post(ctx, Post("need", what, TRANSLATION_MINUTES, remote=True, lang=command.into))
    if command.relayed_id is not None:
        posted = next(event for event in caused if isinstance(event, Posted))
        ctx.tx.run(_POINT, need_id=posted.listing_id, relayed_id=command.relayed_id)
    return caused


def follow(ctx: Context, events: list[Event]) -> list[Event]:
    """The same events. Where somebody has just agreed to translate, the words are handed to them."""
    agreed = [event for event in events if isinstance(event, Moved) and event.action == "accepted"]
    handed = (_hand_on(ctx, load(ctx.tx, event.exchange_id)) for event in agreed)
    return [*events, *(event for event in handed if event is not None)]


def _hand_on(ctx: Context, found: Exchange) -> HandedOn | None:
    row = ctx.tx.one(_POINTED, need_id=found.need_id) if found.need_id is not None else None
    if row is None:
        return None
    writer, lang, sealed = row
    receiver, provider = found.receiver_id, found.provider_id
    id = talk.add(ctx.tx, found.id, receiver, provider, writer, ctx.now, lang=lang, sealed=sealed)
    return HandedOn(id, found.id, receiver, provider)


HANDLERS: dict[type, Any] = {AskTranslation: ask}
