"""Exchanges that know of each other: what goes on after the agreed hours, and what is agreed as one, done in parts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cards.exchange import exchange_card
from bot.cards.linked import rest_offer
from bot.wording import Reader, Wording
from core.accounts import bounds, owners
from core.commands import Accept, Cancel, Confirm, Decline, Deliver, FollowUp, Propose, Terms
from core.commands.safety import Block
from core.db import Database
from core.errors import Faster, NotEnough, NotYours, Refusal, SecondNeeded
from core.events import Moved
from core.exchange_cards import card_of
from core.exchanges.parts import days, sizes
from core.hubs import change_policy
from core.look.exchanges import ExchangeCard
from core.people import seconding
from core.vault import Vault
from tests.market import DUE, HOUR, Market, moved
from tests.test_exchanges import Story

LATE = "2026-12-18"
LONG = 20 * HOUR
WORDING = Wording()


class Linked(Story):
    """The same, with Rica, which has hours for long exchanges."""

    def __init__(self, market: Market) -> None:
        super().__init__(market)
        self.rica = market.organisation("Rica", 40)

    def card(self, id: int, viewer: int) -> ExchangeCard:
        with self.market.db.read() as tx:
            card = card_of(tx, id, viewer)
        assert card is not None
        return card

    def followed(self, by: int, after: int, minutes: int = HOUR) -> int:
        return moved(self.market.do(by, FollowUp(after, Terms(minutes, LATE)))).exchange_id

    def whole(self, minutes: int = LONG, due_on: str = LATE) -> list[int]:
        """Agreed as one between Rica and Al Nour; the ids of its parts."""
        first = self.market.agreed(self.rica, self.nour, minutes, due_on)
        return [id for (id,) in self.market.rows("exchange", "id", whole_id=first)]

    def states(self, ids: list[int]) -> list[str]:
        return [self.state(id) for id in ids]


@pytest.fixture
def story(db: Database, vault: Vault, now: int) -> Iterator[Linked]:
    story = Linked(Market(db, vault, now))
    yield story
    story.market.adds_up()


# ---- more than was agreed ---------------------------------------------------------------------------------------


def test_t10_more_hours_than_agreed_count_as_agreed_and_nothing_else_moves_by_itself(story: Linked) -> None:
    id = story.agreed(2 * HOUR)
    told = moved(story.market.do(story.nour, Deliver(id, 2, 3 * HOUR)))
    assert (told.minutes, story.market.look(id).delivered_minutes) == (3 * HOUR, 2 * HOUR)
    story.market.do(story.luz, Confirm(id, 3))
    assert story.hours() == (4 * HOUR, 8 * HOUR)
    assert len(story.market.rows("exchange", "id")) == 1


def test_t10_the_rest_is_an_exchange_that_follows_once_the_receiver_accepts_it(story: Linked) -> None:
    first = story.agreed(2 * HOUR)
    story.market.do(story.nour, Deliver(first, 2, 3 * HOUR))
    after = story.followed(story.nour, first)
    one = story.market.look(after)
    assert (one.state, one.follows_id, one.receiver_id, one.provider_id) == ("proposed", first, story.luz, story.nour)
    assert story.market.balance(story.luz).held_out == 2 * HOUR
    story.market.do(story.luz, Accept(after, 1))
    assert story.market.balance(story.luz).held_out == 3 * HOUR
    for id in (first, after):
        story.market.do(story.luz, Confirm(id, story.version(id)))
    assert story.hours() == (3 * HOUR, 9 * HOUR)


def test_each_card_names_the_other_exchange_and_who_it_is_with(story: Linked) -> None:
    first = story.settled()
    after = story.followed(story.luz, first)
    for viewer in (story.luz, story.nour):
        assert story.card(first, viewer).links.goes_on == story.market.look(after).number
        assert story.card(after, viewer).links.follows == story.market.look(first).number
    assert (story.card(after, story.nour).other, story.card(after, story.luz).other) == ("Casa Luz", "Al Nour")
    story.market.do(story.nour, Decline(after, 1))
    assert story.card(first, story.luz).links.goes_on is None


def test_two_go_on_once_at_a_time(story: Linked) -> None:
    first = story.settled()
    after = story.followed(story.luz, first)
    for who in (story.luz, story.nour):
        refused = story.refuses(who, FollowUp(first, Terms(HOUR, LATE)))
        assert str(story.market.look(after).number) in str(refused.message.params)
    story.market.do(story.nour, Decline(after, 1))
    assert story.followed(story.nour, first) > after


def test_nothing_follows_what_is_not_done_and_nobody_else_goes_on_with_it(story: Linked) -> None:
    agreed = story.agreed()
    story.refuses(story.luz, FollowUp(agreed, Terms(HOUR, LATE)), Faster)
    story.refuses(story.sol, FollowUp(story.settled(), Terms(HOUR, LATE)), NotYours)


def test_what_is_too_short_or_too_long_for_an_exchange_is_not_said_as_done(story: Linked) -> None:
    id = story.agreed(2 * HOUR)
    for beyond in (1, 14, 40 * HOUR + 1):
        story.refuses(story.nour, Deliver(id, 2, 2 * HOUR + beyond))
    gift = story.agreed(0)
    story.refuses(story.nour, Deliver(gift, 2, HOUR))


@pytest.mark.parametrize("who_blocks", ["luz", "nour"])
def test_nothing_follows_between_two_of_whom_one_blocked_the_other(story: Linked, who_blocks: str) -> None:
    first = story.settled()
    story.market.do(getattr(story, who_blocks), Block(exchange_id=first))
    for who in (story.luz, story.nour):
        story.refuses(who, FollowUp(first, Terms(HOUR, LATE)))


def test_what_follows_serves_no_request_so_the_fund_gives_nothing_for_it(story: Linked) -> None:
    first = story.settled()
    after = story.followed(story.nour, first)
    story.market.do(story.luz, Accept(after, 1))
    one = story.market.look(after)
    assert one.need_id is None
    assert one.payer_account_id == story.market.account(story.luz)


def test_the_receivers_follow_up_may_take_two_people(story: Linked) -> None:
    first = story.settled()
    with story.market.db.write() as tx:
        tx.run(seconding._SET_ABOVE, organisation_id=story.luz, new_above=HOUR)
    with pytest.raises(SecondNeeded):
        story.market.do(story.luz, FollowUp(first, Terms(2 * HOUR, LATE)))
    assert len(story.market.rows("exchange", "id")) == 1


# ---- in parts ---------------------------------------------------------------------------------------------------


@given(st.integers(1, 2400 * HOUR), st.integers(2 * HOUR, 2400 * HOUR))
def test_parts_add_up_and_are_as_few_as_there_may_be(minutes: int, most: int) -> None:
    parts = sizes(minutes, most)
    assert sum(parts) == minutes
    assert all(0 < part <= most for part in parts)
    assert len(parts) == -(-minutes // most)


def test_parts_are_whole_hours_of_nearly_the_same_length() -> None:
    assert sizes(8 * HOUR, 8 * HOUR) == (480,)
    assert sizes(20 * HOUR, 8 * HOUR) == (420, 420, 360)
    assert sizes(9 * HOUR, 8 * HOUR) == (300, 240)
    assert sizes(485, 480) == (300, 185)
    assert sizes(0, 480) == (0,)


def test_their_days_go_evenly_to_the_one_that_was_agreed() -> None:
    assert days(date(2026, 12, 1), date(2026, 12, 11), 2) == ("2026-12-06", "2026-12-11")
    assert days(date(2026, 12, 1), date(2026, 12, 1), 3) == ("2026-12-01",) * 3
    assert days(date(2026, 12, 1), date(2026, 12, 2), 3) == ("2026-12-02", "2026-12-02", "2026-12-02")


def test_t04_a_long_exchange_is_accepted_once_and_becomes_parts_with_days_and_holds_of_their_own(story: Linked) -> None:
    id = story.market.proposed(story.rica, story.nour, LONG, LATE)
    assert story.card(id, story.rica).links.planned == 3
    events = story.market.do(story.rica, Accept(id, 1))
    assert [event.action for event in events if isinstance(event, Moved)] == ["accepted"]
    rows = story.market.rows("exchange", "id", "state", "minutes", "due_on", whole_id=id)
    assert [row[1:3] for row in rows] == [("agreed", 420), ("agreed", 420), ("agreed", 360)]
    assert [row[3] for row in rows] == sorted(row[3] for row in rows)
    assert rows[-1][3] == LATE
    assert len(story.market.rows("hold", "id", state="live")) == 3
    assert story.market.balance(story.rica).held_out == LONG
    assert story.market.balance(story.nour).held_in == LONG
    assert all(story.market.clock("overdue", part) for part, *_rest in rows)
    assert story.market.actions(rows[1][0]) == ["divided"]
    part = story.card(rows[1][0], story.nour)
    assert (part.links.place(part.number), len(part.links.to_come(part.number))) == (2, 1)


def test_t04_what_is_no_longer_than_the_hubs_limit_stays_one(story: Linked) -> None:
    assert story.whole(8 * HOUR) == []
    story.market.do(story.nour, Cancel(1, story.version(1)))
    assert len(story.whole(8 * HOUR + 15)) == 2


def test_t04_the_parts_are_agreed_all_or_none(story: Linked) -> None:
    short = story.market.proposed(story.luz, story.nour, LONG, LATE)
    story.refuses(story.luz, Accept(short, 1), NotEnough)
    assert (story.state(short), story.market.look(short).whole_id) == ("proposed", None)
    with story.market.db.write() as tx:
        account = owners.account_of(tx, story.nour)
        assert account is not None
        bounds.set_limits(tx, account, line=0, ceiling=6 * HOUR + 19 * HOUR, actor="hub", at=story.market.now)
    full = story.market.proposed(story.rica, story.nour, LONG, LATE)
    story.refuses(story.rica, Accept(full, 1), NotEnough)
    assert story.market.rows("hold", "id") == []


def test_t04_the_same_tap_twice_makes_the_parts_once(story: Linked) -> None:
    id = story.market.proposed(story.rica, story.nour, LONG, LATE)
    story.market.do(story.rica, Accept(id, 1), key="console same")
    story.market.do(story.rica, Accept(id, 1), key="console same")
    assert len(story.market.rows("exchange", "id")) == 3


def test_a_later_rule_of_the_hub_divides_nothing_that_was_proposed_before(story: Linked) -> None:
    id = story.market.proposed(story.rica, story.nour, LONG, LATE)
    with story.market.db.write() as tx:
        change_policy(tx, story.market.hub_id, "hub", "confirm_parts_above", 2 * HOUR, story.market.now)
    story.market.do(story.rica, Accept(id, 1))
    assert len(story.market.rows("exchange", "id", whole_id=id)) == 3


def test_each_part_is_done_and_confirmed_by_itself(story: Linked) -> None:
    first, second, third = story.whole()
    story.market.do(story.nour, Deliver(first, story.version(first)))
    story.market.do(story.rica, Confirm(first, story.version(first)))
    assert story.market.balance(story.rica).held_out == LONG - 420
    story.market.do(story.rica, Confirm(second, story.version(second), 60))  # fewer than agreed: the provider is asked
    assert story.states([first, second, third]) == ["settled", "agreed", "agreed"]
    with pytest.raises(Refusal):  # somebody else helps with it, though its request is fulfilled
        story.market.do(story.sol, Propose(listing_id=story.market.look(first).need_id, terms=Terms(HOUR, DUE)))


def test_the_later_parts_can_be_called_off_from_each_in_one_step_and_told_in_one(story: Linked) -> None:
    first, second, third = story.whole()
    events = story.market.do(story.nour, Cancel(second, story.version(second), "enfermedad", rest=True))
    assert len(events) == 1
    assert story.states([first, second, third]) == ["agreed", "cancelled", "cancelled"]
    assert story.market.balance(story.rica).held_out == 420
    story.market.do(story.rica, Cancel(first, story.version(first)))
    assert story.market.balance(story.rica).held_out == 0


def test_one_part_alone_can_be_called_off_and_a_part_counts_as_late_by_its_own_day(story: Linked) -> None:
    first, second, third = story.whole()
    story.market.do(story.rica, Cancel(second, story.version(second)))
    end = story.market.clock("overdue", first)
    assert end is not None
    story.market.now = end - 1  # the day of the first one is over
    story.market.do(story.rica, Cancel(first, story.version(first), rest=True))
    assert story.states([first, second, third]) == ["cancelled_late", "cancelled", "cancelled"]


def test_a_part_that_nobody_mentions_becomes_overdue_while_the_others_wait(story: Linked) -> None:
    first, second, third = story.whole()
    story.market.tick(story.market.clock("overdue", first))
    assert story.states([first, second, third]) == ["overdue", "agreed", "agreed"]


def test_who_acted_for_one_side_acts_for_the_other_in_none_of_the_parts(story: Linked) -> None:
    both = story.market.people[story.nour]
    story.market.joins(story.rica, both)
    _first, second, _third = story.whole()
    with pytest.raises(Refusal, match="acted for the other"):
        story.market.do(story.rica, Confirm(second, story.version(second)), person_id=both)


def test_what_follows_a_part_may_be_long_again(story: Linked) -> None:
    first, *_others = story.whole(10 * HOUR)
    story.market.do(story.rica, Confirm(first, story.version(first)))
    after = story.followed(story.nour, first, 9 * HOUR)
    story.market.do(story.rica, Accept(after, 1))
    assert [row[1] for row in story.market.rows("exchange", "id", "minutes", whole_id=after)] == [300, 240]


# ---- as the two read it -----------------------------------------------------------------------------------------


def said(card: ExchangeCard, lang: str = "es") -> str:
    return "\n".join(WORDING.say(line, Reader(lang)) for line in exchange_card(card).lines)


def test_one_card_tells_of_all_parts_and_a_cancelled_one_of_those_that_went_with_it(story: Linked) -> None:
    first, second, third = story.whole()
    told = said(story.card(first, story.nour))
    assert "parte 1 de 3" in told
    assert all(str(story.market.look(id).number) in told for id in (second, third))
    story.market.do(story.nour, Cancel(second, story.version(second), rest=True))
    ended = said(story.card(second, story.rica))
    assert "parte 2 de 3" in ended
    assert str(story.market.look(third).number) in ended
    assert str(story.market.look(third).number) not in said(story.card(first, story.rica))


def test_hours_beyond_a_part_are_the_next_ones_and_beyond_the_last_they_are_asked_for(story: Linked) -> None:
    first, second = story.whole(10 * HOUR)
    for id, offered in ((first, 0), (second, 1)):
        event = moved(story.market.do(story.nour, Deliver(id, story.version(id), 6 * HOUR)))
        lines, options = rest_offer(story.card(id, story.nour), event.minutes)
        assert (len(lines), len(options)) == (1, offered)


def test_more_of_the_same_is_for_who_opens_a_completed_card_while_nothing_follows_it(story: Linked) -> None:
    id = story.settled()
    card = story.card(id, story.luz)
    assert any(option.id.endswith(":more") for option in exchange_card(card).options)
    assert not any(option.id.endswith(":more") for option in exchange_card(card, news=True).options)
    story.followed(story.nour, id)
    assert not any(option.id.endswith(":more") for option in exchange_card(story.card(id, story.luz)).options)
