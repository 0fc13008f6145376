"""Who broke agreements falls behind an equal; what the other side broke, or a coordinator excused, moves nobody."""

from __future__ import annotations

import pytest

from core import matching
from core.commands import Cancel
from core.commands.trouble import Excuse, NoShow
from core.db import Database
from core.listings.kept import load
from core.matching.fairness import NOTHING, Record, records
from core.vault import Vault
from tests.market import Market
from tests.test_exchange import Trouble

SOON = "2026-11-24"  # so that calling it off is late


@pytest.fixture
def story(db: Database, vault: Vault, now: int) -> Trouble:
    return Trouble(Market(db, vault, now))


def record(story: Trouble, kind: str, organisation_id: int) -> Record:
    with story.market.db.read() as tx:
        return records(tx, kind, [organisation_id], story.market.now).get(organisation_id, NOTHING)


def broken(story: Trouble) -> tuple[int, int]:
    """Of who gives (nour) and of who receives (luz)."""
    return record(story, "offer", story.nour).broken, record(story, "need", story.luz).broken


def test_who_called_off_late_broke_it_and_the_other_side_did_not(story: Trouble) -> None:
    first = story.agreed(due_on=SOON)
    story.market.do(story.luz, Cancel(first, 2, "no podemos"))
    assert broken(story) == (0, 1)
    second = story.agreed(due_on=SOON)
    story.market.do(story.nour, Cancel(second, 2, "se fue la luz"))
    assert broken(story) == (1, 1)
    story.market.do(story.sol, Excuse(second, 3, "outage"))
    assert broken(story) == (0, 1)


def test_who_did_not_come_broke_it_and_who_waited_did_not(story: Trouble) -> None:
    why = story.sealed("la puerta estaba cerrada")
    first = story.overdue()
    story.market.do(story.sol, NoShow(first, 3, story.luz, why))
    assert broken(story) == (0, 1)
    second = story.overdue()
    story.market.do(story.sol, NoShow(second, 3, story.nour, why))
    assert broken(story) == (1, 1)


def test_who_broke_one_falls_behind_an_equal_that_was_shown_as_often(story: Trouble) -> None:
    market = story.market
    other = market.organisation("Casa Nueva")
    story.agreed(due_on=SOON)
    market.agreed(story.luz, other, due_on=SOON)
    need = market.listing("need", story.luz)
    offers = [market.listing("offer", owner) for owner in (story.nour, other)]
    with market.db.write() as tx:
        for id in (need, *offers):
            posted = load(tx, id)
            assert posted is not None
            matching.index(tx, posted)

    owners = dict(zip(offers, (story.nour, other), strict=True))

    def first() -> list[int]:
        with market.db.read() as tx:
            posted = load(tx, need)
            assert posted is not None
            return [owners[one.listing_id] for one in matching.find(tx, posted, 2)]

    before = first()
    late = market.rows("exchange", "id", "provider_id")
    id = next(id for id, provider in late if provider == before[0])
    market.do(before[0], Cancel(id, 2, "no podemos"))
    assert first() == before[::-1]
