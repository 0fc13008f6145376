"""export, summary: a hub's hours for an accountant or another program, its listings, and its figures for everybody."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import orjson

from bot.commands.line import Subparsers, command, opened
from bot.commands.listed import HELP
from bot.commands.which_hub import find
from core.errors import Misconfigured
from core.export.journal import journal
from core.export.listed import listed
from core.export.package import write_package
from core.hubs import all_hubs
from core.summary import as_json

_EVERY = 1000  # rows between two looks of the progress line


def add(commands: Subparsers) -> None:
    parser = command(commands, "export", HELP["export"], run_export)
    parser.add_argument("--format", choices=("csv", "beancount", "hledger", "listings"), required=True)
    parser.add_argument("--hub", help="name or number; not needed when there is one")
    parser.add_argument("--out", type=Path, metavar="PLACE", help="a new folder (csv) or file; default: this terminal")
    parser.add_argument(
        "--from", dest="first", default="", metavar="DAY", help="listings: published on that day or later"
    )
    parser.add_argument(
        "--to", dest="last", default="", metavar="DAY", help="listings: published on that day or before"
    )
    parser = command(commands, "summary", HELP["summary"], run_summary)
    parser.add_argument("--hub", help="name or number (default: all)")
    parser.add_argument("--json", action="store_true", help="as GET /summary.json answers it")


def run_summary(args: argparse.Namespace) -> int:
    with opened() as it, it.db.read() as tx:
        shown = as_json(tx, [find(tx, args.hub)] if args.hub else all_hubs(tx), it.now)
    if args.json:
        print(orjson.dumps(shown, option=orjson.OPT_INDENT_2).decode())
        return 0
    for one in shown["networks"]:
        print(one["network"])
        for what in ("hours", "members", "exchanges", "disputes"):
            figures = (f"{name} {'-' if figure is None else figure}" for name, figure in _flat(one[what]))
            print(f"  {what + ':':<11}" + ", ".join(figures).replace("_", " "))
    return 0


def _flat(figures: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """What is counted one by one within a figure has both names."""
    for name, figure in figures.items():
        if isinstance(figure, Mapping):
            yield from ((f"{name} {inner}", it) for inner, it in _flat(figure))
        else:
            yield name, figure


def run_export(args: argparse.Namespace) -> int:
    if args.format == "csv" and args.out is None:
        raise Misconfigured("A CSV export is a folder: say which with --out FOLDER.")
    if args.format != "listings" and (args.first or args.last):
        raise Misconfigured(
            "--from and --to are for --format listings; a ledger is exported whole, or it would not add up."
        )
    progress = Line()
    with opened() as it, it.db.read() as tx:
        hub = find(tx, args.hub)
        if args.format == "csv":
            rows = write_package(tx, hub, args.out, it.now, progress)
            told = f"{rows} rows of {hub.name} are in {args.out}."
        else:
            written = (
                listed(tx, hub, args.first, args.last, progress)
                if args.format == "listings"
                else journal(tx, hub, args.format, it.now, progress)
            )
            lines = _write(written, args.out)
            told = f"{lines} lines of {hub.name} are in {args.out}."
    progress.end()
    if args.out is not None:
        print(told)
    return 0


def _write(lines: Iterable[str], file: Path | None) -> int:
    """One line after the other; a file is complete or not there."""
    if file is None:
        for line in lines:
            print(line)
        return 0
    if file.exists():
        raise Misconfigured(f"{file} exists; name a new file for the export.")
    part, written = file.with_name(file.name + ".part"), 0
    try:
        with part.open("w", encoding="utf-8", newline="\n") as out:
            for line in lines:
                out.write(line + "\n")
                written += 1
        part.replace(file)
    except OSError as wrong:
        raise Misconfigured(f"{file} cannot be written ({wrong.strerror}).") from None
    finally:
        part.unlink(missing_ok=True)
    return written


class Line:
    """One moving line for a person at a terminal: what is written, and how many rows of it."""

    def __init__(self) -> None:
        self._shown = sys.stderr.isatty()

    def __call__(self, name: str, rows: int) -> None:
        if self._shown and rows % _EVERY == 0:
            print(f"\r\x1b[K{name}: {rows}", end="", file=sys.stderr, flush=True)

    def end(self) -> None:
        if self._shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
