"""Somebody publishes, or passes on, words that look like abuse, and others report what they read: coordinators decide.

Until one has let such words through they stand on no other member's telephone.
"""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, exists, select

from core.db import Q
from core.moderation import abuse, danger
from core.policy import DAY_MS
from core.tables import address, flag, held_alert, outbound, parked_case
from core.text.normal import fold
from tests.months.danger import LANGS, sentences
from tests.months.people import OFFERS, Deed, Person, press

if TYPE_CHECKING:
    from tests.months.town import Town

_FEW = 10
_SHORTEST = 9
"""Letters of words that are looked for on telephones: none of ours has them by chance."""
_reached = exists().where(
    address.c.person_id == flag.c.person_id, address.c.stopped_at.is_(None), address.c.doubted_at.is_(None)
)
_DECIDED = Q(
    select(flag.c.id, flag.c.how, flag.c.outcome, flag.c.about, _reached)
    .where(flag.c.outcome != "")
    .order_by(flag.c.id)
)
_LET_THROUGH = Q(
    select(parked_case.c.sealed)
    .join(flag, flag.c.id == parked_case.c.flag_id)
    .where(flag.c.outcome == "let_through", parked_case.c.sealed.is_not(None))
)
_TOLD = Q(
    select(outbound.c.id)
    .where(outbound.c.dedupe.contains(bindparam("key", unique=False), autoescape=False))
    .union_all(select(held_alert.c.id).where(held_alert.c.dedupe.contains(bindparam("key", unique=False))))
    .limit(1)
)


def _plain(words: str) -> str:
    return " ".join("".join(char if char.isalnum() else " " for char in fold(words)).split())


def _insults(lang: str) -> tuple[str, ...]:
    found = [
        text
        for text in sentences("abuse", lang)
        if _SHORTEST <= len(text) < 60 and not danger(text) and _is_caught(text, lang)
    ]
    return tuple(found[:: max(1, len(found) // _FEW)])


def _is_caught(text: str, lang: str) -> bool:
    """As it stands, and as what is offered."""
    return bool(abuse(text)) and all(abuse(form.format(text)) for form in OFFERS[lang])


INSULTS = {lang: _insults(lang) for lang in LANGS}


class Abuse:
    """Nothing of it is planned that a telephone could not do: what is written and pressed goes the way of all."""

    def __init__(self, town: Town, seed: int) -> None:
        self._town, self._rng = town, Random(f"{seed}, abuse")
        self._written: dict[str, set[str]] = {}
        self._decided: set[int] = set()
        town.readers.append(self._read)
        town.watch.after.append(self._judged)

    def plan(self, day: int) -> None:
        rng, first = self._rng, self._town.begin + day * DAY_MS
        for often, what in ((0.2, self._publishes), (0.3, self._passes_on), (0.15, self._reports)):
            if rng.random() < often:
                self._town.at(first + rng.randrange(DAY_MS), what)

    def _somebody(self) -> list[Person]:
        here = [one for one in self._town.people if not one.coordinates and one.joined]
        here = [one for one in here if one.away_until <= self._town.now]
        self._rng.shuffle(here)
        return here

    def _publishes(self) -> None:
        for who in self._somebody()[:1]:
            insult = self._insult(who)
            self._town.deed(who, Deed("words", self._rng.choice(OFFERS[who.lang]).format(insult)))
            self._town.goes_on(who, 4)

    def _passes_on(self) -> None:
        """To a partner, by the button of a card; where nobody has one, to whoever asks just now."""
        for who in self._somebody():
            if chosen := press(who, lambda id: id[:2] == "x:" and id.endswith(":write"), self._rng):
                self._town.deed(who, chosen)
                self._town.at(self._town.now + 20_000, lambda who=who: self._writes(who))
                return
        for who in self._somebody()[:1]:
            self._writes(who)

    def _writes(self, who: Person) -> None:
        self._town.deed(who, Deed("words", self._insult(who)))
        self._town.goes_on(who, 2)

    def _insult(self, who: Person) -> str:
        insult = self._rng.choice(INSULTS[who.lang])
        self._written.setdefault(_plain(insult), set()).add(who.name.partition(".")[0])
        self._town.done["abuse: written"] += 1
        return insult

    def _reports(self) -> None:
        for who in self._somebody():
            if chosen := press(who, lambda id: ":flag" in id, self._rng):
                self._town.done["abuse: reports begun"] += 1
                self._town.deed(who, chosen)
                self._town.goes_on(who, 2)
                return

    def _read(self, address: str, _ref: int, text: str) -> None:
        who = self._town.by_address.get(address)
        if who is not None and who.coordinates:
            return
        words = _plain(text)
        for insult, writers in self._written.items():
            own = who is not None and who.name.partition(".")[0] in writers
            if insult in words and not own and not self._let_through(insult):
                self._town.wrong(f"{who.name if who else address[-4:]} reads what nobody let through: {text!r}")

    def _let_through(self, insult: str) -> bool:
        with self._town.db.read() as tx:
            found = tx.all(_LET_THROUGH)
        return any(insult in _plain(self._town.house.vault.open(bytes(sealed))) for (sealed,) in found)

    def _judged(self) -> None:
        """Whoever wrote what was held hears what became of it, as soon as that is decided."""
        with self._town.db.read() as tx:
            for id, how, outcome, about, reached in tx.all(_DECIDED):
                if id in self._decided:
                    continue
                self._decided.add(id)
                self._town.done[f"abuse: {how} {outcome}"] += 1
                told = outcome == "changed" or how == "reported" or tx.one(_TOLD, key=f"flag:{id}:judged")
                if reached and not told and about != "listing":
                    self._town.wrong(f"what was held as {id} was {outcome}, and nobody tells its writer")
