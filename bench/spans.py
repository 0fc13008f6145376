"""Learn which words of a message are a name, a town, a service, or words for somebody: `python -m bench.spans`.

From the train pools of tests/data/volunteers, whose placeholders and facts say so, filled with names and towns of
tests/data/volunteers/names. `--report` measures on the test pools, filled with names that are not learnt.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

from bench.acts import files_of, table_of
from bench.fitting import fit
from bench.tagger_training import Text
from bot.understanding.spans import CRF, KINDS, LABELS, WEIGHTS, Token, as_heard, features, spans, tokenise

_VOLUNTEERS = Path(__file__).resolve().parents[1] / "tests/data/volunteers"
_WAYS = {"org": 6, "town": 4, "neworg": 4, "newtown": 4, "partner": 2, "person": 2}
"""How often a sentence with such a placeholder is filled in."""
_OF = {"org": "org", "neworg": "org", "partner": "org", "town": "town", "newtown": "town", "person": "person"}
_FACTS = {"what": "what", "what2": "what", "words": "words"}
_SCREENS = 2
_GAP = re.compile(r"\{(\w+)\}")
_PLAIN = (
    "{org}, {town}",
    "{org} {town}",
    "{org} - {town}",
    "{org}\n{town}",
    "{org} ({town})",
    "{org}. {town}",
    "{org}",
    "{org} / {town}",
    "{town}, {org}",
)
_UNKNOWN = 0.6
_PLAINLY = 2
_LOWERED = 0.35
_OF_A_TOWN, _OF_TOWN = 0.2, {"es": "de", "pt": "de", "fr": "de", "en": "of"}
"""How many names of organisations have a town in them, and what stands before it."""
_TAGGED = {True: 0.25, False: 0.06}
"""Shares of sentences with and without names that the tagger learns from."""


class Tagged(NamedTuple):
    """A text, its screen, its language, and the spans in it as (kind, start, end)."""

    text: str
    screen: str
    lang: str
    prompt: str
    marks: tuple[tuple[str, int, int], ...]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--report", action="store_true")
    parser.add_argument("--errors", action="store_true")
    told = parser.parse_args()
    if not told.report:
        learn(list(tagged("train")))
    print("\n".join(report(list(tagged("test")), errors=told.errors)))


def tagged(half: str) -> Iterator[Tagged]:
    """The pools' sentences with names put in, and names alone."""
    chance, known = random.Random(36), {row["prompt"]: row for row in table_of(_VOLUNTEERS / "prompts.tsv")}
    for file in files_of(half):
        lang, names = file.stem, _Names(file.stem, half, chance)
        for line in file.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            screens = known[row["prompt"]]["screens"].split()
            gaps = _GAP.findall(row["text"])
            ways = max((_WAYS.get(gap, 1) for gap in gaps), default=1) if half == "train" else 1
            for _way in range(ways):
                for screen in chance.sample(screens, min(_SCREENS if ways == 1 else 1, len(screens))):
                    yield _filled(row, screen, lang, names)
        for _turn in range(_PLAINLY * len(names.orgs) if half == "train" else 20):
            row = {"text": chance.choice(_PLAIN), "facts": {}, "prompt": "plain"}
            yield _filled(row, "newcomer", lang, names)


class _Names:
    """What is put in the place of placeholders."""

    def __init__(self, lang: str, half: str, chance: random.Random) -> None:
        folder = _VOLUNTEERS / "names"
        self.orgs = _lines(folder / f"{half}.{lang}.txt")
        towns = _lines(folder / f"towns.{lang}.txt")
        self.towns = [town for town in towns if (crc32(town.encode()) % 4 == 0) == (half == "test")]
        self.persons = _lines(folder / f"people.{lang}.txt")
        self._chance, self._lang, self._of_a_town = chance, lang, _OF_A_TOWN if half == "train" else 0.0

    def of(self, gap: str) -> str:
        if gap in ("code", "number"):
            return str(self._chance.randrange(10**8, 10**9) if gap == "code" else self._chance.randrange(1000, 1999))
        said = self._chance.choice({"org": self.orgs, "town": self.towns, "person": self.persons}[_OF[gap]])
        if _OF[gap] == "org" and self._lang in _OF_TOWN and self._chance.random() < self._of_a_town:
            said = f"{said} {_OF_TOWN[self._lang]} {self._chance.choice(self.towns)}"
        return said.lower() if self._chance.random() < _LOWERED else said


