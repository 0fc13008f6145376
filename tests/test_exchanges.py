"""The exchange's transitions, one story each; the ledger adds up after every step."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from core import reviews
from core.calendar import end_of_day
from core.commands import (
    Accept,
    AgreeFigure,
    Cancel,
    Command,
    Confirm,
    Counter,
    Decline,
    Deliver,
    Problem,
    Propose,
    Review,
    Terms,
    Withdraw,
)
from core.db import Database
from core.errors import Faster, NotEnough, NotYours, Refusal
from core.events import ListingEnded, Moved
from core.policy import DAY_MS, HOUR_MS
from core.vault import Vault
from tests.market import DUE, HOUR, Market, moved

ODD: Any = 1.5  # what a careless caller could hand over as minutes


class Story:
    """Casa Luz receives, Al Nour provides, Sol looks on."""

    def __init__(self, market: Market) -> None:
        self.market = market
        self.luz = market.organisation("Casa Luz")
        self.nour = market.organisation("Al Nour")
        self.sol = market.organisation("Sol")

    def suggested(self, minutes: int | None = 2 * HOUR) -> int:
        need = self.market.listing("need", self.luz, minutes)
        return self.market.suggested(need, self.market.listing("offer", self.nour, None, None))

    def proposed(self, minutes: int = 2 * HOUR, due_on: str = DUE) -> int:
        return self.market.proposed(self.luz, self.nour, minutes, due_on)

    def agreed(self, minutes: int = 2 * HOUR, due_on: str = DUE) -> int:
        return self.market.agreed(self.luz, self.nour, minutes, due_on)

    def delivered(self, minutes: int | None = None) -> int:
        id = self.agreed()
        self.market.do(self.nour, Deliver(id, self.version(id), minutes))
        return id

    def settled(self) -> int:
        id = self.delivered()
        self.market.do(self.luz, Confirm(id, self.version(id)))
        return id

    def version(self, id: int) -> int:
        return self.market.look(id).version

    def state(self, id: int) -> str:
        return self.market.look(id).state

    def hours(self) -> tuple[int, int]:
        """What Casa Luz and Al Nour have, posted."""
        return self.market.balance(self.luz).posted, self.market.balance(self.nour).posted

    def refuses(self, organisation_id: int, command: Command, kind: type[Refusal] = Refusal) -> Refusal:
        """The command is refused and nothing has changed."""
        before = self.market.rows("exchange", "id", "state", "version"), self.market.rows("history", "id")
        with pytest.raises(kind) as said:
            self.market.do(organisation_id, command)
        assert (self.market.rows("exchange", "id", "state", "version"), self.market.rows("history", "id")) == before
        return said.value


@pytest.fixture
def story(db: Database, vault: Vault, now: int) -> Iterator[Story]:
    story = Story(Market(db, vault, now))
    yield story
    story.market.adds_up()


# ---- 1, 2: suggested, proposed ----------------------------------------------------------------------------------


def test_t01_a_suggestion_asks_nobody_and_lapses_by_itself(story: Story) -> None:
    id = story.suggested()
    assert (story.state(id), story.market.look(id).number) == ("suggested", 1001)
    end = story.market.clock("suggestion", id)
    assert end is not None
    assert end >= story.market.now + 14 * DAY_MS
    assert story.market.tick(end - 1) == []
    story.market.tick(end)
    assert story.state(id) == "lapsed"
    assert story.market.rows("organisation", "id", "missed", missed=0) != []


def test_t01_the_same_need_and_offer_are_suggested_once(story: Story) -> None:
    need, offer = story.market.listing("need", story.luz), story.market.listing("offer", story.nour)
    story.market.suggested(need, offer)
    with pytest.raises(AssertionError):
        story.market.suggested(need, offer)


def test_t02_either_side_may_propose_from_a_suggestion_on_the_needs_own_terms(story: Story) -> None:
    for who in (story.luz, story.nour):
        id = story.suggested()
        story.market.do(who, Propose(id, 1))
        found = story.market.look(id)
        assert (found.state, found.author_id, found.minutes, found.due_on) == ("proposed", who, 2 * HOUR, DUE)


def test_t02_a_need_without_hours_is_proposed_with_terms_only(story: Story) -> None:
    id = story.suggested(minutes=None)
    story.refuses(story.nour, Propose(id, 1))
    story.market.do(story.nour, Propose(id, 1, terms=Terms(HOUR, DUE)))
    assert story.market.look(id).minutes == HOUR


def test_t02_the_roles_follow_from_the_listing_and_the_receiver_pays(story: Story) -> None:
    from_need = story.market.do(story.nour, Propose(listing_id=story.market.listing("need", story.luz)))
    from_offer = story.market.do(story.luz, Propose(listing_id=story.market.listing("offer", story.nour)))
    for events in (from_need, from_offer):
        found = story.market.look(moved(events).exchange_id)
        assert (found.receiver_id, found.provider_id) == (story.luz, story.nour)
        assert found.payer_account_id == story.market.account(story.luz)


def test_t02_proposing_from_a_listing_goes_on_with_what_was_suggested(story: Story) -> None:
    id = story.suggested()
    need = story.market.look(id).need_id
    assert moved(story.market.do(story.nour, Propose(listing_id=need))).exchange_id == id
    story.refuses(story.nour, Propose(listing_id=need))


def test_t02_one_does_not_propose_to_oneself_or_about_what_has_ended(story: Story) -> None:
    own = story.market.listing("need", story.luz)
    story.refuses(story.luz, Propose(listing_id=own))
    with story.market.db.write() as tx:
        tx.raw("UPDATE listing SET state = 'withdrawn'")
    story.refuses(story.nour, Propose(listing_id=own))
    story.refuses(story.nour, Propose(listing_id=999), NotYours)
    story.refuses(story.nour, Propose(), NotYours)


def test_t02_nobody_is_proposed_to_before_it_is_approved(story: Story) -> None:
    new = story.market.organisation("Nueva", status="pending")
    story.refuses(new, Propose(listing_id=story.market.listing("need", story.luz)))
    story.refuses(story.luz, Propose(listing_id=story.market.listing("offer", new)))


def test_t02_a_receiver_without_hours_hears_it_at_once(story: Story) -> None:
    offer = story.market.listing("offer", story.nour, minutes=20 * HOUR)
    story.refuses(story.luz, Propose(listing_id=offer), NotEnough)


@pytest.mark.parametrize(
    "terms",
    [
        Terms(-60, DUE),
        Terms(14, DUE),
        Terms(40 * HOUR + 1, DUE),
        Terms(10**18, DUE),
        Terms(ODD, DUE),
        Terms(True, DUE),
        Terms(HOUR, "2026-11-23"),
        Terms(HOUR, "2027-12-01"),
        Terms(HOUR, "2026-02-30"),
        Terms(HOUR, "tomorrow"),
    ],
)
def test_f41_terms_outside_the_bounds_are_refused(story: Story, terms: Terms) -> None:
    story.refuses(story.nour, Propose(listing_id=story.market.listing("need", story.luz), terms=terms))


def test_t02_an_answer_is_due_in_waking_hours_with_two_reminders(story: Story) -> None:
    id = story.proposed()
    kinds = ("answer_reminder_1", "answer_reminder_2", "answer")
    first, second, end = (story.market.clock(kind, id) for kind in kinds)
    assert first is not None
    assert second is not None
    assert end is not None
    assert story.market.now < first < second < end
    assert [moved([event]).action for event in story.market.tick(first)] == ["reminded"]
    assert story.state(id) == "proposed"


def test_t02_a_worker_that_was_away_reminds_once_not_twice(story: Story) -> None:
    id = story.proposed()
    second = story.market.clock("answer_reminder_2", id)
    assert second is not None
    assert [moved([event]).action for event in story.market.tick(second - HOUR_MS)] == ["reminded"]
    assert story.market.tick(second) == []
    assert story.market.clock("answer_reminder_2", id) is None


# ---- 3, 4, 5, 6: counter, accept, decline, withdraw, lapse ------------------------------------------------------


def test_t03_the_other_side_proposes_other_terms_and_old_buttons_die(story: Story) -> None:
    id = story.proposed()
    before = story.market.clock("answer", id)
    story.market.now += HOUR_MS
    story.market.do(story.luz, Counter(id, 1, Terms(3 * HOUR, DUE)))
    found = story.market.look(id)
    assert (found.version, found.terms_version, found.author_id, found.minutes) == (2, 2, story.luz, 3 * HOUR)
    assert story.market.clock("answer", id) != before
    story.refuses(story.nour, Accept(id, 1), Faster)
    story.market.do(story.nour, Accept(id, 2))
    assert story.state(id) == "agreed"


def test_t03_the_author_who_was_not_answered_may_propose_other_terms(story: Story) -> None:
    id = story.proposed()
    before = story.market.clock("answer", id)
    story.market.now += HOUR_MS
    story.market.do(story.nour, Counter(id, 1, Terms(3 * HOUR, DUE)))
    found = story.market.look(id)
    assert (found.version, found.terms_version, found.author_id, found.minutes) == (2, 2, story.nour, 3 * HOUR)
    assert story.market.clock("answer", id) != before
    story.refuses(story.luz, Accept(id, 1), Faster)  # what they read at first
    story.refuses(story.nour, Accept(id, 2))
    story.market.do(story.luz, Accept(id, 2))
    assert story.market.balance(story.luz).held_out == 3 * HOUR


def test_t03_the_same_terms_are_no_other_terms(story: Story) -> None:
    id = story.proposed()
    for side in (story.luz, story.nour):
        story.refuses(side, Counter(id, 1, Terms(2 * HOUR, DUE)))


def test_t04_accepting_sets_the_hours_aside_and_stops_the_clocks(story: Story) -> None:
    id = story.agreed()
    luz, nour = story.market.balance(story.luz), story.market.balance(story.nour)
    assert (luz.held_out, luz.available, nour.held_in) == (2 * HOUR, 6 * HOUR, 2 * HOUR)
    assert nour.available == 8 * HOUR  # what comes in cannot be spent yet
    assert story.market.rows("clock", "kind", subject_id=id, subject="exchange") == [("overdue",), ("overdue_near",)]


def test_t04_the_author_cannot_accept_its_own_terms(story: Story) -> None:
    id = story.proposed()
    story.refuses(story.nour, Accept(id, 1))


def test_t04_nobody_accepts_for_a_day_that_has_passed(story: Story) -> None:
    id = story.proposed()
    story.market.now += 8 * DAY_MS
    story.refuses(story.luz, Accept(id, 1))


def test_t05_the_receiver_of_a_proposal_says_no_thanks_with_a_sealed_reason(story: Story, vault: Vault) -> None:
    id = story.proposed()
    story.refuses(story.nour, Decline(id, 1))
    story.market.do(story.luz, Decline(id, 1, "Ya lo resolvimos"))
    assert story.state(id) == "declined"
    ((_id, sealed),) = story.market.rows("history_text", "history_id", "sealed")
    assert vault.open(sealed) == "Ya lo resolvimos"
    story.refuses(story.luz, Accept(id, 2), Faster)


def test_t05_either_side_may_decline_a_suggestion(story: Story) -> None:
    id = story.suggested()
    story.market.do(story.nour, Decline(id, 1))
    assert story.state(id) == "declined"


def test_t05_the_author_takes_a_proposal_back(story: Story) -> None:
    id = story.proposed()
    story.refuses(story.luz, Withdraw(id, 1), NotYours)
    story.market.do(story.nour, Withdraw(id, 1))
    assert story.state(id) == "withdrawn"


def test_t06_a_proposal_without_an_answer_lapses_and_names_who_was_silent(story: Story) -> None:
    id = story.proposed()
    end = story.market.clock("answer", id)
    story.market.tick(end)
    assert story.state(id) == "lapsed"
    assert dict(story.market.rows("organisation", "id", "missed"))[story.luz] == 1
    assert story.market.tick(end) == []


def test_t06_two_missed_in_a_row_let_the_listing_rest(story: Story) -> None:
    need = story.market.listing("need", story.luz)
    for helper in (story.nour, story.sol):
        id = moved(story.market.do(helper, Propose(listing_id=need))).exchange_id
        events = story.market.tick(story.market.clock("answer", id))
    assert ListingEnded(need, "paused") in events
    assert story.market.rows("listing", "state", id=need) == [("paused",)]


def test_t06_who_answers_in_between_has_missed_nothing(story: Story) -> None:
    id = story.proposed()
    story.market.tick(story.market.clock("answer", id))
    story.market.do(story.luz, Decline(story.proposed(due_on="2026-12-15"), 1))
    assert dict(story.market.rows("organisation", "id", "missed"))[story.luz] == 0


# ---- 8, 9: cancelled --------------------------------------------------------------------------------------------


def test_t08_until_a_day_before_either_side_cancels_freely(story: Story) -> None:
    free_until = end_of_day(DUE, "America/Tegucigalpa") - DAY_MS
    for who, at, state in (
        (story.luz, free_until, "cancelled"),
        (story.nour, free_until + 1, "cancelled_late"),
    ):
        id = story.agreed()
        story.market.now = at
        story.market.do(who, Cancel(id, story.version(id), "enfermedad"))
        assert story.state(id) == state
        assert story.market.balance(story.luz).held_out == 0
        story.market.adds_up()


def test_t09_a_delivered_exchange_is_not_cancelled(story: Story) -> None:
    id = story.delivered()
    story.refuses(story.luz, Cancel(id, story.version(id)), Faster)


# ---- 10, 12: delivered, settled ---------------------------------------------------------------------------------


def test_t10_the_provider_says_it_is_done_with_at_most_the_agreed_hours(story: Story) -> None:
    id = story.agreed()
    story.refuses(story.luz, Deliver(id, 2), NotYours)
    for wrong in (2 * HOUR + 1, 0, -5):
        story.refuses(story.nour, Deliver(id, 2, wrong))
    story.market.do(story.nour, Deliver(id, 2, 90))
    assert (story.state(id), story.market.look(id).delivered_minutes) == ("delivered", 90)
    assert story.market.balance(story.luz).held_out == 2 * HOUR


def test_t12_confirming_moves_the_providers_figure_and_returns_the_rest(story: Story) -> None:
    id = story.delivered(90)
    events = story.market.do(story.luz, Confirm(id, story.version(id)))
    found = story.market.look(id)
    assert (found.state, found.settled_minutes) == ("settled", 90)
    assert story.hours() == (6 * HOUR - 90, 6 * HOUR + 90)
    assert story.market.balance(story.luz).held_out == 0
    assert moved(events).minutes == 90


def test_t12_a_settled_need_is_fulfilled_and_an_offer_stays_open(story: Story) -> None:
    id = story.suggested()
    story.market.do(story.nour, Propose(id, 1))
    story.market.do(story.luz, Accept(id, 2))
    need = story.market.look(id).need_id
    assert need is not None
    events = story.market.do(story.luz, Confirm(id, 3))
    assert ListingEnded(need, "fulfilled") in events
    assert dict(story.market.rows("listing", "kind", "state")) == {"need": "fulfilled", "offer": "open"}
    assert story.market.rows("listing", "version", id=need) == [(2,)]


def test_what_was_only_suggested_ends_with_the_request_and_what_was_proposed_goes_on(story: Story) -> None:
    market, id = story.market, story.suggested()
    need = market.look(id).need_id
    assert need is not None
    others = [market.organisation(name) for name in ("Tercera", "Cuarta")]
    suggested, proposed = (market.suggested(need, market.listing("offer", one)) for one in others)
    market.do(others[1], Propose(proposed, 1))
    market.do(story.nour, Propose(id, 1))
    market.do(story.luz, Accept(id, 2))
    market.do(story.luz, Confirm(id, 3))
    assert [market.look(one).state for one in (suggested, proposed)] == ["lapsed", "proposed"]
    with pytest.raises(Refusal):
        market.do(others[0], Propose(suggested, 1))
    market.adds_up()


def test_t12_received_goes_straight_from_agreed_to_settled(story: Story) -> None:
    id = story.agreed()
    story.market.do(story.luz, Confirm(id, 2))
    assert story.state(id) == "settled"
    assert story.hours() == (4 * HOUR, 8 * HOUR)


def test_t12_only_the_receiver_confirms_and_never_more_than_was_said(story: Story) -> None:
    id = story.delivered(90)
    story.refuses(story.nour, Confirm(id, 3), NotYours)
    for wrong in (91, 0, -1, 10**18):
        story.refuses(story.luz, Confirm(id, 3, wrong))


def test_f45_a_lower_figure_is_asked_back_and_settles_when_the_provider_agrees(story: Story) -> None:
    id = story.delivered()
    events = story.market.do(story.luz, Confirm(id, 3, HOUR))
    assert (moved(events).action, moved(events).minutes) == ("lower_figure", HOUR)
    assert (story.state(id), story.market.look(id).asked_minutes) == ("delivered", HOUR)
    assert story.hours() == (6 * HOUR, 6 * HOUR)
    story.refuses(story.luz, AgreeFigure(id, 4, True), NotYours)
    story.market.do(story.nour, AgreeFigure(id, 4, True))
    assert (story.state(id), story.market.look(id).settled_minutes) == ("settled", HOUR)


def test_f45_a_refused_figure_moves_nothing_and_a_coordinator_decides(story: Story) -> None:
    id = story.delivered()
    story.market.do(story.luz, Confirm(id, 3, HOUR))
    story.market.do(story.nour, AgreeFigure(id, 4, False))
    assert (story.state(id), story.market.look(id).asked_minutes) == ("disputed", None)
    assert story.hours() == (6 * HOUR, 6 * HOUR)
    assert story.market.rows("parked_case", "code", "exchange_id") == [("figure_refused", id)]
    story.refuses(story.nour, AgreeFigure(id, 5, True), Faster)
    story.refuses(story.luz, Confirm(id, 5), Faster)


def test_f45_a_lower_figure_without_a_delivery_settles_when_the_provider_says_the_same(story: Story) -> None:
    id = story.agreed()
    story.market.do(story.luz, Confirm(id, 2, HOUR))
    assert story.state(id) == "agreed"
    story.refuses(story.luz, Cancel(id, 3))
    events = story.market.do(story.nour, Deliver(id, 3, HOUR))
    assert [event.action for event in events if isinstance(event, Moved)] == ["delivered", "settled"]
    assert story.hours() == (5 * HOUR, 7 * HOUR)


def test_a_gift_lives_the_same_life_without_hours(story: Story) -> None:
    id = story.agreed(minutes=0)
    assert story.market.rows("hold", "id") == []
    story.refuses(story.nour, Deliver(id, 2, HOUR))
    story.market.do(story.nour, Deliver(id, 2))
    story.refuses(story.luz, Confirm(id, 3, HOUR))
    story.market.do(story.luz, Confirm(id, 3, stars=5))
    assert (story.state(id), story.market.look(id).settled_minutes) == ("settled", 0)
    assert story.hours() == (6 * HOUR, 6 * HOUR)


# ---- a problem --------------------------------------------------------------------------------------------------


def test_a_problem_reaches_a_coordinator_and_moves_nothing(story: Story, vault: Vault) -> None:
    id = story.delivered()
    before = story.market.look(id)
    story.market.do(story.luz, Problem(id, 1, "Nadie vino"))  # from an old screen, too
    assert story.market.look(id) == before
    ((_id, sealed),) = story.market.rows("parked_case", "id", "sealed")
    assert vault.open(sealed) == "Nadie vino"
    assert b"Nadie vino" not in bytes(sealed)
    story.refuses(story.sol, Problem(id, 1, "x"), NotYours)
    assert story.market.actions(id)[-1] == "problem"


# ---- 19: reviews ------------------------------------------------------------------------------------------------


def shown(story: Story, id: int) -> list[reviews.Shown]:
    with story.market.db.read() as tx:
        return reviews.of_exchange(tx, id)


def words(story: Story, one: reviews.Shown) -> str:
    return story.market.vault.open(one.words.token.encode()) if one.words else ""


def test_t19_reviews_stay_hidden_until_both_wrote_and_then_it_is_closed(story: Story) -> None:
    id = story.settled()
    story.market.do(story.luz, Review(id, on_time=True, stars=4, text="Muy bien"))
    assert shown(story, id) == []
    assert story.state(id) == "settled"
    story.market.do(story.nour, Review(id, as_promised=False, stars=5))
    assert story.state(id) == "closed"
    first, second = shown(story, id)
    assert (first.by_id, first.about_id, first.on_time, first.stars, words(story, first)) == (
        story.luz,
        story.nour,
        True,
        4,
        "Muy bien",
    )
    assert (second.as_promised, second.stars, words(story, second)) == (False, 5, "")
    assert story.market.rows("clock", "kind", subject="exchange") == []


def test_t19_when_the_time_is_over_one_review_is_shown_alone(story: Story) -> None:
    id = story.settled()
    story.market.do(story.nour, Review(id, stars=3))
    at = story.market.clock("review_reminder_1", id)
    assert at is not None
    assert [moved([event]).action for event in story.market.tick(at)] == ["reminded"]  # once, and then not again
    end = story.market.clock("review", id)
    assert end is not None
    assert story.market.tick(end - DAY_MS) == []
    story.market.tick(end)
    assert story.state(id) == "closed"
    assert [one.stars for one in shown(story, id)] == [3]
    story.refuses(story.luz, Review(id, stars=1), Faster)


def test_t19_stars_given_with_the_confirmation_are_the_receivers_review(story: Story) -> None:
    id = story.delivered()
    story.market.do(story.luz, Confirm(id, 3, on_time=False, stars=2))
    story.refuses(story.luz, Review(id, stars=5))
    story.market.do(story.nour, Review(id, stars=5))
    assert [(one.on_time, one.stars) for one in shown(story, id)] == [(False, 2), (None, 5)]


def test_t19_there_are_one_to_five_stars(story: Story) -> None:
    id = story.settled()
    for stars in (0, 6, -1):
        story.refuses(story.luz, Review(id, stars=stars))


def test_t19_nothing_is_reviewed_before_it_is_settled(story: Story) -> None:
    story.refuses(story.luz, Review(story.agreed(), stars=5), Faster)


# ---- who may ----------------------------------------------------------------------------------------------------


def test_others_hear_the_same_whether_an_exchange_exists_or_not(story: Story) -> None:
    id = story.proposed()
    commands: tuple[Accept | Decline | Cancel | Deliver | Confirm | Review, ...] = (
        Accept(id, 1),
        Decline(id, 1),
        Cancel(id, 1),
        Deliver(id, 1),
        Confirm(id, 1),
        Review(id),
    )
    for command in commands:
        said = story.refuses(story.sol, command, NotYours)
        nothing = story.refuses(story.sol, replace(command, exchange_id=999), NotYours)
        assert said.message == nothing.message


def test_f49_nobody_acts_on_both_sides_of_an_exchange(story: Story) -> None:
    both = story.market.joins(story.luz)
    story.market.joins(story.nour, both)
    need = story.market.listing("need", story.luz)
    events = story.market.do(story.nour, Propose(listing_id=need), person_id=both)
    id = moved(events).exchange_id
    with pytest.raises(Refusal):
        story.market.do(story.luz, Accept(id, 1), person_id=both)
    story.market.do(story.luz, Accept(id, 1))  # a colleague may
    story.market.do(story.nour, Deliver(id, 2), person_id=both)
    with pytest.raises(Refusal):
        story.market.do(story.luz, Confirm(id, 3), person_id=both)
    story.market.do(story.luz, Confirm(id, 3))


def test_who_left_an_organisation_no_longer_acts_for_it(story: Story) -> None:
    id = story.proposed()
    stranger = story.market.people[story.sol]
    with pytest.raises(NotYours):
        story.market.do(story.luz, Accept(id, 1), person_id=stranger)


def test_every_step_is_in_the_history_with_who_did_it_and_for_whom(story: Story) -> None:
    id = story.settled()
    rows = story.market.rows("history", "id", "action", "actor", "organisation_id", "old_state", "new_state", "version")
    assert [row[1:] for row in rows] == [
        ("proposed", "person", story.nour, None, "proposed", 1),
        ("accepted", "person", story.luz, "proposed", "agreed", 2),
        ("delivered", "person", story.nour, "agreed", "delivered", 3),
        ("settled", "person", story.luz, "delivered", "settled", 4),
    ]
    assert id == 1


def test_contacts_and_long_texts_in_terms_are_masked_and_cut(story: Story) -> None:
    need = story.market.listing("need", story.luz)
    terms = Terms(HOUR, DUE, place="Calle 5\n+504 9999-9999", what="Llamar al 99 99 99 99 " + "a" * 5000)
    id = moved(story.market.do(story.nour, Propose(listing_id=need, terms=terms))).exchange_id
    found = story.market.look(id)
    assert "9999" not in found.place
    assert "99 99" not in found.what
    assert len(found.what) <= 300
