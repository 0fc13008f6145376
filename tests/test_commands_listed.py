"""The list of commands, which is read without importing one: true, complete, and quick for who asks for it."""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Mapping
from contextlib import redirect_stdout
from importlib import import_module
from io import StringIO
from pkgutil import iter_modules
from types import ModuleType

import pytest

import bot.commands
from bot.__main__ import parser
from bot.commands.listed import HELP, LISTED

_TELL = """
import sys
from bot.__main__ import main
try:
    main(sys.argv[1:])
except SystemExit:
    pass
prefix = "bot.commands."
print("imported:", *(name.removeprefix(prefix) for name in sys.modules if name.startswith(prefix)))
"""


def with_commands() -> Mapping[str, ModuleType]:
    """The modules that add commands, by the end of their names."""
    found = {one.name: import_module(f"bot.commands.{one.name}") for one in iter_modules(bot.commands.__path__)}
    return {name: module for name, module in found.items() if hasattr(module, "add")}


def added_by(module: ModuleType) -> dict[str, str | None]:
    """The commands that a module adds, with what `--help` says of each."""
    made = argparse.ArgumentParser().add_subparsers()
    module.add(made)
    return {name: one.description for name, one in made.choices.items()}


def test_the_list_names_each_command_where_it_is() -> None:
    assert {name: added_by(module) for name, module in with_commands().items()} == LISTED


def test_help_says_the_same_whoever_is_imported() -> None:
    assert parser(()).format_help() == parser().format_help()
    assert all(name in parser(()).format_help() for name in HELP)


@pytest.mark.parametrize("name", HELP)
def test_a_command_that_is_asked_for_has_all_its_flags(name: str) -> None:
    assert flags(parser((name,)), name) == flags(parser(), name)


def flags(made: argparse.ArgumentParser, name: str) -> str:
    """What it prints of a command's flags."""
    told = StringIO()
    with redirect_stdout(told), pytest.raises(SystemExit):
        made.parse_args([name, "--help"])
    return told.getvalue()


@pytest.mark.parametrize(
    ("line", "needed", "spared"),
    [("--help", "listed", "line"), ("coordinator add --help", "invites", "serve"), ("nothing", "listed", "line")],
)
def test_only_the_command_that_is_asked_for_is_imported(line: str, needed: str, spared: str) -> None:
    ran = subprocess.run([sys.executable, "-c", _TELL, *line.split()], capture_output=True, text=True, check=True)
    imported = ran.stdout.rpartition("imported:")[2].split()
    assert needed in imported
    assert spared not in imported
