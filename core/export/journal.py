"""A hub's ledger as a plain-text journal, for Beancount or hledger. Amounts are whole minutes, signs are the ledger's.

Accounts of members are named by the organisation's number, since names change and may hold any sign; the name stands
beside. At the end every balance that the ledger caches is asserted, so a checker adds all lines up once more.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from core.calendar import today
from core.db import Tx
from core.export.progress import Progress
from core.export.rows import ACCOUNTS, MEMBERS, Entry, entries, span
from core.hubs import Hub

UNIT = "MIN"
_OWN = {"fund": ("Assets", "Fund"), "issue": ("Equity", "Issue"), "grants": ("Equity", "Grants")}


def journal(tx: Tx, hub: Hub, style: str, now: int, progress: Progress) -> Iterator[str]:
    """The lines of the file; `style` is 'beancount' or 'hledger'."""
    write: Beancount | Hledger = Beancount() if style == "beancount" else Hledger()
    first, last = span(tx, hub.id)
    begins = today(min(now, first or now), hub.zone)
    ends = today(max(now, last or now), hub.zone) + timedelta(days=1)
    yield from write.head(_flat(hub.name), begins)
    names = {row[0]: _flat(row[1]) for row in MEMBERS.rows(tx, hub.id)}
    accounts: dict[int, str] = {}
    for id, kind, member, *_rest in ACCOUNTS.rows(tx, hub.id):
        accounts[id] = write.account(id, kind, member)
        yield from write.open(accounts[id], begins, names.get(member, ""))
    yield ""
    for done, one in enumerate(entries(tx, hub.id), 1):
        yield from write.entry(one, today(one.at, hub.zone), [(accounts[id], minutes) for id, minutes in one.lines])
        progress("entries", done)
    yield from write.balances(((accounts[row[0]], row[3]) for row in ACCOUNTS.rows(tx, hub.id)), ends)


def _flat(text: str) -> str:
    """On one line."""
    return " ".join(text.split())


@dataclass(frozen=True, slots=True)
class Beancount:
    """As `bean-check` reads it."""

    def head(self, hub: str, begins: date) -> Iterator[str]:
        yield f'option "title" {_quoted(hub)}'
        yield f'option "operating_currency" "{UNIT}"'
        yield f"{begins} commodity {UNIT}"
        yield '  name: "Minute of service; 60 are one credit"'
        yield ""

    def account(self, id: int, kind: str, member: int | None) -> str:
        if member is not None:
            return f"Assets:Members:M{member}"
        root, leaf = _OWN.get(kind, ("Equity", kind.capitalize()))
        return f"{root}:{leaf}"

    def open(self, account: str, begins: date, name: str) -> Iterator[str]:
        yield f"{begins} open {account} {UNIT}"
        if name:
            yield f"  name: {_quoted(name)}"

    def entry(self, one: Entry, day: date, lines: list[tuple[str, int]]) -> Iterator[str]:
        yield f'{day} * "{one.kind}"'
        yield f'  entry: "{one.id}"'
        if one.number is not None:
            yield f'  exchange: "{one.number}"'
        if one.corrects is not None:
            yield f'  corrects: "{one.corrects}"'
        yield from (f"  {account}  {minutes} {UNIT}" for account, minutes in lines)
        yield ""

    def balances(self, held: Iterator[tuple[str, int]], ends: date) -> Iterator[str]:
        yield from (f"{ends} balance {account}  {minutes} {UNIT}" for account, minutes in held)


@dataclass(frozen=True, slots=True)
class Hledger:
    """As `hledger check` reads it."""

    def head(self, hub: str, begins: date) -> Iterator[str]:
        yield f"; {hub}. {UNIT} is a minute of service; 60 are one credit."
        yield f"commodity 1000. {UNIT}"
        yield ""

    def account(self, id: int, kind: str, member: int | None) -> str:
        return Beancount().account(id, kind, member).lower()

    def open(self, account: str, begins: date, name: str) -> Iterator[str]:
        yield f"account {account}" + (f"  ; {name}" if name else "")

    def entry(self, one: Entry, day: date, lines: list[tuple[str, int]]) -> Iterator[str]:
        tags = [f"entry: {one.id}"]
        tags += [f"exchange: {one.number}"] if one.number is not None else []
        tags += [f"corrects: {one.corrects}"] if one.corrects is not None else []
        yield f"{day} * {one.kind}  ; {', '.join(tags)}"
        yield from (f"    {account}  {minutes} {UNIT}" for account, minutes in lines)
        yield ""

    def balances(self, held: Iterator[tuple[str, int]], ends: date) -> Iterator[str]:
        yield f"{ends} * balances"
        yield from (f"    {account}  0 {UNIT} = {minutes} {UNIT}" for account, minutes in held)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
