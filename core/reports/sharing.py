"""Which pages did an organisation open for others? A random word is the address; only its organisation hears it again.

A statement and a poster are there until they are taken back, a report's page for a week, a
file of its hours for a day. All are gone at once where
the organisation is stopped or closed, and a word that was taken back is like one that never was.
"""

from __future__ import annotations

import secrets
from hashlib import sha256
from typing import Any, NamedTuple

from sqlalchemy import and_, bindparam, delete, func, insert, or_, select

from core.commands.pages import ClosePage, OpenPage
from core.context import Context
from core.db import New, Q, Tx
from core.errors import Bug, Refusal
from core.events import Event
from core.events.pages import PageClosed, PageOpened
from core.look.reports import PosterCard, SharedCard
from core.messages import Sealed, _
from core.people.organisations import acting_organisation
from core.people.roles import require_owner
from core.policy import DAY_MS
from core.tables import hub, listing, name_column, organisation, shared_page
from core.vault import Vault

KINDS = ("statement", "report", "poster", "export")
REPORT_MS = 7 * DAY_MS
EXPORT_MS = DAY_MS
_FOR_SOME_DAYS = {"report": REPORT_MS, "export": EXPORT_MS}
MOST_REPORTS = 10  # open at once
MOST_OFFERS = 8  # on a poster
_FIRST, _ALL = 10**9, 9 * 10**9  # numbers of posters have ten digits, so that nobody counts them up

_there = (
    shared_page.c.organisation_id == bindparam("organisation_id"),
    shared_page.c.kind == bindparam("kind"),
    or_(shared_page.c.until.is_(None), shared_page.c.until > bindparam("now")),
)
_OPEN = Q(
    select(shared_page.c.id, shared_page.c.sealed, shared_page.c.made_at).where(*_there).order_by(shared_page.c.id)
)
_ADD = New(
    insert(shared_page).values(
        {name: bindparam(name) for name in ("organisation_id", "kind", "link", "sealed", "made_at", "until", "number")}
    )
)
_CLOSE = Q(
    delete(shared_page).where(
        shared_page.c.organisation_id == bindparam("organisation_id"), shared_page.c.kind == bindparam("kind")
    )
)
_FORGET = Q(delete(shared_page).where(shared_page.c.organisation_id == bindparam("organisation_id")))
_DROP = Q(delete(shared_page).where(shared_page.c.id == bindparam("page_id")))
_LOCK = Q(
    select(organisation.c.id).where(organisation.c.id == bindparam("organisation_id")).with_for_update(key_share=True)
)
_approved = organisation.c.status == "approved"
_BY_WORD = Q(
    select(
        shared_page.c.id,
        shared_page.c.kind,
        organisation.c.id,
        organisation.c.hub_id,
        organisation.c.country,
        organisation.c.zone,
        hub.c.languages,
        shared_page.c.until,
    )
    .join(organisation, organisation.c.id == shared_page.c.organisation_id)
    .join(hub, hub.c.id == organisation.c.hub_id)
    .where(
        shared_page.c.link == bindparam("link"),
        _approved,
        or_(shared_page.c.until.is_(None), shared_page.c.until > bindparam("now")),
    )
)
_number = func.coalesce(shared_page.c.number, shared_page.c.id)
_POSTER = (
    select(_number, organisation.c.id, name_column(organisation), organisation.c.town, hub.c.id, hub.c.name)
    .join(organisation, organisation.c.id == shared_page.c.organisation_id)
    .join(hub, hub.c.id == organisation.c.hub_id)
    .where(shared_page.c.kind == "poster", _approved)
)
_POSTER_BY_NUMBER = Q(
    _POSTER.where(
        or_(
            shared_page.c.number == bindparam("number"),
            and_(shared_page.c.number.is_(None), shared_page.c.id == bindparam("number", type_=shared_page.c.id.type)),
        )
    )
)
_POSTER_OF = Q(_POSTER.where(organisation.c.id == bindparam("organisation_id")))
_POSTERS = Q(
    select(organisation.c.id, name_column(organisation))
    .join(shared_page, shared_page.c.organisation_id == organisation.c.id)
    .where(organisation.c.hub_id == bindparam("hub_id"), shared_page.c.kind == "poster", _approved)
    .order_by(func.lower(organisation.c.name), organisation.c.id)
)
_OFFERS = Q(
    select(listing.c.id, listing.c.what)
    .where(
        listing.c.organisation_id == bindparam("organisation_id"),
        listing.c.kind == "offer",
        listing.c.state == "open",
    )
    .order_by(listing.c.id.desc())
    .limit(bindparam("most"))
)


