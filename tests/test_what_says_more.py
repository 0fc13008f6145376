"""The answer to "what?" may say when, how long and where: nothing of it is asked again, and all of it is shown."""

from __future__ import annotations

from datetime import date

import pytest

from bot.understand import values_in
from bot.understand.amounts.hours import read_hours
from core.db import Database
from core.vault import Vault
from tests.faults import joins, rows, tap, to
from tests.story import Story, telling

TODAY = date(2026, 11, 24)
UNSURE = {"es": "no sé", "ar": "لا أعرف", "en": "not sure", "fr": "je ne sais pas", "pt": "não sei"}
NEEDS = [
    ("es", "un pintor para el jueves", "pintor", "2026-11-26", "Tegucigalpa"),
    ("es", "un contador a distancia para el viernes", "contador", "2026-11-27", "remote"),
    ("ar", "دهان ليوم الخميس", "دهان", "2026-11-26", "Tegucigalpa"),
    ("ar", "محاسب عن بعد غدا", "محاسب", "2026-11-25", "remote"),
    ("en", "a painter by Thursday", "painter", "2026-11-26", "Tegucigalpa"),
    ("fr", "un peintre pour jeudi à Tela", "peintre", "2026-11-26", "Tela"),
    ("pt", "um pintor para quinta em Tela", "pintor", "2026-11-26", "Tela"),
]
OFFERS = [
    ("es", "contabilidad a distancia", ["contabilidad"], "remote"),
    ("es", "costura, pintura y carpintería en Tela", ["costura", "pintura", "carpintería"], "Tela"),
    ("ar", "محاسبة عن بعد", ["محاسبة"], "remote"),
    ("en", "English classes online", ["English classes"], "remote"),
    ("fr", "comptabilité à distance", ["comptabilité"], "remote"),
    ("pt", "aulas de inglês em Tela", ["aulas de inglês"], "Tela"),
    ("es", "clases de inglés los sábados en Tela", ["clases de inglés los sábados"], "Tela"),
]


def begun(story: Story, lang: str) -> None:
    story.hub(langs=("es", "ar", "en", "fr", "pt"))
    joins(story, "luz", lang=lang)


def published(story: Story) -> list[tuple[object, ...]]:
    """What was published: what, by when, and where."""
    found = rows(story, "listing", "id", "what", "due_on", "remote", "place")
    return [(what, due, "remote" if remote else place) for _id, what, due, remote, place in found]


@pytest.mark.parametrize(("lang", "words", "what", "due", "where"), NEEDS)
@pytest.mark.words
def test_the_day_and_the_place_of_a_need_are_not_asked_again(
    lang: str, words: str, what: str, due: str, where: str, story: Story
) -> None:
    begun(story, lang)
    tap(story, "luz", "m:need")
    story.say("luz", words)
    (card,) = to(story.say("luz", UNSURE[lang]), "luz")
    assert what in card
    assert where == "remote" or where in card
    story.say("luz", "1")
    assert published(story) == [(what, due, where)]


@pytest.mark.parametrize(("lang", "words", "whats", "where"), OFFERS)
@pytest.mark.words
def test_the_place_of_an_offer_is_not_asked_again_and_its_days_stay_in_its_words(
    lang: str, words: str, whats: list[str], where: str, story: Story
) -> None:
    begun(story, lang)
    tap(story, "luz", "m:offer")
    (card,) = to(story.say("luz", words), "luz")
    assert all(what in card for what in whats)
    story.say("luz", "1")
    assert published(story) == [(what, None, where) for what in whats]


@pytest.mark.parametrize(
    ("lang", "words", "what"),
    [
        ("es", "necesitamos un plomero", "plomero"),
        ("es", "buscamos a alguien que pinte la casa", "alguien que pinte la casa"),
        ("ar", "محتاجين سباك", "سباك"),
        ("en", "we are looking for someone to paint our hall", "someone to paint our hall"),
        ("fr", "j'ai besoin d'un plombier", "plombier"),
        ("fr", "on cherche quelqu'un pour garder les enfants", "quelqu'un pour garder les enfants"),
        ("pt", "a gente precisa de um eletricista", "eletricista"),
    ],
)
@pytest.mark.words
def test_we_need_is_no_part_of_what_is_needed(lang: str, words: str, what: str, story: Story) -> None:
    begun(story, lang)
    tap(story, "luz", "m:need")
    for said in (words, "2", UNSURE[lang], "1"):
        story.say("luz", said)
    assert [one[0] for one in published(story)] == [what]


def test_a_published_request_that_is_said_anew_takes_the_new_day_with_it(story: Story) -> None:
    begun(story, "es")
    story.say("luz", "necesitamos un pintor, 2 horas, antes del viernes")
    story.say("luz", "1")
    tap(story, "luz", "l:1:edit-what")
    story.say("luz", "un carpintero para el lunes en Tela")
    story.say("luz", "1")
    assert published(story) == [("carpintero", "2026-11-30", "Tela")]


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("es", "formación en Salud"),
        ("es", "un taller en Derechos Humanos"),
        ("en", "training in Human Rights"),
        ("fr", "une formation en Informatique"),
        ("pt", "um curso em Informática"),
    ],
)
def test_what_is_taught_is_no_town(lang: str, words: str) -> None:
    assert "place" not in values_in(words, lang, TODAY)


