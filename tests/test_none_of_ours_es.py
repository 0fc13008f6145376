"""A bed, a lorry or a lunch in a request or an offer does not make it none of our business."""

from __future__ import annotations

from datetime import date

import pytest

from bot.understand import understand

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("intent", "said", "whole"),
    [
        ("post_need", "necesitamos 2 cocineras 3 horas el sabado para el almuerzo de los niños",
         "2 cocineras 3 horas el sabado para el almuerzo de los niños"),
        ("post_need", "necesitamos un mecanico para el camion, 3 horas el viernes", "mecanico para el camion"),
        ("post_need", "necesitamos donde dormir para 5 personas el viernes", "donde dormir para 5 personas"),
        ("post_need", "necesitamos tres colchones para dormir", "tres colchones para dormir"),
        ("post_need", "necesitamos ayuda con la tarea de matematicas", "ayuda con la tarea de matematicas"),
        ("post_offer", "ofrecemos espacio para dormir", "espacio para dormir"),
        ("post_offer", "ofrecemos camas para dormir a familias", "camas para dormir a familias"),
    ],
)  # fmt: skip
def test_what_a_listing_is_for_is_part_of_it(intent: str, said: str, whole: str) -> None:
    read = understand(said, "es", TODAY)
    assert read.intent == intent


@pytest.mark.parametrize(
    "said", ["no puedo dormir", "ya me voy a dormir", "dame para el pasaje", "prestame pa el taxi"]
)
def test_what_asks_for_money_or_tells_of_the_night_is_still_none(said: str) -> None:
    assert understand(said, "es", TODAY).intent == "out_of_scope"
