"""Who they are and what they need, in one answer to the first question or in the first words of all."""

from __future__ import annotations

from datetime import date

import pytest

from bot.understand import understand
from bot.understand.presenting.own_name import without_own_name
from tests.faults import joins, rows, tap, to
from tests.story import Story

pytestmark = pytest.mark.words

ISOLATES = dict.fromkeys(map(ord, "\u2066\u2068\u2069"))


@pytest.mark.parametrize(
    ("lang", "words", "name", "town", "what"),
    [
        ("es", "Casa Luz, Tela. Necesitamos un contador", "Casa Luz", "Tela", "contador"),
        ("es", "somos Casa Luz de Tela y necesitamos un contador", "Casa Luz de Tela", "Tela", "contador"),
        (
            "en",
            "we're Bridge Youth Centre from Alexandria, we need a translator for a report",
            "Bridge Youth Centre",
            "Alexandria",
            "translator",
        ),
        ("ar", "بيت النور، القاهرة، نحتاج إلى محاسب", "بيت النور", "القاهرة", "محاسب"),
        ("fr", "Femmes d'Espoir, Dakar. On cherche un comptable", "Femmes d'Espoir", "Dakar", "comptable"),
        ("pt", "Mar Aberto, Recife, precisamos de um contador", "Mar Aberto", "Recife", "contador"),
        ("ar", "معكم مركز الحياة من عمان نقدم فحوصات مجانية", "مركز الحياة", "عمان", "فحوصات مجانية"),
    ],
)
def test_who_they_are_and_what_they_need_are_one_answer(
    story: Story, lang: str, words: str, name: str, town: str, what: str
) -> None:
    story.hub()
    story.langs["luz"] = lang
    story.say("luz", "/start")
    said = to(story.say("luz", words), "luz")[-1]
    assert rows(story, "organisation", "name", "town") == [(name, town)]
    assert what in said


@pytest.mark.parametrize("words", ["Mujeres, Damos Vida, Tela", "Buscamos Paz, Tela", "Necesitamos Luz, Tela"])
def test_a_name_that_asks_or_offers_is_a_name(story: Story, words: str) -> None:
    story.hub()
    story.say("luz", "hola")
    story.say("luz", words)
    assert rows(story, "organisation", "name", "town") == [tuple(words.rsplit(", ", 1))]


@pytest.mark.parametrize(
    ("lang", "words", "name"),
    [
        ("es", "buenas, soy Marta de la biblioteca comunitaria de Danlí, necesitamos pintar", "biblioteca comunitaria"),
        ("es", "me llamo Beto, somos el instituto técnico de Danlí, podemos dar talleres", "instituto técnico"),
        ("en", "hello, we are Wheels For All in Tela and can drive people", "Wheels For All, Tela"),
        ("pt", "oi, clínica jurídica da UFPA em Belém, a gente pode ajudar com estatutos", "clínica jurídica da UFPA"),
    ],
)
def test_who_presents_themselves_in_any_way_needs_but_a_yes(story: Story, lang: str, words: str, name: str) -> None:
    story.hub()
    story.langs["luz"] = lang
    assert name in to(story.say("luz", words), "luz")[-1]
    story.say("luz", {"es": "sí", "en": "yes", "pt": "sim"}[lang])
    ((joined,),) = rows(story, "organisation", "name")
    assert joined in words


@pytest.mark.parametrize(
    ("lang", "first", "answer", "what"),
    [
        (
            "es",
            "hola, queremos fotos para nuestro aniversario el 5 de diciembre, Casa de la Mujer en Oaxaca",
            "Casa de la Mujer, Oaxaca",
            "fotos para nuestro aniversario",
        ),
        ("ar", "سلام، عندنا حضانة صغيرة في غزة ومحتاجين حد يدهن الجدران", "حضانة الأمل، غزة", "حد يدهن الجدران"),
    ],
)
def test_of_the_first_words_what_they_want_is_kept_and_not_who_they_are(
    story: Story, lang: str, first: str, answer: str, what: str
) -> None:
    story.hub()
    story.langs["luz"] = lang
    story.say("luz", first)
    said = to(story.say("luz", answer), "luz")[-1]
    assert f"\u2068{what}\u2069" in said


@pytest.mark.parametrize(
    ("lang", "words"),
    [("es", "¿nos pueden mandar las fotos?"), ("fr", "vous pouvez nous envoyer les photos ?")],
)
def test_who_asks_for_something_to_be_sent_does_not_ask_for_our_messages(lang: str, words: str) -> None:
    assert understand(words, lang, date(2026, 11, 24)).intent != "resume_alerts"


def test_a_button_that_they_write_is_no_town_and_says_yes_to_what_is_shown(story: Story) -> None:
    story.hub()
    for words in ("hola", "Grupo Scout La Esperanza", "publicar"):
        story.say("luz", words)
    assert rows(story, "organisation", "name", "town") == [("Grupo Scout La Esperanza", "La Esperanza")]


@pytest.mark.parametrize(
    ("lang", "words"),
    [("es", "¿llevamos algo?"), ("ar", "شو بدكم نجهز؟"), ("ar", "بقدر اجي عالخليل يوم الاربعا")],
)
def test_a_question_to_somebody_and_when_they_come_offer_nothing(story: Story, lang: str, words: str) -> None:
    story.hub()
    story.langs["luz"] = lang
    for said in ("hola", "Casa Luz, Tela" if lang == "es" else "بيت النور، القاهرة", words, "1"):
        story.say("luz", said)
    assert rows(story, "listing", "id") == []


