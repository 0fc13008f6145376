"""A newcomer who says first where they are, or why they write, stands under their name all the same."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from bot.channels.channel import Incoming
from bot.conversation.heard import Heard
from bot.understand.who.introduced import Whose
from bot.understand.who.names import is_name


def whose(said: str) -> Whose:
    """Who is read of an answer, whatever language it is in."""
    lang = "ar" if "\u0600" < said[0] < "\u06ff" else "es"
    look: Any = SimpleNamespace(me=SimpleNamespace(lang=lang, organisation=""), today=date(2026, 12, 1))
    return Heard(Incoming("", "", "", words=said), look, str).whose()


@pytest.mark.parametrize(
    ("said", "name", "town"),
    [
        ("les escribo desde Sololá, de la Cooperativa Maya", "Cooperativa Maya", "Sololá"),
        ("vivimos en Sololá y nos llamamos Cooperativa Maya", "Cooperativa Maya", "Sololá"),
        ("estamos en Sololá, somos la Cooperativa Maya", "Cooperativa Maya", "Sololá"),
        ("de Sololá, Cooperativa Maya", "Cooperativa Maya", "Sololá"),
        ("soy de Tela, Fundación Luz", "Fundación Luz", "Tela"),
        ("en la aldea El Rosario, comité de agua", "comité de agua", "El Rosario"),
        ("we located in Saida, called Noor Center", "Noor Center", "Saida"),
        ("from Saida, Noor Center", "Noor Center", "Saida"),
        ("Saida, Noor Center", "Noor Center", "Saida"),
        ("we are in Saida and our name Noor Center", "Noor Center", "Saida"),
        ("em Recife, Casa da Luz", "Casa da Luz", "Recife"),
        ("à Dakar, Association Jappoo", "Association Jappoo", "Dakar"),
        ("من صيدا، مركز النور", "مركز النور", "صيدا"),
        ("es la Cooperativa Maya pero ahorita estamos en Sololá", "Cooperativa Maya", "Sololá"),
        ("the name of our association is Noor Center and it is in Saida", "Noor Center", "Saida"),
        ("perdone la tardanza, somos la iglesia Roca Fuerte, Siguatepeque", "iglesia Roca Fuerte", "Siguatepeque"),
        ("me mandó la pastora, somos la iglesia Roca Fuerte, Siguatepeque", "iglesia Roca Fuerte", "Siguatepeque"),
        ("my boss told me to write, we are Noor Center, Saida", "Noor Center", "Saida"),
        ("i volunteer in Noor Center, Saida", "Noor Center", "Saida"),
        ("désolé pour le retard, Casa Luz, Dakar", "Casa Luz", "Dakar"),
        # names that begin like that
        ("From Hope to Life, Saida", "From Hope to Life", "Saida"),
        ("En Familia, Tela", "En Familia", "Tela"),
        ("Gracias por la Vida, Tela", "Gracias por la Vida", "Tela"),
        ("Casa Luz, somos de Tela", "Casa Luz", "Tela"),
        ("Mission In Tripoli, Beirut", "Mission In Tripoli", "Beirut"),
    ],
)
def test_what_stands_before_the_name_is_none(said: str, name: str, town: str) -> None:
    assert whose(said)[:2] == (name, town)


def test_a_country_beside_the_town_that_is_said_first_is_kept() -> None:
    assert whose("from Saida, Lebanon, Noor Center") == ("Noor Center", "Saida", "LB")


@pytest.mark.parametrize(
    ("lang", "said"), [("es", "si no hay de lunes seria el miercoles"), ("en", "if not monday then wednesday")]
)
def test_an_answer_about_days_is_no_name(lang: str, said: str) -> None:
    assert not is_name(said, lang)
