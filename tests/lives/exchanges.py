"""What happens to exchanges: each method is one step that the sides or the coordinators may take, or may not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from core.commands import (
    Accept,
    AgreeFigure,
    Cancel,
    Command,
    Confirm,
    Decline,
    Deliver,
    FollowUp,
    Propose,
    Review,
    Terms,
    Withdraw,
)
from core.commands import (
    Counter as CounterTerms,
)
from core.commands.giving import AnswerFund
from core.commands.trouble import (
    AnswerAbsent,
    AnswerDay,
    AnswerHours,
    AnswerUndo,
    Appeal,
    AskUndo,
    Decide,
    Dispute,
    Excuse,
    MoveDay,
    MoveHours,
    NoShow,
    Reverse,
    SayAbsent,
    SuggestFigure,
)
from core.events import Event
from tests.lives.hub import Drawn, Hub
from tests.lives.world import PARTS_ABOVE, Deal, day_after
from tests.market import moved


class Exchanging(Hub):
    """Suggestions, proposals, and how they go on."""

    # ---- listings, suggestions, proposals ---------------------------------------------------------------------

    def _publish(self, who: int, side: int) -> None:
        kind = ("need", "offer")[side]
        self.papers.append(self.market.listing(kind, self.orgs[who]))
        self.oracle.publish(kind, who)

    def matching_suggests(self, d: Drawn) -> None:
        needs, offers = (self._papers(kind) for kind in ("need", "offer"))
        if not needs or not offers:
            return
        need, offer = needs[d.which % len(needs)], offers[d.other % len(offers)]
        if self.oracle.suggest(need, offer):
            self.ids.append(self.market.suggested(self.papers[need], self.papers[offer]))
            self._played()

    def _papers(self, kind: str) -> list[int]:
        return [number for number, paper in enumerate(self.oracle.papers) if paper.kind == kind]

    def proposes_from_a_listing(self, d: Drawn) -> None:
        """Sometimes from a request that the fund has promised to carry."""
        carried = [one for one in self.oracle.requests if one.state == "approved"]
        if carried and d.luck < 8:
            one = carried[d.which % len(carried)]
            who, paper, minutes = (one.owner + 1 + d.other % 3) % len(self.orgs), one.need, min(d.minutes, one.minutes)
        else:
            who, paper, minutes = d.who, d.which % len(self.papers), d.minutes
        due = day_after(self.oracle.now, d.days)
        expected = self.oracle.propose_from(who, paper, minutes, due)
        command = Propose(listing_id=self.papers[paper], terms=Terms(minutes, due))
        if len(self.oracle.deals) == len(self.ids):
            self._do(self.orgs[who], command, expected)
            return
        made = self.market.do(self.orgs[who], command)
        self.ids.append(moved(made).exchange_id)
        self._played()

    # ---- an exchange goes on ----------------------------------------------------------------------------------

    def _pick(self, d: Drawn, states: tuple[str, ...]) -> tuple[int, Deal, int]:
        """(its id, what the oracle knows, the version that the screen shows), mostly one in these states."""
        fitting = [n for n, deal in enumerate(self.oracle.deals) if deal.state in states or d.luck == 18]
        number = fitting[d.which % len(fitting)]
        deal = self.oracle.deals[number]
        return self.ids[number], deal, deal.version - (d.luck == 19)

    def _goes_on(self, command: Command, side: int, d: Drawn, act: Callable[[], bool]) -> None:
        self._do(self.orgs[side], command, d.luck != 19 and act())

    def _side(self, deal: Deal, d: Drawn, turn: int | None) -> int:
        """Mostly whose turn it is."""
        return turn if turn is not None and d.luck < 12 else (deal.receiver, deal.provider)[d.side]

    def answers_a_suggestion(self, d: Drawn) -> None:
        id, deal, version = self._pick(d, ("suggested", "lapsed"))
        who, due = self._side(deal, d, None), day_after(self.oracle.now, d.days)
        if d.yes or d.minutes:
            command: Command = Propose(id, version, terms=Terms(d.minutes, due))
            self._goes_on(command, who, d, lambda: self.oracle.propose(deal, who, d.minutes, due))
        else:
            self._goes_on(Decline(id, version), who, d, lambda: self.oracle.decline(deal, who))

    def accepts(self, d: Drawn) -> None:
        """Rather what the fund carries than anything else."""
        id, deal, version = self._pick(d, ("proposed",))
        carried = {one.need for one in self.oracle.requests if one.state == "approved"}
        for number, one in enumerate(self.oracle.deals):
            if one.state == "proposed" and one.need in carried and d.luck < 8:
                id, deal, version = self.ids[number], one, one.version
        who = self._side(deal, d, None if deal.author is None else deal.other(deal.author))
        self._goes_on(Accept(id, version), who, d, lambda: self.oracle.accept(deal, who))

    def wants_other_terms_or_none(self, d: Drawn) -> None:
        id, deal, version = self._pick(d, ("proposed",))
        asked, act = None if deal.author is None else deal.other(deal.author), "cacdw"[d.other % 5]
        who = self._side(deal, d, deal.author if act in "wa" else asked)
        due = day_after(self.oracle.now, d.days)
        if act in "ca":
            command: Command = CounterTerms(id, version, Terms(d.minutes, due))
            self._goes_on(command, who, d, lambda: self.oracle.counter(deal, who, d.minutes, due))
        elif act == "d":
            self._goes_on(Decline(id, version), who, d, lambda: self.oracle.decline(deal, who))
        else:
            self._goes_on(Withdraw(id, version), who, d, lambda: self.oracle.withdraw(deal, who))

    def asks_for_other_hours(self, d: Drawn) -> None:
        waiting = [one for one in self.oracle.deals if one.state == "agreed" and one.wish and one.wish[0] == "hours"]
        id, deal, version = self._pick(d, ("agreed",))
        if waiting and d.other % 4:
            deal = waiting[d.which % len(waiting)]
            id, version = self.ids[self.oracle.place(deal)], deal.version - (d.luck == 19)
        asked = deal.wish is not None and deal.wish[0] == "hours"
        who = self._side(deal, d, deal.other(deal.wish[1]) if asked and deal.wish else None)
        minutes = 15 + d.minutes % PARTS_ABOVE
        if asked and d.other % 4:
            command: Command = AnswerHours(id, version, d.yes)
            self._goes_on(command, who, d, lambda: self.oracle.answer_hours(deal, who, d.yes))
        else:
            self._goes_on(MoveHours(id, version, minutes), who, d, lambda: self.oracle.move_hours(deal, who, minutes))

    def moves_the_day_or_cancels(self, d: Drawn) -> None:
        id, deal, version = self._pick(d, ("agreed", "overdue"))
        asked = deal.wish is not None and deal.wish[2] != "" and deal.wish[0] in ("day", "absent")
        act = ("yyyam" if asked else "mmmca")[d.other % 5]
        turn = None if deal.wish is None else deal.wish[1] if deal.wish[0] == "absent" else deal.other(deal.wish[1])
        who = self._side(deal, d, turn if asked or turn is None else deal.other(turn))
        due = day_after(self.oracle.now, d.days)
        if act == "c" and not asked:
            command: Command = Cancel(id, version, rest=d.yes)
            self._goes_on(command, who, d, lambda: self.oracle.cancel(deal, who, d.yes))
        elif act == "m":
            self._goes_on(MoveDay(id, version, due), who, d, lambda: self.oracle.move_day(deal, who, due))
        else:
            command = AnswerDay(id, version, act != "a")
            self._goes_on(command, who, d, lambda: self.oracle.answer_day(deal, who, act != "a"))

    def calls_the_rest_off(self, d: Drawn) -> None:
        parts = [n for n, deal in enumerate(self.oracle.deals) if deal.state == "agreed" and deal.whole is not None]
        if parts:
            deal = self.oracle.deals[parts[d.which % len(parts)]]
            who = self._side(deal, d, None)
            command = Cancel(self.ids[self.oracle.place(deal)], deal.version - (d.luck == 19), rest=True)
            self._goes_on(command, who, d, lambda: self.oracle.cancel(deal, who, True))

    def delivers(self, d: Drawn) -> None:
        id, deal, version = self._pick(d, ("agreed", "overdue"))
        who, said = self._side(deal, d, deal.provider), min(d.minutes, deal.minutes) if d.luck < 15 else d.minutes
        self._goes_on(Deliver(id, version, said), who, d, lambda: self.oracle.deliver(deal, who, said))

    def follows(self, d: Drawn) -> None:
        """The same two go on after one that is done."""
        id, deal, _version = self._pick(d, ("delivered", "settled", "closed"))
        who, due = self._side(deal, d, None), day_after(self.oracle.now, d.days)
        expected = self.oracle.follow_up(deal, who, d.minutes, due)
        self._do(self.orgs[who], FollowUp(id, Terms(d.minutes, due)), expected)

    def confirms(self, d: Drawn) -> None:
        id, deal, version = self._pick(d, ("agreed", "overdue", "delivered"))
        who, said = self._side(deal, d, deal.receiver), min(d.minutes, deal.claimed) if d.luck < 15 else d.minutes
        if d.minutes > 100 and d.luck < 15:
            said = deal.claimed
        command = Confirm(id, version, said, on_time=True if d.yes else None)
        self._goes_on(command, who, d, lambda: self.oracle.confirm(deal, who, said, d.yes))

    def answers_fewer(self, d: Drawn) -> None:
        id, deal, version = self._pick(d, ("agreed", "overdue", "delivered"))
        who = self._side(deal, d, deal.provider)
        command = AgreeFigure(id, version, d.yes)
        self._goes_on(command, who, d, lambda: self.oracle.agree_figure(deal, who, d.yes))

    def says_that_nobody_came(self, d: Drawn) -> None:
        id, deal, version = self._pick(d, ("overdue",))
        who = self._side(deal, d, deal.other(deal.wish[1]) if deal.wish else None)
        act = ("yyns" if deal.wish else "sssy")[d.other % 4]
        if act == "s":
            self._goes_on(SayAbsent(id, version), who, d, lambda: self.oracle.say_absent(deal, who))
        else:
            command = AnswerAbsent(id, version, act == "y")
            self._goes_on(command, who, d, lambda: self.oracle.answer_absent(deal, who, act == "y"))

    def does_not_agree(self, d: Drawn) -> None:
        objected = [deal for deal in self.oracle.deals if deal.objects]
        states = ("settled",) if objected and d.luck % 2 else ("agreed", "overdue", "delivered")
        if not any(deal.state in states for deal in self.oracle.deals):
            return
        id, deal, version = self._pick(d, states)
        who = self._side(deal, d, deal.receiver)
        self._goes_on(Dispute(id, version, "hours", "no fue así"), who, d, lambda: self.oracle.dispute(deal, who))

    def names_a_figure(self, d: Drawn) -> None:
        id, deal, version = self._pick(d, ("disputed",))
        who = self._side(deal, d, deal.other(deal.wish[1]) if deal.wish else None)
        said = int(deal.wish[2]) if deal.wish and deal.wish[0] == "figure" and d.luck < 10 else d.minutes
        command = SuggestFigure(id, version, said)
        self._goes_on(command, who, d, lambda: self.oracle.suggest_figure(deal, who, said))

    def appeals(self, d: Drawn) -> None:
        if any(deal.appeals for deal in self.oracle.deals) or d.luck > 14:
            id, deal, version = self._pick(d, ("settled", "no_show"))
            who = self._side(deal, d, deal.absent)
            self._goes_on(Appeal(id, version, "no"), who, d, lambda: self.oracle.appeal(deal, who))

    def reviews(self, d: Drawn) -> None:
        id, deal, _version = self._pick(d, ("settled",))
        who = self._side(deal, d, None)
        self._do(self.orgs[who], Review(id, stars=5), self.oracle.review(deal, who))

    def wants_it_undone(self, d: Drawn) -> None:
        id, deal, version = self._pick(d, ("settled", "closed"))
        if deal.wish is None:
            who = self._side(deal, d, None)
            self._goes_on(AskUndo(id, version), who, d, lambda: self.oracle.ask_undo(deal, who))
        else:
            who = self._side(deal, d, deal.other(deal.wish[1]))
            command = AnswerUndo(id, version, d.yes)
            self._goes_on(command, who, d, lambda: self.oracle.answer_undo(deal, who, d.yes))

    # ---- what coordinators do ---------------------------------------------------------------------------------

    def _coordinate(self, command: Any, person: int, expected: bool) -> list[Event]:
        return self._do(self.home, command, expected, self.coordinators[person])

    def _words(self) -> str:
        return self.vault.seal("así fue").decode()

    def a_coordinator_decides(self, d: Drawn) -> None:
        id, deal, version = self._pick(d, ("disputed",))
        said = min(d.minutes, deal.minutes) if d.luck < 15 else d.minutes
        expected = d.luck != 19 and self.oracle.decide(deal, d.other % 2, said)
        self._coordinate(Decide(id, version, said, self._words()), d.other % 2, expected)

    def a_coordinator_says_who_came(self, d: Drawn) -> None:
        states = ("no_show", "cancelled_late") if d.yes else ("overdue", "disputed")
        if not any(deal.state in states for deal in self.oracle.deals):
            return
        id, deal, version = self._pick(d, states)
        if d.yes:
            self._coordinate(Excuse(id, version, "illness"), d.other % 2, d.luck != 19 and self.oracle.excuse(deal))
        else:
            who = (deal.receiver, deal.provider)[d.side]
            expected = d.luck != 19 and self.oracle.no_show(deal, who)
            self._coordinate(NoShow(id, version, self.orgs[who], self._words()), d.other % 2, expected)

    def a_coordinator_undoes(self, d: Drawn) -> None:
        id, deal, version = self._pick(d, ("settled", "closed"))
        expected = d.luck != 19 and self.oracle.reverse(deal, d.other % 2)
        self._coordinate(Reverse(id, version, self._words()), d.other % 2, expected)

    def a_coordinator_answers_for_the_fund(self, d: Drawn) -> None:
        waiting = [n for n, one in enumerate(self.oracle.requests) if one.state == "asked" or d.luck > 17]
        if not waiting:
            return
        number = waiting[d.which % len(waiting)]
        expected = self.oracle.answer_fund(number, d.yes)
        command = AnswerFund(self.requests[number], d.yes, "" if d.yes else self._words())
        self._coordinate(command, d.other % 2, expected)
