"""The morning before the agreed day both sides are reminded of it, once."""

from __future__ import annotations

import pytest

from tests.faults import neighbours, states, tap, to, version
from tests.story import DAY, Story

HOUR = 3_600_000


@pytest.fixture
def story(story: Story) -> Story:
    neighbours(story)
    return story


def agreed(story: Story, day: str) -> None:
    story.say("mar", "ofrecemos contabilidad")
    story.say("mar", "sí")
    story.say("luz", f"necesitamos contabilidad, 2 horas, {day}")
    story.say("luz", "sí")
    tap(story, "mar", f"x:1:{version(story)}:prop")
    tap(story, "luz", f"x:1:{version(story)}:acc")
    assert states(story) == ["agreed"]


def heard(story: Story, days: int) -> list[tuple[str, str]]:
    """What arrives in that time, the clocks looked at every hour, of the day that is near."""
    told = [one for _hour in range(days * 24) for one in story.wait(HOUR)]
    return [(who, text) for who, text in told if "el día acordado es" in text]


def test_both_hear_of_it_the_morning_before(story: Story) -> None:
    agreed(story, "el viernes")
    assert heard(story, 1) == []
    told = heard(story, 1)
    assert sorted(who for who, _text in told) == ["luz", "mar"]
    assert all("Recordatorio: el día acordado es el viernes 27 de noviembre." in text for _who, text in told)
    assert all("contabilidad" in text for _who, text in told)
    assert heard(story, 3) == []


def test_a_weekend_does_not_move_it_to_the_day_itself(story: Story) -> None:
    agreed(story, "el lunes 30")
    assert heard(story, 4) == []  # until Saturday noon
    assert len(heard(story, 1)) == 2


def test_what_is_agreed_for_tomorrow_needs_no_reminder(story: Story) -> None:
    agreed(story, "mañana")
    assert heard(story, 3) == []


def test_another_day_is_reminded_of_instead(story: Story) -> None:
    agreed(story, "el viernes")
    tap(story, "mar", f"x:1:{version(story)}:day")
    story.say("mar", "el lunes 30")
    story.say("mar", "sí")
    tap(story, "luz", f"x:1:{version(story)}:dayok")
    assert heard(story, 4) == []
    assert [text for who, text in heard(story, 1) if who == "luz" and "lunes 30 de noviembre" in text]


@pytest.mark.parametrize("ended", ["done", "cancel"])
def test_what_is_done_or_called_off_is_not_reminded_of(story: Story, ended: str) -> None:
    agreed(story, "el viernes")
    if ended == "done":
        tap(story, "mar", f"x:1:{version(story)}:done")
    else:
        tap(story, "mar", f"x:1:{version(story)}:cancel")
        story.say("mar", "1")
        story.say("mar", "sí")
    assert states(story) != ["agreed"]
    assert heard(story, 3) == []


def test_a_worker_that_was_away_does_not_remind_of_a_day_that_has_come(story: Story) -> None:
    agreed(story, "el viernes")
    assert not any("el día acordado es" in text for text in to(story.wait(4 * DAY), "luz"))


def test_the_buttons_of_before_still_work_after_it(story: Story) -> None:
    agreed(story, "el viernes")
    before = version(story)
    heard(story, 2)
    assert version(story) == before


def test_a_weekday_that_is_asked_for_instead_is_the_one_next_to_the_agreed_day(story: Story) -> None:
    agreed(story, "el lunes 30")
    tap(story, "mar", "x:1:0:see")
    read = "\n".join(to(story.say("mar", "no podemos el lunes, ¿podemos el miércoles?"), "mar"))
    assert "miércoles 2 de diciembre" in read
    assert "lunes 30 de noviembre" in read


def test_this_wednesday_is_this_wednesday(story: Story) -> None:
    agreed(story, "el lunes 30")
    tap(story, "mar", "x:1:0:see")
    assert "miércoles 25 de noviembre" in "\n".join(to(story.say("mar", "mejor este miércoles"), "mar"))


def test_who_cancels_once_the_day_is_over_reads_that_it_is_late_and_so_does_the_other(story: Story) -> None:
    agreed(story, "el viernes")
    story.wait(5 * DAY)  # Sunday: nobody has been asked yet
    assert "Ya pasó el plazo para cancelar sin más" in to(tap(story, "mar", f"x:1:{version(story)}:cancel"), "mar")[0]
    story.say("mar", "sí")
    (told,) = to(story.say("mar", "saltar"), "luz")
    assert told.startswith("\u2068Casa Mar\u2069 canceló el intercambio, ya fuera de plazo.")
    assert states(story) == ["cancelled_late"]
