"""After ninety silent days a number may be somebody else's: who writes is asked before anything is shown."""

from __future__ import annotations

import pytest

from core.privacy import retention
from tests.faults import joins, neighbours, rows, stored, tap, to
from tests.people import joined_by_code
from tests.story import DAY, Story

QUESTION = "¿Siguen siendo \u2068Casa Luz\u2069?"


def silent(story: Story, days: int = 91) -> None:
    """Luz has a colleague, begins something, and does not write for that long."""
    neighbours(story)
    joined_by_code(story, "luz", "leo")
    story.say("luz", "necesitamos un fotógrafo secreto, 2 horas, antes del viernes")
    for _month in range(days // 30):
        story.wait(30 * DAY)
        story.say("leo", "hola")
    story.wait(days % 30 * DAY)


def test_eighty_nine_days_are_no_reason_to_ask(story: Story) -> None:
    silent(story, 89)
    assert QUESTION not in to(story.say("luz", "saldo"), "luz")[0]


@pytest.mark.parametrize(
    "words", ["saldo", "1001", "menú", "borrar mis datos", "persona", "sí", "1", "12345678", "movimientos"]
)
def test_nothing_is_shown_before_they_say_who_they_are(story: Story, words: str) -> None:
    silent(story)
    (said,) = to(story.say("luz", words), "luz")
    assert QUESTION in said
    assert "secreto" not in said
    assert "horas" not in said
    (again,) = to(story.say("luz", "movimientos"), "luz")
    assert QUESTION in again
    assert "secreto" not in stored(story, "luz")


@pytest.mark.parametrize("payload", ["m:statement", "x:1:1:acc", "q:abcd:sure:yes", "m:erase", "p:1:see", "x"])
def test_an_old_button_shows_nothing_either(story: Story, payload: str) -> None:
    silent(story)
    for _twice in range(2):
        (said,) = to(tap(story, "luz", payload), "luz")
        assert QUESTION in said


def test_a_yes_goes_on_with_what_they_wrote(story: Story) -> None:
    silent(story)
    story.say("luz", "necesitamos un contador, 3 horas, antes del viernes")
    (card,) = to(story.say("luz", "sí"), "luz")
    assert "contador" in card
    story.say("luz", "sí")
    assert [what for _id, what in rows(story, "listing", "id", "what")] == ["contador"]
    assert QUESTION not in to(story.say("luz", "saldo"), "luz")[0]


def test_a_no_takes_the_address_away_and_the_others_hear_of_it(story: Story) -> None:
    silent(story)
    story.say("luz", "hola")
    new = story.say("luz", "2")
    (said,) = to(new, "luz")
    assert "Casa Luz" not in said
    (told,) = to(new, "leo")
    assert "otra persona" in told
    (welcome,) = to(story.say("luz", "saldo"), "luz")
    assert "Te damos la bienvenida" in welcome
    assert "Casa Luz" not in to(story.say("luz", "Grupo Nuevo, Danlí"), "luz")[0]
    assert [
        screen for lane, screen in rows(story, "outbound", "lane_id", "screen") if "secreto" in screen and lane == 1
    ] == []
    assert (1, 1) in rows(story, "membership", "person_id", "organisation_id")  # the others decide about the person


def test_a_no_of_the_last_person_is_told_to_the_coordinators(story: Story) -> None:
    hub_id = story.hub()
    joins(story, "luz")
    story.langs["ana"] = "es"
    story.say("ana", story.code("coordinator", hub_id))
    for _month in range(4):
        story.wait(30 * DAY)
        story.say("ana", "menú")
    story.say("luz", "hola")
    assert any("nadie de \u2068Casa Luz\u2069" in text for text in to(story.say("luz", "no"), "ana"))


def test_stop_works_at_once(story: Story) -> None:
    silent(story)
    (said,) = to(story.say("luz", "STOP"), "luz")
    assert "No recibirás" in said or "No recibirán" in said or "mensajes" in said
    assert rows(story, "address", "id", "stopped_at")[0][1] is not None


def test_until_then_nothing_is_sent_there(story: Story) -> None:
    silent(story)
    story.say("luz", "hola")
    story.say("leo", "donar 1 hora al fondo")
    assert to(story.say("leo", "sí"), "luz") == []
    assert to(story.wait(2 * DAY), "luz") == []


def test_a_silent_phone_number_gets_nothing_even_before_it_writes(story: Story) -> None:
    neighbours(story)
    with story.db.write() as tx:
        tx.raw("UPDATE address SET channel = 'sms' WHERE id = 1")
    story.now += 91 * DAY
    assert retention.clean(story.db, story.now)["address"] == 1
    assert [at is not None for _id, at in rows(story, "address", "id", "doubted_at")] == [True, False]
    assert retention.clean(story.db, story.now)["address"] == 0


def test_two_messages_at_once_ask_once_and_show_nothing(story: Story) -> None:
    silent(story)
    messages = [story.phones.typed("luz", words, "es", story.now) for words in ("saldo", "movimientos")]
    for one in messages:
        story.handle(one)
    assert all(QUESTION in text for text in to(story.deliver(), "luz"))


def test_a_coordinator_without_an_organisation_is_asked_too(story: Story) -> None:
    hub_id = story.hub()
    story.langs["ana"] = "es"
    story.say("ana", story.code("coordinator", hub_id))
    story.now += 91 * DAY
    assert "misma persona" in to(story.say("ana", "coordinación"), "ana")[0]


def test_a_newcomer_who_never_joined_is_not_asked(story: Story) -> None:
    story.hub()
    story.langs["sol"] = "es"
    story.say("sol", "hola")
    story.now += 91 * DAY
    assert "bienvenida" in to(story.say("sol", "hola"), "sol")[0]
