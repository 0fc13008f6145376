"""hub add, hub change, hub list: the communities of this installation and their rules."""

from __future__ import annotations

import argparse
from typing import Any

from bot.commands.hub_facts import add_fact_flags, country_code, facts_given, languages_typed, told
from bot.commands.line import Subparsers, ask, command, group, interactive, opened
from bot.commands.listed import HELP
from bot.commands.policies import add_flags, default_of, given
from bot.commands.which_hub import find
from bot.desk.rulebook import RULES, Rule
from bot.opening import NO_HUB, languages_of
from core import hubs
from core.coordination.coordinators import coordinators_of
from core.countries import country, is_country
from core.db import Tx
from core.errors import Misconfigured
from core.hub_facts import Changed, Wanted, change_facts, must_be_free
from core.languages import LANGUAGES
from core.text.clean import clean

_ACTOR = "operator"


def add(commands: Subparsers) -> None:
    under = group(commands, "hub", HELP["hub"])
    parser = command(under, "add", "make a hub; what no flag says is asked for", run_add)
    parser.add_argument("--name", help="as people read it")
    parser.add_argument("--country", help="its name, or two letters: HN, MX, PS, EG …")
    parser.add_argument("--zone", help="time zone (default: the country's)")
    parser.add_argument("--languages", help="of es ar en fr pt, the hub's own first (default: the country's)")
    parser.add_argument("--closed", action="store_true", help="only people with a code may join")
    add_flags(parser)
    parser = command(under, "change", "change a hub or its rules; running exchanges keep theirs", run_change)
    parser.add_argument("--hub", help="name or number; not needed when there is one")
    add_fact_flags(parser)
    add_flags(parser)
    command(under, "list", "every hub with its rules that differ from the usual", run_list)


def run_add(args: argparse.Namespace) -> int:
    with opened() as it:
        if interactive():
            _ask_what_is_missing(args)
        if not (args.name and args.country):
            raise Misconfigured("Say at least --name and --country, or run this in a terminal to be asked.")
        args.country = country_code(args.country)
        policy = given(args)
        zone = args.zone or country(args.country).zone
        languages = languages_typed(args.languages) if args.languages else languages_of(args.country)
        is_open = not args.closed
        with it.db.read() as tx:
            must_be_free(tx, args.name)
        number = it.db.writing(
            lambda tx: hubs.add_hub(tx, args.name, args.country, zone, languages, policy, it.now, is_open=is_open)
        )
    print(f"Made hub {number}, {clean(args.name)!r}: {args.country.upper()}, {zone}, {' '.join(languages)}.")
    print(f"Now its coordinators, two at least: python -m bot coordinator add --hub {number}")
    return 0


def run_change(args: argparse.Namespace) -> int:
    with opened() as it:
        rules, facts = given(args), facts_given(args)
        if not rules and facts == Wanted():
            raise Misconfigured("Say what to change; --help lists it.")
        changed, open_ones = it.db.writing(lambda tx: _change(tx, args.hub, rules, facts, it.now))
    for line in told(changed, facts, open_ones):
        print(line)
    if rules:
        print("Changed: " + ", ".join(rules) + ".")
    return 0


def run_list(_args: argparse.Namespace) -> int:
    with opened() as it, it.db.read() as tx:
        known = hubs.all_hubs(tx)
        if not known:
            print(NO_HUB)
        for hub in known:
            people = len(coordinators_of(tx, hub.id, it.now))
            state = f"{'open' if hub.open else 'by code only'}; {people} coordinators"
            print(f"{hub.id}  {hub.name}  ({hub.country}, {hub.zone}, {' '.join(hub.languages)}; {state})")
            for rule in RULES:
                value = rule.shown(getattr(hub.policy, rule.name))
                if value != default_of(rule):
                    print(f"     {rule.meaning.id}: {value}")
    return 0


def _change(tx: Tx, wanted: str | None, rules: dict[str, Any], facts: Wanted, now: int) -> tuple[Changed, int]:
    """Everything or nothing; with it, how many hubs newcomers may choose then."""
    hub_id = find(tx, wanted).id
    for name, value in rules.items():
        hubs.change_policy(tx, hub_id, _ACTOR, name, value, now)
    return change_facts(tx, hub_id, _ACTOR, facts, now), len(hubs.open_hubs(tx))


# ---- asking -----------------------------------------------------------------------------------------------------


def _ask_what_is_missing(args: argparse.Namespace) -> None:
    """Fill `args` in from the terminal; an empty answer takes what stands in brackets."""
    args.name = args.name or ask("Name of the hub", "", _needed)
    args.country = args.country or country_code(ask("Country, its name or two letters", "", _known_country))
    args.zone = args.zone or ask("Time zone", country(args.country).zone, hubs.check_zone)
    args.languages = args.languages or ask("Languages", " ".join(languages_of(args.country)), _known_languages)
    if not args.closed:
        args.closed = ask("Open to everybody, or by code only (open, closed)", "open", _open_or_closed) == "closed"
    first, *rest = RULES
    _ask_rule(args, first)
    if ask("Look at the other rules, too?", "no") in ("yes", "y", "sí", "si", "s", "نعم"):
        for rule in rest:
            _ask_rule(args, rule)


def _ask_rule(args: argparse.Namespace, rule: Rule) -> None:
    if getattr(args, rule.name) is None:
        typed = ask(rule.meaning.id, default_of(rule), rule.read)
        setattr(args, rule.name, typed if typed != default_of(rule) else None)


def _needed(typed: str) -> None:
    if not typed:
        raise Misconfigured("It needs a name.")


def _known_languages(typed: str) -> None:
    named = languages_typed(typed)
    if not named or not set(named) <= set(LANGUAGES):
        raise Misconfigured("Write some of these, the hub's own first: " + " ".join(LANGUAGES))


def _open_or_closed(typed: str) -> None:
    if typed not in ("open", "closed"):
        raise Misconfigured("Write open or closed.")


def _known_country(typed: str) -> None:
    if not is_country(country_code(typed)):
        raise Misconfigured(f"{typed!r} is not a country code; write two letters, like HN.")
