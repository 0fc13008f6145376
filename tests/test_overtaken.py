"""Something happens to an exchange while one side is still answering questions about it: nothing told is lost."""

from __future__ import annotations

import pytest

from core.accounts.verify import verify
from tests.faults import adds_up, agreed, proposed, rows, states, tap, to, version
from tests.story import DAY, Story

MEANWHILE = "Esto cambió mientras tanto. Ahora está así:"


def moved_on_to(said: list[str], what: str) -> None:
    """The answer says that it changed, how it stands, and asks nothing more about what is over."""
    (text,) = said
    assert MEANWHILE in text
    assert what in text
    assert text.count("cambió mientras tanto") == 1


def test_who_writes_other_terms_hears_at_the_next_answer_that_the_proposal_was_taken_back(story: Story) -> None:
    proposed(story)
    tap(story, "luz", f"x:1:{version(story)}:terms")
    story.say("luz", "2")
    tap(story, "mar", f"x:1:{version(story)}:back")
    moved_on_to(to(story.say("luz", "el jueves"), "luz"), "Terminó y no se movió ninguna hora.")
    assert "¿Qué quieres hacer?" in to(story.say("luz", "menú"), "luz")[0]  # nothing waits any more
    adds_up(story)


def test_a_question_of_theirs_in_between_is_answered_with_how_it_stands_now_behind_it(story: Story) -> None:
    proposed(story)
    tap(story, "luz", f"x:1:{version(story)}:terms")
    tap(story, "mar", f"x:1:{version(story)}:back")
    moved_on_to(to(story.say("luz", "saldo"), "luz"), "Saldo: 6 horas.")


def test_who_is_about_to_cancel_hears_that_it_is_done(story: Story) -> None:
    agreed(story)
    tap(story, "luz", f"x:1:{version(story)}:cancel")
    tap(story, "mar", f"x:1:{version(story)}:done")
    moved_on_to(to(story.say("luz", "sí"), "luz"), "¿Lo recibieron?")
    assert states(story) == ["delivered"]
    story.say("luz", "1")
    assert states(story) == ["settled"]  # the choices of the card are the screen
    adds_up(story)


def test_who_writes_other_terms_and_accepts_on_the_card_after_all_reads_the_card_once(story: Story) -> None:
    proposed(story)
    tap(story, "luz", f"x:1:{version(story)}:terms")
    story.say("luz", "2")
    story.say("luz", "1001")
    (told,) = to(story.say("luz", "1"), "luz")
    assert states(story) == ["agreed"]
    assert "cambió mientras tanto" not in told
    assert "lo que habíamos empezado" not in told
    assert "¿Qué quieres hacer?" in to(story.say("luz", "menú"), "luz")[0]  # nothing waits any more


def test_an_old_card_tapped_in_the_middle_ends_the_question_about_it_once(story: Story) -> None:
    agreed(story)
    old = version(story)
    tap(story, "luz", f"x:1:{old}:cancel")
    tap(story, "mar", f"x:1:{old}:done")
    moved_on_to(to(tap(story, "luz", f"x:1:{old}:cancel"), "luz"), "¿Lo recibieron?")


def test_what_was_told_of_a_problem_is_read_though_the_other_side_did_something_meanwhile(story: Story) -> None:
    agreed(story)
    tap(story, "luz", f"x:1:{version(story)}:prob")
    story.say("luz", "1")
    tap(story, "mar", f"x:1:{version(story)}:done")
    assert "Gracias por avisar" in to(story.say("luz", "nadie vino y esperamos toda la tarde"), "luz")[0]
    assert states(story) == ["disputed"]
    assert [code for _id, code in rows(story, "parked_case", "id", "code")] == ["disputed_not_done"]


