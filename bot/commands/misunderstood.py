"""misunderstood: the sentences people wrote that the bot made nothing of, so that its words can grow.

What came by WhatsApp is shown for one hub alone (core/coordination/misunderstood.py).
"""

from __future__ import annotations

import argparse

from bot.commands.line import Subparsers, command, opened, whole
from bot.commands.listed import HELP
from bot.commands.which_hub import find
from core.calendar import today
from core.coordination import misunderstood
from core.languages import LANGUAGES

_MOST, _ALL = 50, 10_000


def add(commands: Subparsers) -> None:
    parser = command(commands, "misunderstood", HELP["misunderstood"], run)
    parser.add_argument("--hub", help="name or number (default: all)")
    parser.add_argument("--lang", choices=LANGUAGES, help="only of people who read this language")
    parser.add_argument("--most", type=whole(1, _ALL), default=_MOST, help=f"how many (default: {_MOST})")


def run(args: argparse.Namespace) -> int:
    with opened() as it:
        with it.db.read() as tx:
            hub_id = find(tx, args.hub).id if args.hub else None
            found = misunderstood.often(tx, hub_id, _ALL if args.lang else args.most)
            held_back = 0 if hub_id else misunderstood.held_back(tx)
        kept = [one for one in found if args.lang in (None, one.lang)][: args.most]
        for one in kept:
            day = today(one.last_at, "UTC").isoformat()
            print(f"{one.times:>5}  {one.lang}  {one.channel:<8}  {day}  {it.vault.shown(one.words.token.encode())}")
    if held_back:
        print(f"{held_back} came by WhatsApp and serve their own hub alone: --hub NAME shows them.")
    if not kept and not held_back:
        print("Nothing: every sentence was understood, or nobody wrote yet.")
    elif kept:
        print("Names, numbers and contacts are left out. Teach the words: docs/understanding.md")
    return 0
