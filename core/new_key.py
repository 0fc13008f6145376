"""What when somebody may have seen SECRET_KEY? What is sealed is sealed anew, and the old key opens nothing any more.

A new key in front of the old one seals what comes; what is there, and the fingerprints by which people are found, stay
with the old one. They change here, while nobody else uses the database. Of what only a fingerprint is kept no other one
can be made: codes that nobody used end, and marks of addresses that are gone go.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import LargeBinary, Table, Text, bindparam, delete, select, update

from core import right_key
from core.alone import alone
from core.backup import pages_of, tables_in_order
from core.coordination.misunderstood import blind_of
from core.db import Database, Q, Tx
from core.errors import Misconfigured
from core.people.bringing import print_of
from core.relay.carried import index_of
from core.tables import address, attached_file, code_try, invite, misunderstood, organisation
from core.vault import Vault

_TOKEN = re.compile(rb"gAAAA[\w-]{90,}={0,2}")
"""What the vault makes, also within a screen, a conversation, or something else that is sealed."""

_ADDRESSES = Q(select(address.c.id, address.c.channel, address.c.blind, address.c.sealed))
_FOUND_BY = Q(update(address).where(address.c.id == bindparam("its_id")).values(blind=bindparam("new")))
_BROUGHT = Q(select(organisation.c.id, organisation.c.brought).where(organisation.c.brought.is_not(None)))
_BROUGHT_BY = Q(update(organisation).where(organisation.c.id == bindparam("its_id")).values(brought=bindparam("new")))
_MISSED = Q(select(misunderstood.c.id, misunderstood.c.hub_id, misunderstood.c.lang, misunderstood.c.sealed))
_MISSED_BY = Q(update(misunderstood).where(misunderstood.c.id == bindparam("its_id")).values(blind=bindparam("new")))
_FILES = Q(select(attached_file.c.attachment_id, attached_file.c.word))
_FILE_BY = Q(
    update(attached_file).where(attached_file.c.attachment_id == bindparam("its_id")).values(blind=bindparam("new"))
)
_END_CODES = Q(
    update(invite)
    .where(invite.c.used_at.is_(None), invite.c.expires_at > bindparam("now"))
    .values(expires_at=bindparam("now"))
)
_FORGET_MARKS = Q(delete(code_try).where(code_try.c.blind.is_not(None)))


class Anew(NamedTuple):
    """How many rows were sealed anew, by how many addresses people are found, and how many codes ended."""

    rows: int
    addresses: int
    codes: int


def seal_anew(db: Database, keys: tuple[str, ...], now: int) -> Anew:
    """All with the first key alone; either all of it is done at the end, or nothing. Raises Misconfigured."""
    before, after = Vault(keys), Vault(keys[:1])
    with db.read() as tx:
        done = right_key.stands(tx, after) == ""
    if done or len(keys) < 2:
        raise Misconfigured("All is sealed with the first key of SECRET_KEY: for another one, put that before it.")
    right_key.must_be_right(db, before)
    if not alone(db):
        raise Misconfigured("Others are using this database: stop web and worker first.")
    with db.write() as tx:
        rows = sum(_sealed(tx, table, before, after) for table in tables_in_order())
        addresses = _found(tx, before, after)
        codes = tx.run(_END_CODES, now=now)
        tx.run(_FORGET_MARKS)
        if right_key.accepted(tx, before):
            right_key.accept(tx, after, now)
    if db.sqlite:
        _leave_nothing_behind(db)
    db.empty_journal()
    return Anew(rows, addresses, codes)


# ---- what is sealed -----------------------------------------------------------------------------------------------


def _sealed(tx: Tx, table: Table, before: Vault, after: Vault) -> int:
    """The rows of a table in which something was."""
    count = 0
    for page in pages_of(tx, table):
        for row in page:
            old = dict(zip(table.columns.keys(), row, strict=True))
            new = {
                column.name: _value(old[column.name], before, after)
                for column in table.columns
                if isinstance(column.type, LargeBinary | Text) and not column.primary_key
            }
            changed = {name: value for name, value in new.items() if value != old[name]}
            if changed:
                keys = {f"its_{column.name}": old[column.name] for column in table.primary_key}
                tx.run(_change(table, tuple(changed)), **keys, **{f"new_{name}": changed[name] for name in changed})
                count += 1
    return count


def _value(value: Any, before: Vault, after: Vault) -> Any:
    if isinstance(value, str):
        return _rewritten(value.encode(), before, after).decode() if "gAAAA" in value else value
    return value if value is None else _rewritten(bytes(value), before, after)


def _rewritten(data: bytes, before: Vault, after: Vault) -> bytes:
    """With each of the vault's words in it sealed by `after`, also those within; what no key opens stays shut."""

    def anew(found: re.Match[bytes]) -> bytes:
        try:
            return after.seal_bytes(_rewritten(before.open_bytes(found[0]), before, after))
        except Misconfigured:
            return found[0]

    return _TOKEN.sub(anew, data)


@cache
def _change(table: Table, names: tuple[str, ...]) -> Q:
    which = (column == bindparam(f"its_{column.name}") for column in table.primary_key)
    return Q(update(table).where(*which).values({name: bindparam(f"new_{name}") for name in names}))


# ---- by what it is found --------------------------------------------------------------------------------------------


def _found(tx: Tx, before: Vault, after: Vault) -> int:
    """How many addresses are found anew; one that is being forgotten is found by nothing, as before."""
    prints: dict[bytes, bytes] = {}
    for id, channel, blind, sealed in tx.all(_ADDRESSES):
        value = _opened(after, sealed)
        if value is None or before.index(channel, value) != bytes(blind):
            continue
        new = after.index(channel, value)
        prints[print_of(before, blind)] = print_of(after, new)
        tx.run(_FOUND_BY, its_id=id, new=new)
    for id, brought in tx.all(_BROUGHT):
        tx.run(_BROUGHT_BY, its_id=id, new=prints.get(bytes(brought)))
    for id, hub_id, lang, sealed in tx.all(_MISSED):
        if (phrase := _opened(after, sealed)) is not None:
            tx.run(_MISSED_BY, its_id=id, new=blind_of(after, hub_id or 0, lang, phrase))
    for id, sealed in tx.all(_FILES):
        if (word := _opened(after, sealed)) is not None:
            tx.run(_FILE_BY, its_id=id, new=index_of(after, word))
    return len(prints)


def _opened(vault: Vault, sealed: bytes) -> str | None:
    try:
        return vault.open(sealed)
    except Misconfigured:
        return None


def _leave_nothing_behind(db: Database) -> None:
    """Whatever SQLite was when it deleted: nothing of what the old key opens is in its free pages."""
    raw = db.engine.raw_connection()
    try:
        raw.cursor().execute("VACUUM")
    finally:
        raw.close()
