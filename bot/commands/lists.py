"""import: organisations without a phone, their requests and offers, from a CSV file."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from bot.commands.export import Line
from bot.commands.line import Opened, Subparsers, command, opened
from bot.commands.listed import HELP
from bot.commands.which_hub import find
from bot.desk.importing import told
from bot.intake.columns import TITLES
from bot.intake.reading import Brought, read_file
from bot.intake.template import template
from bot.notices import Notices
from bot.wording import Reader, Wording
from core import outbox
from core.calendar import today
from core.commands import Actor
from core.context import Context
from core.db import Tx
from core.errors import Misconfigured, Refusal
from core.hubs import Hub
from core.intake.making import make
from core.intake.planning import plan
from core.intake.values import Entry, Plan, Problem
from core.languages import LANGUAGES
from core.messages import Message

MOST_ROWS = 20_000
_MOST_BYTES = 10 * 1024 * 1024
_BATCH = 500  # lines in one transaction: nobody who writes meanwhile waits for longer
_ENGLISH = Reader("en")


def add(commands: Subparsers) -> None:
    parser = command(commands, "import", HELP["import"], run)
    parser.add_argument("file", type=Path, nargs="?", metavar="FILE", help="the list; --template writes an empty one")
    parser.add_argument("--hub", help="name or number; not needed when there is one")
    parser.add_argument(
        "--dry-run", action="store_true", help="say what it would make and what is wrong, change nothing"
    )
    parser.add_argument("--skip-wrong", action="store_true", help="import the good lines although others are wrong")
    parser.add_argument("--template", choices=LANGUAGES, metavar="LANG", help="print an empty list in that language")


def run(args: argparse.Namespace) -> int:
    if args.file is None and not args.template:
        raise Misconfigured("Say which FILE to import, or --template LANG for an empty list.")
    with opened() as it:
        with it.db.read() as tx:
            hub = find(tx, args.hub)
        if args.template:
            print(template(args.template, hub.country), end="")
            return 0
        return _import(it, hub, args)


def _import(it: Opened, hub: Hub, args: argparse.Namespace) -> int:
    wording = Wording()
    brought = _read(args.file, hub, it.now, wording)
    with it.db.read() as tx:
        planned = plan(tx, hub, brought.entries, it.now)
    problems = sorted((*brought.problems, *planned.problems), key=lambda one: one.line)
    _say(problems, brought, wording)
    if args.dry_run:
        _count(planned, problems)
        return int(bool(problems))
    if problems and not args.skip_wrong:
        print("Nothing was imported. Correct these lines, or let the others in with --skip-wrong.")
        return 1
    made = _make(it, hub, brought.entries)
    print(wording.say(told(made, len(brought.problems)), _ENGLISH))
    return 0


def _read(file: Path, hub: Hub, now: int, wording: Wording) -> Brought:
    try:
        with file.open("rb") as brought:
            data = brought.read(_MOST_BYTES + 1)  # of what has no end, too
    except OSError as wrong:
        raise Misconfigured(f"{file} cannot be read ({wrong.strerror}).") from None
    if len(data) > _MOST_BYTES:
        raise Misconfigured(f"{file} is larger than {_MOST_BYTES >> 20} MB; divide it into several.")
    try:
        return read_file(data, MOST_ROWS, hub.languages[0], today(now, hub.zone))
    except Refusal as refused:
        raise Misconfigured(_plain(wording, refused.message)) from None


def _say(problems: Sequence[Problem], brought: Brought, wording: Wording) -> None:
    for one in problems:
        column = _plain(wording, TITLES[one.column].title)
        print(f"line {one.line}, {column}: {_plain(wording, one.says)}")
    if brought.unused:
        print(f"These columns are not read: {', '.join(brought.unused)}.")


def _count(planned: Plan, problems: Sequence[Problem]) -> None:
    kinds = [step.entry.post.kind for step in planned.listings if step.entry.post]
    print(
        f"It would make {len(planned.organisations)} organisations, {kinds.count('need')} requests and "
        f"{kinds.count('offer')} offers; {planned.known} lines are here already, {len(problems)} have a problem."
    )
    for step in planned.organisations:
        if step.known == "alike":
            print(f"line {step.entry.line}: {step.organisation} looks like {step.looks_like}; a coordinator checks it.")


def _make(it: Opened, hub: Hub, entries: Sequence[Entry]) -> Plan:
    """Some hundred lines in each transaction; whoever stops it in between runs it again, and nothing comes in twice."""
    progress = Line()
    plans: list[Plan] = []
    for first in range(0, len(entries), _BATCH):
        batch = entries[first : first + _BATCH]
        plans.append(it.db.writing(partial(_one, it, hub, batch)))
        progress("lines", first + len(batch))
    progress.end()
    steps = tuple(step for one in plans for step in one.steps)
    return Plan(steps, tuple(problem for one in plans for problem in one.problems))


def _one(it: Opened, hub: Hub, batch: Sequence[Entry], tx: Tx) -> Plan:
    actor = Actor(None, None, "", "", "operator")
    made, events = make(Context(tx, it.vault, actor, it.now), hub, batch)
    alerts = Notices(tx, it.now).tell(events).alerts
    if alerts:
        outbox.enqueue(tx, alerts, it.now)
    return made


def _plain(wording: Wording, message: Message) -> str:
    return "".join(char for char in wording.say(message, _ENGLISH) if char not in "\u2066\u2067\u2068\u2069")
