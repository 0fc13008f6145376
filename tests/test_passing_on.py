"""«Diles que …» goes to the other side once it was shown; what is asked of them under their card is no request."""

from __future__ import annotations

import pytest

from bot.understand.passing_on import words_for_them
from tests.faults import rows, to
from tests.story import Story

pytestmark = pytest.mark.words

_JOINED = {
    "es": ("hola", "Manos Verdes, Tela", "ofrecemos diseño gráfico", "sí"),
    "en": ("hello", "Green Hands, Tela", "we do graphic design", "publish"),
    "ar": ("مرحبا", "الأيادي الخضراء، القاهرة", "نقدم تصميم جرافيك", "نعم"),
    "fr": ("bonjour", "Mains Vertes, Dakar", "nous faisons du graphisme", "oui"),
    "pt": ("oi", "Mãos Verdes, Recife", "fazemos design gráfico", "sim"),
}


def suggested(story: Story, lang: str) -> None:
    """Sol, in that language, has the suggestion of a poster for Luz on the screen."""
    story.hub()
    for words in (
        "hola",
        "Casa Joven, Choluteca",
        "necesitamos un diseñador para un afiche, 3 horas, el viernes",
        "sí",
    ):
        story.say("luz", words)
    story.langs["sol"] = lang
    for words in (*_JOINED[lang], "1001"):
        story.say("sol", words)


def agreed(story: Story, lang: str) -> None:
    """Sol, in that language, has agreed to design a poster for Luz, and has its card on the screen."""
    suggested(story, lang)
    story.say("sol", "1")
    for words in ("1001", "1"):
        story.say("luz", words)
    story.say("sol", "1001")
    assert rows(story, "exchange", "state") == [("agreed",)]


@pytest.mark.parametrize(
    ("lang", "words", "passed"),
    [
        ("es", "diles que nos manden el texto", "nos manden el texto"),
        ("en", "write to them: please send us the text of the poster", "please send us the text of the poster"),
        ("ar", "ابعت لهم: النص جاهز هبعته بالليل", "النص جاهز هبعته بالليل"),
        ("fr", "dis-leur qu'on commence lundi", "on commence lundi"),
        ("pt", "diga a eles que começamos segunda", "começamos segunda"),
    ],
)
def test_tell_them_is_shown_once_and_then_goes_as_it_was_written(
    story: Story, lang: str, words: str, passed: str
) -> None:
    agreed(story, lang)
    before = len(rows(story, "listing", "id"))
    shown = story.say("sol", words)
    assert f"\u2068{passed}\u2069" in to(shown, "sol")[-1]
    assert not to(shown, "luz")
    assert passed in to(story.say("sol", "1"), "luz")[-1]
    assert len(rows(story, "listing", "id")) == before


def test_it_may_be_changed_or_left_and_holds_no_words_in_clear(story: Story) -> None:
    agreed(story, "es")
    story.say("sol", "avísales que llegamos tarde")
    assert not any("llegamos" in str(state) for (state,) in rows(story, "conversation", "state"))
    story.say("sol", "2")
    story.say("sol", "llegamos a las diez")
    assert "llegamos a las diez" in to(story.say("sol", "sí"), "luz")[-1]
    story.say("sol", "diles que vamos en camino")
    assert not to(story.say("sol", "cancelar"), "luz")


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("es", "nos pueden mandar el texto del afiche?"),
        ("es", "de qué tamaño quieren el afiche?"),
        ("es", "tienen fotos para el afiche?"),
        ("en", "can you send us the text for the poster?"),
        ("en", "how many posters are there?"),
        ("fr", "il y a des photos pour l'affiche ?"),
        ("pt", "precisamos do texto do cartaz"),
        ("pt", "quantas pessoas vão participar?"),
    ],
)
def test_what_the_work_needs_is_asked_of_them_and_is_no_request(story: Story, lang: str, words: str) -> None:
    agreed(story, lang)
    shown = to(story.say("sol", words), "sol")[-1]
    assert f"\u2068{words}\u2069" in shown
    assert words in "\n".join(to(story.say("sol", "1"), "luz"))
    assert len(rows(story, "listing", "id")) == 2


