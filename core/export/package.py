"""A hub as a Frictionless data package: a folder of CSV files and datapackage.json, which says what each column is."""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from core.calendar import written
from core.db import Row, Tx
from core.errors import Misconfigured
from core.export.progress import Progress
from core.export.rows import ACCOUNTS, ENTRIES, EXCHANGES, MEMBERS, entries
from core.hubs import Hub

# What a spreadsheet may run: at a cell's beginning, behind what nobody sees there, or behind a sign at which a
# spreadsheet of another country parts cells ("Casa;=1+1;" in a file with commas).
_RUN = re.compile(r"(?:(\A[\s\ufeff\u200e\u200f]*)|[,;|\t\r\n][ \u00a0\"]*)(?=[=+\-@|%\t\r\n＝＋－＠｜％])")


@dataclass(frozen=True, slots=True)
class Field:
    """A column: its name, its type in Table Schema's words, what it says, and which file and column it points to."""

    name: str
    type: str
    says: str
    to: tuple[str, str] | None = None
    required: bool = True


_MINUTES = "minutes; 60 are one credit"
FIELDS: dict[str, tuple[Field, ...]] = {
    "members": (
        Field("id", "integer", "the organisation's number here"),
        Field("name", "string", "its name; empty once it was forgotten", required=False),
        Field("kind", "string", "grassroots, cso, company, public or unknown"),
        Field("country", "string", "two letters", required=False),
        Field("status", "string", "pending, approved, refused or closed"),
        Field("since", "datetime", "when it joined"),
    ),
    "accounts": (
        Field("id", "integer", "the account's number"),
        Field("kind", "string", "member, or the hub's own: fund, issue, grants, bridge"),
        Field("member", "integer", "whose account it is", ("members", "id"), required=False),
        Field("posted", "integer", f"balance, {_MINUTES}"),
        Field("held_out", "integer", "set aside for services to be received, minutes"),
        Field("held_in", "integer", "set aside for services to be given, minutes"),
        Field("line", "integer", "how far below zero it may go, minutes"),
        Field("ceiling", "integer", "most it may gather, minutes; empty: no end", required=False),
    ),
    "exchanges": (
        Field("number", "integer", "the exchange's public number"),
        Field("receiver", "integer", "who receives the service", ("members", "id")),
        Field("provider", "integer", "who gives it", ("members", "id")),
        Field("state", "string", "docs/exchange.md names the states"),
        Field("minutes", "integer", "agreed or proposed, minutes; 0: a gift", required=False),
        Field("delivered_minutes", "integer", "as the provider said", required=False),
        Field("settled_minutes", "integer", "that moved", required=False),
        Field("due_on", "date", "the day it is needed by", required=False),
        Field("created_at", "datetime", "when it began"),
        Field("delivered_at", "datetime", "when the provider said it is done", required=False),
        Field("settled_at", "datetime", "when the hours moved", required=False),
        Field("follows", "integer", "the exchange that the two went on with", ("", "number"), required=False),
        Field("part_of", "integer", "the first of the parts that were agreed as one", ("", "number"), required=False),
    ),
    "entries": (
        Field("id", "integer", "the entry's number"),
        Field("at", "datetime", "when it was written"),
        Field("kind", "string", "grant, settle, donation, compensation, reversal, erasure or issue"),
        Field("exchange", "integer", "the exchange it is for", ("exchanges", "number"), required=False),
        Field("corrects", "integer", "the entry it takes back", ("", "id"), required=False),
    ),
    "lines": (
        Field("entry", "integer", "the entry it is a line of", ("entries", "id")),
        Field("account", "integer", "the account", ("accounts", "id")),
        Field("minutes", "integer", "signed; the lines of an entry add up to 0"),
    ),
}
_LISTED = {one.name: one for one in (MEMBERS, ACCOUNTS, EXCHANGES, ENTRIES)}
_KEYS = {"lines": ["entry", "account"], "exchanges": ["number"]}


def write_package(tx: Tx, hub: Hub, folder: Path, now: int, progress: Progress) -> int:
    """Write the folder, complete or not at all; how many rows. Raises Misconfigured when it is there already."""
    if folder.exists():
        raise Misconfigured(f"{folder} exists; name a new folder for the export.")
    part = folder.with_name(folder.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    try:
        part.mkdir(parents=True)
        rows = sum(_file(part, name, _rows(tx, hub, name), progress) for name in FIELDS)
        (part / "datapackage.json").write_bytes(orjson.dumps(_described(hub, now), option=orjson.OPT_INDENT_2))
        part.rename(folder)
    except OSError as wrong:
        raise Misconfigured(f"{folder} cannot be written ({wrong.strerror}).") from None
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return rows


def _rows(tx: Tx, hub: Hub, name: str) -> Iterable[Row]:
    if name == "lines":
        return ((one.id, *line) for one in entries(tx, hub.id) for line in one.lines)
    return _LISTED[name].rows(tx, hub.id)


def _file(folder: Path, name: str, rows: Iterable[Row], progress: Progress) -> int:
    fields, done = FIELDS[name], 0
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as out:
        written = csv.writer(out, lineterminator="\r\n")
        written.writerow(field.name for field in fields)
        for row in rows:
            written.writerow(_cells(fields, row))
            done += 1
            progress(name, done)
    return done


def _cells(fields: tuple[Field, ...], row: Row) -> Iterator[Any]:
    for field, value in zip(fields, row, strict=True):
        if value is not None and field.type == "datetime":
            yield written(value)
        else:
            yield harmless(value) if isinstance(value, str) else value


def harmless(text: str) -> str:
    """The text as no spreadsheet runs it: an apostrophe before what looks like a formula."""
    return _RUN.sub(_marked, text)


def _marked(found: re.Match[str]) -> str:
    return found.group() + "'" if found[1] is None else "'" + found[1]


# ---- what it says about itself ----------------------------------------------------------------------------------


def _described(hub: Hub, now: int) -> dict[str, Any]:
    return {
        "profile": "tabular-data-package",
        "name": f"comunidas-hub-{hub.id}",
        "title": hub.name,
        "description": "Hours of a time bank. Text cells that a spreadsheet would run begin with an apostrophe.",
        "created": written(now),
        "resources": [_resource(name, fields) for name, fields in FIELDS.items()],
    }


def _resource(name: str, fields: tuple[Field, ...]) -> dict[str, Any]:
    keys = [_foreign(field) for field in fields if field.to]
    return {
        "name": name,
        "path": f"{name}.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": [_field(field) for field in fields],
            "primaryKey": _KEYS.get(name, ["id"]),
            **({"foreignKeys": keys} if keys else {}),
        },
    }


def _field(field: Field) -> dict[str, Any]:
    must = {"constraints": {"required": True}} if field.required else {}
    return {"name": field.name, "type": field.type, "description": field.says, **must}


def _foreign(field: Field) -> dict[str, Any]:
    assert field.to
    resource, column = field.to
    return {"fields": [field.name], "reference": {"resource": resource, "fields": [column]}}
