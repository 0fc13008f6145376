"""How well are free texts understood, and how fast? Sets of sentences with what they ask for are read and counted.

`python -m bench.understanding --set FILE …` reads JSON lines (docs/understanding.md). Tune on `--odd`, report `--even`.
"""

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from typing import Any

from bot.understand import Understanding, prepare, understand
from core import encoder
from core.text.normal import _fold as fold_uncached
from core.text.normal import fold

NOW = datetime(2026, 11, 24, 10, 0)  # noqa: DTZ001 -- a person's own clock: a Tuesday morning
CORE = ("service", "hours", "deadline", "place", "urgency")
OTHERS = ("stars", "amount", "recipient", "language", "comment")
LISTINGS = ("post_need", "post_offer")
QUIET = frozenset(("help", "greeting", "thanks", "balance", "statement", "find_matches", "my_listings", "back"))
GRAVE = ("confirm_service", "accept_match", "donate", "delete_my_data", "stop")
OUT = "out_of_scope"
_WORD = re.compile(r"\w+")
_NUMBER_END = re.compile(r"(\d+)\D*$")
_CLITICS = "فبل"


@dataclass(frozen=True)
class Line:
    """One sentence of a set: what it says and what that means."""

    id: str
    lang: str
    variety: str
    text: str
    intent: str
    also: tuple[str, ...]
    slots: dict[str, Any]

    @property
    def group(self) -> str:
        """Arabic in Latin letters is counted apart."""
        return "ar Latin" if self.variety.startswith("ARZ") else self.lang


