"""`PeopleLook` on an open transaction: whose phone this is, for whom it may act, with whom, and whom they blocked."""

from __future__ import annotations

import re

from rapidfuzz.distance import Levenshtein

from core.commands.phones import PhoneCard, WaitingPhone
from core.coordination import assisted_cards
from core.coordination.coordinators import coordinators_of
from core.look.assisted import AssistedCard
from core.look.data import BlockCard, KnownCard
from core.look.people import LeavingCard
from core.look.team import Acting, ApprovalCard, InvitedCard, PersonCard, RecoveryCard, ServingCode
from core.people import (
    belonging,
    choices,
    coming_in,
    confirming,
    joining_too,
    linking,
    organisations,
    recovery_cards,
    second_cards,
)
from core.privacy import blocking, erasure
from core.privacy import known as known_data
from core.reader import Reader
from core.text.across import sounding
from core.text.normal import fold

_WORD = re.compile(r"[^\W_]+")
_SHORTEST = 2
_TELLING = 4  # letters of a name from which on one of them may be another


class PeopleReads(Reader):
    """See core/look/people.py."""

    def code(self, digits: str) -> ServingCode | None:
        return coming_in.served_by(self._tx, self._vault, digits, self.me.person_id, self.now)

    def invited(self, code: str) -> InvitedCard | None:
        return joining_too.by_code(self._tx, self._vault, code, self.me.person_id, self.now)

    def invited_by(self, invite_id: int) -> InvitedCard | None:
        return joining_too.by_id(self._tx, invite_id, self.me.person_id, self.now)

    def people(self) -> list[PersonCard]:
        mine = self.me.organisation_id
        return belonging.people(self._tx, mine, self.me.person_id) if mine else []

    def people_called(self, words: str, *, alike: bool = False) -> list[PersonCard]:
        named = _alike if alike else _named_in
        others = [one for one in self.people() if one.name and not one.me]
        return [one for one in others if one.name and named(words, self._vault.open(one.name.token.encode()))]

    def is_here(self, hub_id: int, name: str, town: str) -> bool:
        return organisations.is_here(self._tx, hub_id, name, town)

    def rests_until(self) -> int | None:
        return choices.rests_until(self._tx, self.me.person_id)

    def second_above(self) -> int | None:
        return second_cards.above(self._tx, self.me.organisation_id or 0)

    def approvals(self) -> list[ApprovalCard]:
        return second_cards.waiting(self._tx, self.me.organisation_id or 0)

    def unconfirmed(self, exchange_id: int) -> bool:
        return assisted_cards.unanswered(self._tx, exchange_id, self.me.organisation_id or 0)

    def assisted(self, invite_id: int) -> AssistedCard | None:
        return assisted_cards.by_code(self._tx, invite_id)

    def recovery(self, recovery_id: int) -> RecoveryCard | None:
        return recovery_cards.readable(self._tx, recovery_id, self.me.person_id)

    def phones(self) -> list[PhoneCard]:
        return linking.phones_of(self._tx, self.me.person_id, self.me.address_id)

    def waiting_phone(self) -> WaitingPhone | None:
        return confirming.waiting(self._tx, self._vault, self.me.person_id, self.now)

    def acts_for(self) -> list[Acting]:
        return belonging.organisations_of(self._tx, self.me.person_id)

    def elsewhere(self, kind: str, thing_id: int) -> Acting | None:
        return belonging.owner_elsewhere(self._tx, kind, thing_id, self.me.person_id, self.me.organisation_id or 0)

    def number_elsewhere(self, number: int) -> tuple[Acting, int] | None:
        return belonging.number_elsewhere(self._tx, number, self.me.person_id, self.me.organisation_id or 0)

    def how_many_coordinate(self) -> int:
        return len(coordinators_of(self._tx, self.me.hub_id, self.now)) if self.me.hub_id else 0

    def leaving(self) -> LeavingCard:
        return erasure.leaving(self._tx, self._vault, self.me.person_id, self.now)

    def known(self) -> KnownCard:
        return known_data.known(self._tx, self._vault, self.me, self.now)

    def blocked(self) -> list[BlockCard]:
        mine = self.me.organisation_id
        return blocking.blocked(self._tx, mine, named=self.me.coordinates) if mine else []


def _named_in(words: str, name: str) -> bool:
    """Whether the words name somebody: by the whole name, or by the part of it that comes first and is no title."""
    said, parts = set(_WORD.findall(fold(words))), _WORD.findall(fold(name))
    first = _first_of(parts)
    return bool(first) and (first in said or set(parts) <= said)


def _alike(said: str, name: str) -> bool:
    """Whether a name that somebody wrote is that one in other letters or in another spelling."""
    first, written = _first_of(_WORD.findall(fold(name))), _WORD.findall(fold(said))
    near = [one for one in written if min(len(one), len(first)) >= _TELLING and one[:1] == first[:1]]
    return bool(sounding(first, written)) or any(Levenshtein.distance(one, first) <= 1 for one in near)


def _first_of(parts: list[str]) -> str:
    return next((part for part in parts if len(part) >= _SHORTEST), "")
