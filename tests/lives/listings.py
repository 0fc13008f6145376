"""What an owner says anew of a request or an offer: whom it was suggested to sees it as it is, or fits no longer.

What fits is found by meaning, which is not what is played here: at most one listing can be found at a time.
"""

from __future__ import annotations

from core import matching
from core.commands.listings import ChangeListing
from core.errors import Refusal
from core.events import Moved
from core.listings import kept
from tests.lives.hub import Drawn, Hub
from tests.lives.world import DAY_MS, HOUR, OPEN, Deal
from tests.market import DUE

CHANGES_A_DAY = 5


class Publishing(Hub):
    """Changes of requests and offers."""

    def a_listing_changes(self, d: Drawn) -> None:
        number, found = self._which(d)
        paper = self.oracle.papers[number]
        who = paper.owner if d.luck < 17 else d.who
        expected = who == paper.owner and paper.state in OPEN and not self.oracle.members[who].closed
        expected = expected and len({at for at in paper.changed if at > self.oracle.now - DAY_MS}) < CHANGES_A_DAY
        need, minutes = paper.kind == "need", (HOUR, 90)[d.side]
        words = f"contabilidad, {self._steps}"
        command = ChangeListing(
            self.papers[number], words, minutes if need else None, DUE if need else None, "Tegucigalpa"
        )
        self._findable(found, True)
        told = self._tried(self.orgs[who], command, None)
        self._findable(found, False)
        self._findable(number, False)
        if isinstance(told, Refusal):
            assert not expected, (command, told.message)
            self._played("refused")
            return
        assert expected, ("should have been refused", command)
        paper.minutes = minutes if need else paper.minutes
        self._told(number, found, minutes if need else None, [one for one in told if isinstance(one, Moved)])
        self._played("a listing says it anew")

    def _which(self, d: Drawn) -> tuple[int, int | None]:
        """A listing, mostly one that was suggested, and the one that may still fit it."""
        asked = [deal for deal in self.oracle.deals if deal.state == "suggested" or deal.outdated == deal.version]
        if not asked or d.luck > 15:
            return d.which % len(self.oracle.papers), None
        deal = asked[d.which % len(asked)]
        assert deal.need is not None
        assert deal.offer is not None
        mine, theirs = (deal.need, deal.offer)[:: 1 if d.other % 2 else -1]
        fits = d.yes and self.oracle.papers[theirs].state == "open"
        return mine, theirs if fits else None

    def _findable(self, number: int | None, yes: bool) -> None:
        if number is None:
            return
        with self.db.write() as tx:
            listing = kept.load(tx, self.papers[number])
            assert listing is not None
            matching.unindex(tx, listing.id)
            if yes:
                matching.index(tx, listing)

    def _told(self, number: int, found: int | None, minutes: int | None, events: list[Moved]) -> None:
        """Who does not fit is out, each of them; who fits has it as it is now."""
        of = {self.ids.index(event.exchange_id): event.action for event in events}
        fits = None if found is None else self.oracle.papers[found].owner
        for place, deal in enumerate(self.oracle.deals):
            about = number in (deal.need, deal.offer)
            suggested, before = deal.state == "suggested", deal.outdated == deal.version
            if not about or not (suggested or before):
                assert place not in of
            elif of.get(place) == "changed":  # whether it fits is matching's to say, of who can be found only
                assert fits is not None
                assert deal.has(fits), deal
                self._changes(deal, minutes)
            else:
                assert of.get(place) == ("outdated" if suggested else None), deal
                self._ends(deal, suggested)
        if "changed" in of.values():
            self.oracle.papers[number].changed.append(self.oracle.now)

    def _changes(self, deal: Deal, minutes: int | None) -> None:
        deal.version, deal.state, deal.clocks = deal.version + 1, "suggested", {"suggestion"}
        deal.minutes = deal.minutes if minutes is None else minutes
        self.oracle.played["changed"] += 1

    def _ends(self, deal: Deal, suggested: bool) -> None:
        if suggested:
            deal.version, deal.state, deal.clocks = deal.version + 1, "lapsed", set()
            deal.outdated = deal.version
            self.oracle.played["outdated"] += 1
