"""Do the cards of a first message hold what its writer needs or offers? Messages said to the whole bot, and counted.

`python -m bench.postings` says each message of tests/data/postings and reads what is written of it then. Tune on
`--odd`, report `--even`. `--show` prints each that came to something else. `--learn` learns the model from those of
tests/data/postings/marked, and from the messages of bench.titles, which have no such marks but for titles and places.

A line is "need | " or "offer | ", the message, " => " and what the cards hold, each behind a ";": hours ("1.5h"), the
day as ISO date, a town or "remote"; "-" for none. In the message `[1 …]` is what the title of the first card must have,
`[1+ …]` what it may have, `[1@ …]` a place that is no town, which it may have, too; `[2 …]` is of the second card.
"""

from __future__ import annotations

import argparse
import logging
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date
from functools import partial
from multiprocessing import Pool
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from bench import marking, titles
from bench.corrections import shares, world_of_member
from bench.marking import Seen
from bench.titles import Wanted
from bench.volunteers.world import Image, scratch
from bot.conversation.session import THEN, THEN_DAYS, THEN_HOURS
from bot.engine import State
from bot.questions import UNSURE
from bot.understand import prepare
from bot.understand.amounts.hours import read_hours
from bot.understand.calendar.dates import read_day
from bot.understand.lexis.lexicon import small
from bot.understand.lexis.tokens import Tokens
from bot.understand.marks import known, read_as
from bot.understand.services.service import PEOPLE, WHO
from bot.understand.slots import beside_of
from bot.understand.values import Span
from bot.understand.where.places import EITHER, HERE, REMOTE
from bot.understanding.marking import POSTED
from bot.where import where_in
from core.text.normal import fold

FOLDER = Path("tests/data/postings")
RIGHT, COUNT, TITLE, VALUE, ELSE = VERDICTS = ("right", "count", "title", "value", "else")
"""All as wanted; more or fewer cards; a title lacks a word or has others; hours, day or town are other; no draft of
that kind.
"""
_MARK = re.compile(r"\[(\d)([+@]?) ([^\[\]]*)\]")
_HOURS, _WORD, _BRIEF = re.compile(r"([\d.]+)h"), re.compile(r"[^\W_]+"), 2
TODAY = date(2026, 12, 2)
_TIMES, _UNSAID = 4, 2  # how often each marked message is learnt, and where nobody knows whether it asks or offers
_OTHERS = 6000  # messages of bench.titles
_WINDOW = 4  # words at most of a day or of hours that stand alone
_SOMEBODY = PEOPLE | WHO | small("indefinite") | small("articles") | titles.SOMEBODY
_GLUED = "وفبل"  # what is written as one with the Arabic word behind it: "and", "so", "in", "for"


class Thing(NamedTuple):
    """What a card is to hold: `must` and `may` are the words of its title, `minutes` and `by` as a draft has them."""

    must: frozenset[str]
    may: frozenset[str]
    minutes: str
    by: str
    where: str


class Card(NamedTuple):
    """What a card holds; `where` '' where the message told none."""

    what: str
    minutes: str
    by: str
    where: str


class Posting(NamedTuple):
    """A message, and the cards that its writer wants."""

    group: str
    place: int
    kind: str
    text: str
    things: tuple[Thing, ...]


def postings(group: str, folder: Path = FOLDER) -> Iterator[Posting]:
    """All of a file, `place` counting from 1."""
    for place, line in enumerate((folder / f"{group}.txt").read_text(encoding="utf-8").splitlines(), 1):
        kind, _bar, rest = line.partition(" | ")
        marked, _arrow, values = rest.rpartition(" => ")
        told = [one.split() for one in values.split(";")]
        things = tuple(_thing(kind, marked, number, said) for number, said in enumerate(told, 1))
        text = _MARK.sub(lambda mark: mark[3], marked).replace("\\n", "\n").strip()
        yield Posting(group, place, kind, text, things)


def _thing(kind: str, marked: str, number: int, said: Sequence[str]) -> Thing:
    pieces = [(mark[2], mark[3]) for mark in _MARK.finditer(marked) if int(mark[1]) == number]
    must = frozenset(word for sign, words in pieces if not sign for word in _words(words))
    hours = [_HOURS.fullmatch(one) for one in said]
    days = [one for one in said if re.fullmatch(r"\d{4}-\d\d-\d\d", one)]
    rest = [one for one, found in zip(said, hours, strict=True) if not found and one not in (*days, "-")]
    minutes = next((str(round(float(found[1]) * 60)) for found in hours if found), "")
    may = frozenset(word for _sign, words in pieces for word in _words(words))
    return Thing(must, may, *((minutes, "".join(days[:1])) if kind == "need" else ("", "")), " ".join(rest))


