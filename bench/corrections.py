"""Does the card of a draft say afterwards what its writer wanted? Corrections said to the whole bot, and counted.

`python -m bench.corrections` says each line of tests/data/corrections to a draft as that line shows it, and reads what
stands on the draft then. Tune on `--odd`, report `--even`. `--show` prints each line that came to something else.

A line of a file is an object: `kind` ("need" or "offer"), `card` (what, hours, by, where), `says`, and `then` (what is
other afterwards, of the same keys). `where` is a town, "remote", or "<town>+remote"; hours are hours, days ISO dates.
"""

from __future__ import annotations

import argparse
import logging
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from multiprocessing import Pool
from pathlib import Path
from typing import NamedTuple

import orjson
from rapidfuzz.fuzz import token_sort_ratio

from bench.volunteers.scenes import member
from bench.volunteers.world import DAY, Image, World, fresh, restored, scratch
from bot.conversation.session import dump_session, new_token
from bot.engine import State
from bot.questions import UNSURE
from bot.understand import prepare
from bot.understand.where.places import EITHER, HERE, REMOTE
from bot.where import where_in
from core.people import arrival
from core.text.normal import fold

FOLDER = Path("tests/data/corrections")
RIGHT, PARTLY, ASKED, NOTHING, LEFT, WRONG = VERDICTS = ("right", "partly", "asked", "nothing", "left", "wrong")
"""All as wanted; some of it and nothing else; asked which part; nothing changed; the draft was left; something else."""
_TODAY = 2  # days behind the first of the world: a Wednesday, for which the sentences were written
_ALIKE = 78  # of 100, from which on one title is as good as another
_WITH = "+remote"


class Line(NamedTuple):
    """A correction, the draft that it is said of, and what is other on it afterwards."""

    group: str
    place: int
    kind: str
    card: dict[str, str]
    says: str
    then: dict[str, str]


def lines(group: str, folder: Path = FOLDER) -> Iterator[Line]:
    """All of a file, `place` counting from 1."""
    for place, line in enumerate((folder / f"{group}.jsonl").read_text(encoding="utf-8").splitlines(), 1):
        one = orjson.loads(line)
        yield Line(group, place, one["kind"], one["card"], one["says"], one["then"])


def canonical(card: dict[str, str]) -> dict[str, str]:
    """What a card shows, as the answers of a draft."""
    said = {"what": card["what"], "where": _where(card.get("where", ""))}
    if "hours" in card:
        said["hours"] = str(round(float(card["hours"]) * 60)) if card["hours"] else UNSURE
    if "by" in card:
        said["by"] = card["by"] or UNSURE
    return said


def verdict(one: Line, after: State | None, *, published: bool) -> str:
    """One of VERDICTS; `published`: as it stood, which is right where nothing was to change."""
    if published:
        return LEFT if one.then else RIGHT
    if after is None or after.flow != one.kind:
        return LEFT
    before, wanted, now = canonical(one.card), canonical({**one.card, **one.then}), after.said()
    changed = [part for part in before if not _same(part, before[part], now.get(part, ""), exactly=True)]
    right = [part for part in before if _same(part, wanted[part], now.get(part, ""), exactly=part not in one.then)]
    if len(right) == len(before):
        return RIGHT if after.asking == "sure" or not one.then else PARTLY
    if not set(changed) <= set(right):
        return WRONG
    if any(part in one.then for part in changed):
        return PARTLY
    return NOTHING if after.asking == "sure" and after.offered[:1] != ("edit.what",) else ASKED


def said(one: Line, folder: Path, scenes: dict[str, Image]) -> tuple[State | None, bool]:
    """The draft as it stands behind that correction, and whether it was published."""
    world = world_of_member(one.group.rstrip("0123456789"), folder, scenes)
    try:
        world.tap("me", "m:menu")
        draft = State(one.kind, "sure", ("yes", "change", "no"), canonical(one.card))
        session = world.session("me")._replace(flow=draft, idle=(), token=new_token())
        with world.db.write() as tx:
            arrival.keep(tx, world.ids["me.address"], dump_session(session), world.now)
        before = world.rows("SELECT max(id) FROM listing")
        world.say("me", one.says)
        return world.session("me").flow, world.rows("SELECT max(id) FROM listing") != before
    finally:
        world.close()


def world_of_member(lang: str, folder: Path, scenes: dict[str, Image]) -> World:
    """One in which "me" has joined; it is Wednesday. Close it. `scenes` keeps what was built once."""
    if lang not in scenes:
        world = fresh(folder, lang, "telegram")
        world.now += _TODAY * DAY
        member(world)
        scenes[lang] = world.image()
        world.close()
    return restored(folder, scenes[lang], lang, "telegram")


def _where(shown: str) -> str:
    if shown.endswith(_WITH):
        return f"{EITHER}{shown.removesuffix(_WITH)}"
    return REMOTE if shown == "remote" else f"{HERE}{shown}"


def _same(part: str, one: str, other: str, *, exactly: bool) -> bool:
    if part == "where":
        places = [where_in(said, "") if said else None for said in (one, other)]
        return fold(str(places[0])) == fold(str(places[1]))
    if part == "what" and not exactly:
        return token_sort_ratio(fold(one), fold(other)) >= _ALIKE
    return fold(one) == fold(other) or {one, other} == {UNSURE, ""}


def _judged(group: str, half: int | None, folder: Path) -> list[tuple[Line, str, State | None]]:
    prepare()
    logging.disable(logging.WARNING)
    found, scenes = [], dict[str, Image]()
    with scratch() as place:
        for one in lines(group, folder):
            if half is None or one.place % 2 == half:
                after, published = said(one, Path(place), scenes)
                found.append((one, verdict(one, after, published=published), after))
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
    args = asked.parse_args()
    groups = args.groups or sorted(file.stem for file in args.folder.glob("*.jsonl"))
    print(f"{'':10}" + "".join(f"{name:>9}" for name in (*VERDICTS, "lines")))
    every = Counter[str]()
    with Pool(args.jobs) as pool:
        judged = pool.imap(partial(_judged, half=args.half, folder=args.folder), groups)
        for group, found in zip(groups, judged, strict=True):
            counts = Counter(told for _one, told, _after in found)
            every += counts
            print(shares(group, counts, VERDICTS), flush=True)
            for one, told, after in found if args.show else ():
                if told != RIGHT:
                    now = after.said() if after and after.flow == one.kind else after and after.flow
                    print(
                        f"  {told:8}{one.place:3} {one.card}", f"«{one.says}»", f"{one.then} -> {now}", sep="\n      "
                    )
    print(shares("all", every, VERDICTS))


def shares(name: str, counts: Counter[str], verdicts: Sequence[str]) -> str:
    """A row of a table: the share of each verdict, and of how many."""
    whole = sum(counts.values())
    return f"{name:10}" + "".join(f"{counts[one] / max(whole, 1):8.0%} " for one in verdicts) + f"{whole:8}"


if __name__ == "__main__":
    main()
