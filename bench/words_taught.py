"""What the tagger learns besides titles: what each number counts, where another act begins, what others are to read.

tests/data/volunteers/numbers has messages as volunteers type them, each behind what is asked ("hours: "); `_h` behind a
number says that it is hours of work, `_c` a time of day, `_d` of a date or so many days, `_n` so many things, `_r` what
is called by a number; titles stand in brackets as in the folder titles. Acts begin where two messages of a screen
(tests/data/volunteers/screens) are put behind each other; some of these tell from where to where the words stand that
others are to read ("words"), and those that are to be added to what they read ("more").
"""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any
from zlib import crc32

from bench.tagger_training import Text
from bot.understand import marks
from bot.understand.lexis.tokens import Tokens, tokenise
from bot.understand.lexis.transcribed import as_heard
from bot.understand.passed import WHY_OF, for_others
from bot.understanding.tagger import COUNTS, FOR_OTHERS, TAGGER

_FOLDER = Path(__file__).resolve().parents[1] / "tests/data/volunteers"
_MARK = re.compile(r"(?<=\w)_([hcdnr])(?![^\W_])")
_COUNTED = {"h": "hours", "c": "clock", "d": "date", "n": "things", "r": "code"}
_TITLED = {"need": "need", "offer": "offer", "what": "", "draft": "fix"}
_ASKED = {"hours": "hours", "day": "day", "draft": "draft", "card": "card"}
_TIMES = 2  # each line of numbers a turn
_JOINTS = {
    "es": (", ", " ", ". ", " y ", " pero ", " y tambien ", " ah y ", " y otra cosa "),
    "en": (", ", " ", ". ", " and ", " but ", " and also ", " oh and ", " btw "),
    "fr": (", ", " ", ". ", " et ", " mais ", " et aussi ", " ah et "),
    "pt": (", ", " ", ". ", " e ", " mas ", " e também ", " ah e "),
    "ar": ("، ", " ", ". ", " و", " بس ", " وكمان ", " طيب ", " "),
    "arabizi": (", ", " ", ". ", " w ", " bas ", " w kaman ", " tayeb ", " "),
}
_JOINED, _ALONE = 1200, 1200  # messages of a language
_SHORT, _LONG = 7, 22  # words of what is surely one act, and of what is put behind another
_SURE = 0.5
_SIGNS = ".,;:!?¿¡،؛؟ "


def texts(*, held_out: bool) -> list[Text]:
    """All of these."""
    every = sorted((_FOLDER / "numbers").glob("*.txt"))
    lines = [line for file in every for line in file.read_text(encoding="utf-8").splitlines()]
    kept = [line for line in lines if _is_held_out(line) == held_out]
    joined = [one for lang in _JOINTS for one in _joined(lang, held_out=held_out)]
    passed = [_for_others(row) for row in _told_to_others() if _is_held_out(row["text"]) == held_out]
    counted = [_counted(line) for line in kept]
    return [*counted * (1 if held_out else _TIMES), *passed * (1 if held_out else _TIMES), *joined]


def titled_lines(lang: str) -> Iterator[str]:
    """The lines of numbers as those of the folder titles, without what each number counts."""
    file = _FOLDER / "numbers" / f"{lang}.txt"
    for line in file.read_text(encoding="utf-8").splitlines() if file.exists() else ():
        asked, _colon, said = line.partition(": ")
        if asked in _TITLED:
            kind = _TITLED[asked]
            said = _MARK.sub("", said)
            yield f"{kind}: {said}" if kind else said


def report() -> Iterator[str]:
    """How many numbers are taken for what they are, and acts are found to begin where they do, of those kept back."""
    right, count, found = Counter[str](), Counter[str](), Counter[str]()
    for one in texts(held_out=True):
        if one.counts is not None:
            chances = TAGGER.numbers(one.said, one.glued, one.kinds[0])
            assert chances is not None
            for want, got in zip(one.counts, chances.argmax(axis=1).tolist(), strict=True):
                count[COUNTS[want]] += 1
                right[COUNTS[want]] += want == got
        if one.begins is not None:
            begun = TAGGER.begins(one.said, one.glued)
            assert begun is not None
            for want, got in zip(one.begins[1:], (begun[1:] > _SURE).tolist(), strict=True):
                found[f"{want} {got}"] += 1
    yield from _report_for_others()
    for name in sorted(count):
        yield f"numbers: {name:8} {100 * right[name] / count[name]:5.1f} % of {count[name]}"
    yield f"acts begin: {found['True True']} of {found['True True'] + found['True False']} found"
    yield f"acts begin: {found['False True']} of {found['False True'] + found['False False']} other words taken for one"


