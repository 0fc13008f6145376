"""What is said about an exchange afterwards: completed, shown, answered, reported, told to later partners."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import bindparam, insert, select

from core import reviews
from core.commands import Confirm, Deliver, EraseMe, Review
from core.commands.reviewing import HideReview, ReplyReview, ReportReview
from core.db import Database, Q
from core.errors import Faster, NotYours, Refusal
from core.exchange_cards import card_of, relied_of
from core.opinions import opinions_for
from core.tables import coordinator, review
from core.vault import Vault
from tests.conftest import NOW
from tests.market import HOUR, Market

_COORDINATES = Q(
    insert(coordinator).values({name: bindparam(name) for name in ("hub_id", "person_id", "since")}).inline()
)


class Story:
    """Luz receives of Nour; Sol coordinates."""

    def __init__(self, market: Market) -> None:
        self.market = market
        self.luz = market.organisation("Casa Luz")
        self.nour = market.organisation("Nour")
        self.sol = market.organisation("Sol")
        with market.db.write() as tx:
            tx.run(_COORDINATES, hub_id=market.hub_id, person_id=market.people[self.sol], since=NOW)

    def sealed(self, words: str) -> str:
        return self.market.vault.seal(words).decode()

    def tapped(self) -> int:
        """Received, on time: an opinion of one word."""
        id = self.market.agreed(self.luz, self.nour, HOUR)
        self.market.do(self.nour, Deliver(id, 2))
        self.market.do(self.luz, Confirm(id, 3, on_time=True))
        return id

    def closed(self, text: str = "Muy bien") -> int:
        """Both have said how it was."""
        id = self.tapped()
        self.market.do(self.luz, Review(id, as_promised=True, stars=4, text=text, lang="es"))
        self.market.do(self.nour, Review(id, stars=5, text="شكرا لكم", lang="ar"))
        return id

    def state(self, id: int) -> str:
        return str(self.market.look(id).state)

    def shown(self, id: int) -> list[reviews.Shown]:
        with self.market.db.read() as tx:
            return reviews.of_exchange(tx, id)

    def said(self, token: Any) -> str:
        return self.market.vault.open(token.token.encode()) if token else ""

    def refuses(self, who: int, command: Any, error: type[Refusal]) -> None:
        with pytest.raises(error):
            self.market.do(who, command)


@pytest.fixture
def story(db: Database, vault: Vault) -> Story:
    return Story(Market(db, vault, NOW))


def test_who_only_tapped_says_the_rest_afterwards_and_what_the_tap_said_stands(story: Story) -> None:
    id = story.tapped()
    story.market.do(story.luz, Review(id, as_promised=False, stars=2, text="Faltó una parte", lang="es"))
    assert story.shown(id) == []
    story.refuses(story.luz, Review(id, stars=5), Faster)
    story.market.do(story.nour, Review(id, stars=5))
    assert story.state(id) == "closed"
    first = next(one for one in story.shown(id) if one.by_id == story.luz)
    assert (first.on_time, first.as_promised, first.stars, story.said(first.words)) == (
        True,
        False,
        2,
        "Faltó una parte",
    )


def test_a_partner_who_is_quick_does_not_cut_off_who_only_tapped(story: Story) -> None:
    id = story.tapped()
    story.market.do(story.nour, Review(id, stars=5))
    assert (story.state(id), story.shown(id)) == ("settled", [])
    story.market.do(story.luz, Review(id, stars=3))
    assert (story.state(id), len(story.shown(id))) == ("closed", 2)


def test_after_three_days_a_tap_counts_as_it_stands(story: Story) -> None:
    id = story.tapped()
    story.market.do(story.nour, Review(id, stars=5))
    first = story.market.clock("review_reminder_1", id)
    assert first is not None
    story.market.tick(first)
    assert story.state(id) == "closed"
    later = story.tapped()
    reminder = story.market.clock("review_reminder_1", later)
    assert reminder is not None
    story.market.tick(reminder)
    assert story.state(later) == "settled"
    story.market.do(story.nour, Review(later, stars=5))
    assert story.state(later) == "closed"


def test_one_reply_each_and_only_once_it_is_shown(story: Story) -> None:
    id = story.tapped()
    story.refuses(story.nour, ReplyReview(id, story.sealed("antes"), "es"), NotYours)
    story.market.do(story.luz, Review(id, stars=2, text="Tarde"))
    story.market.do(story.nour, Review(id, stars=5))
    story.market.do(story.nour, ReplyReview(id, story.sealed("Escríbanos a casa@luz.org"), "es"))
    ours = next(one for one in story.shown(id) if one.by_id == story.nour)
    assert story.said(ours.reply) == "Escríbanos a •••"
    story.refuses(story.nour, ReplyReview(id, story.sealed("otra vez"), "es"), Faster)
    story.market.do(story.luz, ReplyReview(id, story.sealed("Gracias"), "es"))
    story.refuses(story.sol, ReplyReview(id, story.sealed("yo"), "es"), NotYours)


def test_who_said_nothing_may_still_reply_when_the_time_is_over(story: Story) -> None:
    id = story.market.agreed(story.luz, story.nour, HOUR)
    story.market.do(story.luz, Confirm(id, 2))
    story.market.do(story.luz, Review(id, stars=1, text="Mal"))
    end = story.market.clock("review", id)
    assert end is not None
    at = story.market.clock("review_reminder_1", id)
    assert at is not None
    story.market.tick(at)
    story.market.tick(end)
    story.market.do(story.nour, ReplyReview(id, story.sealed("Lo sentimos"), "es"))
    mine = next(one for one in story.shown(id) if one.by_id == story.nour)
    assert (mine.stars, story.said(mine.reply)) == (None, "Lo sentimos")


def test_reported_words_are_taken_away_by_a_coordinator_of_neither_side_and_kept(story: Story) -> None:
    id = story.closed("Son unos ladrones")
    story.refuses(story.sol, HideReview(id, story.luz), NotYours)  # nothing is reported yet
    story.market.do(story.nour, ReportReview(id, "Nos insultan"))
    story.refuses(story.luz, HideReview(id, story.luz), NotYours)
    story.market.do(story.sol, HideReview(id, story.luz))
    with story.market.db.read() as tx:
        theirs = opinions_for(tx, id, story.nour).theirs
        kept = tx.all(Q(select(review.c.sealed).where(review.c.by_id == story.luz)))
    assert theirs is not None
    assert (theirs.hidden, theirs.words, theirs.stars) == (True, None, 4)
    assert [story.market.vault.open(bytes(words)) for (words,) in kept] == ["Son unos ladrones"]
    assert story.market.actions(id)[-2:] == ["review_reported", "words_hidden"]
    story.refuses(story.nour, ReportReview(id, "otra vez"), NotYours)
    story.refuses(story.sol, HideReview(id, story.luz), Faster)


def test_who_belongs_to_a_side_takes_no_words_away(story: Story) -> None:
    id = story.closed()
    story.market.do(story.nour, ReportReview(id, "no"))
    story.market.joins(story.nour, story.market.people[story.sol])
    story.refuses(story.sol, HideReview(id, story.luz), Refusal)


def test_what_others_say_is_told_where_three_have_said_it_with_a_prior(story: Story) -> None:
    story.closed()
    for name in ("Uno", "Dos"):
        with story.market.db.read() as tx:
            assert relied_of(tx, story.nour)[3:] == (0, 0, 0)
        other = story.market.organisation(name)
        id = story.market.agreed(other, story.nour, 30)
        story.market.do(other, Confirm(id, 2, on_time=True))
        story.market.do(other, Review(id, as_promised=name == "Uno", stars=1))
        story.market.do(story.nour, Review(id, stars=5))
    asked = story.market.proposed(story.nour, story.sol)  # Sol decides about it
    with story.market.db.read() as tx:
        card = card_of(tx, asked, story.sol)
    assert card is not None
    assert card.relied == (3, 3, 3, 2, 3, 3)  # stars: (4 + 1 + 1 + twice 4) / 5, to the nearest


def test_words_about_an_organisation_are_read_by_who_agreed_with_it_and_not_before(story: Story) -> None:
    story.closed("Cumplen")
    asked = story.market.proposed(story.sol, story.nour)
    with story.market.db.read() as tx:
        before = card_of(tx, asked, story.sol)
    agreed = story.market.agreed(story.sol, story.nour, 30)
    with story.market.db.read() as tx:
        after, own = card_of(tx, agreed, story.sol), reviews.about(tx, story.nour, story.luz, 3)
        words = reviews.about(tx, story.nour, story.sol, 3)
    assert before is not None
    assert after is not None
    assert (before.told_of, after.told_of, own) == (False, True, [])
    assert [story.said(one.words) for one in words] == ["Cumplen"]


def test_who_is_forgotten_leaves_no_words_and_no_reply(story: Story) -> None:
    id = story.closed()
    story.market.do(story.luz, ReplyReview(id, story.sealed("De nada"), "es"))
    story.market.do(story.luz, EraseMe())
    mine = next(one for one in story.shown(id) if one.by_id == story.luz)
    assert (mine.words, mine.reply, mine.stars) == (None, None, 4)
