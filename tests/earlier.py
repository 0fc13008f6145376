"""Databases as releases of the first days made them, all of which say that they are at revision 0001.

`LACKED` tells what each came without, newest first: a form lacks what stands above it, too.
"""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from typing import Any

from sqlalchemy import CheckConstraint, Column, Connection, Index, MetaData, Table, Text, insert, text

from core.tables import metadata

_FIRST = Path(__file__).parents[1] / "migrations" / "versions" / "0001_first_tables.py"

LACKED: dict[str, list[str]] = {
    "that guesses outlive their address": ["code_try.blind", "code_try.address_id NOT NULL"],
    "the vector itself": ["listing_meaning.vector"],
    "own services in several languages": ["concept.lang EXTRA"],
    "what follows and parts": ["exchange.follows_id", "exchange.whole_id"],
    "whole minutes": ["guard_line_whole", "guard_hold_whole"],
    "trust and quiet hours": [
        *("organisation.said_kind", "person.quiet_from", "person.quiet_until"),
        *("review.lang", "review.reply", "review.reply_lang", "review.hidden_at"),
    ],
    "conditions in place of lists": ["IN"],
    "translations and pages that are shared": ["listing.translates", "shared_page", "person.lang_chosen", "sent_card"],
    "budgets, visits and light messages": [
        *("hub_month", "address.blocked_at", "address.preferred", "visit", "person.light"),
        *("send_count.parts", "send_count.bytes"),
    ],
    "files, and an index that is enough": ["attached_file", "attachment", "INCLUDE"],
    "lost phones and PINs": [
        *("recovery", "invite.moves_id", "invite.made_by", "address.pin", "address.pin_tries", "address.pin_until"),
        *("address.doubted_at", "address.shut_at", "content", "outbound.content_id", "outbound.parts"),
    ],
    "indexes that fit": ["ix_exchange_provider_id EXTRA", "send_count"],
    "second people and safety": [
        *("approval", "organisation.second_above", "block", "listing.audience", "person.discreet"),
        *("organisation.discreet EXTRA", "listing.service", "contact", "relayed", "assisted", "measure"),
        *("coordinator.deputy", "fund_request.why_not", "organisation.assisted", "parked_case.taken_by"),
    ],
    "cards in the lists": ["listing_key.card", "listing_meaning.card", "membership.sealed", "fund_request"],
    "exchanges that end otherwise": [
        *("exchange.wish", "exchange.wish_by_id", "exchange.wish_value", "exchange.moves", "exchange.absent_id"),
        *("exchange.excuse", "exchange.silent", "exchange.object_until", "exchange.appeal_until", "exchange.appealed"),
    ],
    "meaning": ["concept", "listing_key", "listing_meaning", "listing_term EXTRA", "held_alert", "misunderstood"],
    "an index of those that have an exchange": ["ix_entry_exchange_id WHERE", "parked_case.answered_by"],
}
FORMS = list(LACKED)


