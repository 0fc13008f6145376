"""What is there to try things out with? A small hub of invented organisations that helped each other before today.

The story is data (core/data/demo.json: days before today, hours), told through the real handlers, each step at its own
moment, with the clocks that came due between them. Everybody is an address on the terminal's channel, named by their
key: `python -m bot chat casa-luz` is Casa Luz.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import bindparam, select

from core import clocks, exchanges, handlers
from core.calendar import today
from core.commands import (
    Accept,
    Actor,
    Approve,
    Cancel,
    Command,
    Confirm,
    Deliver,
    Fire,
    Join,
    Post,
    Propose,
    UseCode,
)
from core.commands.giving import AnswerFund, AskFund, Donate
from core.commands.trouble import Decide, Dispute, NoShow
from core.context import Context
from core.db import Database, Q, Tx
from core.errors import Misconfigured
from core.events import Event, FundAsked, Joined, Moved, Posted
from core.hubs import add_hub, all_hubs
from core.people.addresses import find_or_make, is_known
from core.people.codes import make_invite
from core.policy import DAY_MS, HOUR_MS
from core.privacy.nameless import CIVIL
from core.tables import person
from core.vault import Vault

CHANNEL = "console"
_FILE = Path(__file__).parent / "data" / "demo.json"
_JOINED_DAY = 46  # days before today
_APPROVED_DAY = 45
_STEPS = (
    *("fund_asked", "fund_given", "proposed", "accepted", "delivered", "confirmed"),
    *("cancelled", "disputed", "decided", "judged_absent"),
)
"""What may happen to an exchange, in this order where it is on the same day; the day stands in its row."""
_MOST_CLOCKS = 100
_LEASE_MS = 60_000
_ACTING_FOR = Q(select(person.c.acting_for).where(person.c.id == bindparam("person_id")))


def seed(db: Database, vault: Vault, now: int) -> int:
    """Put the demonstration hub into the database, whole or not at all; the hub's id. The same each time.

    Raises Misconfigured where it is there already.
    """
    return db.writing(lambda tx: tell(tx, vault, now))


def demo() -> dict[str, Any]:
    """The story of the demonstration hub, as its file has it."""
    story: dict[str, Any] = json.loads(_FILE.read_text(encoding="utf-8"))
    return story


def is_told(tx: Tx, vault: Vault) -> bool:
    """Whether its people are in this database."""
    key, _lang = demo()["coordinators"][0]
    return is_known(tx, vault, CHANNEL, key)


def tell(tx: Tx, vault: Vault, now: int) -> int:
    """The same in a transaction that is open."""
    return _Seed(tx, vault, now, demo()).tell()


def tell_people(
    tx: Tx, vault: Vault, now: int, story: dict[str, Any], heard: Callable[[int, int], None]
) -> dict[str, int]:
    """Another story of the same shape; its people by their keys. `heard` is told of each step and of how many."""
    told = _Seed(tx, vault, now, story)
    told.tell(heard)
    return told.people


class _Seed:
    """One telling: who has joined, what was posted and agreed, by the keys of the story."""

    def __init__(self, tx: Tx, vault: Vault, now: int, story: dict[str, Any]) -> None:
        self._tx, self._vault, self._today, self._story = tx, vault, now, story
        self._at = now
        self._steps = 0
        self.people: dict[str, int] = {}
        self._organisations: dict[str, int] = {}
        self._listings: dict[str, int] = {}
        self._exchanges: dict[str, int] = {}
        self._fund_requests: dict[str, int] = {}

    def tell(self, heard: Callable[[int, int], None] = lambda _done, _all: None) -> int:
        """All of it, in the order it happened; returns the hub's id."""
        hub_id = self._found_hub()
        steps = sorted(self._happenings(hub_id), key=lambda one: -one[0])
        for number, (day, step) in enumerate(steps, 1):
            self._go_to(day)
            step()
            heard(number, len(steps))
        self._go_to(0)
        return hub_id

    def _found_hub(self) -> int:
        hub = self._story["hub"]
        if any(known.name == hub["name"] for known in all_hubs(self._tx)):
            raise Misconfigured(f"The hub {hub['name']!r} is here already: nothing was changed.")
        self._at = self._today - (_JOINED_DAY + 1) * DAY_MS
        languages = tuple(hub["languages"])
        return add_hub(self._tx, hub["name"], hub["country"], hub["zone"], languages, {}, self._at)

    def _happenings(self, hub_id: int) -> list[tuple[int, Callable[[], None]]]:
        """Each step with its day before today; those of one day in the order of the story."""
        story = self._story
        steps: list[tuple[int, Callable[[], None]]] = []
        for key, lang in story["coordinators"]:
            steps.append((_JOINED_DAY, partial(self._coordinator, hub_id, key, lang)))
        for row in story["organisations"]:
            steps.append((_JOINED_DAY, partial(self._join, hub_id, row)))
            steps.append((_APPROVED_DAY, partial(self._approve, row)))
        for key, row in story["listings"].items():
            steps.append((row["day"], partial(self._post, key, row)))
        for row in story.get("gifts", ()):
            steps.append((row["day"], partial(self._gift, row)))
        for row in story["exchanges"]:
            for name in _STEPS:
                if name in row:
                    steps.append((row[name], partial(getattr(self, f"_{name}"), row)))
        for row in story["waiting"]:
            steps.append((1, partial(self._join, hub_id, row)))
        return steps

    # ---- steps ------------------------------------------------------------------------------------------------------

    def _coordinator(self, hub_id: int, key: str, lang: str) -> None:
        code = make_invite(self._tx, self._vault, "coordinator", hub_id, self._at)
        self._meet(key, lang)
        self._do(key, UseCode(code))

    def _join(self, hub_id: int, row: dict[str, Any]) -> None:
        self._meet(row["key"], row["lang"])
        for event in self._do(row["key"], Join(row["name"], row["town"], row["country"], hub_id)):
            if isinstance(event, Joined):
                self._organisations[row["key"]] = event.organisation_id

    def _approve(self, row: dict[str, Any]) -> None:
        self._do(self._coordinates, Approve(self._organisations[row["key"]], row["kind"]))

    def _post(self, key: str, row: dict[str, Any]) -> None:
        due_on = self._day_in(row["due"]) if "due" in row else None
        remote, urgent = row.get("remote", False), row.get("urgent", False)
        command = Post(
            row["kind"],
            row["what"],
            row["hours"] * 60,
            due_on,
            remote=remote,
            urgent=urgent,
            audience=row.get("audience", CIVIL),
        )
        for event in self._do(row["by"], command):
            if isinstance(event, Posted):
                self._listings[key] = event.listing_id

    def _proposed(self, row: dict[str, Any]) -> None:
        for event in self._do(row["by"], Propose(listing_id=self._listings[row["need"]])):
            if isinstance(event, Moved):
                self._exchanges[row["need"]] = event.exchange_id

    def _accepted(self, row: dict[str, Any]) -> None:
        id, version = self._exchange(row)
        self._do(self._asked_by(row), Accept(id, version))

    def _delivered(self, row: dict[str, Any]) -> None:
        id, version = self._exchange(row)
        self._do(row["by"], Deliver(id, version, row["hours"] * 60 if "hours" in row else None))

    def _confirmed(self, row: dict[str, Any]) -> None:
        id, version = self._exchange(row)
        self._do(self._asked_by(row), Confirm(id, version, on_time=not row.get("late"), stars=row["stars"]))

    # ---- what does not go well, and the fund ----------------------------------------------------------------------

    def _cancelled(self, row: dict[str, Any]) -> None:
        id, version = self._exchange(row)
        self._do(row["by"], Cancel(id, version))

    def _disputed(self, row: dict[str, Any]) -> None:
        id, version = self._exchange(row)
        self._do(self._asked_by(row), Dispute(id, version, row["reason"], row["says"]))

    def _judged_absent(self, row: dict[str, Any]) -> None:
        """The coordinator finds that nobody came."""
        id, version = self._exchange(row)
        absent = self._organisations[row["by"]]
        self._do(self._coordinates, NoShow(id, version, absent, self._sealed(row["why"])))

    def _decided(self, row: dict[str, Any]) -> None:
        id, version = self._exchange(row)
        self._do(self._coordinates, Decide(id, version, row["hours_decided"] * 60, self._sealed(row["why"])))

    def _gift(self, row: dict[str, Any]) -> None:
        """Hours for the fund."""
        self._do(row["by"], Donate(row["hours"] * 60))

    def _fund_asked(self, row: dict[str, Any]) -> None:
        hours = self._story["listings"][row["need"]]["hours"]
        command = AskFund(self._listings[row["need"]], hours * 60, self._sealed(row["why"]))
        for event in self._do(self._asked_by(row), command):
            if isinstance(event, FundAsked):
                self._fund_requests[row["need"]] = event.request_id

    def _fund_given(self, row: dict[str, Any]) -> None:
        self._do(self._coordinates, AnswerFund(self._fund_requests[row["need"]], yes=True))

    def _sealed(self, words: str) -> str:
        return self._vault.seal(words).decode()

    # ---- who, when --------------------------------------------------------------------------------------------------

    def _meet(self, key: str, lang: str) -> None:
        self.people[key] = find_or_make(self._tx, self._vault, CHANNEL, key, lang, self._at).person_id

    @property
    def _coordinates(self) -> str:
        """Who decides."""
        return str(self._story["coordinators"][0][0])

    def _asked_by(self, row: dict[str, Any]) -> str:
        return str(self._story["listings"][row["need"]]["by"])

    def _exchange(self, row: dict[str, Any]) -> tuple[int, int]:
        id = self._exchanges[row["need"]]
        return id, exchanges.load(self._tx, id).version

    def _do(self, key: str, command: Command) -> list[Event]:
        self._steps += 1
        person_id = self.people[key]
        acting_for = self._tx.value(_ACTING_FOR, person_id=person_id)
        actor = Actor(person_id, acting_for, CHANNEL, f"seed:{self._today}:{self._steps}")
        return handlers.run(Context(self._tx, self._vault, actor, self._at), command)

    def _day_in(self, days: int) -> str:
        return (today(self._at, self._story["hub"]["zone"]) + timedelta(days=days)).isoformat()

    def _go_to(self, day: int) -> None:
        """That many days before today; the clocks that come due on the way are fired at their own time."""
        until = self._today - day * DAY_MS
        while due := clocks.due(self._tx, until, _MOST_CLOCKS, _LEASE_MS):
            for one in due:
                fired = Fire(one.kind, one.subject, one.subject_id)
                handlers.fire(self._tx, self._vault, fired, max(one.due_at, self._at))
                clocks.finished(self._tx, one)
        self._at = max(self._at, until - HOUR_MS)
