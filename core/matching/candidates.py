"""Which listings might fit? A capped look-up for each term, so that a term everybody uses costs what a rare one does.

Of a term found in very many listings only the newest count; a rarer term weighs more, and so brings in the older ones.
"""

from __future__ import annotations

from functools import cache

from sqlalchemy import BigInteger, Select, bindparam, desc, func, select, union_all

from core.db import Q, Tx
from core.matching.concepts import is_concept
from core.matching.rows import COLUMNS, FROM, listing_of
from core.matching.terms import terms_of
from core.matching.values import Listing
from core.tables import listing, listing_term, organisation

PER_TERM = 32
MOST = 24
_CONCEPT_WEIGHT = 4
_RAREST = PER_TERM * 4 // 3  # a term in one listing weighs four times what one does that reaches the cap
_OTHER = {"need": "offer", "offer": "need"}


def candidates(tx: Tx, wanted: Listing) -> list[Listing]:
    """Open listings of the other kind in the hub, of other approved organisations, that share terms; best first."""
    terms = terms_of(wanted.what, wanted.lang)
    return with_terms(tx, wanted.hub_id, _OTHER[wanted.kind], terms, wanted.organisation_id)


def with_terms(tx: Tx, hub_id: int, kind: str, terms: tuple[str, ...], but: int) -> list[Listing]:
    """Open listings of `kind` that have one of the terms, not of the organisation `but`; best first."""
    if not terms:
        return []
    named: dict[str, str | int] = {}
    for n, term in enumerate(terms):
        named[f"term_{n}"], named[f"weight_{n}"] = term, _CONCEPT_WEIGHT if is_concept(term) else 1
    rows = tx.all(_look_up(len(terms)), hub_id=hub_id, kind=kind, organisation_id=but, **named)
    return [listing_of(row) for row in rows]


@cache
def _look_up(terms: int) -> Q:
    """The statement for that many terms, compiled once."""
    found = union_all(*map(_with_term, range(terms))).subquery()
    shared = func.sum(found.c.weight)
    best = (
        select(found.c.listing_id, shared.label("shared"))
        .group_by(found.c.listing_id)
        .order_by(desc("shared"), found.c.listing_id.desc())
        .limit(MOST)
        .subquery()
    )
    return Q(
        select(*COLUMNS)
        .select_from(FROM.join(best, best.c.listing_id == listing.c.id))
        .where(
            listing.c.state == "open",
            organisation.c.status == "approved",
            organisation.c.frozen_at.is_(None),
            listing.c.organisation_id != bindparam("organisation_id"),
        )
        .order_by(best.c.shared.desc(), listing.c.id.desc())
    )


def _with_term(n: int) -> Select[tuple[int, int]]:
    capped = (
        select(listing_term.c.listing_id)
        .where(
            listing_term.c.hub_id == bindparam("hub_id"),
            listing_term.c.kind == bindparam("kind"),
            listing_term.c.term == bindparam(f"term_{n}"),
        )
        .order_by(listing_term.c.listing_id.desc())
        .limit(PER_TERM)
        .subquery()
    )
    many = func.count().over()
    weight = bindparam(f"weight_{n}", type_=BigInteger) * (_RAREST - many)
    return select(capped.c.listing_id, weight.label("weight"))
