"""How well does one listing fit another, and why? Meaning first, then place, hours, day and language; all are fair."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import orjson
from rapidfuzz.fuzz import token_set_ratio
from sqlalchemy import ARRAY, BigInteger, bindparam, func, select

from core.db import Q, Tx
from core.matching.candidates import candidates
from core.matching.cards import Cards, weights_of
from core.matching.facets import facets, place_of, reasons
from core.matching.fairness import allowances, records
from core.matching.fit import fit_cards
from core.matching.index import meaning_of_listing
from core.matching.keys import regions_for
from core.matching.meaning import Meaning
from core.matching.own import services_of
from core.matching.rows import COLUMNS, FROM, listing_of
from core.matching.values import Listing
from core.messages import Message, Service, _
from core.nameless import ALL
from core.seeing import SEEN, reaches
from core.tables import listing, listing_meaning, organisation
from core.taxonomy import Taxonomy, number_of

OTHER = {"need": "offer", "offer": "need"}
LEAST = 0.40  # of the fit by meaning: below this nobody is told (measured: docs/matching.md)
_NEAR_THE_BEST = 0.7  # … nor of what fits less well than this beside the best
_NAMED = 0.25  # of the services of both sides: what is worth naming as shared
_ALIKE = 60  # per cent, of the letters of both
LOADED = 32  # of the candidates, the best by meaning
_FEW = 8  # where fewer of these may be seen, more are looked at: most listings are not for companies
_MANY = 6  # times as many
_WORDED = 128  # of the candidates, the best without their words, whose words are compared
_OF_ONE = 3  # of them, of one organisation


@dataclass(frozen=True, slots=True)
class Near:
    """A listing that fits by its meaning: its card, its words and how well, 0–1."""

    fit: float
    id: int
    owner: int
    card: Any
    words: str


@dataclass(frozen=True, slots=True)
class Scored:
    """A listing that fits: `fit` by meaning alone, `score` with all that counts, `order` what it is sorted by."""

    listing: Listing
    near: Near
    fit: float
    score: float
    order: float


def ranked(tx: Tx, wanted: Listing, *, least: float = LEAST, most: int = LOADED) -> list[Scored]:
    """What fits a listing by at least `least`, best first, one for each organisation; at most `most`."""
    services = services_of(tx, wanted.hub_id)
    meaning = meaning_of_listing(wanted, services)
    found = candidates(tx, wanted.hub_id, OTHER[wanted.kind], meaning, regions_for(wanted))
    best, seen = _seen(tx, wanted, meaning, services, found, least, most)
    together = [(row, place) for row in seen if (place := place_of(wanted, row[0]))]
    joined = {one.organisation_id: since for (one, since), _place in together}
    fair = allowances(records(tx, OTHER[wanted.kind], joined, wanted.created_at), joined, wanted.created_at)
    scored = []
    for (one, _since), place in together:
        near = best[one.id]
        score = near.fit + facets(wanted, one, place)
        scored.append(Scored(one, near, near.fit, score, score + fair[one.organisation_id]))
    return sorted(scored, key=lambda one: (-one.order, -one.listing.id))


def _seen(
    tx: Tx, wanted: Listing, meaning: Meaning, services: Taxonomy, found: Cards, least: float, most: int
) -> tuple[dict[int, Near], list[tuple[Listing, int]]]:
    """The best by meaning, and those of them whose owner and the owner of `wanted` may see each other's listings."""
    for many in (most, _MANY * most):
        best = best_by_meaning(
            tx, meaning, wanted.kind, found, services, but=wanted.organisation_id, least=least, most=many
        )
        seen = load(tx, list(best), wanted.organisation_id, wanted.audience)
        if len(best) < many or len(seen) >= _FEW:
            break
    place = {id: at for at, id in enumerate(best)}
    return best, sorted(seen, key=lambda row: place[row[0].id])[:most]


def best_by_meaning(
    tx: Tx, meaning: Meaning, kind: str, found: Cards, services: Taxonomy, *, but: int, least: float, most: int
) -> dict[int, Near]:
    """Listing → how it fits, the best first, one for each organisation; `kind` is that of `meaning`.

    All are compared without their words, and the best few with them.
    """
    needed = kind == "need"
    found = _few(found[found["owner"] != but], meaning, services, max(_WORDED, 2 * most), needed=needed)
    words = _words_of(tx, found["listing"].tolist())
    found = found[[id in words for id in found["listing"].tolist()]]
    texts = [words[id] for id in found["listing"].tolist()]
    fits = fit_cards(meaning, found, services, texts, needed=needed)
    best: dict[int, Near] = {}
    rows = zip(fits.tolist(), found["listing"].tolist(), found["owner"].tolist(), found, texts, strict=True)
    for fit, id, owner, card, text in rows:
        if fit >= least and (owner not in best or fit > best[owner].fit):
            best[owner] = Near(fit, id, owner, card, text)
    return {one.id: one for one in sorted(best.values(), key=lambda one: -one.fit)[:most]}


