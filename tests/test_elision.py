"""Before a name or an amount, French "de" and "que" and Spanish "y" and "o" sound as they do there."""

from __future__ import annotations

import re

import pytest

from bot.wording import Reader, Wording
from core.messages import Amount, Message, Value

wording = Wording()
ISOLATES = re.compile("[\u2066-\u2069]")


def said(sentence: str, value: Value, lang: str) -> str:
    return ISOLATES.sub("", wording.say(Message(sentence, {"it": value}), Reader(lang), ""))


@pytest.mark.parametrize(
    ("sentence", "value", "text"),
    [
        ("Offres de {it} :", "Association Espoir", "Offres d’Association Espoir :"),
        ("Près de {it}.", "Agadir", "Près d’Agadir."),
        ("Près de {it}.", "Évry", "Près d’Évry."),
        ("De {it}, je garde :", "Entraide", "D’Entraide, je garde :"),
        ("Retour de {it}.", Amount(30), "Retour d’une demi-heure."),
        ("Je dis que {it} est juste.", Amount(30), "Je dis qu’une demi-heure est juste."),
        # the sound of a consonant, or what may be one
        ("Retour de {it}.", Amount(660), "Retour de 11 heures."),
        ("Près de {it}.", "Ouagadougou", "Près de Ouagadougou."),
        ("Près de {it}.", "Oujda", "Près d’Oujda."),
        ("Près de {it}.", "Yoff", "Près de Yoff."),
        ("Offres de {it} :", "Handicap Solidaire", "Offres de Handicap Solidaire :"),
        ("Offres de {it} :", "جمعية النور", "Offres de جمعية النور :"),
        # what was typed is not touched, nor another word that ends so
        ("Service : {it}", "cours de anglais", "Service : cours de anglais"),
        ("Monde {it}", "entier", "Monde entier"),
    ],
)
def test_french(sentence: str, value: Value, text: str) -> None:
    assert said(sentence, value, "fr") == text


@pytest.mark.parametrize(
    ("sentence", "value", "text"),
    [
        ("Casa Luz y {it}:", "Instituto Sol", "Casa Luz e Instituto Sol:"),
        ("Casa Luz y {it}:", "Hijas de la Tierra", "Casa Luz e Hijas de la Tierra:"),
        ("Casa Luz y {it}:", "Hierro y Paz", "Casa Luz y Hierro y Paz:"),
        ("Casa Luz y {it}:", "Mar", "Casa Luz y Mar:"),
        ("¿{it} o {it}?", "Otra Voz", "¿Otra Voz u Otra Voz?"),
        ("¿{it} o {it}?", "Mar", "¿Mar o Mar?"),
    ],
)
def test_spanish(sentence: str, value: Value, text: str) -> None:
    assert said(sentence, value, "es") == text


def test_other_languages_have_no_such_words() -> None:
    assert said("Perto de {it}.", "Olinda", "pt") == "Perto de Olinda."
