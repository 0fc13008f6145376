"""A coordinator reads a case, answers through the bot and closes it; nobody else does, and nothing lies in clear."""

from __future__ import annotations

import re

import pytest

from core.accounts.verify import verify
from core.commands import Actor, Command
from core.commands.cases import AnswerCase, CloseCase
from core.context import Context
from core.coordination import cases
from core.errors import NotYours, Refusal
from core.handlers import run
from core.messages import Message, Option, Screen, Sealed, Several, dump, dump_value, load, load_value
from core.tables import metadata
from tests.faults import agreed, joins, neighbours, rows, tap, to
from tests.story import Story
from tests.together import together

HOUR = 3_600_000
ASKED, ANSWERED = "martillo perdido", "linterna nueva"


def coordinator(story: Story, who: str, hub_id: int = 1) -> int:
    """Somebody who coordinates that hub; their person id."""
    before = rows(story, "coordinator", "person_id")
    story.langs[who] = "es"
    story.say(who, story.code("coordinator", hub_id))
    ((person_id,),) = [row for row in rows(story, "coordinator", "person_id") if row not in before]
    return int(person_id)


def called(story: Story) -> None:
    """Luz and Mar are members, Ana coordinates, and Luz asks for a person: case 1."""
    neighbours(story)
    coordinator(story, "ana")
    story.say("luz", "persona")
    story.say("luz", ASKED)


def answers(story: Story, who: str, case_id: int = 1, words: str = ANSWERED) -> list[tuple[str, str]]:
    """They write an answer and send it; what arrives then."""
    tap(story, who, f"c:{case_id}:answer")
    story.say(who, words)
    return story.say(who, "1")


def does(story: Story, person_id: int, command: Command) -> None:
    """The command itself, from whoever says they are that person."""
    with story.db.write() as tx:
        actor = Actor(person_id, None, "console", f"test:{person_id}:{command}")
        run(Context(tx, story.vault, actor, story.now), command)


def in_clear(story: Story, *words: str) -> list[tuple[str, str]]:
    """(table, column) wherever the database holds one of these words as it was written."""
    found = []
    for table in metadata.sorted_tables:
        for column in table.columns:
            values = repr([value for (value,) in rows(story, table.name, column.name)])
            found += [(table.name, column.name) for word in words if word in values]
    return found


# ---- the way there and back -------------------------------------------------------------------------------------


def test_what_they_wrote_reaches_the_coordinator_and_the_answer_reaches_them(story: Story) -> None:
    called(story)
    (page,) = to(tap(story, "ana", "c:1:see"), "ana")
    assert ASKED in page
    arrived = answers(story, "ana")
    (answer,) = to(arrived, "luz")
    assert ANSWERED in answer
    assert "Red Demo" in answer
    assert to(arrived, "mar") == []
    (page,) = to(tap(story, "ana", "c:1:see"), "ana")
    assert page.index(ASKED) < page.index(ANSWERED)


def test_nothing_of_it_lies_in_clear_at_any_step(story: Story) -> None:
    neighbours(story)
    coordinator(story, "ana")
    steps = [("luz", "persona"), ("luz", ASKED), ("ana", "1"), ("ana", "1"), ("ana", ANSWERED), ("ana", "1")]
    for who, words in steps:
        story.say(who, words)
        assert in_clear(story, ASKED, ANSWERED) == []
    assert '{"x":' in "".join(screen for _id, screen in rows(story, "outbound", "id", "screen"))


@pytest.mark.parametrize("words", ["…", "👍", "a" * 1001])
def test_an_answer_that_says_nothing_or_too_much_is_asked_again(story: Story, words: str) -> None:
    called(story)
    tap(story, "ana", "c:1:answer")
    (again,) = to(story.say("ana", words), "ana")
    assert "Casa Luz" in again
    (card,) = to(story.say("ana", ANSWERED), "ana")
    assert ANSWERED in card


