"""A coordinator sees to a suggestion in one tap, hears of requests that nobody fits, and everybody on Mondays."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import text

from bot.notices import Notices
from core.accounts.verify import verify
from core.calendar import next_monday
from core.commands import Post, Propose, Terms
from core.commands.caring import Mute, Release, RemindBoth, TakeCare
from core.coordination.caring import care_of
from core.db import Database
from core.errors import Faster, NotYours, Refusal
from core.events import Joined, Moved, Posted, WeeklyDue
from core.messages import load
from core.policy import DAY_MS, HOUR_MS
from core.vault import Vault
from tests.faults import rows
from tests.members import Town
from tests.story import Story, telling

ZONE = "America/Tegucigalpa"


# ---- who may, and what it does ----------------------------------------------------------------------------------


def suggestion(town: Town) -> tuple[int, Joined, Joined]:
    """Two organisations put together: the exchange, who needs and who offers."""
    sol, luz = town.member("Estudio Norte"), town.member("Casa Luz")
    town.do(sol.person_id, Post("offer", "contabilidad", remote=True))
    event = town.do(luz.person_id, Post("need", "contabilidad", minutes=120, remote=True))[0]
    assert isinstance(event, Posted)
    return event.matches[0], luz, sol


def holder(town: Town, exchange_id: int) -> int | None:
    with town.db.read() as tx:
        return care_of(tx, exchange_id, town.hub_id).person_id


@pytest.mark.parametrize("command", [RemindBoth, TakeCare, Release, Mute])
def test_only_a_coordinator_of_neither_side_may_see_to_a_suggestion(town: Town, command: type) -> None:
    id, luz, _sol = suggestion(town)
    with pytest.raises(NotYours):
        town.do(luz.person_id, command(id))
    assert town.coordinator("Casa Luz") == luz.person_id
    with pytest.raises(Refusal, match="another coordinator"):
        town.do(luz.person_id, command(id))
    assert town.rows("history", "action", exchange_id=id) == [("suggested",)]


def test_one_takes_care_and_the_others_see_it_until_they_let_go(town: Town) -> None:
    id, _luz, _sol = suggestion(town)
    ruth, ana = town.coordinator("ruth"), town.coordinator("ana")
    town.do(ruth, TakeCare(id))
    town.do(ruth, TakeCare(id))
    assert holder(town, id) == ruth
    for command in (TakeCare(id), Release(id)):
        with pytest.raises(Faster):
            town.do(ana, command)
    town.do(ruth, Release(id))
    town.do(ruth, Release(id))
    assert holder(town, id) is None
    town.do(ana, TakeCare(id))
    assert holder(town, id) == ana
    actions = town.rows("history", "id", "action", "actor", "organisation_id", exchange_id=id)[1:]
    assert [row[1:] for row in actions] == [
        ("cared", "coordinator", None),
        ("freed", "coordinator", None),
        ("cared", "coordinator", None),
    ]


def test_who_coordinates_no_more_takes_care_of_nothing(town: Town) -> None:
    id, _luz, _sol = suggestion(town)
    ruth, ana = town.coordinator("ruth"), town.coordinator("ana")
    town.do(ruth, TakeCare(id))
    with town.db.engine.begin() as connection:
        connection.execute(text("DELETE FROM coordinator WHERE person_id = :id"), {"id": ruth})
    assert holder(town, id) is None
    town.do(ana, TakeCare(id))
    assert holder(town, id) == ana


def test_both_are_reminded_once_a_day_at_most(town: Town) -> None:
    id, _luz, _sol = suggestion(town)
    ruth, ana = town.coordinator("ruth"), town.coordinator("ana")
    town.do(ruth, RemindBoth(id))
    with pytest.raises(Refusal, match="less than a day ago"):
        town.do(ana, RemindBoth(id))
    town.now += DAY_MS
    town.do(ana, RemindBoth(id))
    assert [action for (action,) in town.rows("history", "action", exchange_id=id)].count("nudged") == 2


def test_what_does_not_fit_ends_without_a_side_that_did_it(town: Town) -> None:
    id, luz, _sol = suggestion(town)
    ruth = town.coordinator("ruth")
    (moved,) = town.do(ruth, Mute(id))
    assert isinstance(moved, Moved)
    assert (moved.action, moved.new_state, moved.by_id) == ("muted", "withdrawn", None)
    assert town.rows("organisation", "missed", id=luz.organisation_id) == [(0,)]
    with pytest.raises(Faster):
        town.do(ruth, Mute(id))


def test_nothing_is_done_about_a_suggestion_once_the_two_talk(town: Town) -> None:
    id, luz, _sol = suggestion(town)
    ruth = town.coordinator("ruth")
    town.do(luz.person_id, Propose(id, 1, terms=Terms(120, "2026-12-04", remote=True)))
    for command in (RemindBoth(id), TakeCare(id), Mute(id)):
        with pytest.raises(Faster, match="moved on"):
            town.do(ruth, command)


# ---- as it is talked about --------------------------------------------------------------------------------------


@pytest.fixture
def story(sqlite_db: Database, vault: Vault, now: int) -> Iterator[Story]:
    """ruth and ana coordinate; sol and mar offer accounting; luz is there."""
    with telling(sqlite_db, vault, now, "console") as story:
        hub = story.hub(matches_told=1)
        for who in ("ruth", "ana"):
            story.say(who, story.code("coordinator", hub))
        for who, name in (("sol", "Estudio Norte, Tela"), ("mar", "Casa Mar, La Ceiba")):
            for said in ("ofrecemos contabilidad a distancia", name, "sí"):
                story.say(who, said)
        for said in ("hola", "Casa Luz, Tegucigalpa"):
            story.say("luz", said)
        yield story
        assert verify(story.db) == []


def told(new: list[tuple[str, str]], who: str) -> list[str]:
    return [text for to, text in new if to == who]


def needs(story: Story, what: str) -> list[tuple[str, str]]:
    story.say("luz", f"necesitamos {what}, 3 horas, antes del 15 de diciembre")
    return story.say("luz", "sí")


def test_the_alert_of_a_suggestion_is_acted_on_in_one_tap(story: Story) -> None:
    new = needs(story, "un contador")
    (alert,) = told(new, "ruth")
    assert "Me ocupo yo" in alert
    first = "sol" if told(new, "sol") else "mar"
    new = story.say("ruth", "recordar a las dos")
    assert told(new, "luz")
    assert told(new, first)[0].startswith("La coordinación pregunta")
    assert told(new, "ana") == []
    new = story.say("ruth", "me ocupo yo")
    assert "otra persona" in told(new, "ana")[0]
    assert "Ya se ocupa otra persona" in told(story.say("ana", "1001"), "ana")[0]


def test_what_does_not_fit_ends_in_silence_and_the_next_is_asked(story: Story) -> None:
    new = needs(story, "un contador")
    first, second = ("sol", "mar") if told(new, "sol") else ("mar", "sol")
    new = story.say("ruth", "no encajan")
    assert told(new, first) == []
    assert "1002" in told(new, second)[0]
    assert not any("1001" in said for said in told(new, "luz"))
    assert [state for (state,) in rows(story, "exchange", "state")] == ["suggested", "withdrawn"]


def test_a_coordinator_who_belongs_to_a_side_is_offered_nothing_to_decide(story: Story) -> None:
    story.say("luz", story.code("coordinator", 1))
    story.say("luz", "menú")
    new = needs(story, "un contador")
    assert "No encajan" in told(new, "ruth")[0]
    assert not any("No encajan" in said for said in told(new, "luz"))


def test_the_list_of_suggestions_opens_each_with_its_choices(story: Story) -> None:
    needs(story, "un contador")
    story.say("ruth", "menú")
    story.say("ruth", "coordinación")
    page = told(story.say("ruth", "1"), "ruth")[0]
    assert "Propuestas (1)" in page
    assert "1001" in told(story.say("ruth", "4"), "ruth")[0]
    assert "No encajan" in told(story.say("ruth", "1"), "ruth")[0]


def test_the_reply_says_when_a_person_looks_and_then_one_is_told(story: Story) -> None:
    (reply,) = told(needs(story, "afinar un piano"), "luz")
    assert "viernes 27 de noviembre" in reply
    new = story.wait(3 * DAY_MS + HOUR_MS)
    (alert,) = told(new, "ruth")
    assert "afinar un piano" in alert
    assert "hace 3 días" in alert
    page = told(story.say("ruth", "2"), "ruth")[0]
    assert "Abierto desde hace 3 días, y todavía no hay quien pueda." in page


def test_on_monday_everybody_else_hears_of_what_is_still_open(story: Story) -> None:
    needs(story, "afinar un piano")
    story.say("mar", "menos avisos por favor")
    story.say("mar", "2")
    new = story.wait(next_monday(story.now, ZONE) - story.now)
    (message,) = told(new, "sol")
    assert "afinar un piano" in message
    assert "Casa Luz" not in message  # they have agreed on nothing yet
    assert told(new, "mar") == []
    assert not any("afinar un piano" in said for said in told(new, "luz"))
    assert "afinar un piano" in told(story.say("sol", "1"), "sol")[0]


def test_of_many_open_requests_the_weekly_message_shows_five_the_most_pressing_first(town: Town) -> None:
    luz = town.member("Casa Luz")
    for n in range(7):
        due_on = f"2026-12-{20 - n}" if n < 3 else None
        town.do(luz.person_id, Post("need", f"Afinar el piano {chr(97 + n)}", due_on=due_on, urgent=n == 6))
    with town.db.write() as tx:
        told = Notices(tx, town.now).tell([WeeklyDue(town.hub_id)])
        assert told.alerts == ()  # there is nobody else
    town.member("Estudio Norte")
    with town.db.write() as tx:
        (alert,) = Notices(tx, town.now).tell([WeeklyDue(town.hub_id)]).alerts
    labels = [str(option.label)[-1] for option in load(alert.screen).options[:-1]]
    assert labels == ["g", "c", "b", "a", "f"]


def test_on_monday_nobody_hears_anything_when_nothing_is_open(story: Story) -> None:
    assert story.wait(next_monday(story.now, ZONE) - story.now + HOUR_MS) == []


def test_on_monday_whatsapp_is_left_alone_where_nobody_may_be_written_to(
    sqlite_db: Database, vault: Vault, now: int
) -> None:
    with telling(sqlite_db, vault, now, "whatsapp") as story:
        story.hub()
        for who, name in (("luz", "Casa Luz, Tegucigalpa"), ("sol", "Estudio Norte, Tela"), ("mar", "Casa Mar, Tela")):
            for said in ("hola", name):
                story.say(who, said)
        needs(story, "afinar un piano")
        monday = next_monday(story.now, ZONE)
        story.wait(monday - HOUR_MS - story.now)
        story.say("mar", "menú")
        new = story.wait(monday - story.now)
        assert "afinar un piano" in told(new, "mar")[0]
        assert told(new, "sol") == []
        assert rows(story, "parked_case", "id") == []  # nothing of it stands in her lane


# ---- what rests -------------------------------------------------------------------------------------------------


def test_who_twice_does_not_answer_is_told_that_it_rests_and_shows_it_again(story: Story) -> None:
    for what in ("un contador", "una contadora para las facturas", "contabilidad del año"):  # two helpers: one twice
        new = needs(story, what)
        number = told(new, "luz")[0].split("\u2066")[1][:4]
        story.say("luz", number)
        story.say("luz", "1")
    new = story.wait(9 * DAY_MS)
    (who,) = [who for who in ("sol", "mar") if any("en pausa" in said for said in told(new, who))]
    for said in ("menú", "5", "3"):  # more, our listings
        story.say(who, said)
    assert "Está en pausa" in told(story.say(who, "1"), who)[0]
    assert "se muestra de nuevo" in told(story.say(who, "1"), who)[0]
    assert {state for (state,) in rows(story, "listing", "state")} == {"open"}


# ---- what is unclear --------------------------------------------------------------------------------------------


def test_the_same_button_pressed_again_is_not_told_to_the_others_again(story: Story) -> None:
    needs(story, "un contador")
    assert told(story.say("ruth", "me ocupo yo"), "ana") != []
    assert told(opens(story, "ruth", "x:1:1:care"), "ana") == []
    assert told(opens(story, "ruth", "x:1:1:care"), "ruth") != []


def opens(story: Story, who: str, payload: str) -> list[tuple[str, str]]:
    return story.send(story.phones.typed(who, "", "", story.now, payload=payload))


def test_a_name_that_nobody_has_is_asked_for_anew_beside_the_first_few(story: Story) -> None:
    story.say("paz", "hola")
    story.say("paz", "Casa Paz, Tela")
    needs(story, "un contador")
    opens(story, "ruth", "l:3:forward")
    (answer,) = told(story.say("ruth", "zeta"), "ruth")
    assert "Nadie con ese nombre" in answer
    assert "Casa Paz" in answer
    assert told(story.say("ruth", "paz"), "paz"), "the name of one that the screen shows is that choice"


@pytest.mark.parametrize("word", ["coordinación", "التنسيق", "coordination", "coordenação"])
def test_where_they_work_is_called_by_its_name_in_any_language_and_calls_nobody(story: Story, word: str) -> None:
    story.say("ruth", "hola")
    (answer,) = told(story.say("ruth", word), "ruth")
    assert "La coordinación no tiene nada pendiente" in answer
    assert rows(story, "parked_case", "id") == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("quiero hablar con alguien", "La coordinación no tiene nada pendiente ahora"),
        ("invitar a otra coordinadora", "¿A quién quieres invitar?"),
    ],
)
def test_who_coordinates_calls_nobody_but_reads_what_waits(
    sqlite_db: Database, vault: Vault, now: int, words: str, said: str
) -> None:
    with telling(sqlite_db, vault, now) as story:
        hub = story.hub()
        story.langs["ana"] = "es"
        story.say("ana", story.code("coordinator", hub))
        assert said in "\n".join(text for who, text in story.say("ana", words) if who == "ana")
        assert rows(story, "parked_case", "id") == []
