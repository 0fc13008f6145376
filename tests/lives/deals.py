"""What the oracle says of exchanges: each method is one thing that a side may do.

It gives True and does it where it may be done, else False and nothing has changed.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from tests.lives.world import (
    DAY_MS,
    FUND,
    HELD,
    LINES,
    MOST_LINE,
    ONGOING,
    PARTS_ABOVE,
    PER_PARTNER,
    Deal,
    World,
    end_of,
    today,
)

UNDER_WAY = ("agreed", "overdue", "delivered")
LEAST, MOST = 15, 40 * 60


class Deals(World):
    """Coming to terms, doing it, and the parts that everything else is made of."""

    # ---- coming to terms --------------------------------------------------------------------------------------

    def suggest(self, need: int, offer: int) -> bool:
        one, two = self.papers[need], self.papers[offer]
        if (one.state, two.state) != ("open", "open") or one.owner == two.owner:
            return False
        if any((deal.need, deal.offer) == (need, offer) for deal in self.deals):
            return False
        made = Deal(one.owner, two.owner, need, offer, one.owner, "suggested", clocks={"suggestion"})
        made.minutes, made.due = one.minutes, "2026-12-01"  # as the listings of the tests say
        self.deals.append(made)
        self.played["t01"] += 1
        return True

    def propose_from(self, side: int, paper: int, minutes: int, due: str) -> bool:
        """From a listing of another; where the two talk about it already, that goes on."""
        about = self.papers[paper]
        if self.members[side].closed or about.owner == side or not self.open(paper):
            return False
        for deal in reversed(self.deals):
            mine = deal.provider if deal.need == paper else deal.receiver if deal.offer == paper else None
            if mine == side and deal.state in ONGOING:
                return deal.state == "suggested" and self.propose(deal, side, minutes, due)
        gives = about.kind == "need"
        receiver, provider = (about.owner, side) if gives else (side, about.owner)
        made = Deal(receiver, provider, paper if gives else None, None if gives else paper, receiver)
        if not self._terms(made, side, minutes, due):
            return False
        self.deals.append(made)
        self.played["t02 from a listing"] += 1
        return True

    def follow_up(self, deal: Deal, side: int, minutes: int, due: str) -> bool:
        """The same two go on, once; the request was served by the first."""
        ok = self._may(deal, side, "delivered", "settled", "closed")
        number = self.place(deal)
        if not ok or any(one.follows == number and one.state in ONGOING for one in self.deals):
            return False
        made = Deal(deal.receiver, deal.provider, None, deal.offer, deal.receiver, follows=number)
        if not self._terms(made, side, minutes, due):
            return False
        self.deals.append(made)
        self.played["followed"] += 1
        return True

    def propose(self, deal: Deal, side: int, minutes: int, due: str) -> bool:
        lapsed = deal.state == "lapsed"
        still = ("expired",) if lapsed else ()
        ok = self._may(deal, side, "suggested", "lapsed") and self.open(deal.need, *still)
        ok = ok and self.open(deal.offer, *still) and not (lapsed and self._talked_of(deal))
        ok = ok and self._terms(deal, side, minutes, due)
        if ok:
            self._on(deal, "t02 again" if lapsed else "t02")
            self.members[side].missed = 0
        return ok

    def _talked_of(self, deal: Deal) -> bool:
        """Whether the two talk about it in another exchange, or one of its listings says something else by now."""
        return deal.outdated == deal.version or any(
            one.state in ONGOING
            and (
                (deal.need is not None and (one.need, one.provider) == (deal.need, deal.provider))
                or (deal.offer is not None and (one.offer, one.receiver) == (deal.offer, deal.receiver))
            )
            for one in self.deals
        )

    def counter(self, deal: Deal, side: int, minutes: int, due: str) -> bool:
        ok = self._may(deal, side, "proposed") and self.open(deal.need, "expired")
        ok = ok and (minutes, due) != (deal.minutes, deal.due) and self._terms(deal, side, minutes, due)
        if ok:
            self._on(deal, "t03")
            self.members[side].missed = 0
        return ok

    def _terms(self, deal: Deal, side: int, minutes: int, due: str) -> bool:
        """Whether `side` may write these; then they stand."""
        old = deal.minutes, deal.due
        if self.members[deal.other(side)].closed or due < today(self.now).isoformat():
            return False
        deal.minutes, deal.due = minutes, due
        reaches = side != deal.receiver or (minutes > 0 and deal.need is not None and self.covered(deal))
        if not reaches and not self.account(deal.receiver).can_pay(minutes):
            deal.minutes, deal.due = old
            return False
        deal.state, deal.author, deal.clocks = "proposed", side, {"answer"}
        return True

    def accept(self, deal: Deal, side: int) -> bool:
        ok = self._may(deal, side, "proposed") and side != deal.author and self.open(deal.need, "expired")
        if not ok or self._helped(deal) or (deal.due or "") < today(self.now).isoformat():
            return False
        by_fund = deal.minutes > 0 and deal.need is not None and self.covered(deal)
        payer = FUND if by_fund else deal.receiver
        if deal.minutes:
            if not self.account(payer).can_pay(deal.minutes):
                return False
            if self.account(deal.provider).room < deal.minutes:
                return False
            deal.payer = payer
        for one in self._parts(deal):
            one.state, one.clocks, one.held = "agreed", {"overdue"}, one.minutes > 0
            self._aside(one, one.minutes)
        self.members[side].missed = 0
        self.played["gift agreed"] += deal.minutes == 0
        self.played["agreed by the fund"] += by_fund
        return self._on(deal, "t04")

    def _parts(self, deal: Deal) -> list[Deal]:
        """Itself alone; a long one becomes several, of two hours and of what is left, each with a day of its own."""
        full, rest = divmod(deal.minutes, PARTS_ABOVE)
        lengths = [PARTS_ABOVE] * full + [rest] * (rest > 0)
        if len(lengths) < 2:
            return [deal]
        last, many = date.fromisoformat(deal.due or ""), len(lengths)
        span = (last - today(self.now)).days
        dues = [(last - timedelta(days=span * (many - n) // many)).isoformat() for n in range(1, many + 1)]
        deal.whole = self.place(deal)
        others = [replace(deal, follows=None, version=1, said=[], reviewed=set(), tapped=set()) for _ in dues[1:]]
        parts = [deal, *(replace(one, decided_by=set()) for one in others)]
        for one, minutes, due in zip(parts, lengths, dues, strict=True):
            one.minutes, one.due = minutes, due
        self.deals += parts[1:]
        self.played["agreed in parts"] += 1
        self.played["agreed in parts by the fund"] += deal.payer == FUND
        return parts

    def _helped(self, deal: Deal) -> bool:
        """Whether another one helps with the same request, or has."""
        return deal.need is not None and any(
            one is not deal
            and one.need == deal.need
            and (
                one.state in HELD
                or (one.settled is not None and one.state != "reversed" and (one.settled > 0 or one.minutes == 0))
            )
            for one in self.deals
        )

    def place(self, deal: Deal) -> int:
        """Which of the deals it is, be there others like it."""
        return next(number for number, one in enumerate(self.deals) if one is deal)

    def decline(self, deal: Deal, side: int) -> bool:
        ok = self._may(deal, side, "suggested", "proposed") and (deal.state == "suggested" or side != deal.author)
        if ok:
            self.members[side].missed = 0
            self._end(deal, "declined", "t05 declined")
        return ok

    def withdraw(self, deal: Deal, side: int) -> bool:
        ok = self._may(deal, side, "proposed") and side == deal.author
        return ok and self._end(deal, "withdrawn", "t05 withdrawn")

    # ---- what was agreed --------------------------------------------------------------------------------------

    def move_day(self, deal: Deal, side: int, due: str) -> bool:
        ok = self._may(deal, side, "agreed", "overdue") and deal.asked is None and deal.moves < 3
        ok = ok and due != deal.due and due >= today(self.now).isoformat()
        ok = ok and not (deal.state == "agreed" and deal.wish is not None and deal.wish[0] == "hours")
        absent = deal.wish[1] if deal.wish and deal.wish[0] == "absent" else None
        if ok and absent != side:
            deal.wish = ("day", side, due) if absent is None else ("absent", absent, due)
            self._on(deal, "another day asked" if deal.state == "agreed" else "another day asked after it")
        return ok and absent != side

    def move_hours(self, deal: Deal, side: int, minutes: int) -> bool:
        ok = self._may(deal, side, "agreed") and (deal.wish is None or deal.wish[0] == "hours")
        if not ok or not self._may_be(deal, minutes) or minutes == deal.minutes:
            return False
        deal.wish = ("hours", side, str(minutes))
        return self._on(deal, "other hours asked")

    def answer_hours(self, deal: Deal, side: int, yes: bool) -> bool:
        if not self._may(deal, side, "agreed") or not self._asked_by_other(deal, "hours", side) or deal.wish is None:
            return False
        if not yes:
            deal.wish = None
            return self._on(deal, "other hours refused")
        before, minutes = deal.minutes, int(deal.wish[2])
        if not self._may_be(deal, minutes) or self.members[deal.other(side)].closed:
            return False
        self._aside(deal, -before)
        fits = self.account(deal.payer).can_pay(minutes) and self.account(deal.provider).room >= minutes
        deal.minutes = minutes if fits else before
        self._aside(deal, deal.minutes)
        if fits:
            deal.wish = None
        return fits and self._on(deal, "other hours")

    def _may_be(self, deal: Deal, minutes: int) -> bool:
        """Whether these may be the hours of what is agreed: not of a part, of a gift, or of what the fund carries."""
        own = deal.whole is None and deal.minutes > 0 and deal.asked is None and deal.payer == deal.receiver
        return own and LEAST <= minutes <= PARTS_ABOVE

    def answer_day(self, deal: Deal, side: int, yes: bool) -> bool:
        offered = deal.wish is not None and deal.wish[0] == "absent" and deal.wish[1] == side and deal.wish[2] != ""
        ok = self._may(deal, side, "agreed", "overdue") and (offered or self._asked_by_other(deal, "day", side))
        if not ok or deal.wish is None or (yes and deal.wish[2] < today(self.now).isoformat()):
            return False
        after = " after it" if deal.state == "overdue" else ""
        if yes:
            deal.clocks = {"overdue"} if after else deal.clocks | {"overdue"}
            deal.state, deal.due, deal.moves = "agreed", deal.wish[2], deal.moves + 1
        deal.wish = ("absent", side, "") if offered and not yes else None
        return self._on(deal, f"t07{after}" if yes else f"t07 refused{after}")

    def cancel(self, deal: Deal, side: int, rest: bool) -> bool:
        ok = self._may(deal, side, "agreed") and deal.asked is None
        if ok:
            self._cancel(deal)
        if ok and rest and deal.whole is not None:
            for later in self.deals[self.place(deal) + 1 :]:
                if later.whole == deal.whole and later.state == "agreed" and later.asked is None:
                    self._cancel(later)
                    self.played["the later parts cancelled"] += 1
        return ok

    def _cancel(self, deal: Deal) -> None:
        self._give_back(deal)
        in_time = self.now <= end_of(deal.due or "") - DAY_MS
        self._end(deal, "cancelled" if in_time else "cancelled_late", "t08" if in_time else "t09")

    def deliver(self, deal: Deal, side: int, said: int) -> bool:
        """What is beyond the agreed hours does not count, and may be proposed as an exchange that follows."""
        ok = self._may(deal, side, "agreed", "overdue") and side == deal.provider
        beyond = deal.minutes > 0 and LEAST <= said - deal.minutes <= MOST
        minutes = deal.minutes if beyond else said
        ok = ok and self._figure(deal, minutes, deal.minutes)
        if not ok:
            return False
        asked, deal.asked, deal.wish = deal.asked, None, None
        deal.state, deal.delivered, deal.clocks = "delivered", minutes, {"confirm"}
        self._on(deal, "t10")
        self.played["more hours than agreed"] += beyond
        if asked == minutes:
            self._settle(deal, minutes, "t12")
        return True

    def confirm(self, deal: Deal, side: int, minutes: int, review: bool) -> bool:
        ok = self._may(deal, side, *UNDER_WAY) and side == deal.receiver
        if not ok or not self._figure(deal, minutes, deal.claimed):
            return False
        if minutes == deal.claimed:
            self._settle(deal, minutes, "t12")
        else:
            deal.asked, deal.wish, deal.clocks = minutes, None, {"figure"}
            self._on(deal, "t12 fewer")
        if review and side not in deal.reviewed:
            deal.reviewed.add(side)
            deal.tapped.add(side)
        return True

    def agree_figure(self, deal: Deal, side: int, yes: bool) -> bool:
        ok = self._may(deal, side, *UNDER_WAY) and side == deal.provider and deal.asked is not None
        if ok and yes:
            self._settle(deal, deal.asked or 0, "t12 fewer agreed")
        elif ok:
            self._dispute(deal, "t14 fewer refused")
        return ok

    def review(self, deal: Deal, side: int) -> bool:
        ok = self._may(deal, side, "settled") and (side not in deal.reviewed or side in deal.tapped)
        if ok:
            deal.reviewed.add(side)
            deal.tapped.discard(side)
            if not (deal.tapped and deal.patient):
                self.both_said(deal, "t19")
        return ok

    def both_said(self, deal: Deal, step: str) -> bool:
        ok = len(deal.reviewed) == 2 and not self.still_open(deal)
        return ok and self._end(deal, "closed", step)

    # ---- the parts --------------------------------------------------------------------------------------------

    def still_open(self, deal: Deal) -> bool:
        return any(at is not None and at > self.now for at in (deal.object_until, deal.appeal_until))

    def _may(self, deal: Deal, side: int, *states: str) -> bool:
        return deal.has(side) and not self.members[side].closed and deal.state in states

    def _asked_by_other(self, deal: Deal, wish: str, side: int) -> bool:
        return deal.wish is not None and deal.wish[:2] == (wish, deal.other(side))

    def _reached(self, deal: Deal, who: int, *what: str, version: int | None = None) -> bool:
        version = deal.version if version is None else version
        firsts = (
            min((at for told, said, at in deal.said if (told, said) == (version, one)), default=None) for one in what
        )
        return any(at is not None and self.members[who].wrote_at > at for at in firsts)

    def _figure(self, deal: Deal, minutes: int, most: int) -> bool:
        return minutes == 0 if deal.minutes == 0 else 0 < minutes <= most

    def _on(self, deal: Deal, step: str) -> bool:
        deal.version += 1
        self.played[step] += 1
        return True

    def _end(self, deal: Deal, state: str, step: str) -> bool:
        deal.state, deal.clocks = state, set()
        return self._on(deal, step)

    def _aside(self, deal: Deal, minutes: int) -> None:
        self.account(deal.payer).out += minutes
        self.account(deal.provider).coming += minutes

    def _give_back(self, deal: Deal) -> None:
        deal.asked, deal.wish = None, None
        if deal.held:
            self._aside(deal, -deal.minutes)
            deal.held = False

    def _expire(self, deal: Deal, step: str) -> None:
        self._give_back(deal)
        self._end(deal, "expired", step)

    def _dispute(self, deal: Deal, step: str) -> bool:
        deal.state, deal.asked, deal.wish = "disputed", None, None
        deal.clocks = {"decide", "untaken"}
        return self._on(deal, step)

    def _no_show(self, deal: Deal, absent: int, step: str) -> bool:
        self._give_back(deal)
        deal.absent, deal.appeals = absent, True
        return self._end(deal, "no_show", step)

    def _decided(self, deal: Deal, minutes: int, step: str) -> None:
        self._settle(deal, minutes, step)
        deal.silent = deal.objects = deal.appeals = False

    def _settle(self, deal: Deal, minutes: int, step: str) -> None:
        first, held = deal.settled is None, deal.held
        self._give_back(deal)
        deal.settled, deal.clocks, deal.state, deal.patient = minutes, {"review"}, "settled", True
        self._on(deal, step)
        if (minutes or not deal.minutes) and self.end(deal.need, "fulfilled"):
            for one in self.deals:
                if one.state == "suggested" and one.need == deal.need:
                    self._end(one, "lapsed", "ended with its request")
        self.played["put right"] += minutes != deal.net and not first
        self.played["gift settled"] += not deal.minutes
        self._pay(deal, minutes)
        if first and held and minutes:
            self._grow(deal.provider)

    def _pay(self, deal: Deal, minutes: int) -> None:
        """So that it is `minutes` in all."""
        self.pay(deal.payer, deal.provider, minutes - deal.net)
        deal.net = minutes

    def _undo(self, deal: Deal, step: str) -> bool:
        self._pay(deal, 0)
        earned = self._earned(deal.provider)
        deal.wish, deal.objects, deal.appeals = None, False, False
        self.played["undone of one that has left"] += any(
            self.members[side].closed for side in (deal.receiver, deal.provider)
        )
        ended = self._end(deal, "reversed", step)
        line, left = self.members[deal.provider].account, self._earned(deal.provider)
        if left < earned == line.line:
            line.line = left
            self.played["line taken back"] += 1
        return ended

    def _earned(self, provider: int) -> int:
        """With each distinct partner."""
        mine = [deal for deal in self.deals if deal.provider == provider and deal.state != "reversed"]
        partners = {deal.receiver for deal in mine if deal.settled}
        return min(LINES[self.members[provider].kind] + PER_PARTNER * len(partners), MOST_LINE)

    def _grow(self, provider: int) -> None:
        me, grown = self.members[provider], self._earned(provider)
        if grown > me.account.line:
            me.account.line = grown
            self.played["line grown"] += 1
