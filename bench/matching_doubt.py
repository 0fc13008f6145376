"""How often is "which service is it?" asked where the likeliest was right, and where it was wrong?

`python -m bench.matching_doubt --set FILE` (docs/matching.md has the format). A service is taken for right where a
third of the offers that answer the need are of it.
"""

from __future__ import annotations

import argparse
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from bench.matching_sets import DEV, KINDS, Set
from core.matching.doubt import in_doubt
from core.matching.meaning import Meaning, meaning_of
from core.taxonomy import taxonomy

_IS_OF = 0.2  # what a service weighs of an offer that is of it


@dataclass
class Asked:
    """Counts of needs. `answered`: of those asked where the likeliest was wrong, the right one was offered."""

    right: int = 0
    right_asked: int = 0
    wrong: int = 0
    wrong_asked: int = 0
    answered: int = 0

    def count(self, meaning: Meaning, offered: tuple[str, ...], answers: set[str]) -> None:
        if meaning.concepts and meaning.concepts[0][0] in answers:
            self.right += 1
            self.right_asked += bool(offered)
            return
        self.wrong += 1
        self.wrong_asked += bool(offered)
        self.answered += not answers.isdisjoint(offered)


def asked(found: Set) -> Asked:
    """Over all needs of a set."""
    services = taxonomy()
    offers = {id: meaning_of(one["text"], one["lang"], services) for id, one in found.offers.items()}
    counted = Asked()
    for query in found.queries:
        meant = [id for offer in query["relevant"] for id, weight in offers[offer].concepts if weight >= _IS_OF]
        answers = {id for id, times in Counter(meant).items() if times >= len(query["relevant"]) / 3}
        meaning = meaning_of(query["text"], query["lang"], services)
        counted.count(meaning, in_doubt(query["text"], query["lang"], meaning, services), answers)
    return counted


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--set", type=Path, default=DEV)
    parser.add_argument("--half", choices=("", "odd", "even"), default="")
    arguments = parser.parse_args()
    for name, kind in KINDS.items():
        found = Set(arguments.set, arguments.half)
        found.queries = [query for query in found.queries if kind(query)]
        print(name, asked(found))


if __name__ == "__main__":
    main()
