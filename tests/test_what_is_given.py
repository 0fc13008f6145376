"""What is given, to whom and by how many people is read as it was meant, however near it is to something else."""

from __future__ import annotations

from datetime import date

import pytest

from bot.understand import understand
from bot.understand.taken_back import without_taken_back

TODAY = date(2026, 11, 24)  # a Tuesday


@pytest.mark.parametrize(
    ("lang", "said", "service"),
    [
        ("es", "Damos clases de costura, 3 horas, el miércoles en Toluca", "clases de costura"),
        ("es", "compartimos un taller de compostaje de 3 horas en Tela", "taller de compostaje"),
        ("es", "regalamos clases de guitarra, 2 horas, a los niños", "clases de guitarra"),
        ("es", "donamos cortes de pelo, 3 horas, en Tela", "cortes de pelo"),
        (
            "es",
            "ponemos a disposición nuestra camioneta con chofer, 5 horas, en Toluca",
            "nuestra camioneta con chofer",
        ),
        ("en", "We are giving out training on cassava processing, 5 hours, Abeokuta", "training on cassava processing"),
        ("en", "we are offering a sewing class for mothers, 2 hours", "sewing class for mothers"),
        ("pt", "damos aulas de costura, 3 horas, para as mães", "aulas de costura"),
    ],
)
def test_what_is_given_for_some_hours_is_an_offer(lang: str, said: str, service: str) -> None:
    read = understand(said, lang, TODAY)
    assert (read.intent, read.slots["service"]) == ("post_offer", service)


@pytest.mark.parametrize(
    ("lang", "said", "amount", "recipient"),
    [
        ("es", "damos 3 horas al fondo", 3, "fund"),
        ("es", "Cedemos tres horas a la Biblioteca El Ceibo", 3, "Biblioteca El Ceibo"),
        ("en", "give 3 hours to Casa Luz", 3, "Casa Luz"),
        ("fr", "nous donnons 3 heures à Casa Luz", 3, "Casa Luz"),
        ("pt", "Doa três horas pro Instituto Girassol", 3, "Instituto Girassol"),
    ],
)
def test_hours_that_are_given_themselves_are_a_gift(lang: str, said: str, amount: int, recipient: str) -> None:
    read = understand(said, lang, TODAY)
    assert read.intent == "donate"
    assert read.slots == {"amount": amount, "recipient": recipient}


@pytest.mark.parametrize(
    ("said", "intent"),
    [
        ("3 volunteers to serve food", "post_need"),
        ("two volunteers to paint the fence", "post_need"),
        ("a few volunteers to translate leaflets", "post_need"),
        ("any volunteers to help on friday?", "post_need"),
        ("our 3 volunteers to serve food", "post_offer"),
        ("2 volunteers available to translate leaflets", "post_offer"),
        ("we have 3 volunteers to serve food", "post_offer"),
        ("can we get a lady doctor", "post_need"),
        ("could we borrow a projector on friday", "post_need"),
        ("can we have a human please", "talk_to_coordinator"),
        ("can we get some help", "help"),
        ("forget it, we've sorted it ourselves", "cancel"),
        ("never mind they fixed the roof", "confirm_service"),
    ],
)
def test_who_counts_people_without_a_verb_asks_for_them(said: str, intent: str) -> None:
    assert understand(said, "en", TODAY).intent == intent


@pytest.mark.parametrize(
    ("said", "intent"),
    [
        ("no quiero q me sigan escribiendo", "stop"),
        ("ya no queremos que nos sigan mandando mensajes", "stop"),
        ("no quiero que me vuelvan a escribir", "stop"),
        ("no quiero que me escriban de noche", "quiet_hours"),
    ],
)
def test_who_wants_no_more_messages_asks_for_nothing_else(said: str, intent: str) -> None:
    assert understand(said, "es", TODAY).intent == intent


