"""Who is asked for hours or a day and tells for whom it is, how many they are or where, finds that on the card."""

from __future__ import annotations

import pytest

from bot.understand.for_whom import said_of_it, says_where_among_us
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
        ("ar", ("بدنا معلمة خياطة", "للبنات", "عددهم ٣٠", "في مركزنا، ساعتين", "الجمعة"),
         "الطلب: معلمة خياطة، للبنات، عددهم ٣٠، في مركزنا"),
        ("ar", ("خاصنا مصور", "هني ٣٠ طفل", "ساعتين", "لأطفال المدرسة", "الجمعة"),
         "الطلب: مصور، ٣٠ طفل، لأطفال المدرسة"),
        ("en", ("we need a cook", "for 30 kids", "3 hours", "in our shelter", "friday"),
         "cook, for 30 kids, in our shelter\n"),
        ("es", ("necesitamos una maestra de costura", "somos 12 señoras, 3 horas", "es para las madres del barrio",
                "viernes"),
         "Pedido: maestra de costura, 12 señoras, para las madres del barrio"),
        ("fr", ("on cherche un clown", "pour les enfants du foyer", "2 heures", "ils sont 25 enfants", "vendredi"),
         "clown, pour les enfants du foyer, 25 enfants\n"),
        ("pt", ("precisamos de um palhaço", "são 30 crianças", "2 horas", "na nossa creche", "sexta"),
         "Pedido: palhaço, 30 crianças, na nossa creche"),
    ],
)  # fmt: skip
def test_what_is_told_of_it_meanwhile_stands_on_the_card(
    lang: str, said: tuple[str, ...], card: str, story: Story
) -> None:
    story.hub()
    for words in (*JOINED[lang], *said):
        read = "\n".join(text for _name, text in story.say("luz", words))
    assert card in read.replace("\u2068", "").replace("\u2069", "")


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("ar", "للخميس"),
        ("ar", "لساعتين"),
        ("ar", "ست ساعات"),
        ("ar", "للأطفال؟"),
        ("en", "for friday"),
        ("en", "for 2 hours"),
        ("es", "para el viernes"),
        ("es", "son 30"),
        ("es", "para los niños necesitamos también que alguien pinte el techo"),
        ("fr", "pour vendredi"),
        ("pt", "para sexta"),
    ],
)
def test_hours_and_days_are_not_told_of_it(lang: str, words: str) -> None:
    assert said_of_it(words, lang) == ""


@pytest.mark.parametrize(
    ("lang", "words", "place"),
    [
        ("ar", "في مركزنا", True),
        ("ar", "في المستشفى", True),
        ("ar", "في المساء", False),
        ("en", "in our shelter", True),
        ("en", "in the evening", False),
        ("es", "en la escuela", True),
        ("es", "en la tarde", False),
    ],
)
def test_a_place_of_ours_is_no_time_of_day(lang: str, words: str, place: bool) -> None:
    assert says_where_among_us(words, lang) == place


@pytest.mark.parametrize(
    ("lang", "words", "told"),
    [
        ("ar", "في ٣٠ طفل", "٣٠ طفل"),
        ("ar", "حوالي ٣٠ طفل", "حوالي ٣٠ طفل"),
        ("en", "there are 30", "there are 30"),
        ("es", "30 niños", "30 niños"),
        ("es", "vienen 30", "vienen 30"),
    ],
)
def test_how_many_they_are_is_told_with_a_verb_and_without(lang: str, words: str, told: str) -> None:
    assert said_of_it(words, lang) == told
