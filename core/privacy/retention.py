"""What is no longer needed goes, by its age: texts that were sent, keys against repeats, words of closed cases.

What the ledger and the history of exchanges need stays: of an exchange that is over for the hub's days, who took its
steps goes and what they wrote, but not its organisations, hours, days and states. Each rule walks its table once, a
small batch a transaction, so nobody waits for it; run again, or by two processes at once, it does the same.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Delete,
    Table,
    Update,
    bindparam,
    delete,
    exists,
    null,
    or_,
    select,
    tuple_,
    update,
)

from core.commands.talk import TALKING
from core.coordination.misunderstood import KEPT_MS
from core.db import Database, Q, Row, Tx
from core.exchange_states import CURRENT, STATES
from core.hubs import all_hubs
from core.outbox.cards import KEPT_MS as CARDS_MS
from core.people.arrival import SIGNATURE
from core.people.bringing import SPAN_MS as BROUGHT_MS
from core.people.doubting import SILENT_MS
from core.policy import DAY_MS
from core.relay.carried import ATTACHED_MS
from core.tables import (
    address,
    assisted,
    attached_file,
    attachment,
    code_try,
    command_key,
    contact,
    conversation,
    exchange,
    flag,
    history,
    history_text,
    inbox,
    misunderstood,
    name_try,
    organisation,
    outbound,
    parked_case,
    relayed,
    report,
    review,
    sent_card,
    shared_page,
    spent,
    tap_answer,
    visit,
)

log = logging.getLogger(__name__)

SCREENS_MS = 30 * DAY_MS
CLAIMS_MS = 30 * DAY_MS
"""Telegram repeats an update for days at most, and whoever can forge one needs no old one."""
SIGNED_CLAIMS_MS = 400 * DAY_MS
"""Twilio's signature has no date: whoever saw a request could send it again once it is forgotten here, until the
account's token is another one (docs/running.md says: once a year)."""
TEXTS_MS = 180 * DAY_MS
RELAYED_MS = 30 * DAY_MS
"""What partners wrote to each other, from its day; contact details they shared, from the end of the exchange."""
FILES_MS = ATTACHED_MS
"""Photos and files, from their day; the copy that was made to hand one on has gone by then (core/relay/carried.py)."""
KEYS_MS = 90 * DAY_MS
TRIES_MS = DAY_MS
SPENT_MS = 2 * DAY_MS
TAPS_MS = DAY_MS
VISITS_MS = 2 * DAY_MS
PAGES_MS = DAY_MS
"""A page that an organisation opened for some days, after its last one."""
NUMBERED = ("whatsapp", "sms")
"""Where an address is a phone number, which somebody else may have one day: nothing is sent to a silent one."""
SIGNED = (*NUMBERED, SIGNATURE)
"""Of which claims are kept for that long."""
DRAFTS_MS = 7 * DAY_MS
"""What somebody had begun to write, from when we last heard from there."""
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
_told = _before(parked_case.c.resolved_at) & (parked_case.c.sealed.is_not(None) | (parked_case.c.phrase != ""))
_told_of = (flag.c.outcome != "") & or_(flag.c.person_id.is_not(None), flag.c.sealed.is_not(None))
_over = exists().where(
    exchange.c.id == contact.c.exchange_id, exchange.c.state.not_in(TALKING), _before(exchange.c.updated_at)
)
_draft = or_(
    *(conversation.c.state.contains(part) for part in ('"f":[', '"p":[', '"t":"'))
)  # what is asked, parked, kept
_brought = _before(organisation.c.created_at) & organisation.c.brought.is_not(None)
_OVER = [state for state in STATES if state not in CURRENT]


def _over_since(exchange_id: ColumnElement[Any], *also: ColumnElement[bool]) -> ColumnElement[bool]:
    done = (exchange.c.id == exchange_id, exchange.c.state.in_(_OVER), _before(exchange.c.updated_at))
    return exists().where(*done, *also)