@pytest.mark.parametrize(
    ("lang", "first", "more"),
    [
        ("ar", "ساعتين", "يوم الاثنين، ٤ ساعات"),
        ("pt", "2 horas", "segunda-feira, 4 horas"),
    ],
)
def test_hours_and_day_in_one_answer_are_both_taken(
    lang: str, first: str, more: str, sqlite_db: Database, vault: Vault, now: int
) -> None:
    whats = {"es": "pintor", "ar": "دهان", "en": "painter", "fr": "peintre", "pt": "pintor"}
    with telling(sqlite_db, vault, now) as story:
        begun(story, lang)
        for answers in ((more,), (first, more)):  # where hours are asked, and where the day is
            tap(story, "luz", "m:need")
            for words in (whats[lang], *answers, "1"):
                story.say("luz", words)
        assert rows(story, "listing", "id", "minutes", "due_on") == [(1, 240, "2026-11-30"), (2, 240, "2026-11-30")]


@pytest.mark.parametrize(
    ("lang", "day", "hours", "noted"),
    [
        ("es", "para el viernes", "mejor 5 horas", ("viernes 27 de noviembre", "5 horas")),
        ("ar", "يوم الجمعة", "حوالي 5 ساعات", ("27 نوفمبر", "5 ساعات")),
        ("en", "by Friday", "about 5 hours", ("Friday 27 November", "5 hours")),
        ("fr", "pour vendredi", "plutôt 5 heures", ("vendredi 27 novembre", "5 heures")),
        ("pt", "para sexta", "umas 5 horas", ("27 de novembro", "5 horas")),
    ],
)
def test_a_day_where_hours_are_asked_and_hours_where_a_day_is_are_noted(
    lang: str, day: str, hours: str, noted: tuple[str, str], sqlite_db: Database, vault: Vault, now: int
) -> None:
    whats = {"es": "pintor", "ar": "دهان", "en": "painter", "fr": "peintre", "pt": "pintor"}
    with telling(sqlite_db, vault, now) as story:
        begun(story, lang)
        for first, said, seen in (("", day, noted[0]), ("1", hours, noted[1])):
            tap(story, "luz", "m:need")
            story.say("luz", whats[lang])
            if first:
                story.say("luz", first)
            told = "\n".join(to(story.say("luz", said), "luz"))
            assert seen in told
            story.say("luz", "5" if not first else day)
            story.say("luz", "1")
        assert rows(story, "listing", "id", "minutes", "due_on") == [(1, 300, "2026-11-27"), (2, 300, "2026-11-27")]


@pytest.mark.words
def test_in_two_hours_is_no_length_where_a_day_is_asked(story: Story) -> None:
    begun(story, "es")
    for words in ("pedir ayuda", "pintor", "1"):
        story.say("luz", words)
    assert "No entendí el día" in "\n".join(to(story.say("luz", "dentro de 2 horas"), "luz"))


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("es", "no sé, 3?"),
        ("ar", "لا أعرف، يمكن 3"),
        ("en", "not sure, maybe 3"),
        ("fr", "je ne sais pas, 3"),
        ("pt", "não sei, 3"),
    ],
)
def test_who_is_not_sure_and_names_a_number_means_it(lang: str, words: str) -> None:
    assert read_hours(words, lang) == 180


@pytest.mark.parametrize(
    ("lang", "words", "what"),
    [
        ("es", "vender por internet", "vender por internet"),
        ("es", "una tienda en línea", "tienda en línea"),
        ("en", "an online shop", "online shop"),
        ("fr", "vendre en ligne", "vendre en ligne"),
        ("pt", "vender pela internet", "vender pela internet"),
        ("es", "clases de inglés en línea", "clases de inglés"),
        ("es", "un contador a distancia", "contador"),
    ],
)
def test_one_word_keeps_the_net_that_it_is_about(lang: str, words: str, what: str) -> None:
    named = values_in(words, lang, TODAY)
    assert (named["service"], named["place"]) == (what, "remote")


@pytest.mark.words
def test_the_name_of_a_list_is_no_need(story: Story) -> None:
    begun(story, "es")
    for words, told in (("pedidos", "no hay pedidos"), ("ofertas", "no hay ofertas")):
        tap(story, "luz", "m:need")
        (page,) = to(story.say("luz", words), "luz")
        assert told in page
    assert published(story) == []


def test_the_service_that_was_chosen_is_shown_with_the_words(story: Story) -> None:
    begun(story, "es")
    story.say("luz", "necesitamos transporte, 2 horas, antes del viernes")
    (card,) = to(story.say("luz", "2"), "luz")
    assert "⁨transporte⁩ (⁨transporte de personas⁩)" in card
    story.say("luz", "1")
    assert rows(story, "listing", "what", "service") == [("transporte", "people transport")]
