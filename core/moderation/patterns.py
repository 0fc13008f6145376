"""Which kind of danger or abuse do the words of a text spell out? Classes of words that stand near each other.

Everything is data, so that a line more needs no code. `data/words.<lang>.txt` has the words of each class in one
language: forms divided by commas, several words in a row where they belong together, `*` at the end of a stem.
`data/patterns.tsv` has a line for each pattern: kind, classes, how many words it may span at most, an example that it
hits and, where a class in the column before says that it does not count, one that it leaves alone. Of the classes,
`a b` may stand in any order, `a > b` in this one, and `a/b` is either. A pattern of the kind `idiom` is taken out of
the text before the others are looked for: "dying of laughter". `=4` in place of a span: the whole text has at most
four words. A pattern holds for all languages, each with its words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import pairwise, product
from pathlib import Path
from typing import NamedTuple

from core.text.arabizi import is_arabizi, to_arabic
from core.text.normal import words as words_of
from core.text.sections import sections

DATA = Path(__file__).parent / "data"
IDIOM = "idiom"
_MOST = 120  # words that are read
_MANY = 6  # places of one class that are tried in a pattern
_ARABIC_HEADS = ("و", "ف", "ال", "وال", "فال", "بال", "لل", "ولل", "كال", "ب", "ل", "وب", "ول")
_SHORTEST = 3  # letters that must be left behind a head

Span = tuple[int, int]  # the first word, and the first after it
Found = dict[str, list[Span]]  # class → where


class Pattern(NamedTuple):
    """A line of `patterns.tsv`."""

    kind: str
    classes: tuple[tuple[str, ...], ...]
    ordered: bool
    within: int
    whole: bool
    unless: tuple[str, ...]
    example: str
    counter: str

    def spans(self, found: Found) -> Iterator[list[Span]]:
        """Where it holds in one language: a place for each of its classes, near enough and none in another."""
        places = [[span for name in names for span in found.get(name, ())][:_MANY] for names in self.classes]
        if not all(places):
            return
        for spans in product(*places):
            line = sorted(spans)
            if self.ordered and line != list(spans):
                continue
            apart = all(one[1] <= other[0] for one, other in pairwise(line))
            if apart and max(end for _start, end in spans) - line[0][0] <= self.within:
                yield list(spans)


class Read(NamedTuple):
    """What patterns find in a text, and the text without its idioms, for who reads on."""

    kinds: frozenset[str]
    rest: str


def kinds(text: str) -> frozenset[str]:
    """All kinds of danger and abuse that patterns find: "danger.violence", "abuse.scam"."""
    return read(text).kinds


def read(text: str) -> Read:
    """Look for patterns, in Arabic letters, too, where it is Arabic in Latin ones."""
    found = _read(text, words_of(text)[:_MOST])
    if not is_arabizi(text):
        return found
    in_arabic = to_arabic(text)
    other = _read(in_arabic, words_of(in_arabic)[:_MOST])
    rest = other.rest if found.rest == text and other.rest != in_arabic else found.rest
    return Read(found.kinds | other.kinds, rest)


def _read(text: str, words: list[str]) -> Read:
    by_lang = _classes_of(words).values()
    idioms = [_idioms(found) for found in by_lang]
    without = [_without(found, taken) for found, taken in zip(by_lang, idioms, strict=True)]
    beside = {name for found in without for name in found}
    hits: set[str] = set()
    for found in without:
        hits.update(
            pattern.kind
            for pattern in _possible(found)
            if pattern.kind not in hits and not (pattern.whole and len(words) > pattern.within)
            if beside.isdisjoint(pattern.unless) and any(pattern.spans(found))
        )
    taken = {place for places in idioms for place in places}
    rest = " ".join(word for place, word in enumerate(words) if place not in taken) if taken else text
    return Read(frozenset(hits), rest)


def _possible(found: Found) -> Iterator[Pattern]:
    """Patterns of which some word of the first class is there."""
    by_class = _by_first_class()
    return (pattern for name in found for pattern in by_class.get(name, ()))


@cache
def _by_first_class() -> dict[str, list[Pattern]]:
    by_class: dict[str, list[Pattern]] = defaultdict(list)
    for pattern in patterns():
        for name in pattern.classes[0] if pattern.kind != IDIOM else ():
            by_class[name].append(pattern)
    return by_class


def _idioms(found: Found) -> set[int]:
    """The places of words that belong to an idiom."""
    return {
        place
        for pattern in patterns()
        if pattern.kind == IDIOM
        for spans in pattern.spans(found)
        for start, end in spans
        for place in range(start, end)
    }


def _without(found: Found, taken: set[int]) -> Found:
    """What is left where a form that lies wholly in an idiom does not count: "dying", but not "is killing me"."""
    if not taken:
        return found
    kept = {name: [span for span in spans if not taken.issuperset(range(*span))] for name, spans in found.items()}
    return {name: spans for name, spans in kept.items() if spans}


def _classes_of(words: list[str]) -> dict[str, Found]:
    """By language, where a word of each class stands."""
    exact, stems, lengths = _index()
    by_lang: dict[str, Found] = defaultdict(lambda: defaultdict(list))
    for at, word in enumerate(words):
        for form in _forms_of(word):
            entries = list(exact.get(form, ()))
            for length in lengths:
                if length <= len(form):
                    entries += stems.get(form[:length], ())
            for lang, name, rest in entries:
                if _follows(words, at + 1, rest):
                    by_lang[lang][name].append((at, at + 1 + len(rest)))
    return {lang: dict(found) for lang, found in by_lang.items()}


def _forms_of(word: str) -> set[str]:
    """A word, and what is left of an Arabic one without what hangs before it."""
    if word.isascii():
        return {word}
    bare = {word[len(head) :] for head in _ARABIC_HEADS if word.startswith(head)}
    return {word, *(form for form in bare if len(form) >= _SHORTEST or form in ("ما", "لا", "مش"))}


def _follows(words: list[str], at: int, rest: tuple[str, ...]) -> bool:
    if at + len(rest) > len(words):
        return False
    return all(
        word.startswith(form[:-1]) if form.endswith("*") else word == form or form in _forms_of(word)
        for word, form in zip(words[at:], rest, strict=False)
    )


class Entry(NamedTuple):
    """A form of a class in one language, after its first word."""

    lang: str
    name: str
    rest: tuple[str, ...]


@cache
def _index() -> tuple[dict[str, list[Entry]], dict[str, list[Entry]], tuple[int, ...]]:
    """Forms by their first word, stems by theirs, and how long stems are."""
    exact: dict[str, list[Entry]] = defaultdict(list)
    stems: dict[str, list[Entry]] = defaultdict(list)
    for lang, name, form in forms():
        first, *rest = form
        first = first.removeprefix("ال") if len(first) > _SHORTEST + 2 else first
        where = stems if first.endswith("*") else exact
        where[first.removesuffix("*")].append(Entry(lang, name, tuple(rest)))
    return exact, stems, tuple(sorted({len(stem) for stem in stems}))


def forms() -> Iterator[tuple[str, str, list[str]]]:
    """(language, class, words) of each form in the files."""
    for file in sorted(DATA.glob("words.*.txt")):
        lang = file.name.split(".")[1]
        for name, line in sections(file):
            for form in line.split(","):
                words = [f"{word}*" if star else word for part in form.split() for word, star in _parts(part)]
                if words:
                    yield lang, name, words


def _parts(part: str) -> list[tuple[str, bool]]:
    """ "don't" is two words, as in a text; a star stays with the last."""
    words = words_of(part.removesuffix("*"))
    return [(word, part.endswith("*") and at == len(words) - 1) for at, word in enumerate(words)]


@cache
def patterns() -> tuple[Pattern, ...]:
    """All lines of `patterns.tsv`, in its order."""
    rows = (DATA / "patterns.tsv").read_text(encoding="utf-8").splitlines()
    return tuple(_pattern(row) for row in rows if row and not row.startswith("#"))


def _pattern(row: str) -> Pattern:
    kind, classes, within, unless, example, counter = (row.split("\t") + [""] * 5)[:6]
    names = tuple(tuple(name.split("/")) for name in classes.replace(" > ", " ").split())
    whole, ordered = within.startswith("="), " > " in classes
    return Pattern(kind, names, ordered, int(within.strip("=")), whole, tuple(unless.split()), example, counter)
