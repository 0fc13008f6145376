"""A further sentence that asks for, or offers, something else is no less said than the first."""

from __future__ import annotations

import pytest

from bot.understand.several.anew import sentences_of
from tests.faults import neighbours
from tests.story import Story, answer


@pytest.mark.parametrize(
    ("lang", "intent", "text", "parts"),
    [
        ("es", "post_need", "necesitamos un pintor. También un electricista",
         ("necesitamos un pintor", "un electricista")),
        ("es", "post_offer", "Ofrecemos grabación de video; también arreglamos impresoras",
         ("Ofrecemos grabación de video", "arreglamos impresoras")),
        ("fr", "post_need", "Nous cherchons un comptable. On a aussi besoin d’un plombier",
         ("Nous cherchons un comptable", "On a besoin d’un plombier")),
        ("en", "post_offer", "We teach English. We also repair bikes", ("We teach English", "We repair bikes")),
        ("ar", "post_need", "نحتاج محاسباً. ونحتاج أيضاً كهربائياً", ("نحتاج محاسباً", "ونحتاج كهربائياً")),
        ("ar", "post_offer", "نقدم دروس إنجليزي. وكمان نصلح حواسيب", ("نقدم دروس إنجليزي", "نصلح حواسيب")),
        ("pt", "post_need", "Precisamos de um pintor. Também precisamos de um contador",
         ("Precisamos de um pintor", "precisamos de um contador")),
    ],
)  # fmt: skip
def test_each_sentence_is_a_service_of_its_own(lang: str, intent: str, text: str, parts: tuple[str, ...]) -> None:
    assert sentences_of(text, lang, intent) == parts


@pytest.mark.parametrize(
    ("intent", "text"),
    [
        ("post_offer", "Ofrecemos clases de inglés. También los sábados"),
        ("post_offer", "Ofrecemos clases de inglés. También a domicilio"),
        ("post_need", "Necesitamos un contador. También puede ser a distancia"),
        ("post_need", "Necesitamos un contador. Es para una ONG. Gracias"),
        ("post_need", "Necesitamos un electricista. También necesitamos que sea pronto"),
        ("post_need", "necesitamos clases de inglés. necesitamos un profesor de inglés"),
        ("post_need", "necesitamos 2.5 horas de contabilidad"),
    ],
)
def test_what_says_more_of_the_same_is_no_service_of_its_own(intent: str, text: str) -> None:
    assert sentences_of(text, "es", intent) == ()


def test_two_requests_are_asked_about_one_after_the_other(story: Story) -> None:
    neighbours(story)
    read = answer(story, "necesitamos un pintor, 3 horas. También necesitamos un electricista")
    assert "Primero: ⁨pintor⁩. Después: ⁨electricista⁩" in read


def test_two_offers_stand_on_one_card(story: Story) -> None:
    neighbours(story)
    read = answer(story, "Ofrecemos clases de inglés. También hacemos traducciones.")
    assert "clases de inglés" in read
    assert "traducciones" in read


def test_which_of_the_things_it_is_belongs_to_what_is_done_with_it(story: Story) -> None:
    neighbours(story)
    story.say("luz", "necesitamos que nos arreglen esta impresora, 2 horas")
    assert "arreglen esta impresora" in answer(story, "el lunes")
