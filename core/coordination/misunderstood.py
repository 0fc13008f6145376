"""Which sentences did the bot not understand, and how often? Counted without their writer, so that lexicons can grow.

A sentence is kept redacted (core/text/redact.py), sealed, found again by a blind index, and forgotten half a year after
it was last heard.

What came by WhatsApp teaches nobody outside its hub: WhatsApp's terms for businesses allow no more. So it is shown to
the hub that it was written to, and left out where sentences of several hubs are read or taken away.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import bindparam, delete, func, select
from sqlalchemy.dialects.postgresql import insert

from core.db import Q, Tx
from core.messages import Sealed
from core.policy import DAY_MS
from core.tables import misunderstood
from core.text.normal import fold
from core.text.redact import redact
from core.vault import Vault

KEPT_MS = 180 * DAY_MS
OF_ITS_HUB = "whatsapp"
"""The channel whose sentences stay in their hub."""
_SHORTEST = 3  # letters of a sentence that may teach something

_table = misunderstood.c
_add = (
    insert(misunderstood)
    .values(
        {name: bindparam(name) for name in ("hub_id", "lang", "channel", "blind", "sealed")}
        | {"times": 1, "first_at": bindparam("now"), "last_at": bindparam("now")}
    )
    .inline()
)
_NOTE = Q(
    _add.on_conflict_do_update(
        index_elements=[_table.blind], set_={"times": _table.times + 1, "last_at": _add.excluded.last_at}
    )
)
_FORGET = Q(delete(misunderstood).where(_table.last_at < bindparam("before")))
_often = (
    select(_table.times, _table.lang, _table.channel, _table.last_at, _table.sealed)
    .order_by(_table.times.desc(), _table.last_at.desc(), _table.id)
    .limit(bindparam("most"))
)
_OF_HUB = Q(_often.where(_table.hub_id == bindparam("hub_id")))
_OF_ALL = Q(_often.where(_table.channel != OF_ITS_HUB))
_HELD_BACK = Q(select(func.count()).where(_table.channel == OF_ITS_HUB))


class Missed(NamedTuple):
    """A sentence with names and numbers taken out: how often it was heard, in which reader's language, when last."""

    times: int
    lang: str
    channel: str
    last_at: int
    words: Sealed


def note(tx: Tx, vault: Vault, hub_id: int, lang: str, channel: str, text: str, known: Iterable[str], now: int) -> None:
    """Count a sentence that was not understood. `known` are names to leave out (the writer's organisation, town)."""
    phrase = redact(text, known)
    if sum(map(str.isalpha, phrase)) < _SHORTEST:
        return
    blind = vault.index("misunderstood", str(hub_id), lang, channel, fold(phrase))
    whose = {"hub_id": hub_id or None, "lang": lang, "channel": channel}
    tx.run(_NOTE, **whose, blind=blind, sealed=vault.seal(phrase), now=now)
    tx.run(_FORGET, before=now - KEPT_MS)


def often(tx: Tx, hub_id: int | None, most: int) -> list[Missed]:
    """What was not understood most often, in one hub; or (None) in all, without what stays in its hub."""
    rows = tx.all(_OF_ALL, most=most) if hub_id is None else tx.all(_OF_HUB, hub_id=hub_id, most=most)
    return [
        Missed(times, lang, channel, last, Sealed(bytes(sealed).decode()))
        for times, lang, channel, last, sealed in rows
    ]


def held_back(tx: Tx) -> int:
    """How many sentences of all hubs stay in theirs."""
    return int(tx.value(_HELD_BACK))