def _filled(row: dict[str, Any], screen: str, lang: str, names: _Names) -> Tagged:
    text, marks, rest = "", [], row["text"]
    while gap := _GAP.search(rest):
        said = names.of(gap[1])
        text += rest[: gap.start()]
        if gap[1] in _OF:
            marks.append((_OF[gap[1]], len(text), len(text) + len(said)))
        text, rest = text + said, rest[gap.end() :]
    text += rest
    for fact, kind in _FACTS.items():
        said = str(row["facts"].get(fact) or "")
        at = text.find(said) if said and not _GAP.search(said) else -1
        if at >= 0 and not any(start < at + len(said) and at < end for _kind, start, end in marks):
            marks.append((kind, at, at + len(said)))
    return Tagged(text, screen, lang, row["prompt"], tuple(sorted(marks, key=lambda one: one[1])))


def _labels(one: Tagged) -> list[int]:
    found = []
    for token in tokenise(one.text):
        mark = next(((kind, start) for kind, start, end in one.marks if start <= token.start < end), None)
        edge = "" if mark is None else "B" if token.start == mark[1] else "I"
        found.append(LABELS.index(f"{edge}-{mark[0]}") if mark else 0)
    return found


def _half_known(one: Tagged, chance: random.Random) -> list[Token]:
    """The words of a sentence, of whose names some are made words that nobody knows: most names were never seen."""
    inside = [(start, end) for kind, start, end in one.marks if kind in ("org", "town", "person")]
    return [
        token._replace(form="")
        if any(start <= token.start < end for start, end in inside) and chance.random() < _UNKNOWN
        else token
        for token in tokenise(one.text)
    ]


def for_tagger() -> Iterator[Text]:
    """A part of the sentences of the train pools, as the tagger learns from them."""
    chance = random.Random(40)
    for one in tagged("train"):
        if chance.random() < _TAGGED[bool(one.marks)]:
            yield Text(
                *as_heard(one.text, tokenise(one.text)), [""] * len(_labels(one)), (one.screen,), names=_labels(one)
            )


def learn(said: list[Tagged]) -> None:
    """Learn the labels of each sentence."""
    chance = random.Random(38)
    fit(CRF, ((features(_half_known(one, chance), one.screen), _labels(one)) for one in said))
    print(f"{len(said)} sentences, {WEIGHTS.stat().st_size} bytes")


def report(said: list[Tagged], *, errors: bool) -> Iterator[str]:
    """Of each kind: spans found exactly, found in part, missed, and made up; and by language for names."""
    right, there, made = Counter[str](), Counter[str](), Counter[str]()
    for one in said:
        found = {(span.kind, span.start, span.end) for span in spans(one.text, one.screen)}
        wanted = set(one.marks)
        for kind, _start, _end in wanted:
            there[kind] += 1
            there[f"{kind} {one.lang}"] += 1
        for kind, _start, _end in wanted & found:
            right[kind] += 1
            right[f"{kind} {one.lang}"] += 1
        for kind, _start, _end in found - wanted:
            made[kind] += 1
        if errors and wanted != found:
            yield f"  {one.lang} {one.prompt}: {one.text!r}: " + ", ".join(
                f"{k} «{one.text[s:e]}»" for k, s, e in sorted(found)
            )
    for kind in (*KINDS, *sorted(name for name in there if " " in name)):
        if there[kind]:
            yield f"{kind:14} {100 * right[kind] / there[kind]:5.1f} % of {there[kind]}   wrong or made up {made[kind]}"


def _lines(file: Path) -> list[str]:
    return [line for line in file.read_text(encoding="utf-8").splitlines() if line]


if __name__ == "__main__":
    main()
