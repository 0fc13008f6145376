"""concept add, concept list, concept remove: services that a hub knows beside our list, in words of its own."""

from __future__ import annotations

import argparse

from bot.commands.hubs import find
from bot.commands.line import Subparsers, command, group, opened
from core.errors import Misconfigured
from core.languages import LANGUAGES
from core.matching import own


def add(commands: Subparsers) -> None:
    under = group(commands, "concept", "services that a hub knows beside the usual ones")
    parser = command(under, "add", "name a service; with the encoder it is found in all languages", run_add)
    parser.add_argument("labels", nargs="+", metavar="NAME", help="what people call it, its name first")
    parser.add_argument("--hub", help="name or number; not needed when there is one")
    parser.add_argument("--lang", required=True, choices=LANGUAGES, help="the language of the names")
    parser = command(under, "list", "the services of a hub's own", run_list)
    parser.add_argument("--hub", help="name or number; not needed when there is one")
    parser = command(under, "remove", "forget one", run_remove)
    parser.add_argument("number", type=int, help="as the list says it")
    parser.add_argument("--hub", help="name or number; not needed when there is one")


def run_add(args: argparse.Namespace) -> int:
    with opened() as it:
        number = it.db.writing(
            lambda tx: own.add_service(tx, find(tx, args.hub).id, args.lang, tuple(args.labels), it.now)
        )
    print(f"Service {number}: {', '.join(args.labels)}. What is posted from now on knows it.")
    print("What was posted before is worked out anew by the bot while it runs, or at once: python -m bot reindex")
    return 0


def run_list(args: argparse.Namespace) -> int:
    with opened() as it, it.db.read() as tx:
        found = own.own_services(tx, find(tx, args.hub).id)
    for one in found:
        print(f"{one.id:>4}  {one.lang}  {', '.join(one.labels)}")
    if not found:
        print("None yet: this hub knows the usual services. Add one: python -m bot concept add --help")
    return 0


def run_remove(args: argparse.Namespace) -> int:
    with opened() as it:
        if not it.db.writing(lambda tx: own.remove_service(tx, find(tx, args.hub).id, args.number)):
            raise Misconfigured(f"This hub has no service {args.number}; python -m bot concept list shows them.")
    print(f"Removed service {args.number}.")
    return 0
