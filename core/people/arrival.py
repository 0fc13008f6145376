"""Who is writing, read and locked in one statement: the hot read of every message.

Address, person and conversation are locked together, so that two messages of one person follow each other. Joined
rows that are not locked may be as old as the statement; what matters is checked again by the command.
"""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, bindparam, case, exists, func, literal_column, or_, select, update
from sqlalchemy.dialects.postgresql import insert

from core.db import Q, Tx
from core.lock import UNLOCKED
from core.look import Me
from core.people.organisations import WITHOUT_PEOPLE
from core.people.whereabouts import country_column, zone_column
from core.tables import address, conversation, coordinator, hub, inbox, membership, name_column, organisation, person

SIGNATURE = "twilio-signature"
"""Among the claims stands each signature of Twilio's, too: it serves once, however its text is cut."""
_MINUTE_MS = 60_000
_elsewhere, _colleague = membership.alias("elsewhere"), membership.alias("colleague")
_says = and_(organisation.c.status == "pending", organisation.c.said_kind != "")
_is = case((_says, organisation.c.said_kind), else_=organisation.c.kind)
_EMPTY: ColumnElement[str] = literal_column("''")
_CLAIM = Q(
    insert(inbox)
    .from_select(list(inbox.c), select(*(bindparam(one.name, type_=one.type) for one in inbox.c)).where(UNLOCKED))
    .on_conflict_do_nothing(index_elements=[inbox.c.channel, inbox.c.message_id])
)
_TAKEN = Q(
    select(inbox.c.at).where(inbox.c.channel == bindparam("channel"), inbox.c.message_id == bindparam("message_id"))
)
_KNOWN = (
    select(
        conversation.c.state,
        func.coalesce(conversation.c.shown, 0),
        conversation.c.updated_at,
        func.coalesce(hub.c.policy, literal_column("'{}'")),
        func.coalesce(address.c.last_inbound_at, 0),
        or_(address.c.unreachable_at.is_not(None), address.c.shut_at.is_not(None), address.c.blocked_at.is_not(None)),
        person.c.id,
        address.c.id,
        address.c.channel,
        person.c.lang,
        person.c.digits,
        organisation.c.id,
        func.coalesce(name_column(organisation), _EMPTY),
        func.coalesce(organisation.c.town, _EMPTY),
        country_column(),
        zone_column("UTC"),
        func.coalesce(organisation.c.status, _EMPTY),
        func.coalesce(_is, _EMPTY),
        func.coalesce(membership.c.role, _EMPTY),
        func.coalesce(hub.c.id, 0),
        func.coalesce(hub.c.name, _EMPTY),
        exists().where(coordinator.c.person_id == person.c.id),
        address.c.stopped_at.is_not(None),
        person.c.waiting_for_human_at.is_not(None),
        exists().where(_elsewhere.c.person_id == person.c.id, _elsewhere.c.organisation_id != person.c.acting_for),
        exists().where(_colleague.c.organisation_id == person.c.acting_for, _colleague.c.person_id != person.c.id),
        address.c.doubted_at.is_not(None),
        WITHOUT_PEOPLE,
        person.c.discreet,
        address.c.pin.is_not(None),
        person.c.light,
        person.c.quiet_from,
        person.c.quiet_until,
    )
    .select_from(address)
    .join(person, person.c.id == address.c.person_id)
    .join(conversation, conversation.c.address_id == address.c.id)
    .outerjoin(organisation, organisation.c.id == person.c.acting_for)
    .outerjoin(
        membership, (membership.c.person_id == person.c.id) & (membership.c.organisation_id == organisation.c.id)
    )
    .outerjoin(hub, hub.c.id == organisation.c.hub_id)
)
_LOCKED = _KNOWN.with_for_update(of=[address, person, conversation], key_share=True)
_WHO = Q(_LOCKED.where(address.c.blind == bindparam("blind")))
_SEEN = Q(_KNOWN.where(address.c.blind == bindparam("blind")))
_WHO_AT = Q(_LOCKED.where(address.c.id == bindparam("address_id")))
_AT = Q(_KNOWN.where(address.c.id == bindparam("address_id")))
_HEARD = Q(
    update(address)
    .where(address.c.id == bindparam("address_id"))
    .values(
        last_inbound_at=bindparam("now"),
        unreachable_at=None,
        shut_at=None,
        # who writes has not blocked us; what they stopped themselves stays stopped
        stopped_at=case((address.c.blocked_at.is_(None), address.c.stopped_at)),
        blocked_at=None,
    )
)
_SPEAKS = Q(update(person).where(person.c.id == bindparam("person_id")).values(lang=bindparam("own_lang")))
_KEEP = Q(
    update(conversation)
    .where(conversation.c.address_id == bindparam("address"))
    .values(state=bindparam("new_state"), updated_at=bindparam("now"))
)


