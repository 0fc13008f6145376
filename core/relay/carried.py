"""Files on their way: fetched once, kept sealed for a while under an address that cannot be guessed, then forgotten."""

from __future__ import annotations

import secrets
from typing import NamedTuple

from sqlalchemy import bindparam, select, update
from sqlalchemy.dialects.postgresql import insert

from core.db import Q, Tx
from core.files import Fit
from core.policy import DAY_MS
from core.relay.pieces import Piece
from core.tables import attached_file, attachment, exchange
from core.vault import Vault

ATTACHED_MS = 30 * DAY_MS
"""How long something attached can be handed on, from its day."""
KEPT_MS = 7 * DAY_MS
"""How long a fetched file is kept, and its address works; it can be fetched again while the provider has it."""
_PURPOSE = "file"

_its_id = attachment.c.id == bindparam("attachment_id")
_PARCEL = Q(
    select(
        attachment.c.sealed,
        attachment.c.unfit,
        attachment.c.organisation_id,
        attachment.c.person_id,
        attachment.c.exchange_id,
        attachment.c.at,
        exchange.c.number,
    )
    .outerjoin(exchange, exchange.c.id == attachment.c.exchange_id)
    .where(_its_id)
)
_UNFIT = Q(update(attachment).where(_its_id).values(unfit=bindparam("why")))
_keep = insert(attached_file).values({name: bindparam(name) for name in (column.name for column in attached_file.c)})
_KEEP = Q(
    _keep.on_conflict_do_update(
        index_elements=[attached_file.c.attachment_id],
        set_={column.name: _keep.excluded[column.name] for column in attached_file.c if not column.primary_key},
        where=attached_file.c.until <= bindparam("now"),
    )
)
_FILE = (
    attached_file.c.kind,
    attached_file.c.type,
    attached_file.c.ending,
    attached_file.c.content,
    attached_file.c.word,
    attached_file.c.until,
)
_KEPT = Q(select(*_FILE).where(attached_file.c.attachment_id == bindparam("attachment_id")))
_BY_WORD = Q(
    select(*_FILE).where(attached_file.c.blind == bindparam("blind"), attached_file.c.until > bindparam("now"))
)


class Parcel(NamedTuple):
    """What is to be handed on; `unfit` says why it cannot be, `number` is of its exchange."""

    piece: Piece
    unfit: str
    organisation_id: int
    person_id: int
    exchange_id: int | None
    at: int
    number: int | None


class Kept(NamedTuple):
    """A fetched file, opened; `word` is the last part of its address, which works until `until`."""

    kind: str
    type: str
    ending: str
    data: bytes
    word: str
    until: int

    @property
    def name(self) -> str:
        """A name that tells nothing of anybody."""
        return f"file.{self.ending}"


def parcel(tx: Tx, vault: Vault, attachment_id: int) -> Parcel | None:
    """None once it was forgotten."""
    row = tx.one(_PARCEL, attachment_id=attachment_id)
    return Parcel(Piece.load(vault.open(row[0])), *row[1:]) if row else None


def unfit(tx: Tx, attachment_id: int, why: str) -> None:
    """It is not tried again."""
    tx.run(_UNFIT, attachment_id=attachment_id, why=why)


def keep(tx: Tx, vault: Vault, attachment_id: int, file: Fit, at: int, now: int) -> None:
    """For KEPT_MS, and no longer than what was attached at `at`. Where somebody else was faster, theirs is kept."""
    until = min(now + KEPT_MS, at + ATTACHED_MS)
    if until <= now:
        return
    word = secrets.token_urlsafe(24)
    tx.run(
        _KEEP,
        attachment_id=attachment_id,
        blind=vault.index(_PURPOSE, word),
        word=vault.seal(word),
        content=vault.seal_bytes(file.data),
        kind=file.kind,
        type=file.type,
        ending=file.ending,
        until=until,
        now=now,
    )


def kept(tx: Tx, vault: Vault, attachment_id: int, now: int) -> Kept | None:
    """The file, where it was fetched and its time is not over."""
    row = tx.one(_KEPT, attachment_id=attachment_id)
    return _opened(vault, row) if row and row[5] > now else None


def by_word(tx: Tx, vault: Vault, word: str, now: int) -> Kept | None:
    """The file at that address; None for a wrong one and for one whose time is over alike."""
    row = tx.one(_BY_WORD, blind=vault.index(_PURPOSE, word), now=now)
    return _opened(vault, row) if row else None


def _opened(vault: Vault, row: tuple[str, str, str, bytes, bytes, int]) -> Kept:
    kind, type, ending, content, word, until = row
    return Kept(kind, type, ending, vault.open_bytes(content), vault.open(word), until)
