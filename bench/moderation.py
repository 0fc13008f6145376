"""How many cries for help are heard, how much abuse is held, how much that is ordinary is taken for either, how fast?

`python -m bench.moderation` reads the sets in tests/data/moderation (docs/moderation.md). Tune on `--half dev`, on
which the model is trained, too; report `--half test`, `--half others`, adapted from published lists, `--half
wide.held`: the fifth that is held back of what people wrote who saw neither code nor patterns, and `--half blind`,
which others wrote so and nobody tuned on.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import thread_time

from bench.moderation_training import of_volunteers, typed_in_stories, understood
from bot.danger import danger_in
from core import encoder
from core.moderation import SHORT, abuse, is_surely_danger
from core.text.normal import _fold as fold_uncached

LANGUAGES = ("es", "ar", "en", "fr", "pt")
HELD = "wide.held"
HALVES = ("dev", "test", "others", HELD, "blind")
VOLUNTEERS = "volunteers"
_SETS = Path(__file__).resolve().parents[1] / "tests/data/moderation"
_PASSES = 3
_FINDERS: dict[str, Callable[[str], str]] = {"danger": danger_in, "abuse": abuse}


@dataclass(frozen=True)
class Said:
    """A sentence of a set; `kind` is '' where it is ordinary."""

    lang: str
    kind: str
    text: str


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--half", choices=(*HALVES, VOLUNTEERS), default="test")
    parser.add_argument("--errors", action="store_true", help="list what is missed and what is a false alarm")
    parser.add_argument("--without-encoder", action="store_true", help="as where ENCODER=off")
    told = parser.parse_args()
    if told.without_encoder:
        encoder.switch_off()
    print("\n".join(report(told.half, told.errors)))


def read_set(what: str, half: str) -> list[Said]:
    """The sentences of "danger", "abuse" or "ordinary", of all languages; what is ordinary has two halves only."""
    return [said for said, hard in _rows(what, half) if what != "ordinary" or hard]


def everyday(half: str) -> list[Said]:
    """Ordinary messages of the sets of understanding, of stories and of the wide set; of "dev", what is learnt; of
    "volunteers", what people typed to get everyday things done and is not learnt.
    """
    if half == VOLUNTEERS:
        return [Said("", "", text) for text in dict.fromkeys(of_volunteers("test"))]
    if half == "blind":
        return [said for said, hard in _rows("ordinary", half) if not hard]
    of_stories = [Said("", "", text) for text in (*understood(half != "dev"), *typed_in_stories(half != "dev"))]
    part = "wide.dev" if half == "dev" else HELD
    return [*of_stories, *(said for said, hard in _rows("ordinary", part) if not hard)]


def _rows(what: str, half: str) -> Iterator[tuple[Said, bool]]:
    """Sentences, and whether each is meant to look like what it is not."""
    part = "test" if what == "ordinary" and half == "others" else half
    for file in (_SETS / what / f"{lang}.{part}.jsonl" for lang in LANGUAGES):
        for line in file.read_text(encoding="utf-8").splitlines() if file.exists() else ():
            row = json.loads(line)
            yield Said(row["lang"], row["kind"], row["text"]), row.get("hard", not part.startswith(("wide", "blind")))


def missed(what: str, said: list[Said]) -> list[Said]:
    """What should be found and is not."""
    return [one for one in said if not _FINDERS[what](one.text)]


def taken(what: str, said: list[Said]) -> list[Said]:
    """What is found though it is ordinary."""
    return [one for one in said if _FINDERS[what](one.text)]


def report(half: str, errors: bool) -> Iterator[str]:
    """What was counted, line by line."""
    hard, daily = read_set("ordinary", half), everyday(half)
    for what in _FINDERS:
        said = read_set(what, half)
        lost, right = missed(what, said), sum(_FINDERS[what](one.text) == one.kind for one in said)
        yield f"{what}: found        {_of(len(said) - len(lost), len(said))}"
        groups: list[tuple[str, Callable[[Said], str]]] = [(lang, _lang) for lang in LANGUAGES]
        groups += [(kind, _kind) for kind in sorted({one.kind for one in said})]
        for name, group in groups:
            whole = sum(group(one) == name for one in said)
            yield f"  {name:18} {_of(whole - sum(group(one) == name for one in lost), whole)}"
        yield f"  of the right kind  {_of(right, len(said))}"
        if what == "danger":  # the others are asked whether it is so
            for name, those in (("danger", said), ("hard ones", hard), ("every day", daily)):
                surely = sum(bool(danger_in(one.text)) and is_surely_danger(one.text) for one in those)
                yield f"  unasked, {name:9} {_of(surely, len(those))}"
        wrong, alarms = taken(what, hard), taken(what, daily)
        yield f"  false, hard ones   {_of(len(wrong), len(hard))}"
        yield f"  false, every day   {_of(len(alarms), len(daily))}"
        short = [one for one in daily if len(one.text.split()) <= SHORT]
        yield f"  … of {SHORT} words       {_of(len(taken(what, short)), len(short))}"
        if errors:
            yield from (f"    missed: {one.lang} {one.kind}: {one.text}" for one in lost)
            yield from (f"    false: {one.text}" for one in (*wrong, *alarms))
    yield from timing(daily)


def timing(said: list[Said]) -> Iterator[str]:
    """The time of both questions for one message, beside the least that looking at its letters can cost."""

    def both(text: str) -> None:
        danger_in(text)
        abuse(text)

    texts = [one.text for one in said]
    both(texts[0])
    whole, floor = _times(both, texts), _times(fold_uncached, texts)
    p50, p99, mean = whole[len(whole) // 2], whole[len(whole) * 99 // 100], sum(whole) / len(whole)
    least = floor[len(floor) // 2]
    yield f"time of a message      p50 {p50:.3f} ms, mean {mean:.3f} ms, p99 {p99:.3f} ms"
    yield f"  one fold             p50 {least:.4f} ms; the message takes {p50 / least:.0f} times that"


def _times(read: Callable[[str], object], texts: list[str]) -> list[float]:
    """Milliseconds a text, sorted: the median of three passes over all."""
    passes: list[list[float]] = []
    for _ in range(_PASSES):
        encoder.forget()
        times = []
        for text in texts:
            begun = thread_time()
            read(text)
            times.append((thread_time() - begun) * 1000)
        passes.append(times)
    return sorted(median(three) for three in zip(*passes, strict=True))


def _lang(one: Said) -> str:
    return one.lang


def _kind(one: Said) -> str:
    return one.kind


def _of(part: int, whole: int) -> str:
    return f"{100 * part / whole if whole else 0:5.1f} %   ({part} of {whole})"


if __name__ == "__main__":
    main()
