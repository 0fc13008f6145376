"""Which phrases point to which intent? The cue files in `data/`, read once and made ready to be looked up.

One line holds cues parted by `;`, under the `[intent]` they point to. In a cue:

* `word`, `stem~`, `(one|of these|<group>)`, where a group is a line `group = a b~ c` above the first intent;
* `#` a number, `*` up to four words between, `**` up to twelve, `^` the beginning and `$` the end of the message;
* after a word or bracket `?` for what may be missing, `+` for what also tells the service ("we can *sing*").

A cue that begins with `!` decides whatever else the message says.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from core.text.repair import Near

from .cueparts import PREFIX, Step, Steps, forget_parts, parse_phrase
from .tokens import is_figure

_DATA = Path(__file__).parent / "data"
_GROUP = re.compile(r"<(\w+)>")
HEAVY = 4.0
_KEPT = 20_000
_ANY_FIGURE = "0"
_RESPELT = 60
ACTING = frozenset(("confirm_service", "accept_match", "donate", "delete_my_data", "stop"))
"""What moves credit, deletes or opts out is never read out of a word that is misspelt."""


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that point to an intent; `bonus` adds to the weight of its words.

    `needs`: for each word that must follow, the `signs` of a message by which it may be there.
    """

    intent: str
    steps: Steps
    bonus: float
    opens: bool
    closes: bool
    needs: tuple[frozenset[str], ...]


class Start:
    """The cues that begin with one word, by what must come second where that is sure."""

    def __init__(self, cues: list[Cue]) -> None:
        self.others: list[Cue] = []
        self.by_second: dict[str, list[Cue]] = {}
        self.by_second_stem: dict[str, list[Cue]] = {}
        for cue in cues:
            follow = _next_steps(cue.steps)
            if not follow:
                self.others.append(cue)
            for word in {word for step in follow for word in step.words}:
                self.by_second.setdefault(word, []).append(cue)
            for stem in {stem[:PREFIX] for step in follow for stem in step.stems}:
                self.by_second_stem.setdefault(stem, []).append(cue)

    def before(self, second: str) -> Iterable[Cue]:
        """The cues that may go on with the word `second` ("" at the end), some perhaps twice."""
        by_word, by_stem = self.by_second.get(second), self.by_second_stem.get(second[:PREFIX])
        return (*self.others, *(by_word or ()), *(by_stem or ())) if by_word or by_stem else self.others


def _next_steps(steps: Steps) -> list[Step]:
    """The steps one of which must take the second word; none if that cannot be said (a gap, a number, or the end)."""
    follow: list[Step] = []
    for step in steps[1:]:
        if step.gap or step.number:
            return []
        follow.append(step)
        if not step.optional:
            return follow
    return []


class CueTable:
    """The cues of one language, looked up by the first word of a cue and then by the words that may come second."""

    def __init__(self, lang: str) -> None:
        self._by_word: dict[str, list[Cue]] = {}
        self._by_stem: dict[str, list[Cue]] = {}
        self._by_number: list[Cue] = []
        self._starts: dict[str, Start | None] = {}
        spelt: set[str] = set()
        for cue in read_cues(lang):
            first = cue.steps[0]
            if cue.intent not in ACTING:
                spelt.update(part for step in cue.steps for part in (*step.words, *step.stems))
            for word in first.words:
                self._by_word.setdefault(word, []).append(cue)
            for stem in {stem[:PREFIX] for stem in first.stems}:
                self._by_stem.setdefault(stem, []).append(cue)
            if first.number:
                self._by_number.append(cue)
        self._near = Near(spelt)

    def respelt(self, forms: list[str]) -> list[str] | None:
        """The words of a message, those a letter off from a word of a cue as that word; None if there is none."""
        respelt = [self._near.word(form) or form if form.isalpha() else form for form in forms[:_RESPELT]]
        return [*respelt, *forms[_RESPELT:]] if respelt != forms[:_RESPELT] else None

    def start(self, form: str) -> Start | None:
        """The cues that begin with this word, or None. Kept once built, for as many words as people commonly use."""
        figure = is_figure(form)
        if figure and form not in self._by_word and form[:PREFIX] not in self._by_stem:
            form = _ANY_FIGURE  # a house number is no new word to keep
        if form in self._starts:
            return self._starts[form]
        if not (form in self._by_word or form[:PREFIX] in self._by_stem or figure):
            return None
        stems, numbers = self._by_stem.get(form[:PREFIX], ()), self._by_number if figure else ()
        cues = [*self._by_word.get(form, ()), *stems, *numbers]
        fitting = dict.fromkeys(cue for cue in cues if cue.steps[0].fits(form))
        start = Start(list(fitting)) if fitting else None
        if len(self._starts) < _KEPT:
            self._starts[form] = start
        return start


@cache
def cue_table(lang: str) -> CueTable:
    """The cues of one language."""
    table = CueTable(lang)
    forget_parts()
    _same.cache_clear()
    return table


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
            same = [_same(step) for step in said]
            needs = tuple(signs for step, signs in same[1:] if not step.optional)
            said = tuple(step for step, _signs in same)
            yield Cue(intent, said, HEAVY * heavy + 0.5 * (opens + closes), opens, closes, needs)


@cache
def _same(step: Step) -> tuple[Step, frozenset[str]]:
    """A step and its signs, one object for all that are equal: the same groups of words stand in thousands of cues."""
    return step, step.signs()


def _begun(steps: Steps) -> Iterator[Steps]:
    """With a first word that is surely there: one that may be missing is there, or the rest begins."""
    while steps and steps[0].optional:
        yield replace(steps[0], optional=False), *steps[1:]
        steps = steps[1:]
    if not steps:
        raise ValueError("a cue of which nothing must be said")
    yield steps