def test_any_words_are_an_answer_also_those_that_mean_something_elsewhere(story: Story) -> None:
    called(story)
    tap(story, "ana", "c:1:answer")
    story.say("ana", "¿cuántas horas tienen? necesitamos un contador, 3 horas")
    assert "necesitamos un contador" in to(story.say("ana", "sí"), "luz")[0]
    assert rows(story, "listing", "id") == []


def test_the_alert_names_the_organisation_and_the_case_but_not_the_words(story: Story) -> None:
    neighbours(story)
    coordinator(story, "ana")
    (alert,) = to(story.say("luz", f"quiero hablar con una persona, {ASKED}"), "ana")
    assert "Casa Luz" in alert
    assert "1" in alert
    assert ASKED not in alert


def test_more_words_are_told_once_an_hour_and_at_once_when_they_follow_an_answer(story: Story) -> None:
    called(story)
    assert to(story.say("luz", "sigo esperando"), "ana") == []
    story.wait(HOUR)
    assert len(to(story.say("luz", "todavía espero"), "ana")) == 1
    answers(story, "ana")
    assert len(to(story.say("luz", "gracias, sirve"), "ana")) == 1
    assert to(story.say("luz", "de verdad"), "ana") == []


def test_a_short_yes_or_thanks_reaches_the_human_too(story: Story) -> None:
    called(story)
    story.say("luz", "sí")
    story.say("luz", "gracias")
    assert len(rows(story, "parked_case", "id")) == 4  # the call and three texts


def test_a_long_case_is_read_a_page_at_a_time(story: Story) -> None:
    called(story)
    for n in range(2, 9):
        story.say("luz", f"detalle número {n} de todo esto")
    (newest,) = to(tap(story, "ana", "c:1:see"), "ana")
    assert "número 8" in newest
    assert "número 3" not in newest
    first_shown = sorted(id for (id,) in rows(story, "parked_case", "id"))[-5]
    (earlier,) = to(tap(story, "ana", f"c:1:{first_shown}"), "ana")
    assert ASKED in earlier
    assert "número 3" in earlier
    assert "número 4" not in earlier


def test_many_cases_are_listed_oldest_first_a_page_at_a_time(story: Story) -> None:
    neighbours(story)
    coordinator(story, "ana")
    with story.db.write() as tx:
        for code in ("failed", "window", "moved", "poison", "human", "rejected", "code_guessing"):
            cases.park(tx, story.vault, code, story.now, hub_id=1, address_id=1)
    (page,) = to(tap(story, "ana", "m:lists"), "ana")
    assert "(7)" in page
    (first,) = to(tap(story, "ana", "m:cases"), "ana")
    assert first.count("Casa Luz") == 5
    (second,) = to(tap(story, "ana", "m:cases/5"), "ana")
    assert second.count("Casa Luz") == 2


def test_who_has_not_joined_reaches_the_coordinators_of_the_only_open_hub(story: Story) -> None:
    story.hub()
    coordinator(story, "ana")
    story.langs["eva"] = "es"
    story.say("eva", "hola")
    assert len(to(story.say("eva", "persona"), "ana")) == 1
    assert len(to(answers(story, "ana"), "eva")) == 1


# ---- closing ----------------------------------------------------------------------------------------------------


def test_closing_gives_the_bot_back_and_what_is_asked_later_is_another_case(story: Story) -> None:
    called(story)
    (told,) = to(tap(story, "ana", "c:1:done"), "luz")
    assert "Red Demo" in told
    assert rows(story, "person", "waiting_for_human_at") == [(None,), (None,), (None,)]
    assert all(closed for _id, closed in rows(story, "parked_case", "id", "resolved_at"))
    (answer,) = to(story.say("luz", "saldo"), "luz")
    assert "Saldo" in answer
    story.say("luz", "persona")
    story.say("luz", "otra cosa distinta")
    (page,) = to(tap(story, "ana", "c:3:see"), "ana")
    assert "otra cosa" in page
    assert ASKED not in page


