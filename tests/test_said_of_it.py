"""Who is asked for hours or a day and tells for whom it is, how many they are or where, finds that on the card."""

from __future__ import annotations

import pytest

from tests.story import Story

pytestmark = pytest.mark.words

JOINED = {
    "ar": ("مرحبا", "جمعية النور، إربد"),
    "en": ("hello", "Blue House, Nairobi"),
    "es": ("hola", "Casa Luz, Tela"),
    "fr": ("bonjour", "Maison Bleue, Dakar"),
    "pt": ("olá", "Casa Azul, Recife"),
}


@pytest.mark.parametrize(
    ("lang", "said", "card"),
    [
        ("ar", ("بدنا معلمة خياطة", "للبنات", "ساعتين", "الجمعة"), "خياطة، للبنات\n"),
        ("ar", ("خاصنا مصور", "ساعتين", "لأطفال المدرسة", "الجمعة"), "الطلب: مصور، لأطفال المدرسة\n"),
        ("en", ("we need a clown", "for 30 kids", "3 hours", "friday"), "clown, for 30 kids\n"),
        ("fr", ("on cherche un clown", "pour les enfants du foyer", "2 heures", "ils sont 25 enfants", "vendredi"),
         "clown, pour les enfants du foyer, ils sont 25 enfants\n"),
        ("pt", ("precisamos de um palhaço", "são 30 crianças", "2 horas", "sexta"),
         "Pedido: palhaço, são 30 crianças\n"),
    ],
)  # fmt: skip
def test_what_is_told_of_it_meanwhile_stands_on_the_card(
    lang: str, said: tuple[str, ...], card: str, story: Story
) -> None:
    story.hub()
    for words in (*JOINED[lang], *said):
        read = "\n".join(text for _name, text in story.say("luz", words))
    assert card in read.replace("\u2068", "").replace("\u2069", "")
