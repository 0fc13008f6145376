"""Which phrases point to which intent? The cue files in `data/`, read once and made ready to be looked up.

One line holds cues parted by `;`, under the `[intent]` they point to. In a cue:
`word`, `stem~`, `(one|of these|<group>)` (a line `group = a b~ c` above the first intent), `#` a number, a trailing `?` for
what may be missing, a trailing `+` for what also belongs to the service, `*` for up to four words between and `**` for up to twelve, `^` the beginning and `$` the end of the
message. A cue that begins with `!` decides whatever else the message says.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from .cueparts import PREFIX, Steps, parse_phrase

_DATA = Path(__file__).parent / "data"
_GROUP = re.compile(r"<(\w+)>")
HEAVY = 4.0


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that point to an intent; `bonus` adds to the weight of its words."""

    intent: str
    steps: Steps
    bonus: float
    opens: bool
    closes: bool


@dataclass(frozen=True, slots=True)
class CueTable:
    """The cues of a language by their first word and by the first letters of a stem that begins them."""

    by_word: dict[str, tuple[Cue, ...]]
    by_stem: dict[str, tuple[Cue, ...]]
    by_number: tuple[Cue, ...]


@lru_cache(maxsize=None)
def cue_table(lang: str) -> CueTable:
    """The cues of one language."""
    by_word: dict[str, list[Cue]] = {}
    by_stem: dict[str, list[Cue]] = {}
    by_number: list[Cue] = []
    for cue in read_cues(lang):
        first = cue.steps[0]
        for word in first.words:
            by_word.setdefault(word, []).append(cue)
        for stem in {stem[:PREFIX] for stem in first.stems}:
            by_stem.setdefault(stem, []).append(cue)
        if first.number:
            by_number.append(cue)
    return CueTable(_frozen(by_word), _frozen(by_stem), tuple(by_number))


def read_cues(lang: str) -> Iterator[Cue]:
    """Every cue of a language's file, in order; ValueError for one that cannot be read."""
    groups: dict[str, str] = {}
    intent = ""
    for line in (_DATA / f"{lang}.cues").read_text(encoding="utf-8").splitlines():
        line = line.partition("//")[0].strip()
        if line.startswith("["):
            intent = line.strip("[]")
        elif not intent and "=" in line:
            name, _, members = line.partition("=")
            groups[name.strip()] = "|".join(members.split())
        elif line:
            for phrase in filter(None, map(str.strip, line.split(";"))):
                yield from _cues(intent, _GROUP.sub(lambda name: f"({groups[name[1]]})", phrase), lang)


def _cues(intent: str, phrase: str, lang: str) -> Iterator[Cue]:
    heavy, opens, closes = phrase.startswith("!"), "^" in phrase, phrase.endswith("$")
    for steps in parse_phrase(phrase.strip("!$ ").replace("^", ""), lang):
        for said in _begun(steps):
            yield Cue(intent, said, HEAVY * heavy + 0.5 * (opens + closes), opens, closes)


def _begun(steps: Steps) -> Iterator[Steps]:
    """With a first word that is surely there: one that may be missing is there, or the rest begins."""
    while steps and steps[0].optional:
        yield replace(steps[0], optional=False), *steps[1:]
        steps = steps[1:]
    if not steps:
        raise ValueError("a cue of which nothing must be said")
    yield steps


def _frozen(table: dict[str, list[Cue]]) -> dict[str, tuple[Cue, ...]]:
    return {key: tuple(cues) for key, cues in table.items()}
