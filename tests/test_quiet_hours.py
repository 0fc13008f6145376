"""Quiet hours of one's own: chosen or written, they decide when an alert comes, on every channel."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.understand.calendar.night import night_in
from core.calendar import HOUR, after_quiet, next_morning, quiet
from core.commands.safety import SetNight
from core.errors import Bug
from tests.faults import offered_far_away, rows, to
from tests.members import Town
from tests.story import Story
from tests.test_held import ZONE, asks


def hour(of: int) -> int:
    return int(datetime(2026, 11, 24, of, 30, tzinfo=UTC).timestamp() * 1000)


@pytest.mark.parametrize(
    ("night", "hours"),
    [
        ((21, 8), {21, 22, 23, *range(8)}),
        ((20, 10), {20, 21, 22, 23, *range(10)}),
        ((1, 6), set(range(1, 6))),
        ((0, 0), set()),
    ],
)
def test_a_night_is_the_hours_between_and_ends_at_its_last(night: tuple[int, int], hours: set[int]) -> None:
    assert {of for of in range(24) if quiet(hour(of), "UTC", night)} == hours
    for of in range(24):
        ends = after_quiet(hour(of), "UTC", night)
        assert (ends == hour(of)) == (of not in hours)
        if of in hours:
            assert datetime.fromtimestamp(ends / 1000, UTC).hour == night[1]
            assert 0 < ends - hour(of) < 24 * HOUR


@pytest.mark.parametrize(
    ("words", "night"),
    [
        ("no me escriban después de las 20", (20, 8)),
        ("don't write after 8 pm", (20, 8)),
        ("after 8", (20, 8)),
        ("لا تكتبوا لي بعد الساعة ٢٠", (20, 8)),
        ("pas avant 10 h", (21, 10)),
        ("de 22:30 a 7:30", (22, 7)),
        ("from 9 to 7", (21, 7)),
        ("das 8 às 8", (20, 8)),
        ("entre 24 y 6", (0, 6)),
        ("quiet hours", None),
        ("de 1 a 2 a 3", None),
        ("after 31", None),
    ],
)
def test_hours_in_words(words: str, night: tuple[int, int] | None) -> None:
    assert night_in(words) == night


@pytest.fixture
def story(story: Story) -> Story:
    offered_far_away(story)
    return story


def until_seven_in_the_evening(story: Story) -> None:
    story.wait(after_quiet(next_morning(story.now, ZONE), ZONE) - story.now + 10 * HOUR)


def test_who_wants_nothing_after_18_reads_it_at_their_own_hour(story: Story) -> None:
    assert "18:00" in to(story.say("sol", "no me escriban después de las 18"), "sol")[0]
    until_seven_in_the_evening(story)
    assert to(asks(story), "sol") == []
    assert to(story.wait(12 * HOUR), "sol") == []
    assert to(story.wait(2 * HOUR), "sol")


def test_who_wants_no_quiet_hours_is_written_to_at_night(story: Story) -> None:
    story.say("sol", "horas de silencio")
    story.say("sol", "5")
    until_seven_in_the_evening(story)
    story.wait(4 * HOUR)
    assert to(asks(story), "sol")


def test_the_usual_hours_are_kept_as_none_of_their_own(story: Story) -> None:
    story.say("sol", "de 9 a 7")
    for words, kept in (("horas de silencio", [(None, None)] * 2), ("4", [(20, 10), (None, None)])):
        story.say("sol", words)
        assert sorted(rows(story, "person", "quiet_from", "quiet_until"), key=str) == kept
    story.say("sol", "horas de silencio")
    story.say("sol", "1")
    assert set(rows(story, "person", "quiet_from", "quiet_until")) == {(None, None)}


def test_no_other_hours_are_kept(town: Town) -> None:
    with pytest.raises(Bug):
        town.do(town.member("Casa Luz").person_id, SetNight(25, 3))
