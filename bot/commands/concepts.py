"""concept add, name, list, remove: services that a hub knows beside our list, in words of its own."""

from __future__ import annotations

import argparse
import re

from bot.commands.line import Subparsers, command, group, opened, whole
from bot.commands.listed import HELP
from bot.commands.which_hub import find
from core.errors import Misconfigured
from core.languages import LANGUAGES
from core.matching import own

_MOST = 2**31 - 1
"""No hub will ever have so many."""
_COMMA = re.compile("[,،;؛]")
_KNOWN = "What is posted from now on knows it."
_BEFORE = "What was posted before is worked out anew by the bot while it runs, or at once: python -m bot reindex"


def add(commands: Subparsers) -> None:
    under = group(commands, "concept", HELP["concept"])
    parser = command(under, "add", "name a service; with the encoder it is found in all languages", run_add)
    _names(parser)
    parser = command(under, "name", "say what a service is called in a further language, or otherwise there", run_name)
    parser.add_argument("number", type=whole(1, _MOST), help="as the list says it")
    _names(parser)
    parser = command(under, "list", "the services of a hub's own", run_list)
    _hub(parser)
    parser = command(under, "remove", "forget one", run_remove)
    parser.add_argument("number", type=whole(1, _MOST), help="as the list says it")
    _hub(parser)


def _hub(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--hub", help="name or number; not needed when there is one")


def _names(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("labels", nargs="+", metavar="NAME", help="what people call it, its name first")
    _hub(parser)
    parser.add_argument("--lang", required=True, choices=LANGUAGES, help="the language of these names")
    parser.add_argument(
        "--also", action="append", default=[], metavar="LANG:NAME", help="a name in another language; repeat for more"
    )


def run_add(args: argparse.Namespace) -> int:
    names = _read(args)
    with opened() as it:
        number = it.db.writing(lambda tx: own.add_service(tx, find(tx, args.hub).id, names, it.now))
    print(f"Service {number}: {_said(names)}. {_KNOWN}")
    print(_BEFORE)
    return 0


def run_name(args: argparse.Namespace) -> int:
    names = _read(args)
    with opened() as it:
        known = it.db.writing(lambda tx: own.name_service(tx, find(tx, args.hub).id, args.number, names))
    print(f"Service {known.id}: {_said(known.names)}. {_KNOWN}")
    print(_BEFORE)
    return 0


def run_list(args: argparse.Namespace) -> int:
    with opened() as it, it.db.read() as tx:
        found = own.own_services(tx, find(tx, args.hub).id)
    for one in found:
        print(f"{one.id:>4}  {_said(one.names)}")
    if not found:
        print("None yet: this hub knows the usual services. Add one: python -m bot concept add --help")
    return 0


def run_remove(args: argparse.Namespace) -> int:
    with opened() as it:
        if not it.db.writing(lambda tx: own.remove_service(tx, find(tx, args.hub).id, args.number)):
            raise Misconfigured(f"This hub has no service {args.number}; python -m bot concept list shows them.")
    print(f"Removed service {args.number}.")
    return 0


def _read(args: argparse.Namespace) -> own.Names:
    """By language, the first said first."""
    names: dict[str, tuple[str, ...]] = {args.lang: _apart(args.labels)}
    for one in args.also:
        lang, colon, label = one.partition(":")
        if not colon:
            raise Misconfigured(f"--also {one!r}: write the language before the name, as in --also ar:…")
        names[lang] = (*names.get(lang, ()), *_apart([label]))
    return names


def _apart(typed: list[str]) -> tuple[str, ...]:
    """Each name, also where a comma of some script stands between two in one argument."""
    return tuple(name.strip() for one in typed for name in _COMMA.split(one) if name.strip())


def _said(names: own.Names) -> str:
    return "; ".join(f"{lang} {', '.join(labels)}" for lang, labels in names.items())
