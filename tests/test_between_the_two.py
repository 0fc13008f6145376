"""What two who have agreed say to each other is neither a refusal, nor a problem, nor another day."""

from __future__ import annotations

from datetime import date

import pytest

from bot.understand import understand
from bot.understand.told import told_in
from tests.faults import agreed, neighbours, proposed, states, tap
from tests.story import Story, answer

pytestmark = pytest.mark.words

TODAY = date(2026, 11, 24)  # a Tuesday

NO_MATTER = [
    *(
        ("es", words)
        for words in ("no hay problema", "no pasa nada", "no hay clavo", "no hay bronca", "no se preocupen")
    ),
    *(("pt", words) for words in ("sem problema", "não tem problema nenhum", "não esquenta", "relaxa, sem crise")),
    *(("fr", words) for words in ("pas de souci", "ce n'est pas grave", "ne vous inquiétez pas")),
    *(("en", words) for words in ("not a problem at all", "don't worry")),
    *(("ar", words) for words in ("ما في مشكلة", "ولا يهمكم", "لا داعي للقلق")),
]


@pytest.mark.parametrize(("lang", "words"), NO_MATTER)
def test_that_it_is_no_matter_refuses_nothing(lang: str, words: str) -> None:
    assert understand(words, lang, TODAY).intent in ("thanks", "yes", "skip")
    assert told_in(words, lang).all == {"accept"}


@pytest.mark.parametrize(
    ("lang", "words", "told"),
    [
        ("es", "no hay problema, cancelen", "undo"),
        ("es", "no podemos", "no"),
        ("es", "hay un problema", "problem"),
        ("es", "no hay gente ese día", "no"),
        ("pt", "não vamos conseguir", "no"),
        ("fr", "pas de souci mais on ne peut pas", "no"),
    ],
)
def test_what_stands_beside_it_is_still_told(lang: str, words: str, told: str) -> None:
    assert told in told_in(words, lang).all


@pytest.mark.parametrize("words", ["no hay problema, vengan", "sem problema, podem vir", "no worries"])
def test_no_matter_to_a_proposal_is_a_yes(story: Story, words: str) -> None:
    proposed(story)
    assert "1. Aceptar" in answer(story, words) or states(story) == ["agreed"]
    assert states(story) in (["proposed"], ["agreed"])


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("es", "los esperamos a las 8"),
        ("es", "los esperamos el viernes, pregunten por doña Lupe"),
        ("es", "vamos a ir 5 personas"),
        ("es", "llegaremos tipo 9"),
        ("pt", "chegamos às 8"),
    ],
)
def test_how_they_meet_is_for_the_other_side(story: Story, lang: str, words: str) -> None:
    agreed(story)
    tap(story, "luz", f"lang:{lang}")
    answer(story, "0")
    shown = answer(story, words)
    assert f": {words}\n" in shown.replace("\u2068", "").replace("\u2069", "")
    assert "1001" not in shown
    assert "Casa Luz" in "".join(text for who, text in story.say("luz", "1") if who == "mar")


def test_another_day_or_a_day_gone_by_is_no_greeting(story: Story) -> None:
    agreed(story)
    assert "en lugar del viernes" in answer(story, "mejor nos vemos el lunes")
    answer(story, "cancelar")
    story.wait(15 * 24 * 3_600_000)
    assert "1. No llegaron" in answer(story, "nos dejaron esperando toda la mañana")


@pytest.mark.parametrize(
    ("who", "lang", "words"),
    [
        ("luz", "es", "precisan escalera?"),
        ("luz", "pt", "vocês precisam de escada?"),
        ("luz", "en", "do you need a ladder?"),
        ("luz", "fr", "il vous faut une échelle ?"),
    ],
)
def test_what_the_visit_needs_is_no_request_of_its_own(story: Story, who: str, lang: str, words: str) -> None:
    agreed(story)
    tap(story, who, f"lang:{lang}")
    answer(story, "0", who)
    assert f": {words}\n" in answer(story, words, who).replace("\u2068", "").replace("\u2069", "")