_open_case = exists().where(parked_case.c.exchange_id == history.c.exchange_id, parked_case.c.resolved_at.is_(None))
_step_over = exists().where(history.c.id == history_text.c.history_id, _over_since(history.c.exchange_id), ~_open_case)
_here = exchange.c.hub_id == bindparam("hub_id")
_quiet = _before(address.c.last_inbound_at) & address.c.doubted_at.is_(None) & address.c.channel.in_(NUMBERED)
RULES = (
    _rule(address, SILENT_MS, _quiet, update(address).values(doubted_at=bindparam("before"))),
    _rule(outbound, SCREENS_MS, _sent, update(outbound).values(screen="")),
    _rule(parked_case, TEXTS_MS, _told, update(parked_case).values(sealed=null(), phrase="")),
    _rule(report, TEXTS_MS, _before(report.c.at) & report.c.sealed.is_not(None), update(report).values(sealed=null())),
    _rule(flag, TEXTS_MS, _before(flag.c.at) & _told_of, update(flag).values(person_id=null(), sealed=null())),
    _rule(history_text, TEXTS_MS, _step_over, delete(history_text)),
    _rule(conversation, DRAFTS_MS, _before(conversation.c.updated_at) & _draft, update(conversation).values(state="")),
    _rule(organisation, BROUGHT_MS, _brought, update(organisation).values(brought=null())),
    _rule(relayed, RELAYED_MS, _before(relayed.c.at), delete(relayed)),
    _rule(attached_file, 0, _before(attached_file.c.until), delete(attached_file)),
    _rule(attachment, FILES_MS, _before(attachment.c.at), delete(attachment)),
    _rule(contact, RELAYED_MS, _over, delete(contact)),
    _rule(inbox, CLAIMS_MS, _before(inbox.c.at) & inbox.c.channel.not_in(SIGNED), delete(inbox)),
    _rule(inbox, SIGNED_CLAIMS_MS, _before(inbox.c.at) & inbox.c.channel.in_(SIGNED), delete(inbox)),
    _rule(command_key, KEYS_MS, _before(command_key.c.at), delete(command_key)),
    _rule(spent, SPENT_MS, _before(spent.c.at), delete(spent)),
    _rule(code_try, TRIES_MS, _before(code_try.c.at), delete(code_try)),
    _rule(name_try, TRIES_MS, _before(name_try.c.at), delete(name_try)),
    _rule(visit, VISITS_MS, _before(visit.c.made_at), delete(visit)),
    _rule(shared_page, PAGES_MS, _before(shared_page.c.until), delete(shared_page)),
    _rule(tap_answer, TAPS_MS, _before(tap_answer.c.at), delete(tap_answer)),
    _rule(sent_card, CARDS_MS, _before(sent_card.c.at), delete(sent_card)),
    _rule(misunderstood, KEPT_MS, _before(misunderstood.c.last_at), delete(misunderstood)),
)


HUB_RULES = (
    _rule(
        history,
        0,
        history.c.person_id.is_not(None) & _over_since(history.c.exchange_id, _here),
        update(history).values(person_id=null()),
    ),
    _rule(
        review,
        0,
        or_(review.c.sealed.is_not(None), review.c.reply.is_not(None)) & _over_since(review.c.exchange_id, _here),
        update(review).values(sealed=null(), reply=null()),
    ),
    _rule(
        assisted,
        0,
        assisted.c.person_id.is_not(None) & _over_since(assisted.c.exchange_id, _here),
        update(assisted).values(person_id=null()),
    ),
)
"""What makes an exchange that is over for long one of organisations alone; for each hub, after its own days."""


def clean(db: Database, now: int, batch: int = BATCH) -> dict[str, int]:
    """Do what each rule says at that moment; how many rows of each table. Raises Unavailable.

    What was deleted since, by it or by people, is on SQLite nowhere in its files afterwards.
    """
    done = dict.fromkeys((rule.name for rule in RULES), 0)
    for rule in RULES:
        done[rule.name] += sum(_batches(db, rule, {"before": now - rule.kept_ms}, batch))
    with db.read() as tx:
        hubs = all_hubs(tx)
    for hub in hubs:
        which = {"before": now - hub.policy.people_kept_days * DAY_MS, "hub_id": hub.id}
        for rule in HUB_RULES:
            done[rule.name] = done.get(rule.name, 0) + sum(_batches(db, rule, which, batch))
    for name, many in done.items():
        if many:
            log.info("%s: %d rows are past their time", name, many)
    db.empty_journal()
    return done


def _batches(db: Database, rule: Rule, which: dict[str, int], most: int) -> Iterator[int]:
    """The rows of each batch, one transaction each; the next begins behind the last key."""
    after: Row | None = None
    while True:
        page = db.writing(partial(_batch, rule=rule, which=which, most=most, after=after))
        yield len(page)
        if len(page) < most:
            return
        after = page[-1]


def _batch(tx: Tx, rule: Rule, which: dict[str, int], most: int, after: Row | None) -> list[Row]:
    if after is None:
        page = tx.all(rule.first, **which, most=most)
    else:
        page = tx.all(rule.following, **which, most=most, **{f"after_{n}": it for n, it in enumerate(after)})
    tx.many(rule.act, [which | {f"its_{n}": it for n, it in enumerate(row)} for row in page])
    return page
