"""A choice is named inside few words, and never by words that say no."""

from __future__ import annotations

import pytest

from bot.understand.alike import label_inside

NUMBERS, PLACES = ("17", "49", "86"), ("Casa Luz", "Casa Luz Norte", "جمعية الأمل")


@pytest.mark.parametrize(
    ("words", "labels", "place"),
    [
        ("es el 49", NUMBERS, 1),
        ("é o 49", NUMBERS, 1),
        ("c'est le 86", NUMBERS, 2),
        ("it says 17", NUMBERS, 0),
        ("الرقم ٤٩", NUMBERS, 1),
        ("el ra2am 49", NUMBERS, 1),
        ("no es el 49", NUMBERS, None),
        ("17 o 49", NUMBERS, None),
        ("el 50", NUMBERS, None),
        ("nos vemos el 17 de mayo a las tres de la tarde", NUMBERS, None),
        ("la de Casa Luz Norte", PLACES, 1),
        ("casa luz por favor", PLACES, 0),
        ("عايزين جمعية الأمل", PLACES, 2),
    ],
)
def test_the_only_label_among_few_words(words: str, labels: tuple[str, ...], place: int | None) -> None:
    assert label_inside(words, labels) == place
