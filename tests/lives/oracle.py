"""What the oracle says when it does not go as agreed, when somebody leaves, and when a clock comes due."""

from __future__ import annotations

from tests.lives.deals import UNDER_WAY, Deals
from tests.lives.world import FUND, HELD, UNDO_TWO_ABOVE, Deal, awake


class Oracle(Deals):
    """The hub whole."""

    # ---- what goes wrong --------------------------------------------------------------------------------------

    def say_absent(self, deal: Deal, side: int) -> bool:
        ok = self._may(deal, side, "overdue") and (deal.wish is None or deal.wish[0] != "absent")
        if ok:
            deal.wish = ("absent", side, "")
            deal.clocks |= {"absent"}
            self._on(deal, "absence said")
            deal.said.append((deal.version, "absent_said", self.now))
        return ok

    def answer_absent(self, deal: Deal, side: int, yes: bool) -> bool:
        ok = self._may(deal, side, "overdue") and self._asked_by_other(deal, "absent", side)
        if ok and yes:
            self._no_show(deal, side, "t15 admitted")
        elif ok:
            self._dispute(deal, "t14 was there")
        return ok

    def dispute(self, deal: Deal, side: int) -> bool:
        ok = self._may(deal, side, *UNDER_WAY, "settled")
        if ok and deal.state == "settled":
            ok = side == deal.receiver and deal.object_until is not None and self.now <= deal.object_until
        return ok and self._dispute(deal, "t14 objection" if deal.state == "settled" else "t14")

    def suggest_figure(self, deal: Deal, side: int, minutes: int) -> bool:
        ok = self._may(deal, side, "disputed") and minutes <= deal.minutes
        if ok and deal.wish == ("figure", deal.other(side), str(minutes)):
            self._decided(deal, minutes, "t16 together")
        elif ok:
            deal.wish = ("figure", side, str(minutes))
            self._on(deal, "figure named")
        return ok

    def decide(self, deal: Deal, coordinator: int, minutes: int) -> bool:
        """One of two coordinators; an appeal is for the other."""
        ok = deal.state == "disputed" and minutes <= deal.minutes
        if not ok or (deal.appealed and coordinator in deal.decided_by and len(deal.decided_by) < 2):
            return False
        deal.decided_by.add(coordinator)
        self._decided(deal, minutes, "t16")
        deal.appeals = not deal.appealed
        return True

    def appeal(self, deal: Deal, side: int) -> bool:
        ok = self._may(deal, side, "settled", "no_show") and not deal.appealed
        if not ok or deal.appeal_until is None or self.now > deal.appeal_until:
            return False
        if deal.state == "no_show":
            if side != deal.absent:
                return False
            deal.appealed, deal.appeals = True, False
            return self._on(deal, "t15 appealed")
        deal.appealed, deal.appeals = True, False
        return self._dispute(deal, "t16 appealed")

    def no_show(self, deal: Deal, absent: int) -> bool:
        """A coordinator says who did not come."""
        ok = deal.state in ("overdue", "disputed") and deal.settled is None and deal.has(absent)
        return ok and self._no_show(deal, absent, "t15 decided")

    def excuse(self, deal: Deal) -> bool:
        ok = deal.state in ("no_show", "cancelled_late") and not deal.excused
        if ok:
            deal.excused, deal.appeals = True, False
            self._on(deal, "excused")
        return ok

    def ask_undo(self, deal: Deal, side: int) -> bool:
        ok = self._may(deal, side, "settled", "closed") and bool(deal.settled) and deal.wish is None
        if ok:
            deal.wish = ("undo", side, "")
            self._on(deal, "undoing asked")
        return ok

    def answer_undo(self, deal: Deal, side: int, yes: bool) -> bool:
        ok = self._may(deal, side, "settled", "closed") and self._asked_by_other(deal, "undo", side)
        if ok and yes:
            self._undo(deal, "t18 together")
        elif ok:
            deal.wish = None
            self._on(deal, "undoing refused")
        return ok

    def reverse(self, deal: Deal, coordinator: int) -> bool:
        """Many hours take both coordinators, of the same version."""
        if deal.state not in ("settled", "closed") or not deal.settled:
            return False
        if deal.settled > UNDO_TWO_ABOVE:
            version, first = deal.undo_wanted or (0, 0)
            if version != deal.version:
                deal.undo_wanted = (deal.version, coordinator)
                self.played["t18 wanted by one"] += 1
                return True
            if first == coordinator:
                return False
        return self._undo(deal, "t18")

    # ---- leaving ----------------------------------------------------------------------------------------------

    def erase(self, who: int) -> bool:
        """The last person of an organisation is forgotten, and it closes."""
        me = self.members[who]
        if me.closed or any(deal.has(who) and deal.state in HELD for deal in self.deals):
            return False
        for paper in self.papers:
            if paper.owner == who and paper.state in ("open", "paused"):
                paper.state = "withdrawn"
        for deal in self.deals:
            if deal.has(who) and deal.state in ("suggested", "proposed"):
                mine = deal.state == "proposed" and deal.author == who
                me.missed = me.missed if mine else 0  # a no is an answer
                self._end(deal, "withdrawn" if mine else "declined", "ended by leaving")
        for asked in self.requests:
            if asked.owner == who and asked.state in ("asked", "approved"):
                asked.state, asked.clock = "lapsed", False
        self.fund.posted += me.account.posted
        me.account.posted, me.closed = 0, True
        self.played["erased"] += 1
        return True

    # ---- clocks -----------------------------------------------------------------------------------------------

    def freeze(self, whom: int | None) -> bool:
        """The clocks of the hub (None) or of one organisation rest from now on."""
        one = self if whom is None else self.members[whom]
        ok = one.frozen is None
        if ok:
            one.frozen = self.now
            self.played["frozen" if whom is None else "one frozen"] += 1
        return ok

    def thaw(self, whom: int | None) -> int | None:
        """They go on: since when they rested; None where they do not rest."""
        one = self if whom is None else self.members[whom]
        since, one.frozen = one.frozen, None
        if since is not None:
            self.played["thawed" if whom is None else "one thawed"] += 1
        return since

    def rest_since(self, subject: str, number: int) -> int | None:
        """Since when the clocks of that deal or request to the fund rest; None where they run."""
        one = self.deals[number] if subject == "exchange" else self.requests[number]
        whose = (one.receiver, one.provider) if isinstance(one, Deal) else (one.owner,)
        found = [at for at in (self.frozen, *(self.members[who].frozen for who in whose)) if at is not None]
        return min(found, default=None)

    def later(self, subject: str, number: int, whom: int | None, since: int, at: int) -> int:
        """When a clock ends that ended `at`, once what rested `since` goes on: later by how long only that kept it."""
        one = self.deals[number] if subject == "exchange" else self.requests[number]
        whose = (one.receiver, one.provider) if isinstance(one, Deal) else (one.owner,)
        if whom is not None and whom not in whose:
            return at
        still = self.rest_since(subject, number)
        rested = (self.now if still is None else min(still, self.now)) - since
        return awake(at + rested) if rested > 0 else at

    def fire(self, deal: Deal, kind: str) -> None:
        """The clock of that kind came due."""
        deal.clocks -= {kind}
        match kind, deal.state:
            case "suggestion", "suggested":
                self._end(deal, "lapsed", "t01 lapsed")
            case "answer", "proposed":
                self._end(deal, "lapsed", "t06")
                self._missed(deal)
            case "overdue", "agreed":
                deal.state, deal.wish, deal.clocks = "overdue", None, {"overdue_case", "expiry"}
                self._on(deal, "t11")
            case "overdue_case", "overdue":
                self.played["t11 a coordinator is told"] += 1
            case "expiry", "overdue":
                said = deal.wish is not None and deal.wish[0] == "absent"
                self._dispute(deal, "t17 disputed") if said else self._expire(deal, "t17")
            case "absent", "overdue" if deal.wish is not None:
                asked = deal.other(deal.wish[1])
                since = max(version for version, said, _at in deal.said if said == "absent_said")
                told = self._reached(deal, asked, "absent_said", "reminded", version=since)
                if not deal.wish[2] and (told or self._reached(deal, asked, "reminded")):
                    self._no_show(deal, asked, "t15 by silence")
                else:
                    self._dispute(deal, "t14 not reached")
            case "confirm", "delivered":
                if self._reached(deal, deal.receiver, "reminded"):
                    self._settle(deal, deal.claimed, "t13")
                    deal.silent = deal.objects = True
                else:
                    self._dispute(deal, "t13 not reached")
            case "figure", _ if deal.state in UNDER_WAY and deal.asked is not None:
                self._dispute(deal, "t14 no answer to fewer")
            case "untaken", "disputed":
                deal.clocks |= {kind}
                self.played["t14 told again"] += 1
            case "decide", "disputed":
                self._undecided(deal)
            case "review", "settled":
                if self.still_open(deal):
                    deal.clocks |= {kind}
                else:
                    self._end(deal, "closed", "t19 by time")

    def remind(self, deal: Deal, about: str, first: bool, in_time: bool) -> None:
        """`about`: the clock whose end is near, or past already; after its first one a tap counts as it stands."""
        if about == "review" and deal.state == "settled":
            deal.patient = deal.patient and not first
            if self.both_said(deal, "t19 a tap counts"):
                return
        if not in_time:
            return
        deal.said.append((deal.version, "reminded", self.now))
        self.played["reminded"] += 1

    def _undecided(self, deal: Deal) -> None:
        if deal.settled is not None:
            deal.objects = deal.appeals = False
            deal.clocks = {"review"}
            deal.state, deal.wish, deal.patient = "settled", None, True
            self._on(deal, "t16 undecided, stays settled")
            return
        self._expire(deal, "t16 undecided")
        able = deal.claimed > 0 and self.fund.available >= deal.claimed
        if able and self.account(deal.provider).room >= deal.claimed:
            self.pay(FUND, deal.provider, deal.claimed)
            self.played["the fund gives what nobody decided"] += 1

    def _missed(self, deal: Deal) -> None:
        """After two proposals in a row without an answer a listing rests; no blame where the request has ended."""
        need = None if deal.need is None else self.papers[deal.need].state
        if deal.author is None or need in ("fulfilled", "withdrawn", "removed", "expired"):
            return
        silent = deal.other(deal.author)
        me, paper = self.members[silent], deal.need if silent == deal.receiver else deal.offer
        me.missed += 1
        if me.missed >= 2 and paper is not None:
            me.missed = 0
            if self.papers[paper].state == "open":
                self.papers[paper].state = "paused"
                self.played["paused"] += 1
