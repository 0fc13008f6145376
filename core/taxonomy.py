"""Which services do organisations give each other, and what are they called? The list of them, in five languages.

It is data: core/data/services/*.json, one file a field. A coordinator's own services are added at run time, in one
language if need be.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import islice
from pathlib import Path

LANGUAGES = ("es", "ar", "en", "fr", "pt")
LONGEST_NAME = 28
_FOLDER = Path(__file__).parent / "data" / "services"
_SHARED = "shared_labels.txt"


@dataclass(frozen=True, slots=True)
class Service:
    """One service: what it is called (the first label of a language is its name) and what is done for whom."""

    id: str
    field: str  # '' = none
    labels: Mapping[str, tuple[str, ...]]  # by language; one language is enough
    about: Mapping[str, str] = dataclasses.field(default_factory=dict)
    afar: bool = False  # mostly done at a desk, and as well from another country

    def every_label(self) -> Iterator[tuple[str, str]]:
        """(language, label), each."""
        return ((lang, label) for lang, labels in self.labels.items() for label in labels)


class Taxonomy:
    """Services by id, in a fixed order. Never changed: `with_added` makes another."""

    def __init__(
        self, services: Iterable[Service], fields: Mapping[str, Mapping[str, str]], base: Taxonomy | None = None
    ) -> None:
        """`fields`: id → name by language; `base`: a list, with no base itself, whose services, as they are, are the
        first of these.
        """
        self.services: dict[str, Service] = {service.id: service for service in services}
        self.fields = fields
        self.base = base

    def __contains__(self, id: str) -> bool:
        return id in self.services

    def __len__(self) -> int:
        return len(self.services)

    def name(self, id: str, lang: str) -> str:
        """What a reader of `lang` is shown: the first label, of another language where that has none; "" if unknown."""
        service = self.services.get(id)
        if service is None:
            return ""
        known = (service.labels[code] for code in (lang, *LANGUAGES, *service.labels) if service.labels.get(code))
        return next(known, (id,))[0]

    def with_added(self, added: Iterable[Service]) -> Taxonomy:
        """The same with more services; where an id is known, the new labels come after those it has."""
        base, services = self.base or self, dict(self.services)
        for one in added:
            services[one.id] = _joined(services[one.id], one) if one.id in services else one
        only_more = len(services) > len(base) and all(services[id] is one for id, one in base.services.items())
        return Taxonomy(services.values(), self.fields, base if only_more else None)

    @cached_property
    def added(self) -> Taxonomy:
        """The services that stand behind those of `base`."""
        return Taxonomy(self._behind_base(), self.fields)

    @cached_property
    def fingerprint(self) -> str:
        """Two lists with one fingerprint have the same services with the same labels and explanations."""
        return self._hashed.hexdigest()

    @cached_property
    def _hashed(self) -> hashlib._Hash:
        """Of what a hub adds to thousands of lines that alone is read."""
        hashed = self.base._hashed.copy() if self.base else hashlib.sha256()
        lines = (
            f"{one.id}\t{lang}\t{text}\n"
            for one in self._behind_base()
            for lang, text in (*one.every_label(), *one.about.items())
        )
        hashed.update("".join(lines).encode())
        return hashed

    def _behind_base(self) -> Iterator[Service]:
        return islice(self.services.values(), len(self.base.services) if self.base else 0, None)


def _joined(old: Service, new: Service) -> Service:
    langs = (*old.labels, *(lang for lang in new.labels if lang not in old.labels))
    labels = {lang: tuple(dict.fromkeys((*old.labels.get(lang, ()), *new.labels.get(lang, ())))) for lang in langs}
    return Service(old.id, old.field or new.field, labels, {**new.about, **old.about}, old.afar or new.afar)


@lru_cache(maxsize=2048)
def number_of(id: str) -> int:
    """A service's id as a number of four bytes, the same in every list and process; never 0."""
    return zlib.crc32(id.encode()) or 1


@cache
def taxonomy() -> Taxonomy:
    """The services of the data files, read once."""
    services: list[Service] = []
    fields: dict[str, Mapping[str, str]] = {}
    for file in sorted(_FOLDER.glob("*.json")):
        read = json.loads(file.read_text(encoding="utf-8"))
        id = read["field"]["id"]
        fields[id] = read["field"]["names"]
        for name, entry in read["services"].items():
            labels = {lang: tuple(entry[lang]) for lang in LANGUAGES if lang in entry}
            services.append(Service(name, id, labels, entry.get("about", {}), entry.get("afar", False)))
    return Taxonomy(services, fields)


@cache
def shared_labels() -> dict[str, frozenset[str]]:
    """Labels that stand in several services on purpose → those services, as shared_labels.txt says it."""
    shared: dict[str, frozenset[str]] = {}
    for line in (_FOLDER / _SHARED).read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            label, services, _reason = (part.strip() for part in line.split("|", 2))
            shared[label] = frozenset(name.strip() for name in services.split(","))
    return shared