def test_a_number_that_is_none_of_the_screen_goes_to_the_person_too(story: Story) -> None:
    called(story)
    answers(story, "ana", words="¿Cuántas personas vienen?")
    (said,) = to(story.say("luz", "5"), "luz")
    assert "coordinación" in said
    assert "5" in to(tap(story, "ana", "c:1:see"), "ana")[0].split(ASKED)[1]
    (menu,) = to(story.say("luz", "1"), "luz")
    assert "coordinación" not in menu


def test_who_went_back_to_the_bot_is_not_told_that_it_was_closed(story: Story) -> None:
    called(story)
    story.say("luz", "menú")
    assert to(tap(story, "ana", "c:1:done"), "luz") == []


def test_a_case_that_another_coordinator_closed_takes_no_answer(story: Story) -> None:
    called(story)
    coordinator(story, "eva")
    tap(story, "ana", "c:1:answer")
    story.say("ana", ANSWERED)
    tap(story, "eva", "c:1:done")
    arrived = story.say("ana", "1")
    assert to(arrived, "luz") == []
    assert len(to(arrived, "ana")) == 1
    assert len(to(tap(story, "ana", "c:1:done"), "ana")) == 1
    assert [id for id, by in rows(story, "parked_case", "id", "answered_by") if by] == []
    assert verify(story.db) == []


def test_an_answer_and_a_closing_at_the_same_time_leave_no_half_open_case(story: Story) -> None:
    called(story)
    people = (coordinator(story, "eva"), coordinator(story, "ema"))
    commands = (AnswerCase(1, story.vault.seal(ANSWERED).decode()), CloseCase(1))

    def at_once(n: int) -> bool:
        try:
            does(story, people[n], commands[n])
        except NotYours:
            return False
        return True

    answered, closed = together(2, at_once)
    assert closed
    assert len([by for _id, by in rows(story, "parked_case", "id", "answered_by") if by]) == answered
    assert all(at for _id, at in rows(story, "parked_case", "id", "resolved_at"))


def test_who_stopped_messages_cannot_be_answered_and_the_coordinator_hears_so(story: Story) -> None:
    called(story)
    tap(story, "ana", "c:1:answer")
    story.say("ana", ANSWERED)
    story.say("luz", "BAJA")
    arrived = story.say("ana", "1")
    assert to(arrived, "luz") == []
    assert len(to(arrived, "ana")) == 1
    (page,) = to(tap(story, "ana", "c:1:see"), "ana")
    assert "Responder" not in page


def test_an_answer_to_who_blocked_us_there_goes_to_their_other_phone(story: Story) -> None:
    called(story)
    story.say("luz", "vincular")
    code = re.search(r"\d{8}", to(story.say("luz", "1"), "luz")[0])
    assert code
    shown = to(story.say("celu", code[0]), "celu")[0].replace("10 minutos", "")
    story.say("luz", re.findall(r"(?<!\d)\d\d(?!\d)", shown)[0])  # the number that stands there
    story.send(story.phones.typed("luz", "", "es", story.now, event="blocked"))
    arrived = answers(story, "ana")
    assert to(arrived, "luz") == []
    assert [ANSWERED in text for text in to(arrived, "celu")] == [True]
    assert [ANSWERED in text for text in to(tap(story, "ana", "c:1:see"), "ana")] == [True]
    story.say("luz", "hola")  # back there
    assert [len(to(answers(story, "ana"), who)) for who in ("luz", "celu")] == [1, 0]


# ---- who may ----------------------------------------------------------------------------------------------------


def test_another_hubs_coordinator_and_who_coordinates_nothing_see_and_do_nothing(story: Story) -> None:
    called(story)
    other = coordinator(story, "eva", story.hub("Otra red"))
    member = 2
    sealed = story.vault.seal(ANSWERED).decode()
    for who, person_id in (("eva", other), ("mar", member)):
        for verb in ("see", "answer", "done", "1"):
            arrived = tap(story, who, f"c:1:{verb}")
            assert ASKED not in "".join(text for _who, text in arrived)
            assert to(arrived, "luz") == []
        for command in (AnswerCase(1, sealed), CloseCase(1)):
            with pytest.raises(NotYours):
                does(story, person_id, command)
    (page,) = to(tap(story, "eva", "m:cases"), "eva")
    assert "Casa Luz" not in page
    assert rows(story, "parked_case", "resolved_at")[0] == (None,)


