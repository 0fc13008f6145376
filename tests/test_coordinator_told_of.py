"""Who only tells of a coordinator, mostly their own, calls none; who wants one still does."""

from __future__ import annotations

from datetime import date

import pytest

from bot.understand import understand

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("es", "la coordinadora esta de viaje"),
        ("es", "se enfermó la coordinadora"),
        ("es", "hable con la coordinadora y dice que si"),
        ("es", "me llamo Juan y soy el coordinador"),
        ("es", "el coordinador de nosotros llega a las 8"),
        ("es", "dejeme consultar con mi coordinadora"),
        ("es", "hablo con mi coordinadora y le aviso"),
        ("en", "our coordinator is sick"),
        ("en", "i must talk with my coordinator first"),
        ("en", "the coordinator say yes"),
        ("en", "i am the coordinator of Noor Center"),
        ("fr", "notre coordinatrice est malade"),
        ("pt", "nossa coordenadora viajou"),
        ("ar", "منسقتنا مريضة"),
    ],
)
def test_who_only_tells_of_a_coordinator_calls_none(lang: str, said: str) -> None:
    assert understand(said, lang, TODAY).intent != "talk_to_coordinator"


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("es", "la coordinadora"),
        ("es", "¿está la coordinadora?"),
        ("es", "quiero hablar con mi coordinadora"),
        ("es", "la coordinadora no me contesta"),
        ("es", "el coordinador nos amenazo"),
        ("es", "me urge que alguien me llame"),
        ("en", "i want to speak with the coordinator"),
        ("en", "can the coordinator call me"),
        ("en", "the coordinator is harassing me"),
        ("en", "i need a coordinator"),
    ],
)
def test_who_wants_a_coordinator_still_calls_one(lang: str, said: str) -> None:
    assert understand(said, lang, TODAY).intent == "talk_to_coordinator"


@pytest.mark.parametrize(
    ("lang", "said", "service"),
    [
        ("es", "queremos hablar con un abogado el viernes 1 hora", "abogado"),
        ("es", "quiero hablar con una psicologa", "psicologa"),
        ("es", "nos urge que alguien nos destape el baño", "destape el baño"),
        ("es", "si hay alguien que sepa de computadoras nos avisan", "computadoras"),
        ("en", "we want to talk with a lawyer friday 1 hour", "lawyer"),
    ],
)
def test_whose_trade_they_want_is_asked_for(lang: str, said: str, service: str) -> None:
    read = understand(said, lang, TODAY)
    assert (read.intent, read.slots["service"]) == ("post_need", service)