@pytest.mark.parametrize(
    ("lang", "said", "right"),
    [
        ("es", "ofrecemos clases de inglés, perdón, de francés", "ofrecemos clases de francés"),
        (
            "es",
            "damos talleres para niños, digo, para adultos mayores",
            "damos talleres para adultos mayores",
        ),
        ("es", "necesitamos pintor en Tela, perdón, en Danlí", "necesitamos pintor en Danlí"),
        ("en", "we offer classes for kids, sorry, for adults", "we offer classes for adults"),
        ("pt", "oferecemos aulas de inglês, desculpa, de francês", "oferecemos aulas de francês"),
        ("es", "ofrecemos clases de inglés, no, de francés", "ofrecemos clases de inglés, no, de francés"),
        ("es", "damos talleres de perdón, de duelo", "damos talleres de perdón, de duelo"),
    ],
)
def test_words_that_begin_as_those_before_come_in_their_place(lang: str, said: str, right: str) -> None:
    assert without_taken_back(said, lang, TODAY) == right


@pytest.mark.parametrize(
    ("lang", "said", "service", "whole"),
    [
        (
            "en",
            "We need 4 people for 3 hours each to plant hedges",
            "plant hedges",
            "4 people for 3 hours each to plant hedges",
        ),
        (
            "en",
            "we need three volunteers for two hours to serve food",
            "serve food",
            "three volunteers for two hours to serve food",
        ),
        ("en", "need 2 painters for 3 hours each on friday", "2 painters", "2 painters"),
        (
            "fr",
            "je suis seule, j'aurais besoin de deux bénévoles, 3 heures",
            "deux bénévoles",
            "deux bénévoles",
        ),
        ("en", "nataka help with grant writing, 5 hrs", "grant writing", "with grant writing"),
        ("en", "we can haul stuff 4 u, 3 hrs", "haul stuff", "haul stuff 4 u, 3 hrs"),
        (
            "es",
            "ocupo electricista xfa q se nos quemo el tablero, 2 oras",
            "electricista",
            "electricista xfa q se nos quemo el tablero",
        ),
        ("es", "necesitamos un técnico porque se nos dañó la refri", "técnico", "técnico porque se nos dañó la refri"),
        (
            "es",
            "necesitamos técnico, se nos descompuso la refri de las vacunas",
            "técnico",
            "técnico, se nos descompuso la refri de las vacunas",
        ),
        ("es", "se nos dañó la bomba", "bomba", "dañó la bomba"),
        (
            "es",
            "se nos descompuso la bomba de agua, ocupamos técnico",
            "técnico",
            "se nos descompuso la bomba de agua, ocupamos técnico",
        ),
    ],
)
def test_what_is_done_counts_more_than_how_many_do_it_or_what_broke(
    lang: str, said: str, service: str, whole: str
) -> None:
    read = understand(said, lang, TODAY)
    assert (read.intent.startswith("post_"), read.slots["service"]) == (True, service)


@pytest.mark.parametrize(
    ("said", "recipient"),
    [
        ("pasale 3 horas de las mias al hogar San Martin", "hogar San Martin"),
        ("dona 2 horas al hogar de ancianos", "hogar de ancianos"),
        ("dona 2 horas al fondo", "fund"),
    ],
)
def test_a_gift_goes_to_the_whole_name(said: str, recipient: str) -> None:
    assert understand(said, "es", TODAY).slots["recipient"] == recipient


@pytest.mark.parametrize(
    ("lang", "said", "intent", "whole"),
    [
        ("en", "the clinic needs a sonographer for 2 hours on monday", "post_need", "sonographer"),
        ("en", "the clinic of the camp needs a sonographer", "post_need", "sonographer"),
        ("en", "the shelter needs a baker 3 hours friday", "post_need", "baker"),
        ("en", "my sister is a midwife, she can give talks", "post_offer", "midwife, she can give talks"),
        ("es", "prestamos la sala los lunes, 2 horas", "post_offer", "sala los lunes, 2 horas"),
        ("es", "una señora que cocine para 30, 2 horas el domingo", "post_need", "que cocine para 30"),
        ("es", "dos muchachos que carguen cajas, 2 horas", "post_need", "que carguen cajas"),
        (
            "es",
            "buscamos alguien con moto que reparta volantes en Soyapango",
            "post_need",
            "alguien con moto que reparta volantes",
        ),
        (
            "es",
            "necesitamos contador para un informe que vence el lunes",
            "post_need",
            "contador para un informe que vence el lunes",
        ),
    ],
)
def test_who_asks_is_not_what_is_asked_for_and_what_they_are_to_do_stays(
    lang: str, said: str, intent: str, whole: str
) -> None:
    read = understand(said, lang, TODAY)
    assert read.intent == intent
