"""Who may see a listing of another organisation? One condition, for whatever shows, suggests, counts or opens listings.

Its owner is a member of the same hub; the viewer is one too, and of those whom the owner wants to reach: grassroots
groups and CSOs, or companies and public bodies as well. Who is not known yet to be the one or the other sees what a
company would. Neither has blocked the other, and no coordinator has to look at it first (core/moderation). What may not
be seen is answered exactly as what does not exist.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    FromClause,
    Integer,
    and_,
    bindparam,
    exists,
    func,
    or_,
    select,
    union_all,
)

from core.db import Q, Tx, scalar_rows
from core.many import Among
from core.privacy.nameless import ALL, INSTITUTIONS
from core.tables import block, hub, listing, organisation

_LETS_ANYBODY_IN = '%"approval":false%'  # as core/hubs.py writes it
_viewer = organisation.alias("viewer")
_who: BindParameter[int] = bindparam("viewer", type_=organisation.c.id.type)


def unsettled(who: FromClause) -> ColumnElement[bool]:
    """Whether nobody has said yet what that organisation is, in a hub whose coordinators look at who comes."""
    looks = exists().where(hub.c.id == who.c.hub_id, hub.c.policy.not_like(_LETS_ANYBODY_IN))
    return and_(who.c.kind == "unknown", looks)


def institution(who: FromClause) -> ColumnElement[bool]:
    """Whether that organisation sees a listing only where its owner chose so."""
    return or_(who.c.kind.in_(INSTITUTIONS), unsettled(who))


def reaches(audience: ColumnElement[str], who: FromClause) -> ColumnElement[bool]:
    """Whether a listing with that audience is for that organisation."""
    return or_(audience == ALL, ~institution(who))


def meet(one: ColumnElement[int], other: ColumnElement[int]) -> ColumnElement[bool]:
    """Whether neither of two organisations has blocked the other."""
    return ~exists().where(
        or_(
            and_(block.c.by_id == one, block.c.about_id == other),
            and_(block.c.by_id == other, block.c.about_id == one),
        )
    )


_theirs = select(_viewer.c.hub_id).where(_viewer.c.id == _who, _viewer.c.status == "approved").scalar_subquery()
_for_them = exists().where(_viewer.c.id == _who, ~institution(_viewer))
_apart = union_all(
    select(block.c.about_id).where(block.c.by_id == _who), select(block.c.by_id).where(block.c.about_id == _who)
)
# nothing of what is asked of the viewer names a listing, so that it is asked once and not for each of them
SEEN = and_(
    organisation.c.status == "approved",
    organisation.c.id != _who,
    listing.c.held.is_(None),
    listing.c.hub_id + 0 == _theirs,  # + 0: listings are found by their ids, not by going through a hub
    or_(listing.c.audience == ALL, _for_them),
    organisation.c.id.not_in(_apart),
)
"""For statements on `listing` joined with its owner, `organisation`; `viewer` is who looks (0: nobody)."""

_SEEN: Any = select(listing.c.id).join(organisation, organisation.c.id == listing.c.organisation_id).where(SEEN)
_SEES = Q(_SEEN.where(listing.c.id == bindparam("listing_id")))
_SEEN_OF = Among(_SEEN, listing.c.id)
_MEET = Q(select(organisation.c.id).where(organisation.c.id == bindparam("other"), meet(organisation.c.id, _who)))
_int4: Any = Integer()
_ALONE = Q(select(func.pg_advisory_xact_lock(bindparam("low", type_=_int4), bindparam("high", type_=_int4))))


def sees(tx: Tx, viewer: int, listing_id: int) -> bool:
    """Whether that organisation may see that listing of another one, in whatever state it is."""
    return tx.one(_SEES, viewer=viewer, listing_id=listing_id) is not None


def seen_of(tx: Tx, viewer: int, listing_ids: Sequence[int]) -> set[int]:
    """Those of the listings that an organisation may see: of other organisations, and for it."""
    return set(scalar_rows(_SEEN_OF.rows(tx, listing_ids, viewer=viewer)))


def alone(tx: Tx, one: int, other: int) -> None:
    """Until the commit nobody else blocks, or begins something between, these two. SQLite has one writer anyway."""
    if tx.postgres:
        tx.all(_ALONE, low=min(one, other), high=max(one, other))


def may_meet(tx: Tx, one: int, other: int) -> bool:
    """Whether two organisations may have to do with each other: neither has blocked the other."""
    return tx.one(_MEET, viewer=one, other=other) is not None