@pytest.mark.parametrize("words", ["¿cuántos afiches son?", "escríbeles: ¿cuántos son?"])
def test_a_question_before_anything_is_proposed_is_asked_of_them(story: Story, words: str) -> None:
    suggested(story, "es")
    shown = to(story.say("sol", words), "sol")[-1]
    told = words.partition("¿")[2]
    assert told in shown
    assert told in "\n".join(to(story.say("sol", "1"), "luz"))


def test_who_is_written_to_answers_in_words(story: Story) -> None:
    agreed(story, "es")
    for words in ("¿de qué color lo quieren?", "1"):
        story.say("sol", words)
    assert (
        "Para \u2068Manos Verdes\u2069: \u2068son dos, rojo y azul"
        in to(story.say("luz", "son dos, rojo y azul"), "luz")[-1]
    )
    assert "son dos, rojo y azul" in to(story.say("luz", "1"), "sol")[-1]


def test_another_service_under_the_card_is_a_request_all_the_same(story: Story) -> None:
    agreed(story, "es")
    assert "¿Cuántas horas" in to(story.say("sol", "necesitamos un plomero"), "sol")[-1]


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("diles que ya terminamos", "1. Ya se hizo"),
        ("diles que no vamos a poder", "2. Cancelar intercambio"),
        ("avísales que mejor el lunes", "el lunes 30 de noviembre en lugar del viernes 27 de noviembre"),
    ],
)
def test_what_a_choice_of_the_card_says_is_that_choice(story: Story, words: str, asked: str) -> None:
    agreed(story, "es")
    assert asked in to(story.say("sol", words), "sol")[-1]


def test_with_nobody_to_tell_it_is_read_as_any_message(story: Story) -> None:
    story.hub()
    for words in ("hola", "Casa Joven, Choluteca"):
        story.say("luz", words)
    assert "¿Lo envío?" not in to(story.say("luz", "diles que ya vamos"), "luz")[-1]


@pytest.mark.parametrize(
    ("words", "passed"),
    [
        ("diles", ""),
        ("tell them", ""),
        ("diles que sí", ""),
        ("Por favor diles que ya salimos", "ya salimos"),
        ("can you ask them if Monday is fine?", "Monday is fine?"),
        ("قولهم اننا في الطريق", "اننا في الطريق"),
        ("necesitamos que les digan", ""),
    ],
)
def test_only_what_begins_with_it_and_says_something_is_passed_on(words: str, passed: str) -> None:
    assert words_for_them(words) == passed


# ---- at the door, and where one of several services is asked for ----------------------------------------------------


@pytest.mark.parametrize(
    ("lang", "first", "words"),
    [
        ("en", "Hello, I'm Sam from Green Hands in Tela. We do graphic design", "that's us"),
        ("es", "hola, soy Marta, de la Asociación de Padres, Danlí. Necesitamos un plomero", "somos nosotros"),
        ("fr", "bonjour, je suis Awa, de l'association Jappoo à Mbour. On cherche un plombier", "c'est nous"),
        ("pt", "oi, sou Rui, da ONG Mar Aberto, Recife. Precisamos de um encanador", "somos nós"),
        ("ar", "مرحبا، نحن جمعية بيت الخير من عمان، محتاجين سباك", "هي احنا"),
    ],
)
def test_that_is_us_is_a_yes_at_the_door_and_no_name(story: Story, lang: str, first: str, words: str) -> None:
    story.hub()
    story.langs["sol"] = lang
    story.say("sol", first)
    story.say("sol", words)
    ((name,),) = rows(story, "organisation", "name")
    assert name in first


def test_that_is_us_is_no_name_where_nobody_was_named(story: Story) -> None:
    story.hub()
    for words in ("hola, somos una biblioteca comunitaria y necesitamos una página web", "somos nosotros"):
        story.say("sol", words)
    assert rows(story, "organisation", "name") == []
    assert "Biblioteca Sol" in to(story.say("sol", "Biblioteca Sol, Danlí"), "sol")[-1]


def test_a_yes_to_which_service_takes_the_likeliest(story: Story) -> None:
    story.hub()
    for words in ("hola", "Casa Luz, Danlí", "necesitamos transporte para llevar unas sillas"):
        asked = to(story.say("luz", words), "luz")[-1]
    assert "1. \u2068transporte de carga" in asked
    assert "¿Cuántas horas" in to(story.say("luz", "sí"), "luz")[-1]