def test_a_request_beside_an_exchange_stays_one(story: Story) -> None:
    agreed(story)
    assert "Pedido: \u2068pintor" in answer(story, "necesitamos pintor, 2 horas, para mañana")
    answer(story, "cancelar")
    assert "horas" in answer(story, "necesitamos que nos reparen el techo")


@pytest.mark.parametrize(
    ("lang", "words", "intent"),
    [
        ("es", "estamos para servirles", "thanks"),
        ("es", "con gusto, cuando necesiten aquí estamos", "thanks"),
        ("es", "quedamos a la orden para cualquier cosa", "thanks"),
        ("es", "siempre a la orden", "thanks"),
        ("es", "cuenten con nosotros siempre", "thanks"),
        ("pt", "imagina, estamos à disposição", "thanks"),
        ("pt", "disponha", "thanks"),
        ("pt", "qualquer coisa estamos aqui", "thanks"),
        ("es", "estamos a la orden con transporte los sábados", "post_offer"),
        ("es", "cuenten con nosotras para la limpieza", "post_offer"),
        ("pt", "estamos à disposição pra dar aula de violão", "post_offer"),
        ("es", "quiero hablar con ellos", "write_partner"),
        ("es", "¿cómo puedo hablar con la cooperativa?", "write_partner"),
        ("es", "quiero hablar con la coordinadora", "talk_to_coordinator"),
        ("es", "necesito hablar con alguien", "talk_to_coordinator"),
        ("es", "eres un robot?", "help"),
        ("pt", "vc é um robô?", "help"),
        ("es", "no quiero hablar con un robot", "talk_to_coordinator"),
        ("pt", "falta gente pra descarregar cesta básica, 2 horas, na sexta", "post_need"),
        ("pt", "falta uma pessoa pra cuidar da portaria", "post_need"),
    ],
)
def test_courtesy_offers_nothing_and_nobody_is_called_for_them(lang: str, words: str, intent: str) -> None:
    assert understand(words, lang, TODAY).intent == intent


@pytest.mark.parametrize(
    ("lang", "words"), [("es", "no vinieron"), ("es", "nos dejaron esperando"), ("pt", "eles furaram")]
)
def test_that_nobody_came_has_that_choice_first_and_a_yes_takes_it(story: Story, lang: str, words: str) -> None:
    agreed(story)
    story.wait(15 * 24 * 3_600_000)
    tap(story, "luz", f"lang:{lang}")
    answer(story, "1001")
    shown = answer(story, words)
    assert "1. No llegaron" in shown or "1. Não vieram" in shown
    assert "1. Rec" not in answer(story, "sí")
    assert states(story) == ["overdue"]


def test_another_weekday_is_the_one_next_to_the_day_that_is_asked_for(story: Story) -> None:
    agreed(story)
    assert "martes 8 de diciembre" in answer(story, "podemos moverlo al martes 8?")
    assert "miércoles 9 de diciembre" in answer(story, "mejor el miércoles")


@pytest.mark.parametrize(
    ("lang", "words", "intent"),
    [
        ("es", "no quiero que me lleguen tantos mensajes", "pause_alerts"),
        ("pt", "quero parar de receber msg à noite", "quiet_hours"),
        ("es", "no quiero más mensajes", "stop"),
        ("es", "le puedo mandar un audio?", "help"),
        ("pt", "posso mandar áudio?", "help"),
        ("es", "a quien le reclamo?", "talk_to_coordinator"),
        ("es", "se nos tapó la pila y no sale agua, urge un fontanero", "post_need"),
        ("es", "no nos llegó el agua, ocupamos un fontanero", "post_need"),
        ("es", "ya llegó la luz", "out_of_scope"),
    ],
)
def test_questions_and_wishes_are_no_offer_and_stop_nothing(lang: str, words: str, intent: str) -> None:
    assert understand(words, lang, TODAY).intent == intent


def test_what_we_need_beside_an_offer_is_no_second_offer(story: Story) -> None:
    neighbours(story)
    tap(story, "luz", "lang:pt")
    said = answer(story, "a gente oferece aula de violão e precisa de pedreiro").replace("\u2068", "")
    assert "aula de violão" in said
    assert "e precisa" not in said
