"""Where something is wanted names no service: towns behind "in" are left out, words that only look like one stay."""

from __future__ import annotations

import pytest

from core.matching.meaning import meaning_of
from core.matching.places import without_places
from core.taxonomy import taxonomy


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("contador en La Paz", "contador "),
        ("contador en La Paz, para una escuela", "contador , para una escuela"),
        ("taller en San Salvador, para jóvenes", "taller , para jóvenes"),
        ("contador en tegucigalpa", "contador "),
        ("نحتاج محاسب في القاهرة", "نحتاج محاسب "),
        ("maths teacher in Nairobi for two girls", "maths teacher  for two girls"),
        ("educar en la paz", "educar en la paz"),
        ("curso en Excel", "curso en Excel"),
        ("traducir del español", "traducir del español"),
        ("En La Paz", "En La Paz"),
    ],
)
def test_a_town_behind_in_is_left_out(text: str, left: str) -> None:
    assert without_places(text) == left


def test_an_accountant_in_la_paz_is_an_accountant() -> None:
    concepts = dict(meaning_of("contador en La Paz", "es", taxonomy()).concepts)
    assert concepts["accounting"] > 0.5
    assert "peace education" not in concepts
    assert meaning_of("algo en La Paz", "es", taxonomy()).concepts == ()


def test_education_for_peace_stays_what_it_is() -> None:
    assert meaning_of("educar en la paz", "es", taxonomy()).concepts[0][0] == "peace education"