def test_who_confirms_on_the_card_while_a_problem_is_asked_about_is_not_asked_on(story: Story) -> None:
    agreed(story)
    tap(story, "luz", f"x:1:{version(story)}:prob")
    (done, *_) = to(tap(story, "luz", f"x:1:{version(story)}:ok"), "luz")
    assert "completado" in done
    assert "¿Qué pasó?" not in done
    assert "Saldo" in to(story.say("luz", "saldo"), "luz")[0]
    assert rows(story, "parked_case", "id") == []


def test_it_is_read_also_where_the_hours_have_moved_meanwhile(story: Story) -> None:
    agreed(story)
    tap(story, "mar", f"x:1:{version(story)}:prob")
    story.say("mar", "5")
    tap(story, "luz", f"x:1:{version(story)}:ok")
    assert states(story) == ["settled"]
    assert "Gracias por avisar" in to(story.say("mar", "nos gritaron en la puerta"), "mar")[0]
    assert len(rows(story, "parked_case", "id")) == 1


def test_what_waited_and_is_gone_is_said_to_be_dropped(story: Story) -> None:
    """A coordinator who was about to hand over a case decides it instead: there is nothing to go back to."""
    disagreed(story, "ruth", "ana")
    tap(story, "ruth", "c:1:hand")
    tap(story, "ruth", f"x:1:{version(story)}:decide")
    for words in ("1", "así lo vimos"):
        story.say("ruth", words)
    (answer,) = to(story.say("ruth", "sí"), "ruth")
    assert "Dejé lo que habíamos empezado antes." in answer
    assert "No lo encuentro" not in answer
    assert states(story) == ["settled"]


def test_the_history_calls_what_was_put_right_by_its_name(story: Story) -> None:
    agreed(story)
    story.say("ruth", story.code("coordinator", 1))
    tap(story, "luz", f"x:1:{version(story)}:ok")
    tap(story, "ruth", f"x:1:{version(story)}:undo")
    for words in ("fue un error", "sí"):
        story.say("ruth", words)
    assert states(story) == ["reversed"]
    story.say("luz", "movimientos")
    page = to(story.say("luz", "movimientos"), "luz")[0]
    assert "más 2 horas, corrección (intercambio \u20661001\u2069, con" in page
    assert page.count("por un servicio") == 1
    assert "Tu organización ya dio su opinión" not in to(tap(story, "luz", "x:1:9:rev"), "luz")[0]


def test_whoever_decides_reads_which_hours_each_side_named(story: Story) -> None:
    agreed(story)
    story.say("ruth", story.code("coordinator", 1))
    tap(story, "mar", f"x:1:{version(story)}:done")
    tap(story, "luz", f"x:1:{version(story)}:fewer")
    for words in ("1", "sí"):
        story.say("luz", words)
    tap(story, "mar", f"x:1:{version(story)}:nofig")
    (case,) = to(tap(story, "ruth", "c:1:see"), "ruth")
    assert "Lo que ha pasado" in case
    (past,) = to(tap(story, "ruth", f"x:1:{version(story)}:past"), "ruth")
    assert "avisó que se hizo (2 horas)" in past
    assert "menos horas (1 hora)" in past


def test_who_asked_for_another_day_reads_that_it_is_asked(story: Story) -> None:
    agreed(story)
    tap(story, "luz", f"x:1:{version(story)}:day")
    story.say("luz", "3 de diciembre")
    (card,) = to(story.say("luz", "sí"), "luz")
    assert "Pidieron otro día: jueves 3 de diciembre" in card
    assert "Pidieron" in to(story.say("luz", "1001"), "luz")[0]
    tap(story, "mar", f"x:1:{version(story)}:dayno")
    assert "Pidieron" not in to(story.say("luz", "1001"), "luz")[0]