@dataclass
class Score:
    """Right values, values that were read and are wrong or made up, and values that were missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def __str__(self) -> str:
        read, there = self.right + self.wrong, self.right + self.missed
        precision, recall = _share(self.right, read), _share(self.right, there)
        both = _share(2 * self.right, read + there)
        return f"P {precision:5.1f}  R {recall:5.1f}  F1 {both:5.1f}   ({there} in the set)"


@dataclass
class Tally:
    """What was counted over all lines."""

    lines: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    slots: dict[str, Score] = field(default_factory=lambda: {name: Score() for name in (*CORE, *OTHERS)})
    counts: Counter[str] = field(default_factory=Counter)
    confusions: Counter[tuple[str, str]] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def core(self) -> Score:
        parts = [self.slots[name] for name in CORE]
        return Score(sum(p.right for p in parts), sum(p.wrong for p in parts), sum(p.missed for p in parts))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", nargs="+", type=Path, required=True, metavar="FILE", help="JSON lines")
    parser.add_argument("--errors", action="store_true", help="list the lines that are read wrong")
    half = parser.add_mutually_exclusive_group()
    half.add_argument("--odd", action="store_true", help="only lines whose id ends in an odd number")
    half.add_argument("--even", action="store_true", help="only the others")
    parser.add_argument("--lang", help="only lines in this language")
    told = parser.parse_args()
    lines = [line for file in told.set for line in read_set(file) if told.lang in (None, line.lang)]
    if told.odd or told.even:
        lines = [line for line in lines if _is_odd(line.id) == told.odd]
    if not lines:
        parser.error("there are no such lines")
    prepare()
    tally = Tally()
    for line in lines:
        count(tally, line, understand(line.text, line.lang, NOW))
    print("\n".join(report(tally)))
    print("\n".join(timing(lines)))
    if told.errors:
        print("\nread wrong\n" + "\n".join(tally.wrong))


def read_set(file: Path) -> Iterator[Line]:
    """The sentences of a file."""
    for text in file.read_text(encoding="utf-8").splitlines():
        if text.strip():
            told = json.loads(text)
            also = tuple(told.get("alt_intents", ()))
            said = (told["id"], told["lang"], told.get("variety", ""), told["text"], told["intent"])
            yield Line(*said, also, told.get("slots", {}))


def _is_odd(id: str) -> bool:
    number = _NUMBER_END.search(id)
    return number is not None and int(number[1]) % 2 == 1


def count(tally: Tally, line: Line, read: Understanding) -> None:
    """Add one line to what was counted."""
    right = read.intent == line.intent or read.intent in line.also
    tally.lines[line.group] += 1
    tally.right[line.group] += right
    wrong = [name for name in (*CORE, *OTHERS) if not _count_slot(tally.slots[name], name, line, read)]
    if line.intent in LISTINGS and line.slots:
        tally.counts["one shot"] += 1
        tally.counts["one shot right"] += right and not wrong
    _count_scope(tally.counts, line, read.intent, right)
    if read.intent in GRAVE and not right:
        tally.counts["grave " + read.intent] += 1
    if not right:
        tally.confusions[line.intent, read.intent] += 1
    if not right or wrong:
        tally.wrong.append(_told(line, read, right, wrong))


def _count_scope(counts: Counter[str], line: Line, intent: str, right: bool) -> None:
    if line.intent == OUT:
        counts["outside"] += 1
        counts["outside taken"] += not right
        counts["outside acts"] += not right and intent not in QUIET
    else:
        counts["inside"] += 1
        counts["inside refused"] += intent == OUT and not right


def _count_slot(score: Score, name: str, line: Line, read: Understanding) -> bool:
    meant, said = line.slots.get(name), read.slots.get(name)
    right = meant is not None and said is not None and _same(name, meant, said)
    score.right += right
    score.wrong += said is not None and not right
    score.missed += meant is not None and not right
    return right or (meant is None and said is None)


def _same(name: str, meant: Any, said: object) -> bool:
    """Is what was read one of the accepted values?"""
    if isinstance(meant, list):
        return any(_same(name, one, said) for one in meant)
    if isinstance(meant, dict):
        return bool(meant["from"] <= date.fromisoformat(str(said)).isoformat() <= meant["to"])
    if isinstance(meant, int | float):
        return isinstance(said, int | float) and abs(meant - said) < 1e-6
    want, got = fold(str(meant)), fold(str(said))
    if name == "place" and want[:1] in _CLITICS and got == want[1:]:
        return True  # فطنجة may be quoted with or without "in"
    return want == got


def _told(line: Line, read: Understanding, right: bool, wrong: list[str]) -> str:
    parts = [] if right else [f"{line.intent} read as {read.intent}"]
    parts += [f"{name}: {line.slots.get(name)!r} read as {read.slots.get(name)!r}" for name in wrong]
    return f"{line.id} {line.variety}: {line.text}\n    " + "\n    ".join(parts)


def report(tally: Tally) -> Iterator[str]:
    """What was counted, line by line."""
    counts, all_lines = tally.counts, tally.lines.total()
    yield f"right intent           {_of(tally.right.total(), all_lines)}"
    for group in sorted(tally.lines):
        yield f"  {group:20} {_of(tally.right[group], tally.lines[group])}"
    yield f"slots, all core        {tally.core()}"
    for name in (*CORE, *OTHERS):
        yield f"  {name:20} {tally.slots[name]}"
    yield f"one shot               {_of(counts['one shot right'], counts['one shot'])}"
    yield f"out of scope, taken    {_of(counts['outside taken'], counts['outside'])}"
    yield f"  for what acts        {_of(counts['outside acts'], counts['outside'])}"
    yield f"in scope, refused      {_of(counts['inside refused'], counts['inside'])}"
    grave = sum(counts["grave " + intent] for intent in GRAVE)
    yield f"wrongly read as what moves credit, deletes or opts out: {grave}, per 1,000: {1000 * grave / all_lines:.1f}"
    yield from (f"  {intent:20} {counts['grave ' + intent]}" for intent in GRAVE if counts["grave " + intent])
    yield "confusions"
    yield from (f"  {n:4}  {meant} → {read}" for (meant, read), n in tally.confusions.most_common(15))


def timing(lines: list[Line]) -> Iterator[str]:
    """The time of a message, and beside it the least that looking at its letters can cost."""
    whole = _times(lambda line: understand(line.text, line.lang, NOW), lines)
    floor = _times(lambda line: _WORD.findall(fold_uncached(line.text)), lines)
    p50, p99 = _at(whole, 50), _at(whole, 99)
    yield f"time of a message      p50 {p50:.3f} ms, p99 {p99:.3f} ms"
    yield f"  one fold, one regex  p50 {_at(floor, 50):.3f} ms; the message takes {p50 / _at(floor, 50):.0f} times that"


def _times(read: Any, lines: Iterable[Line]) -> list[float]:
    """Milliseconds a line: the median of three passes over all."""
    passes: list[list[float]] = []
    for _ in range(3):
        times = []
        for line in lines:
            encoder.forget()
            begun = perf_counter()
            read(line)
            times.append((perf_counter() - begun) * 1000)
        passes.append(times)
    return [median(three) for three in zip(*passes, strict=True)]


def _at(times: list[float], percent: int) -> float:
    return quantiles(times, n=100, method="inclusive")[percent - 1] if len(times) > 1 else times[0]


def _share(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 0.0


def _of(part: int, whole: int) -> str:
    return f"{_share(part, whole):5.1f} %   ({part} of {whole})"


if __name__ == "__main__":
    main()
