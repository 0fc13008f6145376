"""doctor: is everything set up as it should be? One line a check; each problem comes with its cure."""

from __future__ import annotations

import argparse
import asyncio
import logging
from collections.abc import Iterator

from bot.commands import checks_here
from bot.commands.checks import Finding
from bot.commands.line import Subparsers, command, environment, milliseconds, settings
from bot.commands.listed import HELP
from core.db import Database
from core.errors import Misconfigured
from core.logs import set_up
from core.settings_misspelt import misspelt
from core.vault import Vault


def add(commands: Subparsers) -> None:
    command(commands, "doctor", HELP["doctor"], run)


def run(_args: argparse.Namespace) -> int:
    set_up(logging.CRITICAL)
    problems = 0
    for finding in _findings():
        print(finding, flush=True)
        problems += not finding.fine
    print("All is well." if not problems else f"{problems} to look after.")
    return 1 if problems else 0


def _findings() -> Iterator[Finding]:
    try:
        found = settings()
    except Misconfigured as unusable:
        yield Finding("settings", False, "cannot be used", str(unusable))
        return
    yield Finding("settings", True, "can be read")
    for wrong in misspelt(environment()):
        yield Finding(wrong.name, False, wrong.how, wrong.cure)
    db = Database(found.database_url)
    try:
        yield from checks_here.check(found, db, Vault(found.secret_keys), milliseconds())
    finally:
        db.close()
    from bot.commands import checks_ourselves, checks_outside  # providers' libraries take half a second to load

    yield from asyncio.run(checks_outside.check(found))
    yield from checks_ourselves.check(found)
