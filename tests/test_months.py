"""Days of small hubs, played by people who press, type, forget and come back, over a network that misbehaves.

`python -m tests.months --seeds 200` plays whole months of other seeds, with `--on postgresql` there.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from random import Random

import pytest

from bot.wording import Wording
from core.policy import HOUR_MS
from tests.lives.play import on_postgres, on_sqlite
from tests.months.network import Network
from tests.months.phone import Posted
from tests.months.play import Played, play, shortest
from tests.months.town import Town

_DAYS = 3


def holds(played: Played) -> None:
    assert not played.broken, "\n".join((f"seed {played.seed}: {played.broken}", "before that:", *played.story))
    assert played.done["words"] > 10


@pytest.mark.costly
@pytest.mark.parametrize("seed", [2, 5])
def test_days_of_a_hub_go_as_they_must_on_sqlite(sqlite_template: Path, seed: int) -> None:
    holds(play(on_sqlite(sqlite_template), seed, Wording(), _DAYS))


def test_days_of_a_hub_go_as_they_must_on_postgresql(postgres_template: str) -> None:
    holds(play(on_postgres(postgres_template), 3, Wording(), 2))


def test_a_seed_plays_the_same_days_again(sqlite_template: Path) -> None:
    one, two = (play(on_sqlite(sqlite_template), 4, Wording(), 1) for _time in range(2))
    assert one.done == two.done


def test_what_is_texted_while_the_machine_is_off_is_heard_also_where_the_month_ends_meanwhile(
    sqlite_template: Path,
) -> None:
    db, gone = on_sqlite(sqlite_template)()
    town, texted = Town(db, 1, Wording(), 1), list[Posted]()

    def texts() -> None:
        phone = next(who.phone for who in town.people if who.phone.channel == "sms")
        texted.extend(one for one in [phone.types("hola", town.now)] if one)
        town.mail(texted[0])

    town.at(town.begin + 20 * HOUR_MS, lambda: town.fall_down(48))
    town.at(town.begin + 21 * HOUR_MS, texts)
    town.play()
    db.close()
    gone()
    assert [(one.channel, one.id) in town.watch.heard for one in texted] == [True]


def test_of_a_month_that_breaks_the_shortest_is_found() -> None:
    def again(days: int, most: int) -> Played:
        broken = "it broke" if days >= 11 and most >= 3 else ""
        return Played(1, broken, (), Counter(), days, min(most, 5))

    found = shortest(again(30, 6), again)
    assert (found.days, found.organisations) == (11, 3)


def test_what_was_under_way_when_a_worker_died_may_arrive_once_more_and_nothing_else() -> None:
    network = Network(Random(1), lambda *_arrived: None)
    network.under_way = {1, 2}
    network.lost([2, 3])
    network.lost([1])
    network.close()
    assert network.excused == {2: 1}
