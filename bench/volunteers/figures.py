"""The figures of a run as text: a table by goal and by language, the worst of each, and the causes with examples."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from bench.volunteers.cast import LANGUAGES
from bench.volunteers.play import VERDICTS, Outcome

_CAUSES, _EXAMPLES, _WORST, _FEWEST = 12, 2, 8, 5


def table(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Everything that is printed after a run."""
    yield f"{'':24}{'number':>8}" + "".join(f"{verdict:>9}" for verdict in VERDICTS) + f"{'messages':>10}{'fewest':>8}"
    for goal in sorted({one.who.goal for one in outcomes}):
        yield _row(goal, [one for one in outcomes if one.who.goal == goal])
    yield ""
    for lang in LANGUAGES:
        if found := [one for one in outcomes if one.who.lang == lang]:
            yield _row(lang, found)
    for name, key in (("channel", _channel), ("temper", _temper)):
        yield ""
        for value in sorted({key(one) for one in outcomes}):
            yield _row(f"{name} {value}", [one for one in outcomes if key(one) == value])
    yield ""
    yield _row("all", outcomes)
    yield from _worst(outcomes)


def causes(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """The most frequent causes of each verdict but done, with conversations to look at."""
    for verdict in VERDICTS[1:]:
        counted: Counter[str] = Counter()
        where: dict[str, list[str]] = defaultdict(list)
        for one in outcomes:
            if one.verdict == verdict:
                for cause in dict.fromkeys(map(kind_of, _told(one))):
                    counted[cause] += 1
                    where[cause].append(f"{one.who.goal} {one.who.lang}")
        yield f"\n{verdict}:"
        for cause, count in counted.most_common(_CAUSES):
            seen = ", ".join(dict.fromkeys(where[cause][: 3 * _EXAMPLES]))
            yield f"{count:>6}  {cause}  ({seen})"


def _told(one: Outcome) -> tuple[str, ...]:
    """Of harm what happened; of the rest all that went wrong on the way, or where it ended."""
    if one.verdict == "harm":
        return one.causes[:1]
    return one.causes[1:] or one.causes if one.verdict == "failed" else one.causes


def kind_of(cause: str) -> str:
    """A cause without what is different each time."""
    return re.split(r""": ['"]""", cause.partition(" (part ")[0])[0]


def write_traces(outcomes: Iterable[Outcome], path: Path) -> None:
    """Each conversation that was not simply done, as it went."""
    with path.open("w", encoding="utf-8") as file:
        for one in outcomes:
            if one.verdict == VERDICTS[0]:
                continue
            who = one.who
            head = f"== {one.verdict}: {who.goal} {who.lang} {who.channel} {who.temper} (seed {who.seed})"
            file.write(f"{head}, {one.messages} messages, fewest {one.fewest}\n")
            file.writelines(f"   ! {cause}\n" for cause in one.causes)
            file.writelines(f"   {line}\n" for line in one.trace)
            file.write("\n")


def _channel(one: Outcome) -> str:
    return one.who.channel


def _temper(one: Outcome) -> str:
    return one.who.temper


def share(outcomes: Sequence[Outcome], verdict: str) -> float:
    """Of a hundred."""
    return 100 * sum(one.verdict == verdict for one in outcomes) / max(len(outcomes), 1)


def _row(name: str, found: Sequence[Outcome]) -> str:
    shares = "".join(f"{share(found, verdict):>8.1f}%" for verdict in VERDICTS)
    messages = sum(one.messages for one in found) / len(found)
    fewest = sum(one.fewest for one in found) / len(found)
    return f"{name:24}{len(found):>8}{shares}{messages:>10.1f}{fewest:>8.1f}"


def _worst(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """The language and the goals with the least done, and those with the most harm."""
    lang = _ranked(outcomes, lambda one: one.who.lang)
    goal = _ranked(outcomes, lambda one: one.who.goal)
    if lang:
        yield f"worst language: {lang[0][1]} ({lang[0][0]:.1f}% done)"
    yield "least done: " + ", ".join(f"{name} {done:.0f}%" for done, name in goal[:_WORST])
    harm = Counter(one.who.goal for one in outcomes if one.verdict == "harm")
    yield "most harm: " + (", ".join(f"{name} {count}" for name, count in harm.most_common(_WORST)) or "none")


def _ranked(outcomes: Sequence[Outcome], key: Callable[[Outcome], str]) -> list[tuple[float, str]]:
    groups: dict[str, list[Outcome]] = defaultdict(list)
    for one in outcomes:
        groups[key(one)].append(one)
    return sorted((share(found, "done"), name) for name, found in groups.items() if len(found) >= _FEWEST)
