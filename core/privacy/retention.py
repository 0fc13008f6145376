"""What is no longer needed goes, by its age: texts that were sent, keys against repeats, words of closed cases.

What the ledger and the history of exchanges need stays. Each rule walks its table once, a small batch a transaction, so
nobody waits for it; run again, or by two processes at once, it does the same.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, Delete, Table, Update, bindparam, delete, exists, null, select, tuple_, update

from core.commands.talk import TALKING
from core.coordination.misunderstood import KEPT_MS
from core.db import Database, Q, Row, Tx
from core.outbox.cards import KEPT_MS as CARDS_MS
from core.people.doubting import SILENT_MS
from core.policy import DAY_MS
from core.relay.carried import ATTACHED_MS
from core.tables import (
    address,
    attached_file,
    attachment,
    code_try,
    command_key,
    contact,
    exchange,
    inbox,
    misunderstood,
    outbound,
    parked_case,
    relayed,
    sent_card,
    shared_page,
    tap_answer,
    visit,
)

log = logging.getLogger(__name__)

SCREENS_MS = 30 * DAY_MS
CLAIMS_MS = 30 * DAY_MS
"""Providers repeat a message for days at most; a claim older than this guards nothing."""
TEXTS_MS = 180 * DAY_MS
RELAYED_MS = 30 * DAY_MS
"""What partners wrote to each other, from its day; contact details they shared, from the end of the exchange."""
FILES_MS = ATTACHED_MS
"""Photos and files, from their day; the copy that was made to hand one on has gone by then (core/relay/carried.py)."""
KEYS_MS = 90 * DAY_MS
TRIES_MS = DAY_MS
TAPS_MS = DAY_MS
VISITS_MS = 2 * DAY_MS
PAGES_MS = DAY_MS
"""A page that an organisation opened for some days, after its last one."""
NUMBERED = ("whatsapp", "sms")
"""Where an address is a phone number, which somebody else may have one day: nothing is sent to a silent one."""
BATCH = 500


@dataclass(frozen=True, slots=True)
class Rule:
    """Rows of a table that fit `old` and whose moment is before what is kept: emptied or deleted."""

    table: Table
    kept_ms: int
    first: Q
    following: Q
    act: Q

    @property
    def name(self) -> str:
        return self.table.name


def _rule(of: Table, kept_ms: int, old: ColumnElement[bool], act: Update | Delete) -> Rule:
    """`old` asks for `before`; the rows are found again by their key and `old`, since they may have changed."""
    key = tuple(of.primary_key.columns)
    page = select(*key).where(old).order_by(*key).limit(bindparam("most"))
    after = tuple_(*(bindparam(f"after_{n}", type_=column.type) for n, column in enumerate(key)))
    these = [column == bindparam(f"its_{n}", type_=column.type) for n, column in enumerate(key)]
    return Rule(of, kept_ms, Q(page), Q(page.where(tuple_(*key) > after)), Q(act.where(old, *these)))


def _before(column: ColumnElement[Any]) -> ColumnElement[bool]:
    return column < bindparam("before")


_sent = (_before(outbound.c.created_at)) & (outbound.c.state != "waiting") & (outbound.c.screen != "")
_told = _before(parked_case.c.resolved_at) & parked_case.c.sealed.is_not(None)
_over = exists().where(
    exchange.c.id == contact.c.exchange_id, exchange.c.state.not_in(TALKING), _before(exchange.c.updated_at)
)
_quiet = _before(address.c.last_inbound_at) & address.c.doubted_at.is_(None) & address.c.channel.in_(NUMBERED)
RULES = (
    _rule(address, SILENT_MS, _quiet, update(address).values(doubted_at=bindparam("before"))),
    _rule(outbound, SCREENS_MS, _sent, update(outbound).values(screen="")),
    _rule(parked_case, TEXTS_MS, _told, update(parked_case).values(sealed=null())),
    _rule(relayed, RELAYED_MS, _before(relayed.c.at), delete(relayed)),
    _rule(attached_file, 0, _before(attached_file.c.until), delete(attached_file)),
    _rule(attachment, FILES_MS, _before(attachment.c.at), delete(attachment)),
    _rule(contact, RELAYED_MS, _over, delete(contact)),
    _rule(inbox, CLAIMS_MS, _before(inbox.c.at), delete(inbox)),
    _rule(command_key, KEYS_MS, _before(command_key.c.at), delete(command_key)),
    _rule(code_try, TRIES_MS, _before(code_try.c.at), delete(code_try)),
    _rule(visit, VISITS_MS, _before(visit.c.made_at), delete(visit)),
    _rule(shared_page, PAGES_MS, _before(shared_page.c.until), delete(shared_page)),
    _rule(tap_answer, TAPS_MS, _before(tap_answer.c.at), delete(tap_answer)),
    _rule(sent_card, CARDS_MS, _before(sent_card.c.at), delete(sent_card)),
    _rule(misunderstood, KEPT_MS, _before(misunderstood.c.last_at), delete(misunderstood)),
)


def clean(db: Database, now: int, batch: int = BATCH) -> dict[str, int]:
    """Do what each rule says at that moment; how many rows of each table. Raises Unavailable."""
    done: dict[str, int] = {}
    for rule in RULES:
        done[rule.name] = sum(_batches(db, rule, now - rule.kept_ms, batch))
        if done[rule.name]:
            log.info("%s: %d rows are past their time", rule.name, done[rule.name])
    return done


def _batches(db: Database, rule: Rule, before: int, most: int) -> Iterator[int]:
    """The rows of each batch, one transaction each; the next begins behind the last key."""
    after: Row | None = None
    while True:
        page = db.writing(partial(_batch, rule=rule, before=before, most=most, after=after))
        yield len(page)
        if len(page) < most:
            return
        after = page[-1]


def _batch(tx: Tx, rule: Rule, before: int, most: int, after: Row | None) -> list[Row]:
    if after is None:
        page = tx.all(rule.first, before=before, most=most)
    else:
        page = tx.all(rule.following, before=before, most=most, **{f"after_{n}": it for n, it in enumerate(after)})
    tx.many(rule.act, [{"before": before} | {f"its_{n}": it for n, it in enumerate(row)} for row in page])
    return page
