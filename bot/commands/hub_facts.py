"""A hub's name, country, zone, languages and openness as flags of `hub change`, and what a change means for whom."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from core.countries import is_country
from core.errors import Misconfigured
from core.hub_facts import FACTS, Changed, Wanted
from core.hubs import check_policy

_KEEPS = "deadlines that run keep their moment"


def add_fact_flags(parser: argparse.ArgumentParser) -> None:
    """A flag for each fact; what is not given stays as it is."""
    facts = parser.add_argument_group("the hub itself")
    facts.add_argument("--name", help="as people read it")
    facts.add_argument("--country", help="its name or two letters; brings its time zone, unless --zone says another")
    facts.add_argument("--zone", help="time zone, like America/Tegucigalpa")
    facts.add_argument("--languages", help="of es ar en fr pt, the hub's own first")
    facts.add_argument("--open", metavar="YES_OR_NO", help="whether newcomers without a code may choose it")


def country_code(typed: str) -> str:
    """Two letters, or what a country is called in our languages; what is neither as it was typed."""
    if is_country(typed):
        return typed.strip().upper()
    from bot.understand.where.lands import country_named  # its names in five languages take a second to read

    return country_named(typed) or typed


def languages_typed(typed: str) -> tuple[str, ...]:
    return tuple(typed.replace(",", " ").replace("،", " ").split())


def facts_given(args: argparse.Namespace) -> Wanted:
    """What was given as flags; raises Misconfigured for what is neither yes nor no."""
    if args.zone == "":
        raise Misconfigured("'' is not a time zone; write one like America/Tegucigalpa.")
    return Wanted(
        args.name,
        None if args.country is None else country_code(args.country),
        args.zone,
        None if args.languages is None else languages_typed(args.languages),
        None if args.open is None else _yes(args.open),
    )


def _yes(typed: str) -> bool:
    try:
        return bool(check_policy("public", typed))
    except Misconfigured:
        raise Misconfigured(f"open is {typed!r}; write yes or no.") from None


def told(changed: Changed, wanted: Wanted, open_hubs: int) -> Iterator[str]:
    """A sentence for each fact that changed, or that was so already."""
    for name in FACTS:
        if name in changed.names:
            yield f"{name}: {_SAYS[name](changed, open_hubs)}"
        elif getattr(wanted, name) is not None:
            yield f"{name}: it is so already, nothing changed."


def _name(changed: Changed, _open_hubs: int) -> str:
    return (
        f"{changed.after.name!r} in place of {changed.before.name!r}, in every message from now on; "
        "codes, and addresses that were given out or printed, stay good."
    )


def _country(changed: Changed, _open_hubs: int) -> str:
    before, after = changed.before.country, changed.after.country
    return (
        f"{after} in place of {before} for organisations that join from now on and neither say another nor name a town "
        "we know, and for the numbers and dates of coordinators without an organisation; the organisations "
        "that are here and their listings stay where they are."
    )


def _zone(changed: Changed, _open_hubs: int) -> str:
    before, after, n = changed.before, changed.after, changed.moved
    who = f"{n} organisations in {after.country}" if n != 1 else f"1 organisation in {after.country}"
    others = "those of other countries keep their own" if n else "the organisations that are here keep their own zone"
    return (
        f"{after.zone} in place of {before.zone} for the hub's mornings and month"
        + (f", and for the days and quiet hours of {who}" if n else "")
        + f"; {others}, and {_KEEPS}."
    )


def _languages(changed: Changed, _open_hubs: int) -> str:
    new = changed.after.languages
    return (
        f"{' '.join(new)} in place of {' '.join(changed.before.languages)}: {new[0]} greets newcomers and reads lists "
        "where nothing tells the language; whoever reads another of the bot's languages goes on reading it."
    )


def _open(changed: Changed, open_hubs: int) -> str:
    if changed.after.open:
        return "from now on newcomers may choose it without a code."
    return (
        "from now on only a code lets somebody in, and its public page and figures are gone; members notice nothing"
        + ("." if open_hubs else ". No hub is open now: whoever writes without a code is asked for one.")
    )


_SAYS = {"name": _name, "country": _country, "zone": _zone, "languages": _languages, "open": _open}
