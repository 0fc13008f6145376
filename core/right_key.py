"""Is SECRET_KEY the one that this database was made with?

With another one the bot would know nobody who writes, take all for newcomers, and give up every message that waits:
so nothing starts. Who lost the key for good says so once (core/lost_key.py), and begins anew with people.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, exists, literal_column, select

from core import leases
from core.db import Database, Q, Tx
from core.errors import Misconfigured
from core.tables import address, clock
from core.vault import Vault

CURE = "put the key this database was made with at the end of SECRET_KEY's list"
FINDS_NOBODY = "opens what is stored, but finds nobody"
_ACCEPTED = "accepted key"
ERASED: ColumnElement[bool] = exists().where(
    and_(
        clock.c.kind == literal_column("'erasure'"),
        clock.c.subject == literal_column("'address'"),
        clock.c.subject_id == address.c.id,
    )
)
"""Nobody is to be found by it any more (core/privacy/erasure.py): it is there until its last answer was sent."""
_NEWEST = Q(
    select(address.c.channel, address.c.blind, address.c.sealed).where(~ERASED).order_by(address.c.id.desc()).limit(1)
)


def stands(tx: Tx, vault: Vault) -> str | None:
    """What is wrong with the key, '' for nothing, None where there is nothing to open yet."""
    row = tx.one(_NEWEST)
    return None if row is None else misfit(vault, *row)


def misfit(vault: Vault, channel: str, blind: bytes, sealed: bytes) -> str:
    """What is wrong with the key for that address, '' for nothing."""
    try:
        value = vault.open(sealed)
    except Misconfigured:
        return "does not open what is stored"
    return "" if vault.index(channel, value) == bytes(blind) else FINDS_NOBODY


def accept(tx: Tx, vault: Vault, now: int) -> None:
    """From here on this key counts; what was sealed with another one stays shut."""
    leases.leave(tx, _ACCEPTED, "operator", _mark(vault), now)


def accepted(tx: Tx, vault: Vault) -> bool:
    """Whether this key was taken in place of one that is lost."""
    return leases.value(tx, _ACCEPTED) == _mark(vault)


def must_be_right(db: Database, vault: Vault) -> None:
    """Raises Misconfigured with what to do."""
    with db.read() as tx:
        wrong = stands(tx, vault)
        if wrong and not accepted(tx, vault):
            raise Misconfigured(
                f"SECRET_KEY {wrong}: {CURE}. If that key is lost for good, docs/running.md says what to do."
            )


def _mark(vault: Vault) -> str:
    """Tells one key from another, and nothing about it."""
    return vault.index("accepted key").hex()
