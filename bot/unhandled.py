"""What becomes of a message that could not be handled? It is kept sealed for a coordinator, and one apology is said."""

from __future__ import annotations

from bot.cards.listing import MENU
from bot.channels.channel import Incoming, Unread
from bot.conversation.session import Session, dump_session, load_session
from bot.notices.cases import see_case
from bot.sending import briefs
from core import audience, outbox
from core.coordination import cases
from core.coordination.coordinators import hubs_of
from core.db import Tx
from core.hubs import all_hubs, open_hubs
from core.look import Me
from core.messages import Screen, _, dump
from core.oddities import UNREAD
from core.outbox import Item
from core.people import arrival
from core.people.arrival import Arrival
from core.policy import HOUR_MS
from core.text.clean import clean
from core.vault import Vault


def park(tx: Tx, vault: Vault, incoming: Incoming, found: Arrival, now: int) -> tuple[int, Screen]:
    """The apology and its outbound id; what the failed handling did was undone before, and the message is claimed."""
    me = found.me
    text = clean(incoming.words or incoming.payload)
    # their words are for nobody else's coordinators; only a newcomer is everybody's
    hubs = [me.hub_id] if me.hub_id else hubs_of(tx, me.person_id) or [hub.id for hub in open_hubs(tx)]
    for hub_id in hubs or (None,):
        cases.park(tx, vault, "poison", now, text=text, address_id=me.address_id, hub_id=hub_id)
    screen = Screen((_("I am sorry, something went wrong on my side. A coordinator has been told."),))
    if incoming.tap_id:  # what answered it before was undone with the rest
        outbox.answer_tap(tx, incoming.channel, incoming.tap_id, me.lang, "", now)
    reply = Item(me.address_id, me.channel, "reply", dump(screen))
    ids = outbox.enqueue(tx, [reply, *_to_coordinators(tx, me, now)], now)
    before = load_session(found.state)
    # once may be bad luck; twice in a row, and what is stored may be what is wrong
    session = Session() if before.failed else before
    arrival.keep(tx, me.address_id, dump_session(session._replace(screen=ids[0], failed=True)), now)
    return ids[0], screen


def park_unread(tx: Tx, vault: Vault, unread: Unread, now: int) -> bool:
    """A message without anybody to answer: its words wait for the coordinators of the first hub, in one case.

    False for one from before, and for what is no message; the signature of that is taken all the same.
    """
    if not unread.message_id:
        arrival.claim(tx, arrival.SIGNATURE, unread.signature, now)
        return False
    if not arrival.claim(tx, unread.channel, unread.message_id, now, unread.signature):
        return False
    first = next((hub.id for hub in all_hubs(tx)), None)
    cases.park(tx, vault, UNREAD, now, text=clean(unread.words) or "…", hub_id=first)
    return True


def _to_coordinators(tx: Tx, me: Me, now: int) -> list[Item]:
    """That a message could not be handled, once an hour for each sender."""
    whose = me.organisation or "…"
    text = _("A message of {organisation} could not be handled. Please write to them.", organisation=whose)
    items, hour = [], now // HOUR_MS
    for case in cases.all_standing(tx, "poison", me.address_id):
        screen = dump(Screen((text,), (see_case(case.id), MENU), brief=briefs.case(case.id)))
        for ear in audience.coordinators(tx, case.hub_id or 0, now):
            if ear.person_id != me.person_id:
                key = f"poison:{me.address_id}:{hour}:{ear.address_id}"
                items.append(Item(ear.address_id, ear.channel, "alert", screen, key))
    return items