class _Recorder:
    """Stands in for Alembic's `op` while the first migration says what it makes."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.made = MetaData(naming_convention=metadata.naming_convention)
        self.said: list[str] = []

    def create_table(self, name: str, *parts: Any, **how: Any) -> None:
        Table(name, self.made, *parts, **how)

    def create_index(self, name: str, table: str, columns: list[str], **how: Any) -> None:
        Index(name, *(self.made.tables[table].c[column] for column in columns), **how)

    def get_bind(self) -> Connection:
        return self.connection

    def execute(self, statement: str) -> None:
        self.said.append(statement)


def lacked(form: str) -> list[str]:
    """All that it came without."""
    return [one for name in FORMS[: FORMS.index(form) + 1] for one in LACKED[name]]


def make(connection: Connection, form: str) -> None:
    """An empty database of that form."""
    first, without = _first_tables(connection), lacked(form)
    for one in without:
        _take_away(first.made, one)
    first.made.create_all(connection)
    gone = [one for one in without if one.startswith("guard_")]
    for statement in first.said:
        if statement.startswith("CREATE ") and not any(one in statement for one in gone):
            connection.exec_driver_sql(statement)
    connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"))
    connection.execute(text("INSERT INTO alembic_version VALUES ('0001')"))


def fill(connection: Connection) -> None:
    """A row where one is converted, and rows that refer to each other where a table is made anew."""
    found = MetaData()
    found.reflect(connection)
    for name, row in _ROWS.items():
        if name in found.tables:
            known = found.tables[name]
            connection.execute(insert(known).values({key: value for key, value in row.items() if key in known.c}))


def rewritten(form: str, table: str, row: dict[str, Any]) -> dict[str, Any] | None:
    """A row of a backup of today as a release that made that form wrote it; None for a table that it had not."""
    without = {one for one in lacked(form) if " " not in one}
    if table in without:
        return None
    old = {name: value for name, value in row.items() if f"{table}.{name}" not in without}
    if table == "concept" and "concept.lang EXTRA" in lacked(form):
        labels = [label.partition(" ") for label in row["labels"].split("\n")]
        old |= {"lang": labels[0][0], "labels": "\n".join(label for _lang, _, label in labels)}
    return old


_ROWS: dict[str, dict[str, Any]] = {
    "hub": {"id": 1, "name": "Red", "country": "HN", "zone": "America/Tegucigalpa", "created_at": 1},
    "organisation": {
        **{"id": 1, "hub_id": 1, "name": "Luz", "skeleton": "luz", "town": "Tela", "country": "HN"},
        **{"zone": "America/Tegucigalpa", "status": "approved", "created_at": 1, "discreet": 0},
    },
    "person": {"id": 1, "lang": "es", "acting_for": 1, "created_at": 1},
    "address": {"id": 1, "person_id": 1, "channel": "sms", "blind": b"b", "sealed": b"s", "created_at": 1},
    "code_try": {"id": 1, "address_id": 1, "at": 1},
    "listing": {
        **{"id": 1, "hub_id": 1, "organisation_id": 1, "person_id": 1, "kind": "need", "what": "Contador"},
        **{"lang": "es", "created_at": 1},
    },
    "listing_meaning": {
        **{"listing_id": 1, "hub_id": 1, "kind": "need", "organisation_id": 1, "made_by": 7, "card": b"c"},
        **{"words": "contador", "found_by": "HN|contador", "vector": b"v"},
    },
    "listing_key": {"hub_id": 1, "kind": "need", "region": "HN", "key": "contador", "listing_id": 1, "card": b"c"},
    "concept": {"id": 1, "hub_id": 1, "lang": "es", "labels": "teatro de sombras\nsombras", "created_at": 1},
    "listing_term": {"word": "contador"},
}


def _first_tables(connection: Connection) -> _Recorder:
    found = importlib.util.spec_from_file_location("first_tables", _FIRST)
    assert found
    assert found.loader
    first, recorder = importlib.util.module_from_spec(found), _Recorder(connection)
    found.loader.exec_module(first)
    vars(first)["op"] = recorder
    first.upgrade()
    return recorder


def _take_away(made: MetaData, what: str) -> None:
    name, _, how = what.partition(" ")
    table, _, column = name.partition(".")
    if name == "IN":
        for one in made.tables.values():
            _with_lists(one)
    elif name == "INCLUDE":
        made.tables["listing_key"].primary_key.dialect_options["postgresql"]["include"] = None
    elif name.startswith("ix_"):
        _index(made, name, how)
    elif how == "NOT NULL":
        made.tables[table].c[column].nullable = False
    elif how:
        _more(made, table, column)
    elif column:
        _without_column(made.tables[table], column)
    elif not name.startswith("guard_") and name in made.tables:
        made.remove(made.tables[name])
        for other in made.tables.values():
            _without_rules(
                other, lambda rule, gone=name: any(f.target_fullname.startswith(gone + ".") for f in _to(rule))
            )


def _to(rule: Any) -> list[Any]:
    return list(getattr(rule, "elements", []))


def _more(made: MetaData, table: str, column: str) -> None:
    """What was there and is no more."""
    if not column:
        Table(table, made, Column("word", Text, primary_key=True))
    else:
        made.tables[table].append_column(Column(column, Text, nullable=False, server_default="0"))


def _index(made: MetaData, name: str, how: str) -> None:
    if how == "WHERE":  # it had all rows
        for dialect in ("sqlite", "postgresql"):
            (index,) = (one for one in made.tables["entry"].indexes if one.name == name)
            index.dialect_options[dialect]["where"] = None
    else:
        Index(name, made.tables["exchange"].c.provider_id)


def _without_column(table: Table, name: str) -> None:
    """And without what is said about it."""
    column = table.c[name]
    for index in [one for one in table.indexes if name in one.columns or _where(one, name)]:
        table.indexes.remove(index)
    _without_rules(table, lambda rule: name in _named(rule))
    table._columns.remove(column)  # type: ignore[attr-defined]


def _where(index: Index, name: str) -> bool:
    return re.search(rf"\b{name}\b", str(index.dialect_options["sqlite"]["where"])) is not None


def _named(rule: Any) -> list[str]:
    if isinstance(rule, CheckConstraint):
        return re.findall(r"\w+", str(rule.sqltext))
    return list(getattr(rule, "columns", {}).keys())


def _without_rules(table: Table, gone: Any) -> None:
    for rule in [one for one in table.constraints if gone(one)]:
        table.constraints.remove(rule)
        for key in _to(rule):
            table.foreign_keys.discard(key)


def _with_lists(table: Table) -> None:
    """`a = 'x' OR a = 'y'` was `a IN ('x', 'y')`."""
    for rule in [one for one in table.constraints if isinstance(one, CheckConstraint)]:
        found = re.fullmatch(r"(\w+) = '\w*'(?: OR \1 = '\w*')+", str(rule.sqltext))
        if found:
            values = ", ".join(re.findall(r"'\w*'", str(rule.sqltext)))
            rule.sqltext = text(f"{found[1]} IN ({values})")  # type: ignore[assignment]
