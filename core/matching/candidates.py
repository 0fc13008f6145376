"""Which listings might fit? A capped look-up for each term, so that a term everybody uses costs what a rare one does.

Of a term found in very many listings only the newest count; a rarer term weighs more, and so brings in the older ones.
"""

from __future__ import annotations

from functools import cache

from sqlalchemy import Select, bindparam, desc, func, literal, select, union_all

from core.db import Q, Tx
from core.matching.concepts import is_concept
from core.matching.rows import COLUMNS, FROM, listing_of
from core.matching.terms import terms_of
from core.matching.values import Listing
from core.tables import listing, listing_term, organisation

PER_TERM = 64
MOST = 40
_CONCEPT_WEIGHT = 4
_RAREST = PER_TERM * 4 // 3  # a term in one listing weighs four times what one does that reaches the cap
_OTHER = {"need": "offer", "offer": "need"}


def candidates(tx: Tx, wanted: Listing) -> list[Listing]:
    """Open listings of the other kind in the hub, of other approved organisations, that share terms; best first."""
    terms = terms_of(wanted.what, wanted.lang)
    return with_terms(tx, wanted.hub_id, _OTHER[wanted.kind], terms, wanted.organisation_id)


def with_terms(tx: Tx, hub_id: int, kind: str, terms: tuple[str, ...], but: int) -> list[Listing]:
    """Open listings of `kind` that have one of the terms (services first), not of the organisation `but`."""
    if not terms:
        return []
    concepts = sum(map(is_concept, terms))
    look_up = _look_up(concepts, len(terms) - concepts)
    named = {f"t{n}": term for n, term in enumerate(terms)}
    return [listing_of(row) for row in tx.all(look_up, hub_id=hub_id, kind=kind, organisation_id=but, **named)]


@cache
def _look_up(concepts: int, stems: int) -> Q:
    """The statement for that many terms of each sort: at most 13 × 13 of them, each compiled once."""
    found = union_all(
        *(_with_term(n, _CONCEPT_WEIGHT if n < concepts else 1) for n in range(concepts + stems))
    ).subquery()
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


def _with_term(n: int, weight: int) -> Select[tuple[int, int]]:
    capped = (
        select(listing_term.c.listing_id)
        .where(
            listing_term.c.hub_id == bindparam("hub_id"),
            listing_term.c.kind == bindparam("kind"),
            listing_term.c.term == bindparam(f"t{n}"),
        )
        .order_by(listing_term.c.listing_id.desc())
        .limit(PER_TERM)
        .subquery()
    )
    many = func.count().over()
    return select(capped.c.listing_id, (literal(weight) * (_RAREST - many)).label("weight"))