def learn() -> None:
    """Learn which words are what."""
    taught = [one for file in sorted((FOLDER / "marked").glob("*.txt")) for one in _marked(file)]
    others = {one for half in (False, True) for one in titles.examples(held_out=half) if one.kind != "draft"}
    told = sorted((one for one in others if one.kind or not one.titles), key=lambda one: crc32(one.text.encode()))
    unsaid = [one._replace(kind="") for one in taught]
    marking.learn(POSTED, [*taught * _TIMES, *unsaid * _UNSAID, *map(_titled, told[:_OTHERS])])


def _marked(file: Path) -> Iterator[Seen]:
    lang = file.stem.split(".")[0]
    for one, line in zip(postings(file.stem, file.parent), file.read_text(encoding="utf-8").splitlines(), strict=True):
        text, pieces, at, seen = "", [], 0, set[str]()
        marked_text = line.partition(" | ")[2].rpartition(" => ")[0].replace("\\n", "\n").strip()
        for mark in _MARK.finditer(marked_text):
            text += marked_text[at : mark.start()]
            kind = {"+": "more", "@": "place"}.get(mark[2], "more" if mark[1] in seen else "thing")
            seen |= {mark[1]} if not mark[2] else set()
            pieces.append((len(text), len(text) + len(mark[3]), kind))
            text, at = text + mark[3], mark.end()
        assert text + marked_text[at:] == one.text, line
        for town in {_town(it.where) for it in one.things} - {""}:
            pieces += _named(one.text, town, pieces)
        yield _seen(lang, one.kind, one.text, pieces, {it.minutes for it in one.things}, {it.by for it in one.things})


def _town(where: str) -> str:
    return where.replace(REMOTE, "").strip(" +")


