"""Words between the coordination and who a case came from: they arrive in that case, and what is not understood takes
no case away.
"""

from __future__ import annotations

import pytest

from tests.faults import agreed, neighbours, rows, states, tap, to, version
from tests.story import Story, answer
from tests.test_cases import answers, called, coordinator, in_clear

_TOLD = "solo trabajaron una hora"


def disputed(story: Story) -> None:
    """Luz tells of a problem with what Mar did; Ana coordinates, and asks her about it: case 1."""
    agreed(story)
    coordinator(story, "ana")
    tap(story, "mar", f"x:1:{version(story)}:done")
    tap(story, "luz", f"x:1:{version(story)}:prob")
    story.say("luz", "horas incorrectas")
    story.say("luz", _TOLD)
    assert states(story) == ["disputed"]
    answers(story, "ana", words="¿Cuántos vinieron?")


@pytest.mark.parametrize(
    "words",
    ["vinieron dos personas, una hora nada más", "sí", "no sabría decirle, yo no estaba", "que vuelvan a terminar"],
)
def test_what_is_written_below_the_coordinations_words_is_read_in_that_case(story: Story, words: str) -> None:
    disputed(story)
    arrived = story.say("luz", words)
    assert "coordinación" in to(arrived, "luz")[0]
    assert "1\u2069: \u2068Casa Luz\u2069 volvió a escribir" in to(arrived, "ana")[0]
    assert to(arrived, "mar") == []
    (page,) = to(tap(story, "ana", "c:1:see"), "ana")
    assert page.index(_TOLD) < page.index("¿Cuántos vinieron?") < page.index(f"\u2068{words}\u2069")
    assert {code for _id, code in rows(story, "parked_case", "id", "code")} == {"disputed_hours"}
    assert in_clear(story, words if len(words) > 2 else _TOLD) == []
    assert rows(story, "listing", "kind") == [("need",), ("offer",)]


def test_more_words_and_the_button_reach_the_same_case_and_a_request_of_their_own_does_not(story: Story) -> None:
    disputed(story)
    story.say("luz", "vinieron dos")
    story.say("luz", "y se fueron temprano")
    answer(story, "1")
    story.say("luz", "necesitamos un contador")
    (page,) = to(tap(story, "ana", "c:1:see"), "ana")
    for words in ("vinieron dos", "y se fueron temprano", "necesitamos un contador"):
        assert f"\u2068{words}\u2069" in page
    assert "Pedido" in answer(story, "necesitamos un electricista, 2 horas, el viernes")


def test_who_has_not_joined_answers_the_coordination_and_joins_after_it(story: Story) -> None:
    neighbours(story)
    coordinator(story, "ana")
    story.say("eva", "hola")
    story.say("eva", "persona")
    answers(story, "ana", words="¿Con quién hablo?")
    words = "soy Lety Tzunún, trabajo en Manos de Sololá con doña Brenda"
    assert "volvió a escribir" in to(story.say("eva", words), "ana")[0]
    (page,) = to(tap(story, "ana", "c:1:see"), "ana")
    assert f"\u2068{words}\u2069" in page
    assert "Casa Nueva" in answer(story, "Casa Nueva, Tela", "eva")


def test_who_answers_after_the_case_was_closed_or_a_case_that_is_not_theirs_calls_a_person(story: Story) -> None:
    disputed(story)
    tap(story, "mar", "m:reply/1")
    assert "te responderá" in answer(story, "yo también tengo algo que decir", "mar")
    tap(story, "ana", "c:1:done")
    answer(story, "vinieron dos personas")
    codes = [code for _id, code, _address in rows(story, "parked_case", "id", "code", "address_id")]
    assert codes[-2:] == ["human", "human"]
    assert "human" not in codes[:-2]


@pytest.mark.parametrize("words", ["blablabla", "qwerty"])
def test_words_that_mean_nothing_leave_the_case_on_the_screen(story: Story, words: str) -> None:
    called(story)
    tap(story, "ana", "c:1:see")
    shown = answer(story, words, "ana")
    assert shown.startswith("No entendí")
    assert "1. Responder" in shown
    answer(story, "1", "ana")
    assert "\u2068listo\u2069" in answer(story, "listo", "ana")


@pytest.mark.parametrize("words", ["cierra el caso", "cerrar"])
def test_who_wants_a_case_closed_in_words_whose_screen_is_before_them_has_it_closed(story: Story, words: str) -> None:
    called(story)
    tap(story, "ana", "c:1:see")
    assert "está cerrado" in answer(story, words, "ana")
    assert (None,) not in rows(story, "parked_case", "resolved_at")


@pytest.mark.parametrize("words", ["yo la atiendo", "me encargo yo"])
def test_who_sees_to_a_case_says_so_in_their_own_words(story: Story, words: str) -> None:
    called(story)
    tap(story, "ana", "c:1:see")
    assert "Ahora llevas el caso" in answer(story, words, "ana")


@pytest.mark.parametrize("words", ["hola, soy la coordinadora, ya leí lo suyo"])
def test_natural_answers_under_a_case_leave_it_on_the_screen_and_are_shown_as_letters(story: Story, words: str) -> None:
    called(story)
    tap(story, "ana", "c:1:see")
    assert f"\u2068{words}\u2069" in answer(story, words, "ana")
    assert f"\u2068{words}\u2069" in to(story.say("ana", "1"), "luz")[0]
