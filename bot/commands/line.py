"""The command line's own small things: the parser's shape, the settings, and how an answer is asked for."""

from __future__ import annotations

import argparse
import os
import re
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from core import encoder
from core.db import Database
from core.errors import Misconfigured, Unavailable
from core.migrate import require_current
from core.settings import Settings, read_settings
from core.vault import Vault

Subparsers: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # argparse has no public name for it
Run = Callable[[argparse.Namespace], int]

ENV_FILE = Path(".env")


def command(commands: Subparsers, name: str, help: str, run: Run) -> argparse.ArgumentParser:
    """A command whose `run` gets the arguments and gives the exit status."""
    parser = commands.add_parser(name, help=help, description=help)
    parser.set_defaults(run=run)
    return parser


def group(commands: Subparsers, name: str, help: str) -> Subparsers:
    """A command of several words: `hub add`."""
    parser = commands.add_parser(name, help=help, description=help)
    return parser.add_subparsers(metavar="WHAT", required=True)


def whole(least: int, most: int) -> Callable[[str], int]:
    """What argparse takes for a whole number within these bounds."""

    def read(typed: str) -> int:
        if not (typed.isascii() and typed.isdigit() and least <= int(typed) <= most):
            raise argparse.ArgumentTypeError(f"write a whole number from {least} to {most}")
        return int(typed)

    return read


def milliseconds() -> int:
    """The present, epoch milliseconds."""
    return time.time_ns() // 1_000_000


# ---- settings and the database ----------------------------------------------------------------------------------


_QUOTED = re.compile(r"""(["'])(?P<said>.*?)\1(?:\s+#.*)?""")
_COMMENT = re.compile(r"(?:^|\s)#")


def environment(file: Path = ENV_FILE, env: Mapping[str, str] | None = None) -> dict[str, str]:
    """The process's environment over what `.env` in this folder says; an empty variable counts as not set."""
    env = os.environ if env is None else env
    try:
        written = dict(_lines(file.read_text(encoding="utf-8-sig"))) if file.is_file() else {}
    except OSError as wrong:
        raise Misconfigured(f"{file} cannot be read ({wrong.strerror}): run this as its owner.") from None
    except UnicodeDecodeError:
        raise Misconfigured(f"{file} is not written in UTF-8: save it anew with that encoding.") from None
    return written | {name: value for name, value in env.items() if value}


def _lines(text: str) -> Iterator[tuple[str, str]]:
    """`NAME=value` lines. As compose reads them: quotes around a value are taken off, and `#` begins a comment at the
    start of a line and behind a space.
    """
    for line in text.splitlines():
        name, sign, value = line.removeprefix("export ").partition("=")
        if sign and name.strip().isidentifier():
            quoted = _QUOTED.fullmatch(value.strip())
            yield name.strip(), quoted["said"] if quoted else _COMMENT.split(value, maxsplit=1)[0].strip()


def settings() -> Settings:
    """What the operator set, which from here on holds for this process; raises Misconfigured."""
    found = read_settings(environment())
    if not found.encoder:
        encoder.switch_off()
    return found


@dataclass(frozen=True, slots=True)
class Opened:
    """What a short command works with."""

    settings: Settings
    db: Database
    vault: Vault
    now: int


@contextmanager
def opened(*, migrated: bool = True) -> Iterator[Opened]:
    """Settings, database and vault for one command; raises Misconfigured when the tables are not there yet."""
    found = settings()
    db = Database(found.database_url)
    try:
        if migrated:
            try:
                require_current(db)
            except Unavailable as away:
                raise Misconfigured(away.sentence) from None
        yield Opened(found, db, Vault(found.secret_keys), milliseconds())
    finally:
        db.close()


# ---- asking -----------------------------------------------------------------------------------------------------


def interactive() -> bool:
    """Whether somebody sits at the terminal."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def ask(question: str, default: str, check: Callable[[str], object] = str) -> str:
    """What is typed, `default` for nothing; asked again with the reason while `check` raises Misconfigured."""
    while True:
        shown = f" [{default}]" if default else ""
        typed = input(f"{question}{shown}: ").strip() or default
        try:
            check(typed)
        except Misconfigured as wrong:
            print(wrong, file=sys.stderr)
        else:
            return typed
