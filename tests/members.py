"""A hub with people in it, in a line each: what the stories about members and listings begin with."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import bindparam, insert, select

from core.commands import Actor, Join
from core.context import Context
from core.db import Database, Q, Tx
from core.errors import Refusal
from core.events import Event, Joined
from core.handlers import run
from core.hubs import add_hub
from core.people.addresses import find_or_make
from core.tables import coordinator, person
from core.vault import Vault
from tests.stored import rows_of

_COORDINATES = Q(
    insert(coordinator).values(hub_id=bindparam("hub_id"), person_id=bindparam("person_id"), since=bindparam("since"))
)
_ACTING_FOR = Q(select(person.c.acting_for).where(person.c.id == bindparam("person_id")))


@dataclass
class Town:
    """One hub, on one database, at one moment that the story moves on."""

    db: Database
    vault: Vault
    now: int
    policy: dict[str, Any] = field(default_factory=dict)
    hub_id: int = 0
    _asked: int = 0

    def __post_init__(self) -> None:
        with self.db.write() as tx:
            self.hub_id = add_hub(tx, "Red de prueba", "HN", "America/Tegucigalpa", ("es", "ar"), self.policy, self.now)

    def person(self, name: str, lang: str = "es") -> int:
        """Somebody at a terminal of that name; her id."""
        with self.db.write() as tx:
            return find_or_make(tx, self.vault, "console", name, lang, self.now).person_id

    def coordinator(self, name: str = "coordina") -> int:
        """Somebody who coordinates the hub; her id."""
        person_id = self.person(name)
        with self.db.write() as tx:
            tx.run(_COORDINATES, hub_id=self.hub_id, person_id=person_id, since=self.now)
        return person_id

    def member(self, name: str, town: str = "Tegucigalpa", country: str = "HN", lang: str = "es") -> Joined:
        """A newcomer with an organisation of that name."""
        (joined,) = self.do(self.person(name, lang), Join(name, town, country, self.hub_id))
        assert isinstance(joined, Joined)
        return joined

    def context(self, tx: Tx, person_id: int) -> Context:
        acting_for = tx.value(_ACTING_FOR, person_id=person_id)
        self._asked += 1
        actor = Actor(person_id, acting_for, "console", f"{self.hub_id}:{self._asked}")
        return Context(tx, self.vault, actor, self.now)

    def do(self, person_id: int, command: Any) -> list[Event]:
        """Run a command as that person, in a transaction that a refusal does not undo (core undoes the command)."""
        with self.db.write() as tx:
            try:
                return run(self.context(tx, person_id), command)
            except Refusal as said:
                refused = said
        raise refused

    def rows(self, table: str, *columns: str, **where: Any) -> list[tuple[Any, ...]]:
        return rows_of(self.db, table, *columns, **where)
