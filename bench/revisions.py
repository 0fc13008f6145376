"""Learn which words of a message put a draft right: `python -m bench.revisions`.

tests/data/corrections/marked has cards, "need | title | hours | day | where" or "offer | title | where", each above
what people typed to put it right: `[t- …]` is wrong of the title, `[t+ …]` stands in its place, `[t> …]` comes to it;
h, d and p mark hours, day and place in the same way. What is said of a fifth of the cards is kept back with `--report`.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from bench import marking
from bench.marking import Seen
from bench.titles import parts_of
from bot.understand import prepare
from bot.understand.amounts.hours import read_hours
from bot.understand.calendar.dates import read_day
from bot.understand.marks import read_as
from bot.understand.revised import Draft, marked, revised_in
from bot.understanding.marking import REVISED

FOLDER = Path(__file__).resolve().parents[1] / "tests/data/corrections/marked"
VOLUNTEERS = Path(__file__).resolve().parents[1] / "tests/data/volunteers"
TODAY = date(2026, 12, 2)
_MARK = re.compile(r"\[([thdp])([-+>])\s*([^\[\]]*)\]")
_PARTS = {"t": "what", "h": "hours", "d": "day", "p": "place"}
_RIGHTS = ("correct_", "inform_", "counter_", "post_", "pause_", "again")
"""Acts on a draft that may put it right."""
_EACH, _TIMES = 250, 2  # messages put together of a language, and how often each of people's counts
_DETAILED, _TWO_THINGS, _GREETS, _SMALL, _KNOWN, _ADDS, _OF_DETAIL, _ALONE, _OF_A_WORD = (
    *(0.4, 0.35, 0.3, 0.6, 0.7, 0.25, 0.5),
    *(0.3, 0.5),
)
"""Shares of the messages put together."""


class Marked(NamedTuple):
    """A message, the draft it is said of, and what its words are: from, to, and one of REVISED.kinds."""

    lang: str
    draft: Draft
    text: str
    pieces: tuple[tuple[int, int, str], ...]


def marked_lines(file: Path) -> Iterator[Marked]:
    draft, lang = Draft("", ""), file.stem.split(".")[0]
    for line in file.read_text(encoding="utf-8").splitlines():
        if re.match(r"(need|offer)\s*\|", line):
            kind, what, *more = (one.strip() for one in line.split("|"))
            hours, by, town = more if kind == "need" else ("", "", *more)
            minutes = str(round(float(hours.replace(",", ".")) * 60)) if hours else ""
            draft = Draft(kind, what, minutes, by, re.sub(r"\+?remote", "", town))
        elif line.strip():
            yield _read(lang, draft, line.strip())


def _read(lang: str, draft: Draft, line: str) -> Marked:
    text, pieces, at = "", [], 0
    for mark in _MARK.finditer(line):
        text += line[at : mark.start()]
        pieces.append((len(text), len(text) + len(mark[3]), f"{_PARTS[mark[1]]}{mark[2]}"))
        text, at = text + mark[3], mark.end()
    return Marked(lang, draft, text + line[at:], tuple(pieces))


def of_nothing(drafts: list[Draft]) -> Iterator[Marked]:
    """What people say on the card of a draft that puts nothing right: a yes, a question, that it is not wanted."""
    chance = random.Random(33)
    for file in sorted((VOLUNTEERS / "screens").glob("*.jsonl")):
        for row in map(json.loads, file.read_text(encoding="utf-8").splitlines()):
            if row["screen"].startswith("draft") and not row["act"].startswith(_RIGHTS) and "{" not in row["text"]:
                yield Marked(file.stem, chance.choice(drafts), row["text"], ())


def composed(each: int) -> Iterator[Marked]:
    """`each` messages of each language, put together of the parts of tests/data/volunteers/titles: one thing for
    another in as many words as people have for that, or one more.
    """
    for file in sorted((VOLUNTEERS / "titles").glob("*.txt")):
        halves = [parts_of(file, held_out=held_out) for held_out in (False, True)]
        parts = {name: [*lines, *halves[1].get(name, ())] for name, lines in halves[0].items()}
        towns = (VOLUNTEERS / f"names/towns.{file.stem}.txt").read_text(encoding="utf-8").splitlines()
        parts["town"] = [town.strip() for town in towns if town.strip()]
        chance = random.Random(crc32(file.stem.encode()))
        yield from (_composed(file.stem, parts, chance) for _one in range(each))


def _composed(lang: str, parts: dict[str, list[str]], chance: random.Random) -> Marked:
    def one(*names: str) -> str:
        return chance.choice(parts[chance.choice(names)])

    kind = chance.choice(("need", "need", "offer"))
    head = one("n", "v", "short") if kind == "need" else one("o", "short")
    more = one("time", "often", "place") if chance.random() < _DETAILED else ""
    old = {"h": one("hours"), "d": one("day"), "p": one("town"), "t": head}
    ways = chance.sample("tthdp" if kind == "need" else "tttp", 2 if chance.random() < _TWO_THINGS else 1)
    said = [_put_right(way, kind, old, more, one, chance) for way in dict.fromkeys(ways)]
    text = said[0] + "".join(_joint(one("joint")) + rest for rest in said[1:])
    text = f"{one('greet')}{chance.choice((', ', ' ', '. '))}{text}" if chance.random() < _GREETS else text
    text += f"{chance.choice((', ', ' '))}{one('endc', 'tail')}" if chance.random() < _GREETS else ""
    text = text.lower() if chance.random() < _SMALL else text
    what = f"{head}, {more}" if more else head
    hours = read_hours(old["h"], "ar" if lang == "arabizi" else lang) if chance.random() < _KNOWN else None
    day = read_day(old["d"], "ar" if lang == "arabizi" else lang, TODAY, 0) if chance.random() < _KNOWN else None
    by = day.isoformat() if isinstance(day, date) else ""
    return _read(lang, Draft(kind, what, str(hours) if isinstance(hours, int) else "", by, old["p"]), text)


def _put_right(
    way: str, of: str, old: dict[str, str], more: str, one: Callable[..., str], chance: random.Random
) -> str:
    """One part put right, with marks."""
    if way == "t" and of == "offer" and chance.random() < _ALONE:
        return f"[t> {one('spare', 'often', 'time')}]"
    lists = {"h": ("hours",), "d": ("day",), "p": ("town",)}
    if way == "t" and chance.random() < _ADDS:
        return one("more").replace("{new}", f"[t> {one('time', 'often', 'place')}]")
    if way == "t" and more and chance.random() < _OF_DETAIL:
        return one("swap").replace("{old}", f"[t- {more}]").replace("{new}", f"[t+ {one('time', 'often', 'place')}]")
    if way != "t":
        new = one(*lists[way])
        if chance.random() < _ALONE:
            return f"[{way}+ {new}]"
        return one("swap").replace("{old}", f"[{way}- {old[way]}]").replace("{new}", f"[{way}+ {new}]")
    new, words = one("n", "v", "o", "short"), old["t"].split()
    if chance.random() < _ALONE:
        return f"{one('leadc')} [t+ {new}]"
    if len(words) > 1 and chance.random() < _OF_A_WORD:
        was, new = chance.choice([word for word in words if len(word) > 2] or words), chance.choice(new.split())
        return one("swap").replace("{old}", f"[t- {was}]").replace("{new}", f"[t+ {new}]")
    was = old["t"] if chance.random() < _OF_A_WORD else one("n", "v", "o", "short")
    return one("swap").replace("{old}", f"[t- {was}]").replace("{new}", f"[t+ {new}]")


def _joint(joint: str) -> str:
    return ("" if joint[0] in ",.;،؛" else " ") + joint + ("" if joint.split()[-1] == "و" else " ")


def seen(one: Marked) -> Seen:
    lang = "ar" if one.lang == "arabizi" else one.lang
    tokens = read_as(one.text)
    marks = marked(tokens, one.draft, lang, TODAY)
    return marking.seen(REVISED, one.draft.kind, tokens, marks, one.pieces)


def held(one: Marked) -> bool:
    return crc32(one.draft.what.encode()) % 5 == 0


def report(lines: list[Marked], *, errors: bool) -> Iterator[str]:
    """Of messages kept back: how many are read as they are marked, and of each kind how many stretches."""
    whole, right, wanted, got = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    for one in lines:
        lang = "ar" if one.lang == "arabizi" else one.lang
        found = revised_in(one.text, one.draft, lang, TODAY)
        told = {(f"{part}{said.sign}", said.words.strip()) for part, those in found.items() for said in those}
        marks = {(kind, one.text[start:end].strip(" ,.!?")) for start, end, kind in one.pieces}
        wanted.update(kind for kind, _words in marks)
        got.update(kind for kind, _words in told)
        right.update(kind for kind, _words in told & marks)
        whole[f"{one.lang} {told == marks}"] += 1
        if errors and told != marks:
            yield f"{one.lang} «{one.text}» {one.draft.what}"
            yield f"    wanted {sorted(marks - told)} found {sorted(told - marks)}"
    for lang in sorted({one.lang for one in lines}):
        many = whole[f"{lang} True"] + whole[f"{lang} False"]
        yield f"{lang:8} {whole[f'{lang} True'] / many:5.0%} of {many}"
    for kind in sorted(wanted | got):
        yield f"{kind:8} wanted {wanted[kind]:4} found {got[kind]:4} right {right[kind]:4}"


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--report", action="store_true", help="learn without a fifth of the cards, and measure on it")
    asked.add_argument("--errors", action="store_true")
    args = asked.parse_args()
    prepare()
    lines = [one for file in sorted(FOLDER.glob("*.txt")) for one in marked_lines(file)]
    taught = [one for one in lines if not (args.report and held(one))]
    lines_taught = [*taught * _TIMES, *of_nothing([one.draft for one in taught]), *composed(_EACH)]
    marking.learn(REVISED, list(map(seen, lines_taught)))
    if args.report:
        print("\n".join(report([one for one in lines if held(one)], errors=args.errors)))


if __name__ == "__main__":
    main()
