"""Ten thousand people with an alert each that is due: written by a few statements, since they only stand in the way."""

from __future__ import annotations

from core.db import Database
from core.vault import Vault

_N = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count}) "
_ROWS = (
    "INSERT INTO person (id, lang, created_at) {n}SELECT {first} + i, 'es', 1 FROM n",
    "INSERT INTO address (id, person_id, channel, blind, sealed, created_at, last_inbound_at)"
    " {n}SELECT {first} + i, {first} + i, '{channel}', {blind}, {sealed}, 1, {due} FROM n",
    "INSERT INTO lane (address_id, channel, next_seq, next_at) {n}SELECT {first} + i, '{channel}', 2, {due} FROM n",
    "INSERT INTO outbound (lane_id, seq, kind, screen, created_at)"
    " {n}SELECT {first} + i, 1, 'alert', '{screen}', {due} FROM n",
)
FIRST = 1_000_000
"""Addresses and people of the crowd have ids above this."""
TO = "crowd"
"""The address at which all of it is reached."""


def crowd(db: Database, vault: Vault, channel: str, count: int, due: int, screen: str = "alert") -> None:
    """`count` lanes of a channel with an alert in each, all due since the same moment."""
    sealed = vault.seal(TO).hex()
    with db.write() as tx:
        how = {
            "n": _N.format(count=count),
            "first": FIRST,
            "channel": channel,
            "due": due,
            "screen": screen,
            "blind": "decode(lpad(i::text, 8, '0'), 'hex')" if tx.postgres else "CAST('blind' || i AS BLOB)",
            "sealed": f"'\\x{sealed}'::bytea" if tx.postgres else f"X'{sealed}'",
        }
        for statement in _ROWS:
            tx.raw(statement.format(**how))
