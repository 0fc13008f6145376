"""What people of Latin America and of Portuguese and French speaking networks say in passing, and what it leads to."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from bot.understand import understand
from bot.understand.amounts.clocks import without_clocks
from bot.understand.calendar.dates import read_day
from bot.understand.told import told_in
from bot.understand.words import word
from tests.faults import adds_up, agreed, joins, neighbours, proposed, states
from tests.story import Story, answer

_NOW = datetime(2026, 11, 24, 10, 0)  # noqa: DTZ001 -- a person's own clock: a Tuesday morning


@pytest.mark.parametrize(
    ("lang", "text", "intent"),
    [
        ("es", "quién nos debe horas", "balance"),
        ("es", "a quien le debemos", "balance"),
        ("en", "who owes us hours", "balance"),
        ("fr", "à qui on doit des heures", "balance"),
        ("pt", "quem tá devendo hora pra gente?", "balance"),
        ("es", "quién nos debe dar el taller mañana", "post_need"),
        ("es", "quien nos ha ayudado", "statement"),
        ("es", "¿cómo puede entrar la ONG de una amiga?", "inviting"),
        ("es", "una compañera también quiere usar esto", "inviting"),
        ("es", "le puedo pasar este número a otra asociación?", "inviting"),
        ("en", "how can a friend's NGO join?", "inviting"),
        ("fr", "comment l'ONG d'une amie peut rejoindre ?", "inviting"),
        ("pt", "como a ONG de uma amiga pode entrar?", "inviting"),
        ("ar", "كيف تنضم جمعية صديقتي؟", "inviting"),
        ("es", "como puede participar la comunidad en el taller", "out_of_scope"),
        ("es", "a quienes tengo bloqueados", "blocked"),
        ("es", "para cuál organización estoy escribiendo?", "acting"),
        ("es", "ya no quiero mensajes", "stop"),
        ("es", "disculpe y cuándo me contestan?", "my_listings"),
        ("es", "que datos tienen míos", "known"),
        ("es", "nos faltan horas ahora", "request_support"),
        ("es", "nos faltan horas de capacitación", "post_need"),
        ("es", "no quiero dar mis datos", "no"),
        ("en", "do you guys speak English?", "change_language"),
        ("fr", "vous pouvez nous envoyer quelqu'un ?", "post_need"),
    ],
)
def test_what_is_meant(lang: str, text: str, intent: str) -> None:
    assert understand(text, lang, _NOW).intent == intent


@pytest.mark.parametrize(
    ("lang", "text", "day"),
    [
        ("es", "de este viernes en ocho", "2026-12-04"),
        ("es", "de hoy en ocho", "2026-12-01"),
        ("es", "del lunes en quince", "2026-12-14"),
        ("es", "el viernes en ocho horas", "2026-11-27"),
        ("es", "para año nuevo", "2027-01-01"),
        ("es", "el mes que viene", "2026-12-31"),
        ("es", "la quincena de diciembre", "2026-12-15"),
        ("fr", "le mois prochain", "2026-12-31"),
        ("fr", "jeudi en quinze", "2026-12-10"),
        ("fr", "réveillon", "2026-12-24"),
        ("pt", "réveillon", "2026-12-31"),
        ("pt", "mês que vem", "2026-12-31"),
        ("en", "before new year", "2027-01-01"),
        ("en", "new year's eve", "2026-12-31"),
    ],
)
def test_days_as_they_are_said(lang: str, text: str, day: str) -> None:
    assert read_day(text, lang, _NOW.date()) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("precisamos de fotógrafo sexta meio dia", None),
        ("precisamos de fotógrafo domingo de meio dia às duas", None),
        ("precisamos de um pintor por meio dia na sexta", 4),
        ("precisamos de um pintor, meio dia, sexta", 4),
    ],
)
def test_meio_dia_behind_a_day_is_noon_and_elsewhere_half_a_day(text: str, hours: int | None) -> None:
    assert understand(text, "pt", _NOW).slots.get("hours") == hours


def test_at_three_by_the_clock_of_a_country_is_no_length() -> None:
    assert without_clocks("a las 3 hora de Honduras", "es").strip() == "de Honduras"


@pytest.mark.parametrize(
    "text",
    [
        *("sí señora", "aceptamos con mucho gusto", "sim, obrigada", "on est d'accord", "sipo", "listo, aceptamos"),
        *("perfecto, trato hecho", "great, deal", "brilliant, we accept", "yes that works for us", "ممتاز، اتفقنا"),
        *("على بركة الله", "parfait, on fait comme ça", "ótimo, combinado"),
    ],
)
def test_a_yes_with_courtesy_around_it_is_a_yes(text: str) -> None:
    assert word(text, "es") == "yes"


@pytest.mark.parametrize(
    "text",
    [
        "ok gracias",
        "d'accord merci",
        "sí no",
        "gracias sí",
        "si no",
        "listo",
        "ممتاز",
        "sí pero mañana",
        "sí?",
    ],
)
def test_less_than_a_plain_yes_is_none(text: str) -> None:
    assert word(text, "es") != "yes" or "?" in text  # a question mark takes it back where it is heard


def test_agreeing_in_french_is_no_refusal() -> None:
    assert told_in("c'est d'accord pour nous", "fr").all == {"accept"}


def test_who_owes_is_answered_by_the_balance_and_begins_nothing(story: Story) -> None:
    neighbours(story)
    assert "Saldo: 6 horas" in answer(story, "quién nos debe horas")


def test_a_day_said_where_the_hours_of_a_proposal_are_asked_is_kept(story: Story) -> None:
    neighbours(story)
    story.say("mar", "ofrecemos clases de guitarra")
    story.say("mar", "sí")
    for words in ("quien da clases de guitarra?", "1", "1"):
        story.say("luz", words)
    assert "Anotado: miércoles 25 de noviembre" in answer(story, "¿puede ser el miércoles?")
    assert "miércoles 25 de noviembre" in answer(story, "2 horas")


def test_a_day_said_where_the_service_is_asked_is_kept(story: Story) -> None:
    neighbours(story)
    story.say("luz", "ocupamos un albañil q nos repare el muro de la escuela")
    assert "Anotado" in answer(story, "para la otra semana")


def test_words_that_surely_mean_a_choice_of_the_card_are_that(story: Story) -> None:
    agreed(story)
    answer(story, "ya nos mandaron todo, quedamos contentos")
    assert states(story) == ["settled"]
    adds_up(story)


def test_stars_before_it_is_confirmed_open_what_is_to_be_confirmed(story: Story) -> None:
    agreed(story)
    assert "1001" in answer(story, "les doy 5 estrellas")


def test_other_hours_said_as_a_change_are_other_terms(story: Story) -> None:
    proposed(story)
    story.say("luz", "1001")
    assert "3 horas" in answer(story, "cambia las horas a 3")
    assert states(story) == ["proposed"]


def test_a_machine_that_is_broken_is_no_complaint_of_a_partner(story: Story) -> None:
    neighbours(story)
    read = answer(story, "tenemos un problema con la computadora y ocupamos clases de excel")
    assert "Gracias por avisar" not in read
    assert "¿Cuántas horas" in read


def test_an_offer_in_the_middle_of_a_request_is_an_offer(story: Story) -> None:
    story.hub()
    joins(story, "ana", "Youth Network, Copan Ruinas", "en")
    story.say("ana", "we need a plumber")
    assert "Offer" in answer(story, "we could teach English online twice a week", "ana")


def test_praise_in_the_middle_of_a_review_does_not_begin_another(story: Story) -> None:
    agreed(story)
    for words in ("recibido a tiempo", "les pongo un cinco"):
        story.say("luz", words)
    read = answer(story, "muy buena gente, explicaron con paciencia")
    assert "¿Fue como se prometió?" in read
    assert "estrellas" not in read


def test_what_a_coordinator_writes_under_a_case_is_shown_before_it_goes(story: Story) -> None:
    hub = story.hub()
    story.langs["coo"] = "es"
    story.say("coo", story.code("coordinator", hub))
    joins(story, "luz", "Casa Luz, Tegucigalpa")
    story.say("luz", "me trataron mal, quiero hablar con una persona")
    story.say("coo", "ver el caso")
    assert "¿Lo envío?" in answer(story, "hola luz soy la coordinadora, cuénteme qué pasó", "coo")
    assert ("luz", "hola") not in [(who, text[:4]) for who, text in story.say("coo", "ver el caso")]


def test_the_day_that_was_asked_for_and_is_past_does_not_swallow_what_is_told(story: Story) -> None:
    agreed(story)
    assert "jueves 26" in answer(story, "¿puede ser el jueves?")
    story.wait(4 * 86_400_000)
    assert "1001" in answer(story, "ya nos ayudaron, muy bien todo")
