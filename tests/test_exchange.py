"""The nineteen transitions of an exchange, each by its number; the ledger adds up after every story.

What a proposal, a cancellation or a review has of corners is told in test_exchanges.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import bindparam, insert

from core.accounts import balances, ledger, owners
from core.commands import (
    Accept,
    AgreeFigure,
    Cancel,
    Confirm,
    Counter,
    Decline,
    Deliver,
    EraseMe,
    Propose,
    Review,
    Terms,
    Withdraw,
)
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
from core.db import Database, Q, Tx
from core.errors import Faster, NotYours, Refusal
from core.events import Moved
from core.policy import DAY_MS
from core.reliability import Reliability, reliability
from core.tables import address, coordinator
from core.vault import Vault
from tests.market import DUE, HOUR, Market, add
from tests.test_exchanges import Story

LATER = "2026-12-03"


class Trouble(Story):
    """The same three organisations, and Eva and Ida, who coordinate the hub and act for Sol."""

    def __init__(self, market: Market) -> None:
        super().__init__(market)
        self.eva = market.people[self.sol]
        self.ida = market.joins(self.sol)
        with market.db.write() as tx:
            for person_id in (self.eva, self.ida):
                add_coordinator(market, tx, person_id)

    def agreed(self, minutes: int = 2 * HOUR, due_on: str = "") -> int:
        """Agreed for a week from now, whenever that is."""
        week = datetime.fromtimestamp(self.market.now / 1000 + 7 * 86_400, UTC).date().isoformat()
        return super().agreed(minutes, due_on or week)

    def sealed(self, text: str) -> str:
        return self.market.vault.seal(text).decode()

    def writes(self, organisation_id: int) -> None:
        """Somebody of the organisation writes something now, so our messages reach them."""
        person_id = self.market.people[organisation_id]
        with self.market.db.write() as tx:
            add(
                tx,
                address,
                person_id=person_id,
                channel="console",
                blind=str((person_id, self.market.now)).encode(),
                sealed=b"",
                created_at=self.market.now,
                last_inbound_at=self.market.now,
            )

    def fires(self, kind: str, id: int) -> None:
        at = self.market.clock(kind, id)
        assert at is not None, kind
        self.market.tick(at)

    def overdue(self) -> int:
        id = self.agreed()
        self.fires("overdue", id)
        return id

    def disputed(self) -> int:
        id = self.delivered()
        self.market.do(self.luz, Dispute(id, 3, "hours", "solo una hora"))
        return id

    def silent(self) -> int:
        """Settled because Casa Luz said nothing, though a reminder reached it."""
        id = self.delivered()
        self.fires("confirm_reminder_1", id)
        self.market.now += 1
        self.writes(self.luz)
        self.fires("confirm", id)
        return id

    def relied(self, organisation_id: int) -> Reliability:
        with self.market.db.read() as tx:
            return reliability(tx, organisation_id)

    def fund(self) -> int:
        with self.market.db.read() as tx:
            return balances.balance(tx, owners.hub_account(tx, self.market.hub_id, "fund")).posted

    def clocks(self, id: int) -> set[str]:
        return {
            kind for kind, _id in self.market.rows("clock", "kind", "subject_id", subject="exchange", subject_id=id)
        }


def add_coordinator(market: Market, tx: Tx, person_id: int) -> None:
    row = {"hub_id": market.hub_id, "person_id": person_id, "since": market.now}
    tx.run(Q(insert(coordinator).values({name: bindparam(name) for name in row}).inline()), **row)


@pytest.fixture
def story(db: Database, vault: Vault, now: int) -> Iterator[Trouble]:
    story = Trouble(Market(db, vault, now))
    yield story
    story.market.adds_up()


def test_t01_matching_suggests_and_asks_nobody(story: Trouble) -> None:
    id = story.suggested()
    assert (story.state(id), story.clocks(id)) == ("suggested", {"suggestion"})


def test_t02_either_side_proposes(story: Trouble) -> None:
    id = story.suggested()
    story.market.do(story.nour, Propose(id, 1))
    assert story.state(id) == "proposed"
    assert "answer" in story.clocks(id)


def test_t03_the_other_side_proposes_other_terms(story: Trouble) -> None:
    id = story.proposed()
    story.market.do(story.luz, Counter(id, 1, Terms(HOUR, DUE)))
    assert (story.state(id), story.market.look(id).agreed, story.version(id)) == ("proposed", HOUR, 2)


def test_t04_accepting_sets_the_hours_aside(story: Trouble) -> None:
    id = story.proposed()
    story.market.do(story.luz, Accept(id, 1))
    assert (story.state(id), story.clocks(id)) == ("agreed", {"overdue", "overdue_near"})
    assert story.market.balance(story.luz).held_out == 2 * HOUR


def test_t05_declined_or_taken_back(story: Trouble) -> None:
    first, second = story.proposed(), story.proposed()
    story.market.do(story.luz, Decline(first, 1))
    story.market.do(story.nour, Withdraw(second, 1))
    assert (story.state(first), story.state(second)) == ("declined", "withdrawn")


def test_t06_without_an_answer_it_lapses(story: Trouble) -> None:
    id = story.proposed()
    story.fires("answer", id)
    assert story.state(id) == "lapsed"


def test_t07_the_day_moves_when_both_want_it_three_times_at_most(story: Trouble) -> None:
    id = story.agreed()
    before = story.market.clock("overdue", id) or 0
    story.market.do(story.luz, MoveDay(id, 2, LATER))
    assert story.market.look(id).due_on == DUE  # nothing before the other says so
    story.refuses(story.luz, AnswerDay(id, 3, True), Faster)
    story.market.do(story.nour, AnswerDay(id, 3, False))
    assert (story.market.look(id).due_on, story.market.look(id).moves) == (DUE, 0)
    for number, day in enumerate((LATER, "2026-12-04", "2026-12-07"), 1):
        story.market.do(story.luz, MoveDay(id, story.version(id), day))
        story.market.do(story.nour, AnswerDay(id, story.version(id), True))
        assert (story.market.look(id).due_on, story.market.look(id).moves) == (day, number)
    story.refuses(story.luz, MoveDay(id, story.version(id), "2026-12-08"))
    assert story.state(id) == "agreed"
    assert (story.market.clock("overdue", id) or 0) > before
    assert story.market.balance(story.luz).held_out == 2 * HOUR


def test_t07_the_hour_of_the_same_day_moves_like_a_day(story: Trouble) -> None:
    id = story.agreed()
    what = story.market.look(id).what
    story.refuses(story.luz, MoveDay(id, 2, DUE, what))
    story.market.do(story.luz, MoveDay(id, 2, DUE, f"{what}, a las 5, tel. 9988-7766"))
    assert story.market.look(id).what == what
    story.market.do(story.nour, AnswerDay(id, 3, True))
    assert (story.market.look(id).due_on, story.market.look(id).moves) == (DUE, 1)
    assert story.market.look(id).what == f"{what}, a las 5, tel. •••"


def test_the_hours_change_before_it_is_done_when_both_want_it(story: Trouble) -> None:
    id, luz, nour = story.agreed(), story.luz, story.nour
    story.market.do(nour, MoveHours(id, 2, 3 * HOUR))
    assert (story.market.look(id).minutes, story.market.balance(luz).held_out) == (2 * HOUR, 2 * HOUR)
    story.refuses(nour, AnswerHours(id, 3, True), Faster)  # nobody answers themselves
    story.refuses(luz, MoveDay(id, 3, LATER))  # one thing is asked at a time
    story.market.do(luz, AnswerHours(id, 3, True))
    assert (story.market.look(id).minutes, story.market.balance(luz).held_out) == (3 * HOUR, 3 * HOUR)
    story.market.do(luz, MoveHours(id, 4, HOUR))
    story.market.do(nour, AnswerHours(id, 5, False))
    assert (story.market.look(id).minutes, story.market.balance(luz).held_out) == (3 * HOUR, 3 * HOUR)
    story.refuses(luz, AnswerHours(id, story.version(id), True), Faster)
    story.market.do(nour, Deliver(id, story.version(id)))
    story.market.do(luz, Confirm(id, story.version(id)))
    assert story.market.balance(luz).held_out == 0
    assert story.market.look(id).settled_minutes == 3 * HOUR


@pytest.mark.parametrize("minutes", [0, 2 * HOUR, 900 * HOUR, -60])
def test_no_other_hours_are_asked_for_that_cannot_be(story: Trouble, minutes: int) -> None:
    id = story.agreed()
    story.refuses(story.luz, MoveHours(id, 2, minutes))
    assert story.market.balance(story.luz).held_out == 2 * HOUR


def test_hours_that_the_receiver_does_not_have_are_not_agreed_to(story: Trouble) -> None:
    _other, id = story.agreed(), story.agreed()
    story.market.do(story.nour, MoveHours(id, 2, 8 * HOUR))
    story.refuses(story.luz, AnswerHours(id, 3, True))
    assert (story.market.look(id).minutes, story.market.balance(story.luz).held_out) == (2 * HOUR, 4 * HOUR)


def test_t08_cancelled_in_time_returns_the_hours(story: Trouble) -> None:
    id = story.agreed()
    story.market.do(story.luz, Cancel(id, 2))
    assert (story.state(id), story.clocks(id)) == ("cancelled", set())
    assert story.market.balance(story.luz).held_out == 0


def test_t09_cancelled_late_counts_unless_a_coordinator_excuses_it(story: Trouble) -> None:
    id = story.agreed(due_on="2026-11-24")
    story.market.do(story.nour, Cancel(id, 2, "se fue la luz"))
    assert story.state(id) == "cancelled_late"
    assert story.relied(story.nour) == (0, 0, 1)
    assert story.relied(story.luz) == (0, 0, 0)
    story.refuses(story.luz, Excuse(id, 3, "outage"), NotYours)
    story.market.do(story.sol, Excuse(id, 3, "outage"))
    assert story.relied(story.nour) == (0, 0, 0)


def test_t10_the_provider_says_done_also_when_overdue(story: Trouble) -> None:
    id = story.overdue()
    story.market.do(story.nour, Deliver(id, 3, HOUR))
    assert (story.state(id), story.market.look(id).delivered_minutes) == ("delivered", HOUR)
    assert story.clocks(id) == {"confirm", "confirm_reminder_1", "confirm_reminder_2", "confirm_reminder_3"}


def test_t11_three_days_after_the_day_both_are_asked_and_a_coordinator_after_seven(story: Trouble) -> None:
    id = story.agreed()
    story.fires("overdue", id)
    assert (story.state(id), story.clocks(id)) == ("overdue", {"overdue_case", "expiry"})
    assert story.market.balance(story.luz).held_out == 2 * HOUR
    story.fires("overdue_case", id)
    assert story.market.rows("parked_case", "code", "exchange_id") == [("overdue_long", id)]
    story.market.do(story.luz, Confirm(id, story.version(id)))
    assert story.state(id) == "settled"


def test_t12_a_lower_figure_stops_the_clock_of_silence_and_without_an_answer_it_is_disputed(story: Trouble) -> None:
    id = story.delivered()
    story.market.do(story.luz, Confirm(id, 3, HOUR))
    assert story.clocks(id) == {"figure", "figure_reminder"}
    other = story.delivered()
    story.market.do(story.luz, Confirm(other, 3, HOUR))
    story.market.do(story.nour, AgreeFigure(other, 4, True))
    assert story.state(other) == "settled"
    story.fires("figure", id)
    assert story.state(id) == "disputed"
    assert story.hours() == (5 * HOUR, 7 * HOUR)


def test_t13_silence_settles_only_what_a_reminder_really_reached(story: Trouble) -> None:
    reached = story.silent()
    found = story.market.look(reached)
    assert (found.state, found.silent, found.settled_minutes) == ("settled", 1, 2 * HOUR)
    assert story.hours() == (4 * HOUR, 8 * HOUR)
    assert story.relied(story.luz) == (1, 0, 1)  # kept, but it let others wait
    story.market.now += 1
    never = story.delivered()
    story.fires("confirm", never)
    assert story.state(never) == "disputed"
    assert story.hours() == (4 * HOUR, 8 * HOUR)


def test_t13_what_was_settled_by_silence_may_be_objected_to_for_a_time(story: Trouble) -> None:
    id = story.silent()
    story.refuses(story.nour, Dispute(id, 4, "hours", "x"), NotYours)
    story.market.do(story.luz, Dispute(id, 4, "not_done", "nadie vino"))
    assert story.state(id) == "disputed"
    story.market.do(story.sol, Decide(id, 5, 0, story.sealed("no hay fotos")))
    assert (story.state(id), story.hours()) == ("settled", (6 * HOUR, 6 * HOUR))
    late = story.silent()
    story.market.now += 20 * DAY_MS
    story.refuses(story.luz, Dispute(late, 4, "not_done", "x"))


def test_f46_silence_is_reminded_of_then_settled_by_rule_and_may_be_undone(story: Trouble) -> None:
    id = story.silent()
    assert (story.state(id), story.hours()) == ("settled", (4 * HOUR, 8 * HOUR))
    assert [action for action in story.market.actions(id) if action in ("reminded", "silent")] == ["reminded", "silent"]
    story.market.do(story.luz, Dispute(id, 4, "not_done", "nadie vino"))
    story.market.do(story.sol, Decide(id, 5, 0, story.sealed("no hubo nadie")))
    assert story.hours() == (6 * HOUR, 6 * HOUR)
    unreached = story.delivered()
    story.fires("confirm_reminder_1", unreached)  # nothing shows that she read it
    story.fires("confirm", unreached)
    assert (story.state(unreached), story.hours()) == ("disputed", (6 * HOUR, 6 * HOUR))


def test_t14_a_dispute_rests_every_other_clock_and_keeps_the_hours_aside(story: Trouble, vault: Vault) -> None:
    id = story.delivered()
    story.refuses(story.luz, Dispute(id, 3, "no reason of the list", "x"), Faster)
    story.market.do(story.luz, Dispute(id, 3, "not_as_agreed", "solo la mitad"))
    assert (story.state(id), story.clocks(id)) == ("disputed", {"decide", "untaken"})
    assert story.market.balance(story.luz).held_out == 2 * HOUR
    ((code, sealed),) = story.market.rows("parked_case", "code", "sealed")
    assert (code, vault.open(bytes(sealed))) == ("disputed_not_as_agreed", "solo la mitad")
    for who, command in ((story.luz, Confirm(id, 4)), (story.nour, Deliver(id, 4)), (story.luz, Cancel(id, 4))):
        story.refuses(who, command, Faster)
    story.fires("untaken", id)
    assert story.market.actions(id)[-1] == "waits"


def test_t15_who_admits_or_is_silent_did_not_come(story: Trouble) -> None:
    id = story.overdue()
    story.market.do(story.luz, SayAbsent(id, 3))
    story.refuses(story.luz, AnswerAbsent(id, 4, True), Faster)
    story.market.do(story.nour, AnswerAbsent(id, 4, True))
    assert (story.state(id), story.market.look(id).absent_id) == ("no_show", story.nour)
    assert story.market.balance(story.luz).held_out == 0
    assert (story.relied(story.nour), story.relied(story.luz)) == ((0, 0, 1), (0, 0, 0))
    story.market.do(story.nour, Appeal(id, 5, "no había paso"))
    story.refuses(story.nour, Appeal(id, 6, "otra vez"))
    story.market.do(story.sol, Excuse(id, 6, "unrest"))
    assert story.relied(story.nour) == (0, 0, 0)


def test_t15_silence_is_no_show_only_when_it_was_reached_and_a_no_is_a_dispute(story: Trouble) -> None:
    first, second, third = story.agreed(HOUR), story.agreed(HOUR), story.agreed(HOUR)
    story.fires("overdue", third)
    for id in (first, second, third):
        story.market.do(story.luz, SayAbsent(id, 3))
    story.market.do(story.nour, AnswerAbsent(first, 4, False))
    assert story.state(first) == "disputed"
    story.fires("absent", second)
    assert story.state(second) == story.state(third) == "disputed"  # nothing shows that they heard of it
    id = story.overdue()
    story.market.do(story.luz, SayAbsent(id, 3))
    story.market.now += 1
    story.writes(story.nour)
    story.fires("absent", id)
    assert (story.state(id), story.market.look(id).absent_id) == ("no_show", story.nour)


def test_t15_a_coordinator_of_neither_side_says_who_did_not_come(story: Trouble) -> None:
    id = story.overdue()
    command = NoShow(id, 3, story.luz, story.sealed("la puerta estaba cerrada"))
    story.refuses(story.nour, command, NotYours)
    story.market.do(story.sol, command)
    assert (story.state(id), story.market.look(id).absent_id) == ("no_show", story.luz)


def test_t16_a_coordinator_decides_with_reasons_and_there_is_one_appeal(story: Trouble, vault: Vault) -> None:
    id = story.disputed()
    story.refuses(story.sol, Decide(id, 4, 3 * HOUR, story.sealed("x")))
    story.refuses(story.sol, Decide(id, 4, HOUR, story.sealed("  ")))
    story.refuses(story.nour, Decide(id, 4, HOUR, story.sealed("x")), NotYours)
    told = story.market.do(story.sol, Decide(id, 4, HOUR, story.sealed("la mitad")))
    assert (story.state(id), story.hours()) == ("settled", (5 * HOUR, 7 * HOUR))
    assert [vault.open(event.words.encode()) for event in told if isinstance(event, Moved)] == ["la mitad"]
    assert story.relied(story.nour) == (0, 0, 1)  # it had said two hours
    story.market.do(story.nour, Appeal(id, 5, "fueron dos"))
    assert story.state(id) == "disputed"
    story.refuses(story.sol, Decide(id, 6, 2 * HOUR, story.sealed("x")))  # Ida is there, so not Eva again
    story.market.do(story.sol, Decide(id, 6, 90, story.sealed("una y media")), person_id=story.ida)
    assert story.hours() == (6 * HOUR - 90, 6 * HOUR + 90)
    story.refuses(story.luz, Appeal(id, 7, "no"))
    assert [kind for _id, kind in story.market.rows("entry", "id", "kind", exchange_id=id)] == [
        "settle",
        "compensation",
    ]


def test_t16_both_name_the_same_figure(story: Trouble) -> None:
    id = story.disputed()
    story.market.do(story.luz, SuggestFigure(id, 4, HOUR))
    story.market.do(story.nour, SuggestFigure(id, 5, 90))
    story.market.do(story.luz, SuggestFigure(id, 6, 90))
    assert (story.state(id), story.hours()) == ("settled", (6 * HOUR - 90, 6 * HOUR + 90))


def test_t16_what_nobody_decides_returns_the_hours_and_the_fund_gives_what_it_can(story: Trouble) -> None:
    id = story.disputed()
    with story.market.db.write() as tx:
        fund = owners.hub_account(tx, story.market.hub_id, "fund")
        ledger.grant(tx, story.market.hub_id, fund, 3 * HOUR, story.market.now)
    story.fires("decide", id)
    assert (story.state(id), story.hours()) == ("expired", (6 * HOUR, 8 * HOUR))
    again = story.disputed()
    story.fires("decide", again)
    assert story.hours() == (6 * HOUR, 8 * HOUR)  # the fund has one hour left, which is not enough


def test_t17_thirty_days_without_a_word_return_the_hours(story: Trouble) -> None:
    id = story.overdue()
    story.fires("expiry", id)
    assert (story.state(id), story.clocks(id)) == ("expired", set())
    assert story.market.balance(story.luz).held_out == 0
    assert story.relied(story.luz) == story.relied(story.nour) == (0, 0, 0)


def test_t18_both_undo_it_together_or_a_coordinator_does_once(story: Trouble) -> None:
    id = story.settled()
    story.market.do(story.nour, AskUndo(id, 4))
    story.market.do(story.luz, AnswerUndo(id, 5, False))
    assert (story.state(id), story.hours()) == ("settled", (4 * HOUR, 8 * HOUR))
    story.market.do(story.nour, AskUndo(id, 6))
    story.market.do(story.luz, AnswerUndo(id, 7, True))
    assert (story.state(id), story.hours()) == ("reversed", (6 * HOUR, 6 * HOUR))
    story.refuses(story.sol, Reverse(id, 8, story.sealed("x")), Faster)
    other = story.settled()
    story.market.do(story.sol, Reverse(other, 4, story.sealed("fue un error")))
    assert (story.state(other), story.hours()) == ("reversed", (6 * HOUR, 6 * HOUR))


def test_t18_many_hours_take_two_coordinators(db: Database, vault: Vault, now: int) -> None:
    story = Trouble(Market(db, vault, now, {"undo_two_above": HOUR}))
    id = story.settled()
    story.market.do(story.sol, Reverse(id, 4, story.sealed("fue un error")))
    assert (story.state(id), story.hours()) == ("settled", (4 * HOUR, 8 * HOUR))
    with pytest.raises(Refusal):
        story.market.do(story.sol, Reverse(id, 4, story.sealed("otra vez")))
    story.market.do(story.sol, Reverse(id, 4, story.sealed("sí")), person_id=story.ida)
    assert (story.state(id), story.hours()) == ("reversed", (6 * HOUR, 6 * HOUR))
    story.market.adds_up()


def test_f47_what_is_undone_with_an_organisation_that_has_left_is_the_funds(story: Trouble) -> None:
    id = story.settled()
    story.market.do(story.nour, EraseMe())
    assert (story.hours(), story.fund()) == ((4 * HOUR, 0), 8 * HOUR)
    story.market.do(story.sol, Reverse(id, 4, story.sealed("fue un error")))
    assert (story.hours(), story.fund()) == ((6 * HOUR, 0), 6 * HOUR)
    assert [kind for _id, kind in story.market.rows("entry", "id", "kind")][-2:] == ["reversal", "erasure"]


def test_t19_both_review_and_it_is_closed_but_not_while_something_may_be_said(story: Trouble) -> None:
    id = story.settled()
    story.market.do(story.luz, Review(id, stars=4))
    story.market.do(story.nour, Review(id, stars=5))
    assert story.state(id) == "closed"
    quiet = story.silent()
    story.market.do(story.luz, Review(quiet, stars=4))
    story.market.do(story.nour, Review(quiet, stars=5))
    assert story.state(quiet) == "settled"
    story.fires("review", quiet)
    while story.state(quiet) == "settled":
        story.fires("review", quiet)
    assert story.state(quiet) == "closed"


def test_who_kept_how_many_of_how_many(story: Trouble) -> None:
    id = story.agreed()
    story.market.do(story.nour, MoveDay(id, 2, LATER))
    story.market.do(story.luz, AnswerDay(id, 3, True))
    story.market.do(story.nour, Deliver(id, 4))
    story.market.do(story.luz, Confirm(id, 5))
    assert (story.relied(story.nour), story.relied(story.luz)) == ((1, 0, 1), (1, 1, 1))
    asked = story.market.proposed(story.luz, story.nour)
    story.fires("answer", asked)
    assert story.relied(story.luz) == (1, 1, 2)  # it never answered
    assert story.relied(story.nour) == (1, 0, 1)
