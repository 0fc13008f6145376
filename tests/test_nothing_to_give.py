"""Who is asked for names, numbers or money reads that they need not give them; danger reaches a person at once."""

from __future__ import annotations

import pytest

from bot.understand.guarding import guarded
from tests.faults import agreed, joins, neighbours, rows
from tests.story import Story, answer
from tests.test_cases import coordinator

pytestmark = pytest.mark.words

_PEOPLE = {
    "es": "No den a nadie nombres",
    "ar": "لا تعطوا أحداً أسماء",
    "en": "Do not give anybody names",
    "fr": "Ne donnez à personne les noms",
    "pt": "Não deem a ninguém nomes",
}
_MONEY = {
    "es": "no se mueve dinero, solo horas",
    "ar": "لا مال هنا",
    "en": "No money changes hands here, only hours",
    "fr": "aucun argent ne circule",
    "pt": "não circula dinheiro",
}


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("es", "me estan pidiendo los telefonos de las mujeres del albergue"),
        ("es", "nos piden una lista con los nombres de las beneficiarias"),
        ("en", "they asked for the women's phone numbers"),
        ("fr", "on nous demande les numéros des femmes hébergées"),
        ("pt", "estão pedindo os telefones das mulheres do abrigo"),
        ("ar", "يطلبون أرقام هواتف النساء"),
    ],
)
def test_who_is_asked_for_the_numbers_of_those_they_look_after_is_told_not_to_give_them(
    lang: str, words: str, story: Story
) -> None:
    agreed(story)
    in_theirs = {"es": "español", "en": "English", "ar": "العربية", "fr": "français", "pt": "português"}
    answer(story, in_theirs[lang])
    answer(story, "1001")
    read = answer(story, words)
    assert _PEOPLE[lang] in read
    assert "1. " in read  # a person
    assert len(rows(story, "listing", "id")) == 2
    answer(story, "1")
    assert rows(story, "parked_case", "code") == [("human",)]


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("es", "me pidieron 500 lempiras aparte de las horas"),
        ("es", "quieren que les demos efectivo"),
        ("en", "someone from Green Hands asked me for cash"),
        ("fr", "ils nous ont demandé du liquide"),
        ("pt", "pediram um pix pra gente"),
        ("ar", "طلب منا المتطوع فلوس"),
    ],
)
def test_who_is_asked_for_money_is_told_that_nobody_pays(lang: str, words: str, story: Story) -> None:
    story.hub(langs=("es", "ar", "en", "fr", "pt"))
    joins(story, "luz", lang=lang)
    assert _MONEY[lang] in answer(story, words)
    assert rows(story, "listing", "id") == []


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("podemos pagarles en efectivo?", "paying"),
        ("necesitamos que nos paguen el pasaje", "paying"),
        ("can we pay them?", "paying"),
        ("on peut leur payer le transport ?", "paying"),
        ("a gente pode pagar eles?", "paying"),
        ("هل ندفع نقدا؟", "paying"),
        ("our women want to save money", ""),
        ("the children want to learn numbers", ""),
        ("piden comida para los niños", ""),
        ("preguntan cuántas familias hay", ""),
        ("quieren un taller de fotografía para niñas", ""),
        ("necesitamos clases de computación para mujeres", ""),
    ],
)
def test_only_what_asks_for_money_or_names_is_answered_so(words: str, found: str) -> None:
    assert guarded(words)[0] == found


@pytest.mark.parametrize("there", [True, False])
def test_who_calls_a_person_reads_whether_anybody_is_there(there: bool, story: Story) -> None:
    neighbours(story)
    if there:
        coordinator(story, "ana")
    read = answer(story, "necesito hablar con una persona de la coordinación")
    assert ("La coordinación te responderá" in read) is there
    assert ("ahora no hay nadie ahí" in read) is not there
    assert rows(story, "parked_case", "code") == [("human",)]