def test_what_they_do_behind_their_name_is_not_lost_with_a_yes(story: Story) -> None:
    story.hub()
    story.langs["luz"] = "pt"
    story.say("luz", "Oi! Sou o Marcos do Instituto Ponte, de Olinda, a gente escreve projetos e faz captação")
    said = to(story.say("luz", "sim"), "luz")[-1]
    assert "escreve projetos e faz captação" in said


@pytest.mark.parametrize(
    ("lang", "said", "what"),
    [
        ("es", "necesitamos voluntarios", "voluntarios"),
        ("es", "necesitamos 3 voluntarios para el sábado", "3 voluntarios"),
        ("pt", "estamos precisando de voluntários", "voluntários"),
        ("ar", "محتاجين متطوعين", "متطوعين"),
    ],
)
def test_people_of_whom_nothing_is_said_are_what_is_needed(story: Story, lang: str, said: str, what: str) -> None:
    story.hub()
    joins(story, "luz", "Casa Luz, Tela", lang=lang)
    for words in (said, "2", "30/11"):
        card = to(story.say("luz", words), "luz")[-1]
    assert f": {what}\n" in card.translate(ISOLATES)


def test_what_they_may_ask_or_offer_is_not_asked_again_once_they_look_around(story: Story) -> None:
    story.hub()
    joins(story, "mar")
    story.say("mar", "necesitamos un afiche, 3 horas, el 15 de diciembre")
    story.say("mar", "sí")
    story.langs["luz"] = "en"
    story.say("luz", "hello! Lina here from Pixel Club, Tela, we're design students")
    assert "Pixel Club" in to(story.say("luz", "yes"), "luz")[-1]
    listed = to(story.say("luz", "who needs something that we could do?"), "luz")[-1]
    assert "request or an offer?" not in listed
    assert "afiche" in to(story.say("luz", "1"), "luz")[-1]


_WITH_A_NAME = [
    ("es", "necesitamos un contador, mi nombre es Gumersinda López", "contador"),
    ("es", "necesitamos un contador mi nombre es gumersinda lopez", "contador"),
    ("es", "necesitamos un contador y soy Gumersinda López", "contador"),
    ("en", "we need an accountant. My name is Gertrude Okello", "accountant"),
    ("en", "we need an accountant, I'm John Okello", "accountant"),
    ("fr", "nous cherchons un comptable, je m'appelle Fatou Diop", "comptable"),
    ("pt", "precisamos de um contador, meu nome é Gumercinda Lopes", "contador"),
    ("ar", "محتاجين محاسب، اسمي سعاد خليل", "محاسب"),
    ("ar", "محتاجين محاسب واسمي سعاد خليل", "محاسب"),
]


@pytest.mark.parametrize("begins", ["", "m:need"])
@pytest.mark.parametrize(("lang", "said", "what"), _WITH_A_NAME)
def test_how_a_member_is_called_is_no_part_of_what_they_need(
    story: Story, lang: str, said: str, what: str, begins: str
) -> None:
    story.hub()
    joins(story, "luz", "Casa Luz, Tela", lang=lang)
    if begins:
        tap(story, "luz", begins)
    for words in (said, "2", "30/11"):
        card = to(story.say("luz", words), "luz")[-1]
    assert f": {what}\n" in card.translate(ISOLATES)


@pytest.mark.parametrize(
    ("lang", "said", "what"),
    [
        ("es", "clases de piano, me llamo Gumersinda López", "clases de piano"),
        ("en", "piano lessons, my name is Gertrude Okello", "piano lessons"),
        ("fr", "cours de piano, je m'appelle Fatou Diop", "cours de piano"),
        ("pt", "aulas de piano, me chamo Gumercinda Lopes", "aulas de piano"),
        ("ar", "دروس بيانو، اسمي سعاد خليل", "دروس بيانو"),
    ],
)
def test_nor_is_it_of_what_they_can_do(story: Story, lang: str, said: str, what: str) -> None:
    story.hub()
    joins(story, "luz", "Casa Luz, Tela", lang=lang)
    tap(story, "luz", "m:offer")
    card = to(story.say("luz", said), "luz")[-1]
    assert f": {what}\n" in card.translate(ISOLATES)


@pytest.mark.parametrize(
    "words",
    [
        "mi nombre es Gumersinda López",
        "me llamo Ana y necesitamos un contador",
        "necesitamos un pintor, soy contadora",
        "un perro nos mordió y me llamó la veterinaria",
        "necesitamos un contador, el nombre de la cuenta es otro",
        "we need a painter, I am a nurse",
        "je suis infirmière, et je suis à Dakar",
        "precisamos de um pintor, sou professora",
        "محتاجين دهان، أنا مدرسة",
    ],
)
def test_who_says_nothing_else_first_or_what_they_are_has_no_name_left_out(words: str) -> None:
    assert without_own_name(words) == words


def test_what_is_said_behind_the_name_stays() -> None:
    assert without_own_name("we need a cook. My name is Ann Lee, for Friday") == "we need a cook, for Friday"
    assert without_own_name("un cocinero, me llamo Ana Paz y somos diez") == "un cocinero y somos diez"
