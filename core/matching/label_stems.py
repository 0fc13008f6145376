"""Which words of our labels are stemmed? `python -m core.matching.label_stems` writes core/data/stems.txt anew."""

from __future__ import annotations

import sys
from itertools import product

from core.matching.stems import ALGORITHMS, FILE, worked_out
from core.matching.words import in_stemmer, spoken_language
from core.taxonomy import taxonomy
from core.text.normal import words

_ANY = "es"  # the language in which what is done is looked for beside who does it (core/matching/doers.py)


def asked() -> dict[str, set[str]]:
    """The words of our labels, by the language in which each is stemmed when they are read."""
    found: dict[str, set[str]] = {lang: set() for lang in ALGORITHMS}
    for service in taxonomy().services.values():
        for lang, label in service.every_label():
            said = words(label)
            for word, code in product(said, {lang, spoken_language(said, lang), _ANY}):
                if stemmed := in_stemmer(word, code):
                    found[stemmed[1]].add(stemmed[0])
    return found


def write() -> int:
    """Work the stems of our labels' words out and write them; how many."""
    found = asked()
    lines = ["# The words of our labels, each with its stem where that is another; python -m core.matching.label_stems"]
    for lang, listed in found.items():
        stems = ((word, worked_out(word, lang)) for word in sorted(listed))
        lines += [f"[{lang}]", *(f"{word} {stem}" if word != stem else word for word, stem in stems)]
    FILE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return sum(map(len, found.values()))


if __name__ == "__main__":
    print(f"{write()} words.")
    sys.exit(0)