def test_a_problem_is_read_by_who_belongs_to_no_side_and_answered_to_who_wrote_it(story: Story) -> None:
    agreed(story)
    joins(story, "ema", "Casa Ema, Tegucigalpa")
    coordinator(story, "ana")
    mar_too = coordinator(story, "mar")  # she acts for the other side
    tap(story, "luz", "x:1:3:prob")
    story.say("luz", "4")  # nobody came
    arrived = story.say("luz", f"nadie llegó, {ASKED}")
    (case_id,) = [id for id, code in rows(story, "parked_case", "id", "code") if code == "disputed_absent"]
    assert "1. Ver el caso" in to(arrived, "ana")[0]
    assert "Ver el caso" not in "".join(to(arrived, "mar"))
    (page,) = to(tap(story, "ana", f"c:{case_id}:see"), "ana")
    assert ASKED in page
    assert "Casa Mar" in page
    for verb in ("see", "answer", "done"):
        assert ASKED not in "".join(to(tap(story, "mar", f"c:{case_id}:{verb}"), "mar"))
    (listed,) = to(tap(story, "mar", "m:cases"), "mar")
    assert "Casa Luz" not in listed
    for command in (AnswerCase(case_id, story.vault.seal(ANSWERED).decode()), CloseCase(case_id)):
        with pytest.raises(Refusal):
            does(story, mar_too, command)
    arrived = answers(story, "ana", case_id)
    assert len(to(arrived, "luz")) == 1
    assert to(arrived, "mar") == to(arrived, "ema") == []
    assert in_clear(story, ASKED, ANSWERED) == []


@pytest.mark.parametrize("payload", ["c:1", "c:x:see", "c:1:burn", "c:99:see", "c:99:answer", "c:0:done"])
def test_a_button_that_is_not_ours_does_nothing(story: Story, payload: str) -> None:
    called(story)
    arrived = tap(story, "ana", payload)
    assert len(arrived) == 1
    assert ASKED not in arrived[0][1]


# ---- sealed words in a message ----------------------------------------------------------------------------------


def test_sealed_words_go_through_dump_and_load_as_they_are_and_open_only_when_told() -> None:
    inner = Message("b {text}", {"text": Sealed("gAAA")})
    screen = Screen((Message("a {x} {y}", {"x": inner, "y": Several((inner, inner))}),), (Option("o", inner),))
    assert load(dump(screen)) == screen
    assert load_value(dump_value(Sealed("gAAA"))) == Sealed("gAAA")
    opened = load(dump(screen), lambda token: f"<{token}>")
    assert "Sealed" not in repr(opened)
    assert repr(opened).count("<gAAA>") == 4


def test_who_belongs_to_no_network_reaches_all_of_them_until_one_answers(story: Story) -> None:
    for name, who in (("Red Uno", "ana"), ("Red Dos", "eva")):
        id = story.hub(name)
        story.langs[who] = "es"
        story.say(who, story.code("coordinator", id))
    story.langs["nuevo"] = "es"
    story.say("nuevo", "hola")
    new = story.say("nuevo", "persona")
    assert [len(to(new, who)) for who in ("ana", "eva")] == [1, 1]
    own = {who: next(id for id, hub in rows(story, "parked_case", "id", "hub_id") if hub == n)
           for n, who in ((1, "ana"), (2, "eva"))}  # fmt: skip
    arrived = answers(story, "ana", own["ana"])
    assert ANSWERED in to(arrived, "nuevo")[0]
    assert to(story.say("nuevo", "y una cosa más"), "eva") == []
    assert {hub for hub, at in rows(story, "parked_case", "hub_id", "resolved_at") if at is None} == {1}