class SharedPage(NamedTuple):
    """What a word leads to."""

    id: int
    kind: str
    organisation_id: int
    hub_id: int
    country: str
    zone: str
    languages: tuple[str, ...]
    until: int | None


# ---- opening and closing ----------------------------------------------------------------------------------------


def open_page(ctx: Context, command: OpenPage) -> list[Event]:
    """Whoever is responsible opens a statement or a poster; one that is open keeps its address."""
    if command.kind not in KINDS:
        raise Bug(f"a page of the kind {command.kind!r}")
    lasting = command.kind in ("statement", "poster")
    mine = require_owner(ctx) if lasting and ctx.actor.kind != "assisted" else acting_organisation(ctx)
    if mine.status != "approved":
        raise Refusal(_("Your organisation is not in the network yet. I tell you when it is."))
    ctx.tx.one(_LOCK, organisation_id=mine.id)
    found = ctx.tx.all(_OPEN, organisation_id=mine.id, kind=command.kind, now=ctx.now)
    if lasting and found:
        return [PageOpened(command.kind, ctx.vault.open(bytes(found[0][1])), None)]
    for row in found[: max(0, len(found) + 1 - MOST_REPORTS)]:
        ctx.tx.run(_DROP, page_id=row[0])
    word = secrets.token_urlsafe(16)
    until = None if lasting else ctx.now + _FOR_SOME_DAYS[command.kind]
    ctx.tx.added(
        _ADD,
        organisation_id=mine.id,
        kind=command.kind,
        link=_hashed(word),
        sealed=ctx.vault.seal(word),
        made_at=ctx.now,
        until=until,
        number=_FIRST + secrets.randbelow(_ALL) if command.kind == "poster" else None,
    )
    return [PageOpened(command.kind, word, until)]


def close_page(ctx: Context, command: ClosePage) -> list[Event]:
    """Anybody of the organisation takes it back; what is not there is taken back, too."""
    mine = acting_organisation(ctx)
    ctx.tx.run(_CLOSE, organisation_id=mine.id, kind=command.kind)
    return [PageClosed(command.kind)]


def forget(tx: Tx, organisation_id: int) -> None:
    """The organisation closes."""
    tx.run(_FORGET, organisation_id=organisation_id)


# ---- finding ----------------------------------------------------------------------------------------------------


def by_word(tx: Tx, word: str, now: int) -> SharedPage | None:
    """What stands at that address; None for what never was and for what is over, alike."""
    row = tx.one(_BY_WORD, link=_hashed(word), now=now)
    if row is None:
        return None
    id, kind, organisation_id, hub_id, country, zone, languages, until = row
    return SharedPage(id, kind, organisation_id, hub_id, country, zone, tuple(languages.split()), until)


def opened(tx: Tx, vault: Vault, organisation_id: int, kind: str, now: int, web: str) -> SharedCard | None:
    """The page of that kind that is open, with its address as a sealed token."""
    row = tx.one(_OPEN, organisation_id=organisation_id, kind=kind, now=now)
    return SharedCard(Sealed(vault.seal(address(web, vault.open(bytes(row[1])))).decode()), row[2]) if row else None


def address(web: str, word: str) -> str:
    """Where the page with that word is."""
    return f"{web}/s/{word}"


def poster(tx: Tx, *, number: int = 0, organisation_id: int = 0) -> PosterCard | None:
    """A poster by its number or its organisation; None where there is none (any more)."""
    by_number = tx.one(_POSTER_BY_NUMBER, number=number) if number else None
    row = by_number or (tx.one(_POSTER_OF, organisation_id=organisation_id) if organisation_id else None)
    if row is None:
        return None
    its_number, owner, name, town, hub_id, hub_name = row
    offers = tuple((offer, what) for offer, what in tx.all(_OFFERS, organisation_id=owner, most=MOST_OFFERS))
    return PosterCard(its_number, owner, name, town, hub_id, hub_name, offers)


def posters(tx: Tx, hub_id: int) -> dict[int, str]:
    """The organisations of a hub that made one, by name."""
    return dict(tx.all(_POSTERS, hub_id=hub_id))


def _hashed(word: str) -> bytes:
    return sha256(word.encode("utf-8", "replace")).digest()


HANDLERS: dict[type, Any] = {OpenPage: open_page, ClosePage: close_page}
