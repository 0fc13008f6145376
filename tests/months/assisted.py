"""An organisation without a phone: a coordinator registers it and writes for it, until its own people come."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, exists, func, select

from core.db import Q
from core.people import codes
from core.policy import DAY_MS, HOUR_MS
from core.tables import history, membership, organisation, person
from tests.months import said
from tests.months.people import TRADES, Deed, Person, press

if TYPE_CHECKING:
    from tests.months.town import Town

NAME, TOWN = "Sala Norte", "Tegucigalpa"
REGISTER = "register"
"""Conversation in which nobody does anything else: what is typed by chance would be a name."""
_MINUTE = 60_000
_WORDS = {
    "es": {
        **{"list": "sin teléfono", "menu": "menú", "balance": "saldo", "yes": "sí", "own": "volver a lo nuestro"},
        "language": "español",
    },
    "ar": {
        **{"list": "بلا هاتف", "menu": "القائمة", "balance": "الرصيد", "yes": "نعم", "own": "العودة إلى منظمتنا"},
        "language": "العربية",
    },
}
_REGISTERED = {"name": NAME, "town": TOWN, "kind": "1"}
_TRIES = 30
_ONE = Q(
    select(organisation.c.id, organisation.c.hub_id, organisation.c.status).where(
        organisation.c.name == bindparam("name"), organisation.c.assisted == 1
    )
)
_LAST_STEP = Q(
    select(func.coalesce(func.max(history.c.id), 0)).where(
        exists().where(membership.c.organisation_id == bindparam("organisation_id"))
    )
)
_HAS_PEOPLE = Q(select(membership.c.person_id).where(membership.c.organisation_id == bindparam("organisation_id")))
_ASSISTED = Q(
    select(history.c.id, history.c.action).where(
        history.c.organisation_id == bindparam("organisation_id"),
        history.c.actor == "assisted",
        history.c.id > bindparam("after"),
    )
)
_ACTING = Q(
    select(person.c.id).where(
        person.c.acting_for == bindparam("organisation_id"),
        ~exists().where(
            membership.c.person_id == person.c.id, membership.c.organisation_id == bindparam("organisation_id")
        ),
    )
)


class Assisted:
    """One in some months. All goes by chat: words and buttons, tried again where the network loses them."""

    def __init__(self, town: Town, seed: int) -> None:
        self._town, self._rng = town, Random(f"{seed}, assisted")
        self.id = 0
        self._alone_until: int | None = None
        """The last step before it had people of its own; None as long as it has none."""
        self._tries = 0
        town.watch.after.append(self._note)

    def plan(self, own: Person) -> None:
        """`own` is who will come in by a code."""
        town, rng = self._town, self._rng
        self._helpers = [one for one in town.people if one.coordinates]
        for one in self._helpers:
            one.wants, one.gives = TRADES[:2], TRADES[2:4]
        rng.shuffle(self._helpers)
        town.at(town.begin + rng.randint(1, 30) * HOUR_MS, self._registers)
        for day in range(1, town.days):
            first = town.begin + day * DAY_MS
            if rng.random() < 0.6:
                town.at(first + rng.randrange(DAY_MS), self._acts)
            town.at(first + rng.randrange(DAY_MS), self._says_yes)
        comes = town.begin + int(town.days * rng.uniform(0.4, 0.9) * DAY_MS)
        town.at(comes, lambda: self._comes(own))
        for hours in (1, 20, 60):
            town.at(comes + hours * HOUR_MS, self._tries_again)

    # ---- registering --------------------------------------------------------------------------------------------

    def _registers(self) -> None:
        """Step by step, as the conversation asks."""
        town, who = self._town, self._helpers[0]
        self._tries += 1
        if self.id or self._tries > _TRIES:
            return
        flow = town.session(who).flow
        if flow is None or flow.flow != REGISTER:
            pressed = press(who, lambda id: id == "m:register", self._rng, newest=True)
            town.deed(who, pressed or Deed("words", _WORDS[who.lang]["list"]))
        elif flow.asking in _REGISTERED:
            town.deed(who, Deed("words", _REGISTERED[flow.asking]))
        else:
            town.deed(who, Deed("words", _WORDS[who.lang]["yes"]))
        town.at(town.now + 4 * _MINUTE, self._registers)

    def _says_yes(self) -> None:
        """The other coordinator, to its first hours."""
        other = self._helpers[1]
        if self._is_here(other) and (
            chosen := press(other, lambda id: id[:2] == "i:" and id[-4:] == ":yes", self._rng)
        ):
            self._town.deed(other, chosen)

    def _is_here(self, who: Person) -> bool:
        return who.away_until <= self._town.now

    # ---- acting -------------------------------------------------------------------------------------------------

    def _acts(self) -> None:
        """One of them lists those without a phone, chooses it, does some things and writes in their own name again."""
        who = self._rng.choice(self._helpers)
        if not self.id or self._alone_until is not None or not self._is_here(who):
            return
        self._town.deed(who, Deed("words", _WORDS[who.lang]["list"]))
        self._town.at(self._town.now + _MINUTE, lambda: self._chooses(who))

    def _chooses(self, who: Person) -> None:
        if chosen := press(who, lambda id: id.startswith(f"a:{self.id}:"), self._rng, newest=True):
            self._town.done["acted for one without a phone"] += 1
            self._town.deed(who, chosen)
            self._town.goes_on(who, 8)
        self._town.at(self._town.now + 20 * _MINUTE, lambda: self._ends(who, 5))

    def _ends(self, who: Person, times: int) -> None:
        """In the menu, or in its words."""
        town = self._town
        if not times or not town.acts_for_another(who):
            return
        pressed = press(who, lambda id: id == "m:own", self._rng, newest=True)
        town.deed(who, pressed or Deed("words", _WORDS[who.lang]["menu" if times % 2 else "own"]))
        town.at(town.now + _MINUTE, lambda: self._ends(who, times - 1))

    # ---- its own people -----------------------------------------------------------------------------------------

    def _comes(self, own: Person) -> None:
        town = self._town
        if not self.id:
            return
        with town.db.write() as tx:
            _id, hub_id, _status = tx.one(_ONE, name=NAME) or (0, 0, "")
            code = codes.make_invite(
                tx, town.house.vault, "organisation", hub_id, town.now, organisation_id=self.id, role="owner"
            )
        town.say_hello(own, town.now, code)

    def _tries_again(self) -> None:
        """A coordinator presses a button that is left from before."""
        who = self._rng.choice(self._helpers)
        if self._alone_until is None or not self._is_here(who):
            return
        if chosen := press(who, lambda id: id.startswith(f"a:{self.id}:"), self._rng):
            self._town.done["acted too late for one without a phone"] += 1
            self._town.deed(who, chosen)

    # ---- what must hold -----------------------------------------------------------------------------------------

    def _note(self) -> None:
        with self._town.db.read() as tx:
            if not self.id:
                found = tx.one(_ONE, name=NAME)
                self.id = found[0] if found and found[2] == "approved" else 0
            elif self._alone_until is None and tx.one(_HAS_PEOPLE, organisation_id=self.id):
                self._alone_until = tx.value(_LAST_STEP, organisation_id=self.id)
                self._town.done["one without a phone has people"] += 1

    def wrong(self) -> Iterator[str]:
        """Once it has people nobody else acts for it."""
        if self._alone_until is None:
            return
        with self._town.db.read() as tx:
            for step, action in tx.all(_ASSISTED, organisation_id=self.id, after=self._alone_until):
                yield f"a coordinator {action} for {NAME} in step {step}, which has people"
            for (person_id,) in tx.all(_ACTING, organisation_id=self.id):
                yield f"person {person_id} still acts for {NAME}, which has people"

    def asks(self) -> None:
        """As long as nobody of it is here a coordinator reads what it has."""
        town = self._town
        if not self.id or self._alone_until is not None:
            return
        who = self._helpers[0]
        words = _WORDS[who.lang]
        town.asks(who, words["language"])  # a month's taps may have left another, which nothing here reads
        town.asks(who, words["list"])
        chosen = press(who, lambda id: id.startswith(f"a:{self.id}:"), self._rng, newest=True)
        if chosen is None:
            return
        town.deed(who, chosen)
        town.run(town.now + _MINUTE)
        read = town.asks(who, words["balance"])
        found = town.books.at(read.ref) if read else None
        if read and found:
            for what in said.wrong(read.text, self.id, found[1]):
                town.wrong(what)
            if said.balance(read.text) is None:
                town.wrong(f"{who.name} asks for the balance of {NAME} and reads: {read.text!r}")
