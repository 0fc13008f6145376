"""Is a service known however it is asked for? Labels put into what people write around them, in five languages."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from core.matching.meaning import meaning_of
from core.taxonomy import taxonomy

FILE = Path("tests/data/matching/phrasings.json")
LABELS = 300  # of each language
_ARTICLE, _TO = "ال", "ل"


def phrasings() -> dict[str, list[str]]:
    """Language → sentences with a place for what is meant."""
    read: dict[str, list[str]] = json.loads(FILE.read_text(encoding="utf-8"))
    return read


def labels(lang: str, most: int) -> list[tuple[str, str]]:
    """(service, one of its labels), so many of a language at random, the same each time."""
    found = [(one.id, label) for one in taxonomy().services.values() for label in one.labels.get(lang, ())]
    return random.Random(1).sample(found, most)


def said(phrasing: str, label: str) -> str:
    """The label in its place; "to" and an Arabic article become one."""
    if f"{_TO}{{}}" in phrasing and label.startswith(_ARTICLE):
        return phrasing.replace(f"{_TO}{{}}", f"{_TO}{_TO}{label.removeprefix(_ARTICLE)}")
    return phrasing.replace("{}", label)


def known(lang: str, phrasing: str, most: int) -> tuple[int, int]:
    """Of so many labels, for how many the service is the likeliest, and among the three likeliest."""
    places = Counter(_places(lang, phrasing, most))
    return places[0], sum(places[at] for at in range(3))


def _places(lang: str, phrasing: str, most: int) -> Iterator[int]:
    for id, label in labels(lang, most):
        likeliest = [service for service, _share in meaning_of(said(phrasing, label), lang, taxonomy()).concepts]
        yield likeliest.index(id) if id in likeliest else len(likeliest) + 3


def report() -> None:
    print(f"{'likeliest':>9} {'of three':>9}  of {LABELS} labels")
    for lang, sentences in phrasings().items():
        for sentence in sentences:
            first, three = known(lang, sentence, LABELS)
            print(f"{first / LABELS:>9.3f} {three / LABELS:>9.3f}  {lang} {sentence}", flush=True)
