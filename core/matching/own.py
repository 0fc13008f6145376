"""Which services does a hub know beside the list of all? Its coordinators name them, in one language if need be."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, delete, insert, select

from core.db import New, Q, Tx
from core.errors import Misconfigured
from core.languages import LANGUAGES
from core.tables import concept
from core.taxonomy import Service, Taxonomy, taxonomy
from core.text.clean import clean
from core.text.normal import fold

MOST_LABELS, LONGEST_LABEL, MOST_SERVICES = 12, 40, 100
_KEPT = 8  # taxonomies of hubs

_OF_HUB = Q(
    select(concept.c.id, concept.c.lang, concept.c.labels)
    .where(concept.c.hub_id == bindparam("hub_id"))
    .order_by(concept.c.id)
)
_ADD = New(insert(concept).values({name: bindparam(name) for name in ("hub_id", "lang", "labels", "created_at")}))
_REMOVE = Q(delete(concept).where(concept.c.hub_id == bindparam("hub_id"), concept.c.id == bindparam("its_id")))


@dataclass(frozen=True, slots=True)
class OwnService:
    """A hub's own service; the first label is its name."""

    id: int
    lang: str
    labels: tuple[str, ...]


def services_of(tx: Tx, hub_id: int) -> Taxonomy:
    """All services that the hub knows."""
    rows = tuple(tx.all(_OF_HUB, hub_id=hub_id))
    return _joined(rows) if rows else taxonomy()


def own_services(tx: Tx, hub_id: int) -> list[OwnService]:
    """Those of its own, oldest first."""
    return [OwnService(id, lang, tuple(labels.split("\n"))) for id, lang, labels in tx.all(_OF_HUB, hub_id=hub_id)]


def add_service(tx: Tx, hub_id: int, lang: str, labels: tuple[str, ...], now: int) -> int:
    """A new one; its number. Raises Misconfigured with one sentence."""
    kept = tuple(dict.fromkeys(" ".join(clean(label, LONGEST_LABEL + 1).split()) for label in labels))
    if lang not in LANGUAGES:
        raise Misconfigured(f"{lang!r} is no language of ours; write one of {' '.join(LANGUAGES)}.")
    if not 1 <= len(kept) <= MOST_LABELS:
        raise Misconfigured(f"These are {len(kept)} names; write 1 to {MOST_LABELS}.")
    for label in kept:
        if len(label) > LONGEST_LABEL or sum(map(str.isalpha, label)) < 3:
            raise Misconfigured(f"{label!r}: write a name of 3 to {LONGEST_LABEL} letters.")
    _check_new(tx, hub_id, kept)
    id: int = tx.added(_ADD, hub_id=hub_id, lang=lang, labels="\n".join(kept), created_at=now)
    return id


def remove_service(tx: Tx, hub_id: int, id: int) -> bool:
    """False where there was none with that number."""
    return bool(tx.run(_REMOVE, hub_id=hub_id, its_id=id))


def _check_new(tx: Tx, hub_id: int, labels: tuple[str, ...]) -> None:
    known = services_of(tx, hub_id)
    if len(known) - len(taxonomy()) >= MOST_SERVICES:
        raise Misconfigured(f"This hub has {MOST_SERVICES} services of its own; take one away first.")
    wanted = fold(labels[0])
    for service in known.services.values():
        for lang, label in service.every_label():
            if fold(label) == wanted:
                raise Misconfigured(f"{labels[0]!r} is known already: it means {known.name(service.id, lang)!r}.")


_taxonomies: OrderedDict[tuple[Any, ...], Taxonomy] = OrderedDict()


def _joined(rows: tuple[tuple[Any, ...], ...]) -> Taxonomy:
    """One object for the same services, since what is worked out of it is kept with it."""
    found = _taxonomies.get(rows)
    if found is None:
        added = [Service(f"own-{id}", "", {lang: tuple(labels.split("\n"))}) for id, lang, labels in rows]
        found = taxonomy().with_added(added)
        if len(_taxonomies) >= _KEPT:
            _taxonomies.pop(next(iter(_taxonomies)), None)
        _taxonomies[rows] = found
    return found