def _report_for_others() -> Iterator[str]:
    exact, near, every = Counter[str](), Counter[str](), Counter[str]()
    for row in _told_to_others():
        if _is_held_out(row["text"]):
            asked, found = WHY_OF[row["act"]], for_others(row["text"], row["act"])
            wanted = [row["text"][start:end] for start, end in row["words"] or row.get("more", ())]
            got = [found.words or found.more] if found.words or found.more else []
            said, want = " ".join(got).split(), " ".join(wanted).split()
            every[asked] += 1
            exact[asked] += [one.strip(_SIGNS) for one in said] == [one.strip(_SIGNS) for one in want]
            near[asked] += len(set(said) ^ set(want)) <= 1
    for asked in sorted(every):
        share, close = (100 * one[asked] / every[asked] for one in (exact, near))
        yield f"for others, {asked:5} {share:5.1f} % exact, {close:5.1f} % but for a word, of {every[asked]}"


def _told_to_others() -> Iterator[dict[str, Any]]:
    """Messages of the screens in which is marked what others are to read."""
    for file in sorted((_FOLDER / "screens").glob("*.jsonl")):
        rows = map(json.loads, file.read_text(encoding="utf-8").splitlines())
        yield from (row for row in rows if "words" in row and row["act"] in WHY_OF)


def _for_others(row: dict[str, Any]) -> Text:
    tokens = tokenise(row["text"])
    labels = [0] * len(tokens.forms)
    for kind, marked in (("words", row["words"]), ("more", row.get("more", ()))):
        for start, end in marked:
            edge = "B"
            for at, (begun, stop) in enumerate(zip(tokens.starts, tokens.ends, strict=True)):
                if begun < end and stop > start:
                    labels[at], edge = FOR_OTHERS.index(f"{edge}-{kind}"), "I"
    return Text(*as_heard(tokens), [""] * len(labels), (WHY_OF[row["act"]],), passed=labels)


def _counted(line: str) -> Text:
    asked, _colon, said = line.partition(": ")
    said = re.sub(r"[\[\]{}]", "", said).replace("\\n", "\n")
    text, counted, at = "", dict[int, str](), 0
    for mark in _MARK.finditer(said):
        text += said[at : mark.start()]
        counted[len(text) - 1], at = _COUNTED[mark[1]], mark.end()
    tokens = marks.read_as(text + said[at:])
    counts = [
        next((COUNTS.index(kind) for end, kind in counted.items() if start <= end < stop), 0)
        for start, stop in zip(tokens.starts, tokens.ends, strict=True)
    ]
    heard = as_heard(tokens)
    return Text(*heard, [""] * len(counts), (_ASKED.get(asked, ""), ""), counts=counts)


def _joined(lang: str, *, held_out: bool) -> Iterator[Text]:
    chance = random.Random(crc32(lang.encode()) + held_out)
    by_screen: dict[str, list[tuple[str, str]]] = {}
    for line in (_FOLDER / "screens" / f"{lang}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if _is_held_out(row["text"]) == held_out and "{" not in row["text"]:
            by_screen.setdefault(row["screen"], []).append((row["text"], row["act"]))
    share = 5 if held_out else 1
    screens = [screen for screen, rows in by_screen.items() if len({act for _text, act in rows}) > 1]
    weights = [len(by_screen[screen]) for screen in screens]
    made = 0
    while made < _JOINED // share:
        rows = by_screen[chance.choices(screens, weights)[0]]
        some = chance.sample(rows, min(len(rows), 2 if chance.random() < 0.8 else 3))
        different = all(one[1] != other[1] for one, other in pairwise(some))
        if different and all(len(text.split()) <= _LONG for text, _act in some):
            made += 1
            yield _behind_each_other([text for text, _act in some], chance.choice(_JOINTS[lang]))
    short = [text for rows in by_screen.values() for text, _act in rows if len(text.split()) <= _SHORT]
    yield from (_behind_each_other([text], "") for text in chance.sample(short, min(len(short), _ALONE // share)))


def _behind_each_other(said: list[str], joint: str) -> Text:
    text, begun = said[0].strip(), [0]
    for one in said[1:]:
        text = text.rstrip(".!?؟") if joint != ". " and not joint.strip(" ,،") else text
        begun.append(len(text) + (len(joint) - len(joint.lstrip(" ,،."))))
        text += joint + one.strip()
    tokens: Tokens = marks.read_as(text)
    begins = [any(start <= at < stop for at in begun) for start, stop in zip(tokens.starts, tokens.ends, strict=True)]
    return Text(*as_heard(tokens), [""] * len(begins), ("",), begins=begins)


def _is_held_out(text: str) -> bool:
    return crc32(text.encode()) % 5 == 0