class Arrival(NamedTuple):
    """Who writes and where their conversation stands. `shown` is the newest outbound id marked sent to them.

    `surprising`: what they wrote from was known together with another number or id (core/people/aliases.py). `hidden`:
    they are new, and only an id of them came, by which a member may be nobody we know.
    """

    me: Me
    state: str
    shown: int
    updated_at: int
    policy: str
    last_inbound_at: int
    unreachable: bool
    surprising: bool = False
    hidden: bool = False


def claim(tx: Tx, channel: str, message_id: str, now: int, signature: str = "") -> bool:
    """Take the message and its signature, '' where it has none; False when one was taken before, or all is locked down.

    The signature also where the message is known, as from the list of what was missed: its text is good for others.
    """
    new = not signature or tx.run(_CLAIM, channel=SIGNATURE, message_id=signature, at=now) == 1
    return new and tx.run(_CLAIM, channel=channel, message_id=message_id, at=now) == 1


def taken(tx: Tx, channel: str, message_id: str) -> bool:
    """Whether a message has been claimed; nothing is claimed by asking."""
    return tx.one(_TAKEN, channel=channel, message_id=message_id) is not None


def who(tx: Tx, blind: bytes) -> Arrival | None:
    """The person behind an address, locked; None when the address is new."""
    row = tx.one(_WHO, blind=blind)
    return Arrival(Me._make(row[6:]), *row[:6]) if row else None


def seen(tx: Tx, blind: bytes) -> Arrival | None:
    """The same, not locked: as of now, and perhaps no longer in a moment."""
    row = tx.one(_SEEN, blind=blind)
    return Arrival(Me._make(row[6:]), *row[:6]) if row else None


def who_at(tx: Tx, address_id: int) -> Arrival | None:
    """The same, of an address by its id."""
    row = tx.one(_WHO_AT, address_id=address_id)
    return Arrival(Me._make(row[6:]), *row[:6]) if row else None


def at(tx: Tx, address_id: int) -> Arrival | None:
    """The same of an address by its id, only read."""
    row = tx.one(_AT, address_id=address_id)
    return Arrival(Me._make(row[6:]), *row[:6]) if row else None


def newcomer(person_id: int, address_id: int, channel: str, lang: str, now: int) -> Arrival:
    """What `who` would read of somebody who was made at this moment."""
    return Arrival(Me(person_id, address_id, channel, lang), "", 0, now, "{}", now, unreachable=False)


def heard(tx: Tx, found: Arrival, now: int) -> None:
    """The person wrote: WhatsApp's window is open, the address works.

    Written down once a minute at most: it is the only row of most messages that would change for nothing else.
    """
    if found.unreachable or not 0 <= now - found.last_inbound_at < _MINUTE_MS:
        tx.run(_HEARD, address_id=found.me.address_id, now=now)


def speaks(tx: Tx, person_id: int, lang: str) -> None:
    """Their words were the first to be sure of a language."""
    tx.run(_SPEAKS, person_id=person_id, own_lang=lang)


def keep(tx: Tx, address_id: int, state: str, now: int) -> None:
    """Where the conversation stands after this message."""
    tx.run(_KEEP, address=address_id, new_state=state, now=now)
