"""Which services does a hub know beside the list of all? Its coordinators name them, in one language or in several."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update

from core.db import New, Q, Tx
from core.errors import Misconfigured
from core.languages import LANGUAGES
from core.tables import concept
from core.taxonomy import Service, Taxonomy, taxonomy
from core.text.clean import clean
from core.text.normal import fold

MOST_LABELS, LONGEST_LABEL, MOST_SERVICES = 12, 40, 100
_KEPT = 64  # taxonomies of hubs, as many as what is worked out of them (core/matching/meaning.py)

_OF_HUB = Q(
    select(concept.c.id, concept.c.labels).where(concept.c.hub_id == bindparam("hub_id")).order_by(concept.c.id)
)
_ADD = New(insert(concept).values({name: bindparam(name) for name in ("hub_id", "labels", "created_at")}))
_IT = (concept.c.hub_id == bindparam("of_hub"), concept.c.id == bindparam("its_id"))
_CHANGE = Q(update(concept).where(*_IT).values(labels=bindparam("labels")))
_REMOVE = Q(delete(concept).where(*_IT))

Names = Mapping[str, tuple[str, ...]]  # by language; the first of a language is the name that its readers see


@dataclass(frozen=True, slots=True)
class OwnService:
    """A hub's own service, its languages in the order in which they were told."""

    id: int
    names: Names


def services_of(tx: Tx, hub_id: int) -> Taxonomy:
    """All services that the hub knows. Read anew each time, so what one process names all know."""
    rows = tuple(tx.all(_OF_HUB, hub_id=hub_id))
    return _joined(rows) if rows else taxonomy()


def own_services(tx: Tx, hub_id: int) -> list[OwnService]:
    """Those of its own, oldest first."""
    return [OwnService(id, _read(labels)) for id, labels in tx.all(_OF_HUB, hub_id=hub_id)]


def add_service(tx: Tx, hub_id: int, names: Names, now: int) -> int:
    """A new one; its number. One language is enough. Raises Misconfigured with one sentence."""
    if len(tx.all(_OF_HUB, hub_id=hub_id)) >= MOST_SERVICES:
        raise Misconfigured(f"This hub has {MOST_SERVICES} services of its own; take one away first.")
    kept = _checked(names, services_of(tx, hub_id))
    id: int = tx.added(_ADD, hub_id=hub_id, labels=_written(kept), created_at=now)
    return id


def name_service(tx: Tx, hub_id: int, id: int, names: Names) -> OwnService:
    """Says what one of them is called in further languages, or, where it has names in one, otherwise than until now.

    Raises Misconfigured with one sentence.
    """
    known = next((one for one in own_services(tx, hub_id) if one.id == id), None)
    if known is None:
        raise Misconfigured(f"This hub has no service {id}; python -m bot concept list shows them.")
    kept = {**known.names, **_checked(names, services_of(tx, hub_id), but=_id(id))}
    tx.run(_CHANGE, of_hub=hub_id, its_id=id, labels=_written(kept))
    return OwnService(id, kept)


def remove_service(tx: Tx, hub_id: int, id: int) -> bool:
    """False where there was none with that number."""
    return bool(tx.run(_REMOVE, of_hub=hub_id, its_id=id))


def _checked(names: Names, known: Taxonomy, but: str = "") -> Names:
    """The names as they are kept."""
    kept = {lang: _cleaned(lang, labels) for lang, labels in names.items()}
    if not kept:
        raise Misconfigured("Write at least one name.")
    wanted = {fold(labels[0]): labels[0] for labels in kept.values()}
    for service in known.services.values():
        for lang, label in service.every_label() if service.id != but else ():
            if said := wanted.get(fold(label)):
                raise Misconfigured(f"{said!r} is known already: it means {known.name(service.id, lang)!r}.")
    return kept


def _cleaned(lang: str, labels: tuple[str, ...]) -> tuple[str, ...]:
    if lang not in LANGUAGES:
        raise Misconfigured(f"{lang!r} is no language of ours; write one of {' '.join(LANGUAGES)}.")
    kept = tuple(dict.fromkeys(" ".join(clean(label, LONGEST_LABEL + 1).split()) for label in labels))
    if not 1 <= len(kept) <= MOST_LABELS:
        raise Misconfigured(f"These are {len(kept)} names; write 1 to {MOST_LABELS}.")
    for label in kept:
        if len(label) > LONGEST_LABEL or sum(map(str.isalpha, label)) < 3:
            raise Misconfigured(f"{label!r}: write a name of 3 to {LONGEST_LABEL} letters.")
    return kept


def _written(names: Names) -> str:
    return "\n".join(f"{lang} {label}" for lang, labels in names.items() for label in labels)


def _read(written: str) -> Names:
    names: dict[str, tuple[str, ...]] = {}
    for line in written.split("\n"):
        lang, _space, label = line.partition(" ")
        names[lang] = (*names.get(lang, ()), label)
    return names


def _id(number: int) -> str:
    """Of the service, beside those of the list."""
    return f"own-{number}"


_taxonomies: OrderedDict[tuple[Any, ...], Taxonomy] = OrderedDict()


def _joined(rows: tuple[tuple[Any, ...], ...]) -> Taxonomy:
    """One object for the same services, since what is worked out of it is kept with it."""
    found = _taxonomies.get(rows)
    if found is None:
        found = taxonomy().with_added([Service(_id(id), "", _read(labels)) for id, labels in rows])
        if len(_taxonomies) >= _KEPT:
            _taxonomies.pop(next(iter(_taxonomies)), None)
        _taxonomies[rows] = found
    return found
