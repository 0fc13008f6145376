"""What is not understood while an exchange is under way may be for its other side; who comes back sees what waits."""

from __future__ import annotations

import pytest

from tests.faults import agreed, neighbours, proposed, states, to
from tests.story import Story, answer

pytestmark = pytest.mark.words


def test_words_that_mean_nothing_may_be_for_the_partner(story: Story) -> None:
    agreed(story)
    story.say("luz", "menú")
    read = answer(story, "el tambor rojo")
    assert "No entendí" in read
    assert "Casa Mar" in read
    assert "Escribirles" in read
    assert "Para: ⁨Casa Mar⁩" in answer(story, "escribirles")


def test_without_an_exchange_nothing_of_it_is_said(story: Story) -> None:
    neighbours(story)
    assert "Escribirles" not in answer(story, "ya estamos listas")


def test_who_takes_messages_again_sees_what_is_under_way(story: Story) -> None:
    agreed(story)
    story.say("luz", "baja")
    read = answer(story, "alta")
    assert "1001" in read
    assert "contabilidad" in read


def test_a_typed_stop_has_answered_the_question_whether_to_stop(story: Story) -> None:
    neighbours(story)
    story.say("luz", "no quiero más mensajes")
    story.say("luz", "baja")
    assert "¿" not in "\n".join(to(story.say("luz", "alta"), "luz"))


def test_a_new_number_leads_to_the_phones(story: Story) -> None:
    neighbours(story)
    for words in ("cambié de número", "tengo un número nuevo", "غيرت رقمي", "j’ai changé de numéro"):
        assert "vincula el nuevo" in answer(story, words)


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("antes de aceptar, ¿tienen experiencia?", "¿tienen experiencia?"),
        ("before I say yes, are they certified?", "are they certified?"),
        ("antes de aceitar, vocês têm experiência?", "vocês têm experiência?"),
    ],
)
def test_what_is_asked_before_accepting_accepts_nothing_and_is_sent_on(story: Story, words: str, asked: str) -> None:
    proposed(story)
    assert "¿Lo envío?" in answer(story, words)
    assert asked in to(story.say("luz", "1"), "mar")[-1]
    assert states(story) == ["proposed"]


@pytest.mark.parametrize(
    "words",
    [
        "here's our portfolio",
        "je vous envoie le texte",
        "segue o texto",
    ],
)
def test_who_writes_as_one_does_to_somebody_writes_to_the_other_side(story: Story, words: str) -> None:
    agreed(story)
    assert "¿Lo envío?" in answer(story, words)
    assert words in to(story.say("luz", "1"), "mar")[-1]


def test_a_time_of_day_under_what_is_agreed_is_no_stars(story: Story) -> None:
    agreed(story)
    assert "¿Lo envío?" in answer(story, "a las 3")


def test_who_says_why_and_asks_for_another_day_is_asked_for_it(story: Story) -> None:
    agreed(story)
    read = to(story.say("mar", "tuve un problema con la moto, ¿puedo mañana temprano?"), "mar")[-1]
    assert "miércoles 25 de noviembre en lugar del viernes 27" in read


@pytest.mark.parametrize("words", ["claro", "sí", "dale"])
def test_a_yes_under_a_request_of_others_proposes_to_help(story: Story, words: str) -> None:
    neighbours(story)
    story.say("luz", "necesitamos un afiche, 3 horas, el 15 de diciembre")
    story.say("luz", "sí")
    story.say("mar", "¿alguien necesita un afiche?")
    story.say("mar", "1")
    assert "¿La envío?" in to(story.say("mar", words), "mar")[-1]
    story.say("mar", "1")
    assert states(story) == ["proposed"]


@pytest.mark.parametrize("words", ["empezamos el jueves", "we start on Thursday", "on commence jeudi"])
def test_when_it_starts_is_no_other_day_by_which_it_is_done(story: Story, words: str) -> None:
    neighbours(story)
    story.say("mar", "ofrecemos contabilidad")
    story.say("mar", "sí")
    story.say("luz", "necesitamos contabilidad, 2 horas, antes del 20 de diciembre")
    story.say("luz", "sí")
    story.say("mar", "1001")
    story.say("mar", "1")
    story.say("luz", "1")
    assert states(story) == ["agreed"]
    assert "¿Lo envío?" in to(story.say("mar", words), "mar")[-1]


def test_a_question_under_what_has_ended_is_no_question_to_them(story: Story) -> None:
    proposed(story)
    story.say("luz", "3")
    story.say("mar", "necesitamos un afiche, 3 horas, el 15 de diciembre")
    story.say("mar", "sí")
    story.say("luz", "1001")
    assert "afiche" in answer(story, "¿qué más necesitan las organizaciones?")


@pytest.mark.parametrize(
    "words",
    ["¿pueden mandar el contrato?", "can you send the photos?", "podem mandar o logo?"],
)
def test_what_the_other_side_has_is_asked_of_it(story: Story, words: str) -> None:
    agreed(story)
    assert "¿Lo envío?" in answer(story, words)


def test_a_plumber_switches_no_messages_on(story: Story) -> None:
    agreed(story)
    read = answer(story, "¿pueden mandar un fontanero?")
    assert "recibir mensajes" not in read
    assert states(story) == ["agreed"]


@pytest.mark.parametrize(
    "words", ["vamos a necesitar una escalera", "on aura besoin d'outils", "we will need a ladder"]
)
def test_what_who_helps_will_need_is_for_the_other_side(story: Story, words: str) -> None:
    agreed(story)
    story.say("mar", "1001")
    assert any("¿Lo envío?" in text for text in to(story.say("mar", words), "mar"))


def test_who_helps_may_offer_something_else_beside_it(story: Story) -> None:
    agreed(story)
    story.say("mar", "1001")
    assert any("Oferta: ⁨electricidad⁩" in text for text in to(story.say("mar", "también hacemos electricidad"), "mar"))


def test_fewer_hours_than_proposed_are_other_terms_and_ask_no_fund(story: Story) -> None:
    proposed(story)
    read = answer(story, "perdón, solo tenemos 1 hora, ¿se puede 1?")
    assert "1 hora" in read
    assert "fondo" not in read
    assert states(story) == ["proposed"]
