"""The answers to a conversation's read-only questions (core/look/), from the transaction that is open.

Each part of `Look` is answered in the folder of what it is about: core/accounts/looking.py, core/exchanges/looking.py,
and so on. Here they are put together, with what is about the hub as a whole or about a message that was sent.
"""

from __future__ import annotations

from core import hubs, matching, outbox
from core import summary as summaries
from core.accounts.looking import HoursReads
from core.coordination.looking import CoordinatorsReads
from core.exchanges.looking import ExchangesReads
from core.hub_answers import own_answers
from core.languages import LANGUAGES
from core.listings.browsing import Browsing
from core.look import HubCard
from core.look.data import SummaryCard
from core.look.hub import OwnAnswer
from core.messages import Screen, load
from core.naming import names_in
from core.opinions import Reading
from core.outbox import behind_template
from core.people.looking import PeopleReads
from core.policy import is_discreet
from core.reports.looking import Reporting


class Reads(PeopleReads, Browsing, ExchangesReads, HoursReads, CoordinatorsReads, Reporting, Reading):
    """`Look` on an open transaction, for one person at one moment."""

    def open_hubs(self) -> list[HubCard]:
        return [HubCard(hub.id, hub.name, hub.country) for hub in hubs.open_hubs(self._tx)]

    def own_answers(self) -> list[OwnAnswer]:
        hub_id = self.me.hub_id or next(iter(self._coordinated()), 0) or self._only_open()
        return own_answers(self._tx, hub_id) if hub_id else []

    def _only_open(self) -> int:
        found = hubs.open_hubs(self._tx)
        return found[0].id if len(found) == 1 else 0

    def summary(self) -> SummaryCard | None:
        hub_id = self.me.hub_id or next(iter(self._coordinated()), 0)
        return summaries.summary(self._tx, hub_id) if hub_id else None

    @property
    def discreet(self) -> bool:
        return is_discreet(self.me.discreet_wish, self._policy)

    def whole(self, outbound_id: int) -> Screen | None:
        stored = outbox.own_screen(self._tx, self.me.address_id, outbound_id)
        return self._read(stored)

    def hidden(self, outbound_id: int) -> Screen | None:
        stored = outbox.alert_of(self._tx, self.me.address_id, outbound_id)
        return self._read(stored)

    def alert(self, ref: str) -> Screen | None:
        stored = behind_template(self._tx, self.me.address_id, ref)
        return self._read(stored)

    def _read(self, stored: str | None) -> Screen | None:
        return load(stored, names=names_in(self._tx, stored)) if stored else None

    def names_service(self, words: str, lang: str) -> bool:
        return bool(matching.service_of(words, lang))

    def names_another(self, words: str, lang: str, what: str) -> bool:
        named = matching.service_of(words, lang)
        meant = {matching.service_of(what, one) for one in LANGUAGES} - {""} if named else set()
        return bool(meant) and named not in meant

    def doubt(self, what: str) -> list[tuple[str, str]]:
        return matching.doubt(self._tx, self.me.hub_id, what, self.me.lang)

    def done_afar(self, what: str, service: str = "") -> bool:
        return matching.done_afar(what, self.me.lang, service)

    def seal(self, text: str) -> str:
        return self._vault.seal(text).decode()
