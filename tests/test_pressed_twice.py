"""On a bad line people press the same button again: it was done, and nobody else changed anything."""

from __future__ import annotations

import pytest

from core.db import Database
from core.vault import Vault
from tests.faults import adds_up, agreed, proposed, states, suggested, tap, to, truth, version
from tests.story import SECOND, Story, TelegramPhones, telling

DONE = "Eso ya está hecho. Ahora está así:"
CHANGED = "Esto cambió mientras tanto. Ahora está así:"


def twice(story: Story, who: str, verb: str) -> str:
    """The button of the card that is on the screen, pressed twice; what the second press is told."""
    payload = f"x:1:{version(story)}:{verb}"
    tap(story, who, payload)
    after = truth(story)
    (text,) = to(tap(story, who, payload), who)
    assert truth(story) == after
    return text


@pytest.mark.parametrize(("verb", "state"), [("prop", "proposed"), ("no", "declined")])
def test_an_answer_to_a_suggestion_is_said_to_be_done_with_the_card(story: Story, verb: str, state: str) -> None:
    suggested(story)
    assert twice(story, "mar", verb).startswith(DONE)
    assert states(story) == [state]


def test_each_step_up_to_the_hours_that_move_is_said_to_be_done(story: Story) -> None:
    proposed(story)
    for who, verb in (("luz", "acc"), ("mar", "done"), ("luz", "ok")):
        assert twice(story, who, verb).startswith(DONE)
    assert states(story) == ["settled"]
    adds_up(story)


def test_what_the_other_side_changed_is_said_to_have_changed(story: Story) -> None:
    proposed(story)
    payload = f"x:1:{version(story)}:acc"
    tap(story, "mar", f"x:1:{version(story)}:back")
    (text,) = to(tap(story, "luz", payload), "luz")
    assert text.startswith(CHANGED)


def test_another_button_of_the_same_old_card_is_not_what_was_done(story: Story) -> None:
    proposed(story)
    before = version(story)
    tap(story, "luz", f"x:1:{before}:acc")
    (text,) = to(tap(story, "luz", f"x:1:{before}:no"), "luz")
    assert text.startswith(CHANGED)
    assert states(story) == ["agreed"]


def test_a_word_in_between_changes_nothing_about_it(story: Story) -> None:
    agreed(story)
    payload = f"x:1:{version(story)}:done"
    tap(story, "mar", payload)
    story.say("mar", "saldo")
    assert to(tap(story, "mar", payload), "mar")[0].startswith(DONE)


def test_the_yes_under_a_draft_is_said_to_be_done_but_not_where_it_was_cancelled(
    db: Database, vault: Vault, now: int
) -> None:
    with telling(db, vault, now, "telegram") as story:
        story.hub()
        story.langs["luz"] = "es"
        story.say("luz", "/start")
        story.say("luz", "Casa Luz, Tegucigalpa")
        story.say("luz", "ofrecemos contabilidad a distancia")
        assert isinstance(story.phones, TelegramPhones)
        publish = [story.phones.tapped("luz", "Publicar", story.now) for _time in range(2)]
        story.send(publish[0])
        ((_who, text),) = story.send(publish[1])
        assert text.startswith("Eso ya se hizo.")
        story.say("luz", "ofrecemos clases de guitarra")
        publish = [story.phones.tapped("luz", label, story.now) for label in ("Cancelar", "Publicar")]
        story.send(publish[0])
        ((_who, text),) = story.send(publish[1])
        assert text.startswith("Esa lista es de antes.")


def test_a_coordinators_second_press_is_said_to_be_done(story: Story) -> None:
    suggested(story)
    story.say("coco", story.code("coordinator", 1))
    tap(story, "coco", f"x:1:{version(story)}:mute")
    (text,) = to(tap(story, "coco", f"x:1:{version(story) - 1}:mute"), "coco")
    assert "Eso ya se hizo." in text
    assert states(story) == ["withdrawn"]


def as_on_a_telephone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.on_screen.AT_ONCE", "nowhere")


@pytest.mark.parametrize("between", [0, 900, 2_000])
def test_a_number_that_went_out_twice_counts_once(story: Story, monkeypatch: pytest.MonkeyPatch, between: int) -> None:
    as_on_a_telephone(monkeypatch)
    proposed(story)
    story.say("luz", "1001")
    story.handle(story.phones.typed("luz", "1", "es", story.now))
    story.step()  # the answer is sent, and nobody can have read it yet
    assert states(story) == ["agreed"]
    accepted = truth(story)
    story.now += between
    story.say("luz", "1")
    assert truth(story) == accepted
    adds_up(story)


def test_a_number_that_answers_what_was_read_counts_however_often(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_on_a_telephone(monkeypatch)
    proposed(story)
    story.say("luz", "1001")
    for state in ("agreed", "agreed", "settled"):  # in between it is asked whether that is meant
        story.wait(6 * SECOND)
        story.say("luz", "1")
        assert states(story) == [state]


def test_the_number_by_which_they_agreed_does_not_settle_before_it_is_chosen_again(story: Story) -> None:
    suggested(story)
    for who, state in (("mar", "proposed"), ("luz", "agreed")):
        story.say(who, "1001")
        story.say(who, "1")
        assert states(story) == [state]
        (asked,) = to(story.say(who, "1"), who)
        assert "elígelo otra vez" in asked
        assert states(story) == [state]
    story.say("luz", "1")
    assert states(story) == ["settled"]
    adds_up(story)


@pytest.mark.parametrize("between", ["hola", "1001", "menú"])
def test_a_number_of_a_screen_that_was_asked_for_since_does_what_it_says(story: Story, between: str) -> None:
    proposed(story)
    story.say("luz", "1001")
    story.say("luz", "1")
    story.say("luz", between)
    story.say("luz", "1001")
    story.say("luz", "1")
    assert states(story) == ["settled"]


def test_an_hour_later_the_same_number_is_meant(story: Story) -> None:
    proposed(story)
    story.say("luz", "1001")
    story.say("luz", "1")
    story.wait(60 * 60 * SECOND)
    story.say("luz", "1")
    assert states(story) == ["settled"]


def test_who_is_asked_whether_it_came_answers_with_the_same_number(story: Story) -> None:
    agreed(story)
    tap(story, "mar", f"x:1:{version(story)}:done")
    story.say("luz", "necesitamos un electricista, 2 horas, mañana")
    story.say("luz", "1")
    story.say("luz", "1001")
    story.say("luz", "1")
    assert states(story) == ["settled"]
