"""Nobody joins as "intercambios": words of the menus are looked for on the doorstep, and are no name and no town."""

from __future__ import annotations

import pytest

from bot.understand.who.names import is_name
from tests.faults import HELLO, rows
from tests.story import Story

WORDS = {
    "es": ("intercambios", "Intercambios", "ofertas", "pedidos", "horas", "créditos", "nuestras horas", "solicitudes"),
    "ar": ("تبادلات", "التبادلات", "ساعات", "عروض", "طلباتنا", "رصيد", "خدمات"),
    "en": ("exchanges", "Offers", "requests", "hours", "credits", "our hours", "needs"),
    "fr": ("échanges", "Échanges", "heures", "offres", "demandes", "besoins", "nos heures"),
    "pt": ("trocas", "Trocas", "horas", "ofertas", "pedidos", "créditos", "nossas horas"),
}


@pytest.mark.parametrize("lang", WORDS)
@pytest.mark.words
def test_a_word_of_the_menus_makes_no_organisation(lang: str, story: Story) -> None:
    story.hub(langs=tuple(WORDS))
    story.langs["luz"] = lang
    story.say("luz", HELLO[lang])
    for words in WORDS[lang]:
        story.say("luz", words)
        story.say("luz", f"{words}, Tegucigalpa")
    assert rows(story, "organisation", "id") == []
    story.say("luz", "Casa Luz, Tegucigalpa")
    assert rows(story, "organisation", "name") == [("Casa Luz",)]


@pytest.mark.parametrize(
    ("name", "town"), [("Horas Felices", ""), ("Banco de Horas", ""), ("Las Ofertas", "Cali"), ("Taller Créditos", "")]
)
def test_a_name_may_hold_such_a_word(name: str, town: str) -> None:
    assert is_name(name, "es", town)
