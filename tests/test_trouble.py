"""What fails again and again is said once, then each hour with how long it lasts, and once when it is over."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

import pytest

from bot import upkeep
from bot.channels.channel import Unreachable
from bot.house import House
from bot.trouble import DATABASE, HOUR_S, Trouble, span
from bot.upkeep import LOOK_S, chores
from core.db import Database
from core.errors import Unavailable
from core.settings import Settings
from tests.test_house import Ended, Missing

log = logging.getLogger("tests.trouble")
WHAT = "whatsapp cannot be asked what was missed"


class Clock:
    """Tells seconds, and passes them instead of sleeping; it ends the story when its time is up."""

    def __init__(self, ends_s: float = 1e9) -> None:
        self.now, self._ends_s = 0.0, ends_s

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds
        if self.now > self._ends_s:
            raise Ended


@pytest.fixture
def said(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.INFO)
    return caplog


def lines(said: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in said.records if WHAT in record.getMessage()]


def test_safety_14_a_provider_that_is_away_for_a_night_is_said_once_and_each_hour(
    sqlite_db: Database, monkeypatch: pytest.MonkeyPatch, said: pytest.LogCaptureFixture
) -> None:
    clock, night = Clock(8.5 * HOUR_S), int(8 * HOUR_S / LOOK_S)
    monkeypatch.setattr(upkeep, "Trouble", lambda log, what: Trouble(log, what, clock))
    channel = Missing(*[Unreachable("timeout")] * night)
    house = House(Settings(sqlite_db.url, ("a key of the tests, a key of the tests",)), hears=False, db=sqlite_db)
    asks = chores(house, {"whatsapp": channel}, clock.sleep)  # type: ignore[dict-item]
    for other in (asks[0], *asks[2:]):
        other.close()
    with pytest.raises(Ended):
        asyncio.run(asks[1])
    assert len(channel.asked) > night
    assert lines(said) == [
        f"{WHAT} (timeout); tried again",
        *(f"{WHAT} (timeout), for {hour} h 0 min now; tried again" for hour in range(1, 8)),
        f"{WHAT}: that is over, after 8 h 0 min",
    ]
    house.bell.close()


def test_safety_14_a_new_reason_is_said_at_once_and_a_new_trouble_begins_anew(said: pytest.LogCaptureFixture) -> None:
    clock = Clock()
    trouble = Trouble(log, WHAT, clock)
    for second, why in enumerate(("timeout", "timeout", "503", "timeout", "503")):
        clock.now = float(second)
        trouble.met(why)
    trouble.over()
    trouble.over()
    trouble.met("timeout")
    assert lines(said) == [
        f"{WHAT} (timeout); tried again",
        f"{WHAT} (503), for 2 s now; tried again",
        f"{WHAT}: that is over, after 4 s",
        f"{WHAT} (timeout); tried again",
    ]


def test_safety_14_whatever_a_chore_raises_is_told_apart_and_ends_nothing(said: pytest.LogCaptureFixture) -> None:
    trouble = Trouble(log, WHAT, Clock())

    def failing(error: Exception) -> Any:
        async def work() -> None:
            raise error

        return work

    async def fine() -> None:
        """Nothing is amiss."""

    async def story() -> list[bool]:
        works = (failing(Unavailable("away")), failing(Unreachable("503")), failing(ValueError("a name")), fine)
        return [await trouble.attempt(work) for work in works]

    assert asyncio.run(story()) == [False, False, False, True]
    assert [record.levelno for record in said.records] == [logging.WARNING] * 2 + [logging.ERROR, logging.WARNING]
    assert DATABASE in lines(said)[0]
    assert "(503)" in lines(said)[1]
    assert "(ValueError)" in lines(said)[2]
    assert "a name" not in "".join(lines(said))


def test_spans_are_said_in_two_units() -> None:
    assert [span(s) for s in (0, 59.6, 61, 3599, 3600, 90_061)] == [
        "0 s",
        "1 min 0 s",
        "1 min 1 s",
        "59 min 59 s",
        "1 h 0 min",
        "25 h 1 min",
    ]