def test_a_request_whose_day_is_over_is_not_offered_anew_while_somebody_helps_with_it(story: Story) -> None:
    agreed(story)
    tap(story, "luz", f"x:1:{version(story)}:day")
    for words in ("10 de diciembre", "sí"):
        story.say("luz", words)
    tap(story, "mar", f"x:1:{version(story)}:dayok")
    new = story.wait(7 * DAY)
    assert ("expired",) in [(state,) for _id, state in rows(story, "listing", "id", "state")]
    assert not any("Publicar otra vez" in text for text in to(new, "luz"))
    tap(story, "luz", f"x:1:{version(story)}:cancel")
    story.say("luz", "sí")
    (ended,) = to(story.say("luz", "no podemos"), "luz")
    assert "1. Nuestro pedido" in ended  # from there one tap shows it again
    assert "Publicar otra vez" in to(story.say("luz", "1"), "luz")[0]


def test_who_waited_in_vain_is_led_to_the_request_and_who_did_not_come_to_the_reason(story: Story) -> None:
    agreed(story)
    story.wait(9 * DAY)
    for who in ("luz", "mar"):
        story.say(who, "menú")
    assert states(story) == ["overdue"]
    tap(story, "luz", f"x:1:{version(story)}:absent")
    story.say("luz", "sí")
    new = tap(story, "mar", f"x:1:{version(story)}:adm")
    assert states(story) == ["no_show"]
    assert "1. Nuestro pedido" in to(new, "luz")[0]
    assert "1. Decir el motivo" in to(new, "mar")[0]
    assert "Publicar otra vez" in to(story.say("luz", "1"), "luz")[0]


def test_who_decided_first_hears_before_writing_reasons_that_an_appeal_is_for_somebody_else(story: Story) -> None:
    disagreed(story, "ruth", "ana")
    tap(story, "ruth", f"x:1:{version(story)}:decide")
    for words in ("1", "así lo vimos", "sí"):
        story.say("ruth", words)
    tap(story, "mar", f"x:1:{version(story)}:app")
    story.say("mar", "fueron dos horas")
    assert states(story) == ["disputed"]
    assert "otra persona de la coordinación" in to(tap(story, "ruth", f"x:1:{version(story)}:decide"), "ruth")[0]
    assert "¿Cuántas horas" in to(tap(story, "ana", f"x:1:{version(story)}:decide"), "ana")[0]


def disagreed(story: Story, *coordinators: str) -> None:
    """Luz says that nobody came."""
    agreed(story)
    for who in coordinators:
        story.say(who, story.code("coordinator", 1))
    tap(story, "luz", f"x:1:{version(story)}:prob")
    for words in ("1", "no vino nadie"):
        story.say("luz", words)


@pytest.mark.parametrize("none", ["0", "٠", "0 horas"])
def test_none_at_all_may_be_what_is_right_where_hours_are_decided(story: Story, none: str) -> None:
    disagreed(story, "ruth")
    tap(story, "ruth", f"x:1:{version(story)}:decide")
    assert "¿Por qué?" in to(story.say("ruth", none), "ruth")[0]
    story.say("ruth", "no vino nadie")
    story.say("ruth", "sí")
    assert (states(story), rows(story, "exchange", "settled_minutes")) == (["settled"], [(0,)])
    assert "Duración: 0 horas" in to(story.say("ruth", "1001"), "ruth")[0]
    assert verify(story.db) == []


def test_both_sides_may_name_none(story: Story) -> None:
    disagreed(story, "ruth")
    for who in ("luz", "mar"):
        tap(story, who, f"x:1:{version(story)}:sugg")
        assert "0 horas" in to(story.say(who, "0"), who)[0]
        story.say(who, "sí")
    assert (states(story), rows(story, "exchange", "settled_minutes")) == (["settled"], [(0,)])
    tap(story, "luz", "m:need")
    story.say("luz", "pintar la sede")
    assert "¿Qué quieres hacer?" in to(story.say("luz", "0"), "luz")[0]  # elsewhere it is the menu


def test_a_gift_may_be_asked_for_with_a_nought(story: Story) -> None:
    proposed(story)
    tap(story, "luz", f"x:1:{version(story)}:terms")
    assert "día" in to(story.say("luz", "0"), "luz")[0]
    assert "es un regalo" in to(story.say("luz", "el jueves"), "luz")[0]
