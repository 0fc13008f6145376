"""A hub's rules as flags of the command line: hours and days instead of minutes and milliseconds."""

from __future__ import annotations

import argparse
from typing import Any

from bot.desk.rulebook import RULES, Rule

_MORE = {"holidays": ", like 2026-04-03,2026-04-04"}


def flag(rule: Rule) -> str:
    """What is typed before its value."""
    return "--" + rule.name.removesuffix("_ms").replace("_", "-")


def add_flags(parser: argparse.ArgumentParser) -> None:
    """A flag for each rule; what is not given stays None."""
    rules = parser.add_argument_group("rules")
    for rule in RULES:
        default = default_of(rule)
        more = " (yes or no)" if rule.is_choice else _MORE.get(rule.name, "")
        rules.add_argument(
            flag(rule),
            dest=rule.name,
            metavar=(rule.unit or "VALUE").upper(),
            help=rule.meaning.id + more + (f" (default: {default})" if default else ""),
        )


def given(args: argparse.Namespace) -> dict[str, Any]:
    """The rules that were given as flags, as they are stored; raises Misconfigured."""
    typed = [(rule, getattr(args, rule.name)) for rule in RULES]
    return {rule.name: rule.read(value) for rule, value in typed if value is not None}


def default_of(rule: Rule) -> str:
    """What the rule is when nobody decides, as it is typed."""
    return rule.shown(rule.usual)
