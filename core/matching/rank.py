"""How well does one listing fit another, and why? Meaning first, then place, hours, day and language; all are fair."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.fuzz import token_set_ratio

from core.db import Tx
from core.matching.alike import NAMED, alike
from core.matching.candidates import candidates
from core.matching.cards import Cards, weights_of
from core.matching.crowded import crowding
from core.matching.dictionary import dictionary
from core.matching.facets import facets, place_of, reasons
from core.matching.fairness import allowances
from core.matching.fit import fit_cards
from core.matching.keys import regions_for
from core.matching.meaning import Meaning
from core.matching.seen import OTHER, Seen, seen_for
from core.matching.told import told
from core.matching.values import Listing
from core.matching.vectors import Floats
from core.messages import Message, _
from core.taxonomy import Taxonomy, number_of

LEAST = 0.36  # of the fit by meaning: below this nobody is told (measured: docs/matching.md)
_NEAR_THE_BEST = 0.7  # … nor of what fits less well than this beside the best
_SAID_ALIKE = 0.5  # what words that mean the same add where there is no encoder, whose vectors know of them
_NAMED_ALIKE, _NAMES = 0.2, 3  # … for so few words that name a service: many listings are of one service
_ALIKE = 60  # per cent, of the letters of both
LOADED = 32  # of the candidates, the best by meaning; of a few words half as many again, since their words sort them
_FEW = 8  # where fewer of these may be seen, more are looked at: most listings are not for companies
_MANY = 12  # times as many
_OF_ONE = 3  # of them, of one organisation
_CARDS_EACH = 6  # of the nearest cards, for each listing wanted: some listings come twice, some owners have many


@dataclass(frozen=True, slots=True)
class Near:
    """A listing that fits by its meaning: how well, 0–1, and its card."""

    fit: float
    beside: float  # what it is sorted by: of a few words, how near it is beside the others
    card: Any
    seen: Seen


@dataclass(frozen=True, slots=True)
class Scored:
    """A listing that fits: `fit` by meaning alone, `score` with all that counts, `order` what it is sorted by."""

    listing: Listing
    near: Near
    fit: float
    score: float
    order: float


def ranked(
    tx: Tx, wanted: Listing, meaning: Meaning, services: Taxonomy, *, least: float = LEAST, most: int = LOADED
) -> list[Scored]:
    """What fits a listing by at least `least`, best first, one for each organisation; at most `most`."""
    found = candidates(tx, wanted.hub_id, OTHER[wanted.kind], meaning, services, regions_for(wanted))
    if not len(found):
        return []
    read = partial(seen_for, tx, wanted=wanted)
    best = best_by_meaning(
        read, meaning, wanted.kind, found, services, but=wanted.organisation_id, least=least, most=most
    )
    if not best:
        return []
    listings = [(near, near.seen.listing) for near in best]
    together = [(near, one, place) for near, one in listings if (place := place_of(wanted, one))]
    owners = {near.seen.owner: near.seen for near, _one, _place in together}
    joined = {id: one.since for id, one in owners.items()}
    fair = allowances({id: one.record for id, one in owners.items()}, joined, wanted.created_at)
    scored = []
    for near, one, place in together:
        score = near.beside + facets(wanted, one, place)
        scored.append(Scored(one, near, near.fit, score, score + fair[one.organisation_id]))
    return sorted(scored, key=lambda one: (-one.order, -one.listing.id))


def best_by_meaning(
    read: Callable[[list[int]], list[Seen]],
    meaning: Meaning,
    kind: str,
    found: Cards,
    services: Taxonomy,
    *,
    but: int,
    least: float,
    most: int,
) -> list[Near]:
    """How they fit, the best first, one for each organisation; `kind` is that of `meaning`.

    All are compared without their words, and with them the best few of those that `read` brings: what may be seen.
    """
    needed = kind == "need"
    near = fit_cards(meaning, found, services, needed=needed)
    for many in (most + most // 2 if meaning.brief else most, _MANY * most):
        few = _few(found, near, many, but=but)
        there = {one.id: one for one in read(few["listing"].tolist())}
        if len(few) < many or len(there) >= _FEW:
            break
    few = few[[id in there for id in few["listing"].tolist()]]
    seen = [there[id] for id in few["listing"].tolist()]
    told = [one.told for one in seen]
    fits = fit_cards(meaning, few, services, told, needed=needed)
    beside = fits
    if meaning.brief:
        beside = fit_cards(meaning, few, services, told, needed=needed, briefly=True) - crowding(told)
    if (counts := _words_count(meaning)) > 0:
        words = [each for each, _vector in told]
        beside = beside + counts * dictionary().alike(meaning.words, words)
    best: dict[int, Near] = {}
    for fit, stands, card, one in zip(fits.tolist(), beside.tolist(), few, seen, strict=True):
        if fit >= least and (one.owner not in best or stands > best[one.owner].beside):
            best[one.owner] = Near(fit, stands, card, one)
    return sorted(best.values(), key=lambda one: -one.beside)[:most]


def _words_count(meaning: Meaning) -> float:
    """What it adds that all words mean the same. Of a few words that name no service their vector tells it."""
    if meaning.vector is None:
        return _SAID_ALIKE * meaning.vague
    return _NAMED_ALIKE if not meaning.brief and len(meaning.words.split()) <= _NAMES else 0.0


def _few(found: Cards, near: Floats, most: int, *, but: int) -> Cards:
    """The `most` nearest, each listing once, none of one organisation, of any other no more than a few."""
    kept: list[int] = []
    for many in (_CARDS_EACH * most, len(found)):
        order = _nearest(near, many)
        kept = _different(order.tolist(), found["listing"][order].tolist(), found["owner"][order].tolist(), most, but)
        if len(kept) == most:
            break
    return found[kept]


def _nearest(near: Floats, many: int) -> NDArray[np.intp]:
    """The places of the `many` nearest and of those as near as the last, the nearest first, of equals the first."""
    if many >= len(near):
        return np.argsort(-near, kind="stable")
    those = np.flatnonzero(near >= np.partition(near, -many)[-many])
    return those[np.argsort(-near[those], kind="stable")]


def _different(order: list[int], listings: list[int], owners: list[int], most: int, but: int) -> list[int]:
    """The first `most` places whose listing was not there yet, and whose owner not too often."""
    kept: dict[int, int] = {}
    counts = {but: _OF_ONE}
    for at, id, owner in zip(order, listings, owners, strict=True):
        if id not in kept and (count := counts.get(owner, 0)) < _OF_ONE:
            counts[owner] = count + 1
            kept[id] = at
            if len(kept) == most:
                break
    return list(kept.values())


def why(wanted: Listing, meaning: Meaning, one: Scored, services: Taxonomy) -> tuple[Message, ...]:
    """The reasons, what counts most first. A service is named in each reader's own language."""
    id = shared_service(meaning, one.near.card)
    if id:
        first = _("same service ({what})", what=told(services, id, wanted.lang))
    elif token_set_ratio(meaning.words, one.near.seen.told[0]) >= _ALIKE:
        first = _("similar words in both")
    else:
        first = alike(meaning, one.near.card, services, wanted.lang)
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
        if share >= NAMED and theirs.get(number_of(id), 0.0) >= NAMED
    ]
    return max(shared)[1] if shared else ""
