"""Who leaves their organisation, who stops all messages and comes back, and what is published meanwhile."""

from __future__ import annotations

import pytest

from bot.understand.presenting.parting import says_parted
from bot.understand.taking_over import taking_over
from tests.faults import agreed, joins, neighbours, rows, states, tap
from tests.story import Story, answer

pytestmark = pytest.mark.words

_MARKS = dict.fromkeys(map(ord, "\u2066\u2068\u2069"))


@pytest.mark.parametrize(
    "words",
    [
        *("ya no trabajo en la fundación", "quiero salirme de la organización", "ya no soy parte de Casa Luz"),
        *("I no longer work for the shelter", "I left the organisation", "I'm leaving Casa Luz"),
        *("je ne travaille plus pour l'association", "não trabalho mais na associação"),
        *("لم أعد أعمل في الجمعية", "ما عاد أشتغل بالجمعية"),
    ],
)
def test_who_says_that_they_have_left_is_asked_whether_to_leave(words: str) -> None:
    assert says_parted(words, "Casa Luz")


@pytest.mark.parametrize(
    "words",
    [
        *("quiero salir de la red", "ya no trabajo en la escuela los lunes, necesitamos maestra", "me fui de viaje"),
        *("¿quién ya no trabaja en la fundación?", "I left my bag", "Casa Luz", "لقينا جمعية"),
    ],
)
def test_other_partings_leave_no_organisation(words: str) -> None:
    assert not says_parted(words, "Casa Luz")


def test_leaving_in_words_comes_before_the_card_of_an_exchange_and_asks_first(story: Story) -> None:
    agreed(story)
    answer(story, "1001", "mar")
    assert answer(story, "ya no trabajo en la organización", "mar").startswith("¿Salir de \u2068Casa Mar\u2069?")
    assert states(story) == ["agreed"]


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        *(("es", words) for words in ("quiero volver", "ya quiero regresar", "me arrepentí, quiero volver")),
        *(("en", words) for words in ("I want to come back", "please start again")),
        *(("fr", "je veux revenir"), ("pt", "quero voltar"), ("ar", "أريد العودة")),
    ],
)
def test_who_stopped_all_messages_comes_back_in_their_own_words(lang: str, words: str, story: Story) -> None:
    neighbours(story)
    story.langs["luz"] = lang
    answer(story, "STOP")
    assert rows(story, "address", "stopped_at").count((None,)) == 1
    answer(story, words)
    assert rows(story, "address", "stopped_at") == [(None,), (None,)]


@pytest.mark.parametrize(
    ("lang", "words", "asked"),
    [
        ("es", "reactivar el pedido", "¿Te vuelvo a escribir?"),
        ("es", "reanudar el intercambio 1001", "¿Te vuelvo a escribir?"),
        ("es", "volver a empezar", "¿Te vuelvo a escribir?"),
        ("en", "restart the clock for 1001", "Shall I write to you again?"),
        ("en", "we are back from holidays", "Shall I write to you again?"),
        ("fr", "recommencer", "je vous écrive de nouveau"),
        ("pt", "reativar o pedido", "Volto a escrever para você?"),
    ],
)
def test_what_may_be_about_something_else_brings_no_messages_back_before_it_was_asked(
    lang: str, words: str, asked: str, story: Story
) -> None:
    story.hub(langs=("es", "ar", "en", "fr", "pt"))
    joins(story, "luz", lang=lang)
    answer(story, "STOP")
    assert asked in answer(story, words)
    assert rows(story, "address", "stopped_at") != [(None,)]
    answer(story, "1")
    assert rows(story, "address", "stopped_at") == [(None,)]


def test_what_is_published_while_messages_are_stopped_says_so_and_turns_them_on(story: Story) -> None:
    neighbours(story)
    answer(story, "BAJA")
    answer(story, "necesitamos un electricista, 2 horas, el jueves")
    told = answer(story, "sí")
    assert "no puedo avisarte" in told
    assert "Sigo buscando" not in told
    assert "Vuelves a recibir mensajes" in answer(story, "1")
    assert rows(story, "address", "stopped_at") == [(None,), (None,)]


@pytest.mark.parametrize(
    ("lang", "words", "asked"),
    [
        ("es", "ahora soy Marta, Luisa ya no trabaja aquí", "sigue contigo."),
        ("es", "hola, soy Marta, ahora llevo yo este teléfono", "sigue contigo."),
        ("en", "I'm Martha now, Louise no longer works here", "goes on with you."),
        ("en", "my name is Martha, I took over from Louise", "goes on with you."),
        ("fr", "maintenant c'est Marthe, Louise ne travaille plus ici", "continue avec vous."),
        ("pt", "agora sou a Marta, a Luísa não trabalha mais aqui", "continua com você."),
        ("ar", "أنا مرتا الآن، لويزا لم تعد تعمل هنا", "يستمر معكم."),
    ],
)
def test_another_person_on_the_same_phone_is_asked_what_they_are_called(
    story: Story, lang: str, words: str, asked: str
) -> None:
    neighbours(story)
    tap(story, "luz", f"lang:{lang}")
    assert asked in answer(story, words)
    answer(story, "Marta")
    tap(story, "luz", "lang:es")
    assert "1: Marta (tú)" in answer(story, "personas").translate(_MARKS)
    assert len(rows(story, "listing", "id")) == 0


def test_who_says_so_in_place_of_what_they_need_publishes_nothing_of_it(story: Story) -> None:
    neighbours(story)
    answer(story, "pedir ayuda")
    assert "¿Cómo te llaman tus colegas" in answer(story, "ahora soy Inés, Marta ya no trabaja aquí")
    assert "¿Qué necesitan?" in answer(story, "Inés")


def test_that_a_colleague_has_gone_shows_who_acts_for_the_organisation(story: Story) -> None:
    neighbours(story)
    assert "Quiénes actúan en nombre de Casa Luz" in answer(story, "Luisa ya no trabaja aquí").translate(_MARKS)


@pytest.mark.parametrize(
    "words",
    [
        *("ahora soy Casa Luz", "ahora somos 5", "el contador ya no trabaja aquí", "maintenant c'est bon"),
        *("we need someone to take over from Monday", "en lugar de Marta viene Luis", "agora é o pintor"),
    ],
)
def test_what_only_sounds_like_it_is_nobody_new(words: str) -> None:
    assert not taking_over(words)
