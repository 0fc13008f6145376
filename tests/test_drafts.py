"""A draft that waits for its yes: what is true of it when the yes comes, and what else goes on meanwhile."""

from __future__ import annotations

from tests.faults import joins, rows, states, suggested, tap, to, version
from tests.people import joined_by_code
from tests.story import DAY, Story

ASKED = "necesitamos traducción, 3 horas, el viernes"


def listings(story: Story) -> int:
    return len(rows(story, "listing", "id"))


def test_two_colleagues_with_one_draft_open_publish_it_once(story: Story) -> None:
    story.hub()
    joins(story, "luz")
    joined_by_code(story, "luz", "leo")
    for who in ("luz", "leo"):
        story.say(who, ASKED)
    story.say("luz", "sí")
    (asked,) = to(story.say("leo", "sí"), "leo")
    assert "Esto cambió mientras tanto" in asked
    assert "Ya publicaron algo así" in asked
    assert listings(story) == 1
    assert "no se envió nada" in to(story.say("leo", "3"), "leo")[0]


def test_who_means_another_one_publishes_it_with_the_second_yes(story: Story) -> None:
    story.hub()
    joins(story, "luz")
    joined_by_code(story, "luz", "leo")
    for who in ("luz", "leo"):
        story.say(who, ASKED)
    story.say("luz", "sí")
    story.say("leo", "1")
    assert listings(story) == 1
    story.say("leo", "1")
    assert listings(story) == 2


def test_an_alert_beside_a_draft_that_was_left_for_days_has_numbers_and_the_draft_waits(story: Story) -> None:
    suggested(story)
    story.say("luz", ASKED)
    story.wait(DAY + DAY // 12)
    (asked, *_) = to(tap(story, "mar", f"x:1:{version(story)}:prop"), "luz")
    assert "1. Aceptar" in asked
    (done,) = to(story.say("luz", "1"), "luz")
    assert states(story) == ["agreed"]
    assert "traducción" in done  # and the draft is back
    story.say("luz", "sí")
    assert listings(story) == 3


def test_an_alert_beside_a_draft_of_today_leaves_the_numbers_to_the_draft(story: Story) -> None:
    suggested(story)
    story.say("luz", ASKED)
    (asked, *_) = to(tap(story, "mar", f"x:1:{version(story)}:prop"), "luz")
    assert "1. Aceptar" not in asked
    story.say("luz", "1")
    assert (states(story), listings(story)) == (["proposed"], 3)
