"""How often is a service that a coordinator named in one language the first for texts in another?

Every sixth service is taken out of the list, added back as a hub's own with its first labels of one language, and asked
for with its first labels in the others: `python -m bench.matching_own` (docs/matching.md).
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass

from core.languages import LANGUAGES
from core.matching.alike import NAMED
from core.matching.meaning import meaning_of
from core.taxonomy import Service, Taxonomy, taxonomy

_EVERY = 6
_ASKED = 3  # labels of each other language
_ID = "own-1"


@dataclass
class Found:
    """Texts asked, of which the service was the first, and of which it weighs enough to be told as shared."""

    asked: int = 0
    first: int = 0
    shared: int = 0

    def count(self, concepts: tuple[tuple[str, float], ...]) -> None:
        self.asked += 1
        self.first += bool(concepts) and concepts[0][0] == _ID
        self.shared += dict(concepts).get(_ID, 0.0) >= NAMED

    def __str__(self) -> str:
        return f"{self.asked} texts: first {self.first / self.asked:.3f}, told as shared {self.shared / self.asked:.3f}"


def of_one(service: Service, lang: str, names: int) -> Iterator[tuple[tuple[str, float], ...]]:
    """What labels in other languages are about, to a hub that knows the service by `names` labels of `lang` alone."""
    whole = taxonomy()
    others = (one for one in whole.services.values() if one.id != service.id)
    known = Taxonomy(others, whole.fields).with_added([Service(_ID, "", {lang: service.labels[lang][:names]})])
    for other in LANGUAGES:
        for label in service.labels[other][:_ASKED] if other != lang else ():
            yield meaning_of(label, other, known).concepts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lang", choices=LANGUAGES, nargs="+", default=["es", "ar"])
    parser.add_argument("--names", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--from", type=int, default=0, dest="start", help="which of each six services, 0 to 5")
    arguments = parser.parse_args()
    services = list(taxonomy().services.values())[arguments.start :: _EVERY]
    for lang in arguments.lang:
        for names in arguments.names:
            found = Found()
            for service in services:
                for concepts in of_one(service, lang, names):
                    found.count(concepts)
            print(f"{lang}, {names}: {found}", flush=True)


if __name__ == "__main__":
    main()
