"""Two organisations, a need and an offer, in a line each: what the stories about exchanges begin with."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count
from typing import Any

from sqlalchemy import bindparam, insert

from core import clocks, exchanges
from core.accounts import balances, ledger, owners
from core.accounts.balances import Balance
from core.accounts.verify import verify
from core.commands import Accept, Actor, Command, Fire, Propose, Terms
from core.context import Context
from core.db import Database, Q, Tx
from core.errors import Refusal
from core.events import Event, Moved
from core.exchanges import Exchange
from core.handlers import HANDLERS
from core.hubs import add_hub
from core.idempotency import once
from core.policy import Policy
from core.tables import listing, membership, organisation, person
from core.vault import Vault
from tests.stored import rows_of

HOUR = 60
DUE = "2026-12-01"  # the Tuesday after the stories begin


def _adding(table: Any, **values: Any) -> Q:
    return Q(insert(table).values({name: bindparam(name) for name in values}).returning(table.c.id))


def add(tx: Tx, table: Any, **values: Any) -> int:
    """A row with these columns; its id."""
    return int(tx.value(_adding(table, **values), **values))


@dataclass
class Market:
    """One hub on one database, at a moment that the story moves on. Organisations are known by their ids."""

    db: Database
    vault: Vault
    now: int
    policy: dict[str, Any] = field(default_factory=dict)
    hub_id: int = 0
    people: dict[int, int] = field(default_factory=dict)
    keys: count[int] = field(default_factory=count)

    def __post_init__(self) -> None:
        with self.db.write() as tx:
            self.hub_id = add_hub(tx, "Red", "HN", "America/Tegucigalpa", ("es", "ar"), self.policy, self.now)

    def organisation(self, name: str, hours: int = 6, *, kind: str = "cso", status: str = "approved") -> int:
        """An organisation with one person, an account, and that many hours granted."""
        with self.db.write() as tx:
            id = add(
                tx,
                organisation,
                hub_id=self.hub_id,
                name=name,
                skeleton=name,
                town="Tegucigalpa",
                country="HN",
                zone="America/Tegucigalpa",
                kind=kind,
                status=status,
                created_at=self.now,
            )
            account = owners.open_member_account(tx, self.hub_id, id, Policy(**self.policy), kind, self.now)
            if hours:
                ledger.grant(tx, self.hub_id, account, hours * HOUR, self.now)
        self.people[id] = self.joins(id)
        return id

    def joins(self, organisation_id: int, person_id: int | None = None) -> int:
        """A new person acts for the organisation, or one who is there already does so too; the person's id."""
        with self.db.write() as tx:
            if person_id is None:
                person_id = add(tx, person, lang="es", created_at=self.now)
            link = {"person_id": person_id, "organisation_id": organisation_id, "since": self.now}
            tx.run(Q(insert(membership).values({name: bindparam(name) for name in link})), **link)
        return person_id

    def listing(self, kind: str, owner: int, minutes: int | None = 2 * HOUR, due_on: str | None = DUE) -> int:
        with self.db.write() as tx:
            return add(
                tx,
                listing,
                hub_id=self.hub_id,
                organisation_id=owner,
                kind=kind,
                what="contabilidad",
                lang="es",
                minutes=minutes,
                due_on=due_on,
                place="Tegucigalpa",
                remote=0,
                audience="all",
                created_at=self.now,
            )

    def context(self, tx: Tx, actor: Actor) -> Context:
        return Context(tx, self.vault, actor, self.now)

    def do(self, organisation_id: int, command: Command, *, person_id: int | None = None, key: str = "") -> list[Event]:
        """What the one door does: the command once, with its effect and answer in one transaction."""
        actor = Actor(person_id or self.people[organisation_id], organisation_id, "console", key or self.key())

        def work(tx: Tx) -> list[Event] | Refusal:
            ctx = self.context(tx, actor)
            try:
                return once(ctx, command, lambda: HANDLERS[type(command)](ctx, command))
            except Refusal as refused:
                return refused

        done = self.db.writing(work)
        if isinstance(done, Refusal):
            raise done
        return done

    def key(self) -> str:
        return f"console {self.hub_id}-{next(self.keys)}"

    def suggested(self, need: int, offer: int) -> int:
        """Matching found that these fit; the exchange's id."""
        with self.db.write() as tx:
            made = exchanges.suggest(self.context(tx, Actor(None, None, "", "", "clock")), need, offer, 800, ())
        assert made is not None
        return made.exchange_id

    def proposed(self, receiver: int, provider: int, minutes: int = 2 * HOUR, due_on: str = DUE) -> int:
        """The provider proposed to help with a need of the receiver; the exchange's id."""
        need = self.listing("need", receiver)
        return moved(self.do(provider, Propose(listing_id=need, terms=Terms(minutes, due_on)))).exchange_id

    def agreed(self, receiver: int, provider: int, minutes: int = 2 * HOUR, due_on: str = DUE) -> int:
        """The same, and the receiver accepted."""
        id = self.proposed(receiver, provider, minutes, due_on)
        self.do(receiver, Accept(id, self.look(id).version))
        return id

    def look(self, exchange_id: int) -> Exchange:
        with self.db.read() as tx:
            return exchanges.load(tx, exchange_id)

    def account(self, organisation_id: int) -> int:
        with self.db.read() as tx:
            found = owners.account_of(tx, organisation_id)
        assert found is not None
        return found

    def balance(self, organisation_id: int) -> Balance:
        with self.db.read() as tx:
            return balances.balance(tx, self.account(organisation_id))

    def tick(self, at: int | None = None) -> list[Event]:
        """The worker looks at the clocks, at that moment; what they did."""
        self.now = max(self.now, at or self.now)
        with self.db.write() as tx:
            claimed = clocks.due(tx, self.now, 100, 60_000)
        events: list[Event] = []
        for one in claimed:
            with self.db.write() as tx:
                ctx = self.context(tx, Actor(None, None, "", "", "clock"))
                events += exchanges.fire(ctx, Fire(one.kind, one.subject, one.subject_id))
                clocks.finished(tx, one)
        return events

    def fire(self, kind: str, exchange_id: int, at: int) -> list[Event]:
        """One clock comes due, as a worker sees it that claimed it before."""
        with self.db.write() as tx:
            ctx = Context(tx, self.vault, Actor(None, None, "", "", "clock"), at)
            return exchanges.fire(ctx, Fire(kind, "exchange", exchange_id))

    def clock(self, kind: str, exchange_id: int) -> int | None:
        with self.db.read() as tx:
            return clocks.due_at(tx, kind, "exchange", exchange_id)

    def rows(self, table: str, *columns: str, **where: Any) -> list[tuple[Any, ...]]:
        return rows_of(self.db, table, *columns, **where)

    def actions(self, exchange_id: int) -> list[str]:
        """What its history says, in order."""
        return [action for _id, action in self.rows("history", "id", "action", exchange_id=exchange_id)]

    def adds_up(self) -> None:
        assert verify(self.db) == []


def moved(events: list[Event]) -> Moved:
    """The first step of an exchange among the events."""
    return next(event for event in events if isinstance(event, Moved))
