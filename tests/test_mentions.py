"""Which organisation of a network do words name, and where in them?"""

from __future__ import annotations

import pytest

from core.people.mentions import mentioned

_NAMES = (
    "Hogar de Paso La Esperanza",
    "Comedor Las Brisas",
    "Comedor Las Brisas",
    "Les Jardins Partagés",
    "Inversiones Rápidas SAS",
    "جمعية نور الحروف",
    "Casa Luz",
    "Taller Juvenil Chamelecón",
    "Dispensaire El Amal",
)


@pytest.mark.parametrize(
    ("text", "named", "there"),
    [
        ("Escríbale a Hogar de Paso La Esperanza: no insulten", [0], "Hogar de Paso La Esperanza"),
        ("pregúnteles a hogar de paso la esperansa si ya", [0], "hogar de paso la esperansa"),  # spelt otherwise
        ("el caso de La Esperanza, ábralo", [0], "La Esperanza"),
        ("las brisas", [1, 2], "las brisas"),
        ("Les Jardins Partages, on les refuse", [3], "Les Jardins Partages"),
        ("Saque de la red a Inversiones Rápidas", [4], "Inversiones Rápidas"),
        ("اكتب لجمعية نور الحروف أن الاجتماع غداً", [5], "لجمعية نور الحروف"),
        ("اكتبوا لنور الحروف", [5], "لنور الحروف"),
        ("شوفوا كاسا لوث", [6], "كاسا لوث"),  # in the other letters
        ("Dispensaire El Amal es una ONG registrada", [8], "Dispensaire El Amal"),
    ],
)
def test_a_name_is_found_wherever_it_stands(text: str, named: list[int], there: str) -> None:
    found = mentioned(text, _NAMES)
    assert found is not None
    assert (list(found.names), text[found.start : found.end]) == (named, there)


@pytest.mark.parametrize(
    "text",
    ["necesitamos luz en casa", "quite las clases de guitarra del Taller Azul", "hay que tener esperanza", "", "🙂"],
)
def test_words_that_mean_what_they_say_are_no_name(text: str) -> None:
    assert mentioned(text, _NAMES) is None
