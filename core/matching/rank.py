"""How well does one listing fit another, and why? Meaning first, then place, hours, day and language; all are fair."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import orjson
from rapidfuzz.fuzz import token_set_ratio
from sqlalchemy import ARRAY, BigInteger, bindparam, func, select

from core.db import Q, Tx
from core.matching.candidates import Found, candidates
from core.matching.facets import facets, place_of, reasons
from core.matching.fairness import allowances, records
from core.matching.fit import fit_many
from core.matching.index import meaning_in
from core.matching.keys import regions_for
from core.matching.meaning import Meaning
from core.matching.own import services_of
from core.matching.rows import COLUMNS, FROM, listing_of
from core.matching.values import Listing
from core.messages import Message, Service, _
from core.tables import listing, organisation
from core.taxonomy import Taxonomy

OTHER = {"need": "offer", "offer": "need"}
LEAST = 0.40  # of the fit by meaning: below this nobody is told (measured: docs/matching.md)
_NEAR_THE_BEST = 0.7  # … nor of what fits less well than this beside the best
_NAMED = 0.25  # of the services of both sides: what is worth naming as shared
_ALIKE = 60  # per cent, of the letters of both
LOADED = 32  # of the candidates, the best by meaning


@dataclass(frozen=True, slots=True)
class Scored:
    """A listing that fits: `fit` by meaning alone, `score` with all that counts, `order` what it is sorted by."""

    listing: Listing
    meaning: Meaning
    fit: float
    score: float
    order: float


def ranked(tx: Tx, wanted: Listing, *, least: float = LEAST, most: int = LOADED) -> list[Scored]:
    """What fits a listing by at least `least`, best first, one for each organisation; at most `most`."""
    services = services_of(tx, wanted.hub_id)
    meaning = meaning_in(wanted.what, wanted.lang, services)
    found = candidates(tx, wanted.hub_id, OTHER[wanted.kind], meaning, regions_for(wanted))
    best = best_by_meaning(meaning, wanted.kind, found, services, but=wanted.organisation_id, least=least, most=most)
    together = [
        (row, place) for row in load(tx, [found[at][0] for _fit, at in best]) if (place := place_of(wanted, row[0]))
    ]
    at_of = {found[at][0]: (fit, found[at][2]) for fit, at in best}
    joined = {one.organisation_id: since for (one, since), _place in together}
    fair = allowances(records(tx, OTHER[wanted.kind], joined, wanted.created_at), joined, wanted.created_at)
    scored = []
    for (one, _since), place in together:
        fit, its_meaning = at_of[one.id]
        score = fit + facets(wanted, one, place)
        scored.append(Scored(one, its_meaning, fit, score, score + fair[one.organisation_id]))
    return sorted(scored, key=lambda one: (-one.order, -one.listing.id))


def best_by_meaning(
    meaning: Meaning, kind: str, found: list[Found], services: Taxonomy, *, but: int, least: float, most: int
) -> list[tuple[float, int]]:
    """(fit, place in `found`) of the best, one for each organisation; `kind` is that of `meaning`."""
    fits = fits_of(meaning, kind, [one[2] for one in found], services)
    best: dict[int, tuple[float, int]] = {}
    for at, ((_id, owner, _meaning), fit) in enumerate(zip(found, fits, strict=True)):
        if fit >= least and owner != but and fit > best.get(owner, _NO_FIT)[0]:
            best[owner] = (fit, at)
    return sorted(best.values(), reverse=True)[:most]


def fits_of(meaning: Meaning, kind: str, others: list[Meaning], services: Taxonomy) -> list[float]:
    """How well each of the other kind fits by meaning, 0–1."""
    fits: list[float] = fit_many(meaning, others, services).tolist()
    return fits


def why(wanted: Listing, meaning: Meaning, one: Scored, services: Taxonomy) -> tuple[Message, ...]:
    """The reasons, what counts most first. A service is named in each reader's own language."""
    id = shared_service(meaning, one.meaning)
    if id:
        first = _("same service ({what})", what=Service(id, services.name(id, wanted.lang)))
    elif token_set_ratio(meaning.words, one.meaning.words) >= _ALIKE:
        first = _("similar words in both")
    else:
        first = _("similar in meaning")
    return (first, *reasons(wanted, one.listing))


def worth_telling(scored: list[Scored]) -> list[Scored]:
    """Without those that fit much less well than the best."""
    top = max((one.fit for one in scored), default=0.0)
    return [one for one in scored if one.fit >= _NEAR_THE_BEST * top]


def shared_service(one: Meaning, other: Meaning) -> str:
    """The service that both name most surely, or ''."""
    theirs = dict(other.concepts)
    shared = [
        (share * theirs[id], id) for id, share in one.concepts if share >= _NAMED and theirs.get(id, 0.0) >= _NAMED
    ]
    return max(shared)[1] if shared else ""


_NO_FIT = (-1.0, 0)


# ---- reading the best -------------------------------------------------------------------------------------------


def load(tx: Tx, ids: list[int]) -> list[tuple[Listing, int]]:
    """Those of them that are open, of approved organisations that nothing stops, and when these came."""
    if not ids:
        return []
    rows = tx.all(_OF_POSTGRES, ids=ids) if tx.postgres else tx.all(_OF_SQLITE, ids=orjson.dumps(ids).decode())
    return [(listing_of(row[:-1]), row[-1]) for row in rows]


def _select(source: Any) -> Any:
    return (
        select(*COLUMNS, organisation.c.created_at)
        .select_from(source)
        .where(listing.c.state == "open", organisation.c.status == "approved", organisation.c.frozen_at.is_(None))
    )


_IDS = func.json_each(bindparam("ids")).table_valued("value", name="ids")
_OF_SQLITE = Q(_select(_IDS.join(FROM, listing.c.id == _IDS.c.value)))
_OF_POSTGRES = Q(_select(FROM).where(listing.c.id == func.any(bindparam("ids", type_=ARRAY(BigInteger)))))
