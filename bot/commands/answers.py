"""faq add, list, remove: questions that a hub answers in words of its own."""

from __future__ import annotations

import argparse

from bot.commands.line import Subparsers, command, group, opened, whole
from bot.commands.listed import HELP
from bot.commands.which_hub import find
from core.errors import Misconfigured
from core.hub_answers import add_answer, own_answers, remove_answer
from core.languages import LANGUAGES

_MOST = 2**31 - 1
"""No hub will ever have so many."""


def add(commands: Subparsers) -> None:
    under = group(commands, "faq", HELP["faq"])
    parser = command(under, "add", "answer a question; with the encoder it is found in all languages", run_add)
    parser.add_argument("questions", nargs="+", metavar="QUESTION", help="the question, in one way or in several")
    parser.add_argument("--answer", required=True, help="what is said; everybody who asks reads it as it stands")
    parser.add_argument("--lang", required=True, choices=LANGUAGES, help="the language of both")
    _hub(parser)
    parser = command(under, "list", "the questions that a hub answers itself", run_list)
    _hub(parser)
    parser = command(under, "remove", "answer one no longer", run_remove)
    parser.add_argument("number", type=whole(1, _MOST), help="as the list says it")
    _hub(parser)


def _hub(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--hub", help="name or number; not needed when there is one")


def run_add(args: argparse.Namespace) -> int:
    with opened() as it:
        made = it.db.writing(
            lambda tx: add_answer(tx, find(tx, args.hub).id, args.lang, args.questions, args.answer, it.now)
        )
    print(f"Answer {made.id}, {made.lang}: {' / '.join(made.questions)}")
    return 0


def run_list(args: argparse.Namespace) -> int:
    with opened() as it, it.db.read() as tx:
        found = own_answers(tx, find(tx, args.hub).id)
    for one in found:
        print(f"{one.id:>4}  {one.lang}  {' / '.join(one.questions)}")
        print(f"      {one.answer}")
    if not found:
        print("None yet: this hub answers the usual questions. Add one: python -m bot faq add --help")
    return 0


def run_remove(args: argparse.Namespace) -> int:
    with opened() as it:
        if not it.db.writing(lambda tx: remove_answer(tx, find(tx, args.hub).id, args.number)):
            raise Misconfigured(f"This hub has no answer {args.number}; python -m bot faq list shows them.")
    print(f"Removed answer {args.number}.")
    return 0