def _named(text: str, town: str, taken: Sequence[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Where the town stands in the message for the first time, outside of what is marked; [] where it does not."""
    found = re.finditer(re.escape(town), text, re.IGNORECASE)
    outside = (one.span() for one in found if not any(one.start() < end and one.end() > at for at, end, _kind in taken))
    return [(*span, "town") for span in outside][:1]


def _titled(one: Wanted) -> Seen:
    """A message of which titles and places are known: the hours and days outside count."""
    pieces, at = [], 0
    for title in one.titles:
        start = one.text.find(title, at)
        start = start if start >= 0 else one.text.find(title)
        if start >= 0:
            pieces.append((start, start + len(title), "thing"))
            at = start + len(title)
    if one.place and (start := one.text.find(one.place)) >= 0:
        pieces.append((start, start + len(one.place), "place"))
    return _seen(one.lang, one.kind, one.text, pieces, None, None)


def _seen(
    lang: str,
    kind: str,
    text: str,
    pieces: list[tuple[int, int, str]],
    minutes: set[str] | None,
    days: set[str] | None,
) -> Seen:
    """With the stretches that the grammars take for the hours and the days of these values, or for any; and what a
    title has of its own accord: times of day, how often, and of an offer its days and hours.
    """
    lang = "ar" if lang == "arabizi" else lang
    tokens = read_as(text)
    beside = beside_of(tokens, lang, TODAY)
    inside = [(start, end) for start, end, _kind in pieces]

    def add(spans: Sequence[Span], part: str) -> None:
        for span in spans:
            start, end = tokens.starts[span.start], tokens.ends[span.end - 1]
            if not any(start < stop and end > begun for begun, stop in inside):
                pieces.append((start, end, part))
                inside.append((start, end))

    if minutes is None and beside.town:
        pieces += _named(text, str(beside.town.value), pieces)
        inside = [(start, end) for start, end, _kind in pieces]
    if minutes is None and kind:
        add(beside.repeats, "more")
        add(beside.times, "more")
    if kind == "offer" and minutes is None:
        add(beside.days, "more")
    if kind == "need":
        hours = [one for one in beside.hours if minutes is None or str(one.value) in minutes]
        told = [one for one in beside.days if isinstance(one.value, date) and (days is None or str(one.value) in days)]
        add(hours or _windows(tokens, lang, minutes or (), 2, lambda said: read_hours(said, lang)), "hours")
        add(told or _windows(tokens, lang, days or (), 1, lambda said: read_day(said, lang, TODAY)), "day")
    return marking.seen(POSTED, kind, tokens, known(tokens, lang, TODAY), sorted(pieces))


def _windows(
    tokens: Tokens, lang: str, wanted: Collection[str], least: int, read: Callable[[str], object]
) -> list[Span]:
    """The shortest stretch, of at `least` so many words, that is one of the values, where no grammar found it in the
    whole; the last of several.
    """
    size = len(tokens.forms)
    for many in range(least, _WINDOW + 1):
        for at in range(size - many, -1, -1):
            said = tokens.said(at, at + many)
            if any(map(str.isdecimal, said)) and str(value := read(said)) in wanted:
                return [Span(at, at + many, value)]
    return []


def _words(text: str) -> list[str]:
    """What matters: no articles, no "somebody who"."""
    words = map(fold, _WORD.findall(text))
    return [word for word in words if (len(word) > _BRIEF and word not in _SOMEBODY) or word.isdecimal()]


def verdict(one: Posting, cards: Sequence[Card]) -> str:
    """One of VERDICTS."""
    if not cards:
        return ELSE
    if len(cards) != len(one.things):
        return COUNT
    pairs = list(zip(one.things, cards, strict=True))
    if not all(_is_title(thing, card.what) for thing, card in pairs):
        return TITLE
    values = all((thing.minutes, thing.by) == (card.minutes, card.by) for thing, card in pairs)
    return RIGHT if values and _is_where(one.things[0].where, cards[0].where) else VALUE


def _is_title(thing: Thing, title: str) -> bool:
    """Whether it says all that it must, and at most one word that it may not."""
    said = _words(title)
    besides = [word for word in said if not _among(word, thing.may)]
    return all(_among(word, said) for word in thing.must) and len(besides) <= 1


def _among(word: str, words: Sequence[str] | frozenset[str]) -> bool:
    return word in words or any(
        one[:1] in _GLUED and one[1:] == other
        for one, other in (*((word, it) for it in words), *((it, word) for it in words))
    )


def _is_where(wanted: str, found: str) -> bool:
    """Whether it is from a distance or not as they said, and in the town that they named, if they did."""
    if not wanted:
        return not found or not found.startswith(REMOTE)
    distant, town = REMOTE in wanted, _town(wanted)
    if distant != found.startswith((REMOTE, EITHER)):
        return False
    there = where_in(found.removeprefix(EITHER).removeprefix(HERE), "") if found else None
    return not town or fold(town) in fold(str(there)) or fold(town) in fold(found)


def cards_of(one: Posting, folder: Path, scenes: dict[str, Image]) -> list[Card]:
    """What is written behind that message; [] where it is no draft of that kind."""
    world = world_of_member(one.group, folder, scenes)
    try:
        world.tap("me", "m:menu")
        world.say("me", one.text)
        return _cards(one.kind, world.session("me").flow)
    finally:
        world.close()


def _cards(kind: str, flow: State | None) -> list[Card]:
    if flow is None or flow.flow not in (kind, "either"):  # nobody said which of the two: that is asked
        return []
    said = {**flow.hints, **flow.said()}
    minutes, by, where = (_said(said.get(key, "")) for key in ("hours", "by", "where"))
    first = Card(said.get("what", ""), minutes, by, where)
    if kind == "offer":
        return [Card(what, "", "", first.where) for what in first.what.split("\n")]
    more = said.get(THEN, "").split("\n") if said.get(THEN) else []
    hours, days = (said.get(key, "").split("\n") for key in (THEN_HOURS, THEN_DAYS))
    rest = [Card(what, _at(hours, at), _at(days, at), "") for at, what in enumerate(more)]
    shared = THEN_DAYS not in said
    return [first, *(one._replace(by=first.by) if shared else one for one in rest)]


def _said(value: str) -> str:
    return "" if value == UNSURE else value


def _at(values: Sequence[str], at: int) -> str:
    return values[at] if at < len(values) else ""


def _judged(group: str, half: int | None, folder: Path) -> list[tuple[Posting, str, list[Card]]]:
    prepare()
    logging.disable(logging.WARNING)
    found, scenes = [], dict[str, Image]()
    with scratch() as place:
        for one in postings(group, folder):
            if half is None or one.place % 2 == half:
                cards = cards_of(one, Path(place), scenes)
                found.append((one, verdict(one, cards), cards))
    return found


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("groups", nargs="*", help="files, by name; all where none is named")
    half = asked.add_mutually_exclusive_group()
    half.add_argument("--odd", dest="half", action="store_const", const=1, help="the lines to tune on")
    half.add_argument("--even", dest="half", action="store_const", const=0, help="the lines to report")
    asked.add_argument("--show", action="store_true", help="print what came to something else")
    asked.add_argument("--jobs", type=int, default=1, help="processes")
    asked.add_argument("--folder", type=Path, default=FOLDER)
    asked.add_argument("--learn", action="store_true", help="learn the model")
    args = asked.parse_args()
    if args.learn:
        prepare()
        learn()
        return
    groups = args.groups or sorted(file.stem for file in args.folder.glob("*.txt"))
    print(f"{'':10}" + "".join(f"{name:>9}" for name in (*VERDICTS, "lines")))
    every = Counter[str]()
    with Pool(args.jobs) as pool:
        for group, found in zip(
            groups, pool.imap(partial(_judged, half=args.half, folder=args.folder), groups), strict=True
        ):
            counts = Counter(told for _one, told, _cards in found)
            every += counts
            print(shares(group, counts, VERDICTS), flush=True)
            for one, told, cards in found if args.show else ():
                if told != RIGHT:
                    print(
                        f"  {told:6}{one.place:3} «{one.text}»", *(f"      wanted {it}" for it in one.things), sep="\n"
                    )
                    print(*(f"      found  {card}" for card in cards), sep="\n")
    print(shares("all", every, VERDICTS))


if __name__ == "__main__":
    main()
