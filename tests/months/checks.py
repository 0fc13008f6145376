"""What must hold at the end of every day, whatever the network did."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from core.accounts.verify import verify
from core.db import Database, Q
from core.policy import DAY_MS, HOUR_MS
from core.tables import address, clock, exchange, history, hub, lane, organisation, outbound, parked_case
from tests.bare_names import bare_names
from tests.months.network import Network

LEGAL: dict[str | None, frozenset[str]] = {
    None: frozenset(("suggested", "proposed", "agreed")),  # "agreed": the further parts of a long one
    "suggested": frozenset(("proposed", "declined", "withdrawn", "lapsed")),
    "proposed": frozenset(("proposed", "agreed", "declined", "withdrawn", "lapsed")),
    "lapsed": frozenset(("proposed",)),  # once more
    "agreed": frozenset(("agreed", "cancelled", "cancelled_late", "delivered", "settled", "overdue", "disputed")),
    "overdue": frozenset(("overdue", "agreed", "delivered", "settled", "disputed", "no_show", "expired")),
    "delivered": frozenset(("delivered", "settled", "disputed")),
    "disputed": frozenset(("disputed", "settled", "expired", "no_show")),
    "settled": frozenset(("settled", "closed", "disputed", "reversed")),
    "closed": frozenset(("closed", "reversed")),
    "no_show": frozenset(("no_show",)),
    "reversed": frozenset(("reversed",)),
    "expired": frozenset(("expired",)),
    "cancelled_late": frozenset(("cancelled_late",)),
}
_HISTORY = Q(
    select(history.c.exchange_id, history.c.old_state, history.c.new_state, history.c.action).order_by(history.c.id)
)
_STATES = Q(select(exchange.c.id, exchange.c.state))
_OUT = Q(
    select(
        outbound.c.id,
        outbound.c.lane_id,
        outbound.c.kind,
        outbound.c.state,
        outbound.c.screen,
        outbound.c.created_at,
        outbound.c.error,
        outbound.c.dedupe,
        outbound.c.sent_at,
        outbound.c.parts,
    ).order_by(outbound.c.id)
)
_LANES = Q(
    select(
        lane.c.address_id,
        lane.c.next_at,
        lane.c.lease_until,
        address.c.shut_at,
        address.c.last_inbound_at,
        address.c.stopped_at,
        lane.c.channel,
    ).join_from(lane, address, address.c.id == lane.c.address_id)
)
_CLOCKS = Q(select(clock.c.kind, clock.c.subject, clock.c.subject_id, clock.c.due_at, clock.c.tries))
_FROZEN = Q(
    select(hub.c.id)
    .where(hub.c.frozen_at.is_not(None))
    .union(select(organisation.c.id).where(organisation.c.frozen_at.is_not(None)))
)
_CASES = Q(select(parked_case.c.code, parked_case.c.address_id))
_DANGER = Q(
    select(parked_case.c.id, parked_case.c.address_id, parked_case.c.answered_by)
    .where(parked_case.c.code.startswith("danger_", autoescape=True))
    .order_by(parked_case.c.id)
)
GONE = frozenset(("sent", "delivered", "read"))
AGAIN = ("again:", "human:", "reply:", "closed:", "c:", "flag:", "donated:")
"""What may be said in the same words: it is sent once more, somebody wrote once more, another case is closed, a problem
is told once more, in another hour, other words were held and looked at,
as many hours are given once more.
"""
WRITTEN = '"b":["message",'
"""And what a partner writes: a ready phrase may be chosen twice."""
_CALL = re.compile(r"always:danger:(\d+):(new|again|clear|still):")
_TAKEN = re.compile(r"danger:\d+:taken:")
"""A case may be let go and taken again."""
_LAPSED = re.compile(r"x:\d+:\d+:lapsed:")
"""And what lapsed may be proposed once more, and lapse again: another version, never the same message."""
_OF_COLLEAGUES = re.compile(r"team:\w+:\d+:")
"""And a colleague may publish the same once more, or give as many hours: another thing, each told once."""
_REPEATED = (_CALL, _TAKEN, _LAPSED, _OF_COLLEAGUES)
REMINDED = 4
AT_ONCE_MS = 11 * HOUR_MS


def wrong(db: Database, network: Network, now: int) -> Iterator[str]:
    """Each thing that does not hold."""
    for problem in verify(db):
        yield f"the ledger: {problem}"
    for sentence, _words in bare_names(db):
        yield f"an organisation's name is stored in: {sentence}"
    with db.read() as tx:
        steps, states, out = tx.all(_HISTORY), dict(map(tuple, tx.all(_STATES))), tx.all(_OUT)
        lanes, clocks, frozen, cases = tx.all(_LANES), tx.all(_CLOCKS), tx.all(_FROZEN), tx.all(_CASES)
        danger = tx.all(_DANGER)
    yield from _paths(steps, states)
    yield from _messages(out, network)
    yield from _texted(out, {id: channel for id, *_rest, channel in lanes}, cases, network)
    yield from _told_twice(out)
    yield from _called_too_often(out, danger)
    yield from _stuck(out, lanes, now)
    if not frozen:
        for kind, subject, id, due, tries in clocks:
            if due < now - HOUR_MS:
                yield f"clock {kind} of {subject} {id} is {(now - due) // HOUR_MS} h late after {tries} tries"
    for code, address_id in cases:
        if code in ("poison", "rejected"):
            yield f"a case {code} of address {address_id}"


def _paths(steps: list[Any], states: dict[Any, Any]) -> Iterator[str]:
    stands: dict[int, str | None] = {}
    for id, old, new, action in steps:
        before = stands.get(id)
        if action == "divided":
            stands[id] = new
            continue
        if old != before and not (before is None and old in ("suggested", "proposed")):
            yield f"exchange {id}: {action} leaves {old}, but it stood at {before}"
        if new != old and new not in LEGAL.get(old, frozenset()):
            yield f"exchange {id}: {action} goes from {old} to {new}"
        stands[id] = new
    for id, state in states.items():
        if id in stands and stands[id] != state:
            yield f"exchange {id} is {state}, and its history ends with {stands[id]}"


def _messages(out: list[Any], network: Network) -> Iterator[str]:
    for id, _lane, kind, state, _screen, _at, error, *_rest in out:
        times, most = network.taken[id], 1 + network.excused[id]
        if times > most:
            yield f"message {id} ({kind}, {state}) arrived {times} times, {most} at most"
        if state in GONE and not times:
            yield f"message {id} ({kind}) is called {state}, and never arrived"
        if state == "parked":
            yield f"message {id} ({kind}) was refused: {error}"


def _texted(out: list[Any], channels: dict[int, str], cases: list[Any], network: Network) -> Iterator[str]:
    """By SMS: what became of each message is known, or somebody looks at it; and each part was counted."""
    again = {dedupe.rpartition(":")[2].rpartition(">")[2] for *_rest, dedupe, _sent, _parts in out if dedupe}
    seen_to = {address_id for _code, address_id in cases}
    for id, lane_id, kind, state, *_more, error, _dedupe, _sent, parts in out:
        if channels[lane_id] != "sms":
            continue
        if state in ("delivered", "read") and not network.came[id]:
            yield f"message {id} ({kind}) is called {state}, and never was on the telephone"
        if parts and parts != network.parts[id]:
            yield f"message {id} ({kind}) is counted as {parts} parts, and took {network.parts[id]}"
        if state == "failed" and str(id) not in again and lane_id not in seen_to:
            yield f"message {id} ({kind}) did not arrive ({error}), and nobody hears of it"
    for number, times in network.unwanted.items():
        if times > 1 + network.faults["killed"]:  # who dies has not written down that they stopped
            yield f"{times} messages went to {number[-4:]}, who had written STOP"


def _told_twice(out: list[Any]) -> Iterator[str]:
    """The same words to the same person within a day, though nothing was sent again by hand."""
    seen: dict[tuple[int, str], int] = {}
    for id, lane_id, kind, state, screen, at, _error, dedupe, *_rest in out:
        if kind != "alert" or not screen or state == "dropped" or WRITTEN in screen:
            continue
        if dedupe and (dedupe.startswith(AGAIN) or any(told.match(dedupe) for told in _REPEATED)):
            continue
        before = seen.get((lane_id, screen))
        if before is not None and at - before < AT_ONCE_MS:
            yield f"message {id} tells address {lane_id} the same as {(at - before) // 60_000} minutes before: {screen}"
        seen[lane_id, screen] = at


def _called_too_often(out: list[Any], danger: list[Any]) -> Iterator[str]:
    """Coordinators hear of danger once for each message of that person, and four times more of what nobody answered."""
    wrote = Counter(address_id for _id, address_id, answered_by in danger if answered_by is None)
    of = {id: address_id for id, address_id, _answered_by in danger}
    calls = Counter((int(found[1]), found[2], lane) for found, lane in _calls(out))
    for (case_id, what, lane_id), times in calls.items():
        most = wrote[of[case_id]] * (REMINDED if what == "still" else 1)
        if times > most:
            yield f"address {lane_id} is called {times} times ({what}) to case {case_id}, {most} at most"


def _calls(out: list[Any]) -> Iterator[tuple[re.Match[str], int]]:
    for _id, lane_id, _kind, state, _screen, _at, _error, dedupe, *_rest in out:
        if state != "dropped" and (found := _CALL.match(dedupe or "")):
            yield found, lane_id


def _stuck(out: list[Any], lanes: list[Any], now: int) -> Iterator[str]:
    waiting: dict[int, list[int]] = defaultdict(list)
    for _id, lane_id, _kind, state, _screen, at, *_rest in out:
        if state == "waiting":
            waiting[lane_id].append(at)
    for id, next_at, lease, shut, heard, stopped, channel in lanes:
        since = min(waiting[id], default=now)
        if now - since < 6 * HOUR_MS:
            continue
        closed = channel == "whatsapp" and (shut is not None or heard is None or now - heard >= DAY_MS)
        if not closed:
            yield (
                f"lane {id} ({channel}) has {len(waiting[id])} waiting, the oldest {(now - since) // HOUR_MS} h, "
                f"next {next_at}, lease {lease}, stopped {stopped}"
            )


def counted(out: list[Any]) -> Counter[str]:
    return Counter(f"{kind} {state}" for _id, _lane, kind, state, *_rest in out)
