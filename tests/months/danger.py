"""Somebody tells of danger, whatever they were asked: they read whom to call, and all who coordinate are called."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import orjson
from sqlalchemy import bindparam, select

from bot.understand.of_coordination import complains_of_coordination
from core.coordination import cases
from core.db import Q, Tx
from core.messages import brief_of
from core.moderation import is_surely_danger
from core.policy import DAY_MS
from core.tables import address, clock, coordinator, outbound, parked_case
from tests.months.people import Deed
from tests.months.phone import DIGITS
from tests.months.watch import Handled, Meant

if TYPE_CHECKING:
    from tests.months.town import Town

DATA = Path(__file__).parents[1] / "data" / "moderation"
LANGS = ("es", "ar")
CODE = "danger_"
KIND = "danger"
_FEW = 12
_MINUTE = 60_000
_TO_CALL = re.compile(r"\d{3}")
_TOLD = ("coordina", "te atiende", "التنسيق", "يتابع معكم")
"""What every answer has that names no number: who was told."""
_OPEN = Q(
    select(
        parked_case.c.id,
        parked_case.c.code,
        parked_case.c.hub_id,
        parked_case.c.answered_by,
        parked_case.c.taken_by,
        parked_case.c.told_at,
        parked_case.c.at,
    )
    .join(address, address.c.id == parked_case.c.address_id)
    .where(
        address.c.blind == bindparam("blind"),
        parked_case.c.code.startswith(CODE, autoescape=True),
        parked_case.c.resolved_at.is_(None),
    )
    .order_by(parked_case.c.id)
)
_SINCE = Q(
    select(outbound.c.id, outbound.c.lane_id, outbound.c.kind, outbound.c.screen)
    .where(outbound.c.id > bindparam("after"))
    .order_by(outbound.c.id)
)
_REACHED = Q(
    select(coordinator.c.person_id, address.c.id)
    .join(address, address.c.person_id == coordinator.c.person_id)
    .where(coordinator.c.hub_id == bindparam("hub_id"), address.c.stopped_at.is_(None), address.c.doubted_at.is_(None))
)
_UNTOLD = Q(
    select(parked_case.c.id, parked_case.c.at)
    .where(
        parked_case.c.code.startswith(CODE, autoescape=True),
        parked_case.c.resolved_at.is_(None),
        parked_case.c.answered_by.is_(None),
        parked_case.c.told_at.is_(None),
        parked_case.c.at < bindparam("before"),
    )
    .order_by(parked_case.c.id)
)
_RUNS = Q(select(clock.c.due_at).where(clock.c.kind == KIND, clock.c.subject_id == bindparam("case_id")))


def sentences(what: str, lang: str) -> Iterator[str]:
    """Of the sentences that the program was made with."""
    for line in (DATA / what / f"{lang}.dev.jsonl").read_bytes().splitlines():
        yield orjson.loads(line)["text"]


@cache
def cries_in(lang: str) -> tuple[str, ...]:
    """Some of those that nothing but danger can be meant by; found when they are asked for, which takes a second."""
    found = [
        text
        for text in sentences("danger", lang)
        if is_surely_danger(text) and len(text) < 80 and not complains_of_coordination(text)
    ]
    return tuple(found[:: max(1, len(found) // _FEW)])


class Danger:
    """`wrong` is asked at the end of a day."""

    def __init__(self, town: Town, seed: int) -> None:
        self._town, self._rng = town, Random(f"{seed}, danger")
        self._replies: dict[int, tuple[str, bool]] = {}
        town.watch.judges[KIND] = self._handled
        town.readers.append(self._read)

    def plan(self, day: int) -> None:
        first = self._town.begin + day * DAY_MS
        if self._rng.random() < 0.25:
            self._town.at(first + self._rng.randrange(DAY_MS), self._cries)
        if self._rng.random() < (0.5 if day == 0 else 0.03):
            self._town.at(first + self._rng.randrange(DAY_MS), self._stranger_cries)

    def _cries(self) -> None:
        """A member, or somebody who waits to be let in, or has not even said hello."""
        town = self._town
        here = [one for one in town.people if not one.coordinates and one.away_until <= town.now]
        who = self._rng.choice(here)
        town.deed(who, Deed(KIND, self._rng.choice(cries_in(who.lang))))

    def _stranger_cries(self) -> None:
        channel = self._rng.choice(("telegram", "whatsapp", "sms"))
        self._town.stranger_writes(channel, self._rng.choice(cries_in("es")), KIND)

    def _handled(self, meant: Meant, handled: Handled) -> None:
        """Nothing else came of the message, and all who can be reached are called, unless one sees to it already."""
        town = self._town
        town.done["danger: told"] += 1
        if handled.did or handled.entries:
            town.wrong(f"{meant.who} tells of danger ({meant.words!r}), and it did {handled.did}")
        with town.db.read() as tx:
            rows, out = tx.all(_OPEN, blind=handled.blind), tx.all(_SINCE, after=handled.out_before)
            if not rows:
                town.wrong(f"{meant.who} tells of danger, and nobody is told: {meant.words!r}")
                return
            *_before, newest = rows
            case_id, _code, hub_id, _answered_by, _taken, told_at, at = newest
            first_id, taken = rows[0][0], next((row[4] for row in rows if row[4]), None)
            ours = next((id for id, _lane, kind, _screen in out if kind == "reply"), 0)
            self._replies[ours] = (meant.who, len(rows) == 1)
            if told_at is None:
                runs = tx.value(_RUNS, case_id=first_id)
                if runs is None or runs > at + 2 * _MINUTE:
                    town.wrong(f"{meant.who} tells more of danger in case {first_id}, and nobody will hear: {runs}")
                return
            called = {lane_id for _id, lane_id, kind, screen in out if kind == "alert" and _is_call(screen)}
            missed = self._missed(tx, hub_id, case_id, called, taken)
        if missed:
            town.wrong(f"{meant.who} tells of danger, case {case_id}, and of the coordinators {missed} are not called")
        town.done["danger: coordinators called"] += len(called)

    def _missed(self, tx: Tx, hub_id: int, case_id: int, called: set[int], taken: int | None) -> list[int]:
        """Those who are not called; who belongs to a side of the exchange that it is about may not read it."""
        reached: dict[int, set[int]] = {}
        case = cases.find(tx, case_id)
        for person_id, address_id in tx.all(_REACHED, hub_id=hub_id):
            if case is not None and cases.readable(tx, person_id, case):
                reached.setdefault(person_id, set()).add(address_id)
        awaited = {taken} & reached.keys() or reached.keys()
        return [person_id for person_id in sorted(awaited) if not reached[person_id] & called]

    def _read(self, _address: str, ref: int, text: str) -> None:
        who, first = self._replies.get(ref, ("", False))
        number = _TO_CALL.search(text.translate(DIGITS))
        if who and not number and (first or not any(words in text for words in _TOLD)):
            self._town.wrong(f"{who} told of danger and reads no number to call, nor who is called: {text!r}")

    def wrong(self, now: int) -> Iterator[str]:
        """Words that nobody was told of, long after a minute."""
        with self._town.db.read() as tx:
            for id, at in tx.all(_UNTOLD, before=now - 10 * _MINUTE):
                yield f"the words of danger {id} were told to nobody for {(now - at) // _MINUTE} minutes"


def _is_call(screen: Any) -> bool:
    brief = brief_of(screen)
    return brief is not None and brief.kind == KIND
