"""What becomes of what people say about an exchange, as it stands? Sentences said to the real engine, and counted.

`python -m bench.saying` says each sentence of tests/data/understanding/said at each scene of its step and prints a
table of steps and languages (docs/understanding-measured.md). Tune on `--odd`, report `--even`.
"""

from __future__ import annotations

import argparse
import logging
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from bench.saying_others import misled
from bench.saying_scenes import SCENES, SETTINGS, at
from bench.saying_steps import ASKED, LOST, MISREAD, RIGHT, STEPS, WRONG, signs, verdict
from bot.understand import prepare

FOLDER = Path("tests/data/understanding/said")
VERDICTS = (RIGHT, ASKED, MISREAD, LOST, WRONG)
_HEAD = re.compile(r"\[(\w+)\]")
_HOURS = re.compile(r"([\d.]+)h")


class Sentence(NamedTuple):
    """What somebody says at a step, and what has to be read of it, as canonical answers."""

    lang: str
    step: str
    place: int
    words: str
    wanted: dict[str, str]

    @property
    def group(self) -> str:
        """Arabic in Latin letters is counted apart."""
        return "ar Latin" if self.lang == "ar" and self.words.strip("?! ").isascii() else self.lang


def sentences(lang: str, folder: Path = FOLDER) -> Iterator[Sentence]:
    """All of a language, in the order of its file; `place` counts from 1 within a step and a script."""
    step, places = "", Counter[str]()
    for line in (folder / f"{lang}.txt").read_text(encoding="utf-8").splitlines():
        if head := _HEAD.fullmatch(line):
            step, places = head[1], Counter()
        elif line and not line.startswith("//"):
            words, _sign, values = line.partition(" = ")
            one = Sentence(lang, step, 0, words, wanted_of(values))
            places[one.group] += 1
            yield one._replace(place=places[one.group])


def wanted_of(values: str) -> dict[str, str]:
    """«1.5h 2026-11-30» as canonical answers of the questions for hours and the day."""
    found: dict[str, str] = {}
    for value in values.split():
        if hours := _HOURS.fullmatch(value):
            found["hours"] = str(round(float(hours[1]) * 60))
        else:
            found["by"] = date.fromisoformat(value).isoformat()
    return found


def said(lang: str, told: list[Sentence]) -> Iterator[tuple[Sentence, str, str, str]]:
    """(sentence, scene, verdict, what is on the screen then) of each sentence at each scene of its step."""
    for name, scene in SCENES.items():
        here = [one for one in told if name in STEPS[one.step].scenes]
        if not here:
            continue
        with at(lang, scene) as stage:
            for one in here:
                answer = stage.say(one.words)
                read = f"{' '.join(sorted(signs(answer)))} | {answer.text[:90]}"
                yield one, name, verdict(STEPS[one.step], answer, one.wanted), read


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.saying", description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--set", type=Path, default=FOLDER, metavar="FOLDER", help="one file of sentences a language")
    parser.add_argument("--lang", choices=list(SETTINGS), help="only this language")
    parser.add_argument("--step", choices=list(STEPS), help="only this step")
    half = parser.add_mutually_exclusive_group()
    half.add_argument("--odd", action="store_true", help="only every other sentence, beginning with the first")
    half.add_argument("--even", action="store_true", help="only the others")
    parser.add_argument("--others", nargs="+", type=Path, metavar="FILE", help="sets of sentences about other things")
    parser.add_argument("--every", action="store_true", help="others with its card shown, too, and greetings and such")
    parser.add_argument("--errors", action="store_true", help="list what was neither done nor asked once more")
    told = parser.parse_args()
    logging.disable(logging.CRITICAL)
    prepare()
    if told.others:
        odd = told.odd if told.odd or told.even else None
        print("\n".join(misled(told.others, told.lang, odd=odd, every=told.every)))
        return
    counts: Counter[tuple[str, str, str]] = Counter()
    wrong: list[str] = []
    for lang in [told.lang] if told.lang else SETTINGS:
        chosen = [one for one in sentences(lang, told.set) if told.step in (None, one.step)]
        if told.odd or told.even:
            chosen = [one for one in chosen if one.place % 2 == (1 if told.odd else 0)]
        for one, scene, how, read in said(lang, chosen):
            counts[one.step, one.group, how] += 1
            if how != RIGHT:
                wrong.append(f"{how:14} {one.lang} {one.step} at {scene}: {one.words}\n    {read}")
    print("\n".join(table(counts)))
    if told.errors:
        print("\n" + "\n".join(sorted(wrong)))


def table(counts: Counter[tuple[str, str, str]]) -> Iterator[str]:
    """Step × language: how many of each verdict; below, each language as a whole."""
    groups = sorted({group for _step, group, _how in counts})
    yield f"of each: {' · '.join(VERDICTS)}"
    yield f"{'':16}" + "".join(f"{group:>26}" for group in groups)
    for step in STEPS:
        if any(one == step for one, _group, _how in counts):
            yield f"{step:16}" + "".join(_cell(counts, (step,), group) for group in groups)
    yield f"{'all':16}" + "".join(_cell(counts, tuple(STEPS), group) for group in groups)
    yield f"{'of 100':16}" + "".join(_cell(counts, tuple(STEPS), group, of=100) for group in groups)


def _cell(counts: Counter[tuple[str, str, str]], steps: tuple[str, ...], group: str, of: int = 0) -> str:
    numbers = [sum(counts[step, group, how] for step in steps) for how in VERDICTS]
    every = sum(numbers) or 1
    shown = [f"{of * number / every:.1f}" for number in numbers] if of else list(map(str, numbers))
    return f"{' · '.join(shown):>26}"


if __name__ == "__main__":
    main()
