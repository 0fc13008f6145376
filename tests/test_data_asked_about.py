"""Who asks what becomes of their data, or wants a copy of it, reads what is kept; it is no request to others."""

from __future__ import annotations

from datetime import date

import pytest

from bot.understand import understand

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("lang", "said", "intent"),
    [
        ("es", "para que quieren mis datos?", "known"),
        ("es", "van a ver nuestra direccion?", "known"),
        ("es", "pueden ver mi numero los demas?", "known"),
        ("es", "ustedes venden nuestra informacion?", "known"),
        ("es", "es seguro esto? somos un refugio para mujeres", "known"),
        ("es", "necesito una copia de la información que tienen de nosotros", "known"),
        ("es", "mandenme todo lo que tienen guardado", "known"),
        ("es", "ustedes son confiables?", "help"),
        ("en", "others can see my number?", "known"),
        ("en", "can they see our address?", "known"),
        ("en", "why you need my data?", "known"),
        ("en", "is it safe?", "known"),
        ("en", "I want a copy of my data", "known"),
        ("en", "send me all the data you have about us", "known"),
        ("en", "is this a scam?", "help"),
        # which ask for something else
        ("es", "necesitamos una copia de las llaves", "post_need"),
        ("en", "we need a copy of our logo", "post_need"),
    ],
)
def test_what_is_kept_is_told_to_who_asks(lang: str, said: str, intent: str) -> None:
    assert understand(said, lang, TODAY).intent == intent


def test_whether_it_is_safe_to_come_is_no_question_about_data() -> None:
    assert understand("is it safe to come at night?", "en", TODAY).intent != "known"