def _few(found: Cards, meaning: Meaning, services: Taxonomy, most: int, *, needed: bool) -> Cards:
    """The `most` that fit best without their words, and of one organisation no more than a few."""
    if len(found) <= most:
        return found
    order = np.argsort(-fit_cards(meaning, found, services, needed=needed), kind="stable").tolist()
    owners, kept = found["owner"].tolist(), []
    counts: dict[int, int] = {}
    for at in order:
        owner = owners[at]
        counts[owner] = counts.get(owner, 0) + 1
        if counts[owner] <= _OF_ONE:
            kept.append(at)
            if len(kept) == most:
                break
    return found[kept]


def why(wanted: Listing, meaning: Meaning, one: Scored, services: Taxonomy) -> tuple[Message, ...]:
    """The reasons, what counts most first. A service is named in each reader's own language."""
    id = shared_service(meaning, one.near.card)
    if id:
        first = _("same service ({what})", what=Service(id, services.name(id, wanted.lang)))
    elif token_set_ratio(meaning.words, one.near.words) >= _ALIKE:
        first = _("similar words in both")
    else:
        first = _("similar in meaning")
    return (first, *reasons(wanted, one.listing))


def worth_telling(scored: list[Scored]) -> list[Scored]:
    """Without those that fit much less well than the best."""
    top = max((one.fit for one in scored), default=0.0)
    return [one for one in scored if one.fit >= _NEAR_THE_BEST * top]


def shared_service(one: Meaning, card: Any) -> str:
    """The service that both name most surely, or ''."""
    theirs = weights_of(card)
    shared = [
        (share * theirs[number_of(id)], id)
        for id, share in one.concepts
        if share >= _NAMED and theirs.get(number_of(id), 0.0) >= _NAMED
    ]
    return max(shared)[1] if shared else ""


# ---- reading the best -------------------------------------------------------------------------------------------


def load(tx: Tx, ids: list[int], viewer: int, audience: str = ALL) -> list[tuple[Listing, int]]:
    """Those of them that are open and that organisation may see, of owners that nothing stops; and when these came.

    `audience` is that of the viewer's own listing, which the others must be able to see too.
    """
    if not ids:
        return []
    who = {"viewer": viewer, "audience": audience}
    rows = (
        tx.all(_OF_POSTGRES, ids=ids, **who)
        if tx.postgres
        else tx.all(_OF_SQLITE, ids=orjson.dumps(ids).decode(), **who)
    )
    return [(listing_of(row[:-1]), row[-1]) for row in rows]


def _words_of(tx: Tx, ids: list[int]) -> dict[int, str]:
    if not ids:
        return {}
    if tx.postgres:
        return dict(tx.all(_WORDS_OF_POSTGRES, ids=ids))
    return dict(tx.all(_WORDS_OF_SQLITE, ids=orjson.dumps(ids).decode()))


def _select(source: Any) -> Any:
    return (
        select(*COLUMNS, organisation.c.created_at)
        .select_from(source)
        .where(
            listing.c.state == "open",
            organisation.c.frozen_at.is_(None),
            SEEN,
            reaches(bindparam("audience", type_=listing.c.audience.type), organisation.c.kind),
        )
    )


_IDS = func.json_each(bindparam("ids")).table_valued("value", name="ids")
_OF_SQLITE = Q(_select(_IDS.join(FROM, listing.c.id == _IDS.c.value)))
_OF_POSTGRES = Q(_select(FROM).where(listing.c.id == func.any(bindparam("ids", type_=ARRAY(BigInteger)))))
_WORDS = select(listing_meaning.c.listing_id, listing_meaning.c.words)
_WORDS_OF_SQLITE = Q(_WORDS.join_from(_IDS, listing_meaning, listing_meaning.c.listing_id == _IDS.c.value))
_WORDS_OF_POSTGRES = Q(
    _WORDS.where(listing_meaning.c.listing_id == func.any(bindparam("ids", type_=ARRAY(BigInteger))))
)
