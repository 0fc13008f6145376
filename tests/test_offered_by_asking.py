"""Who asks who needs something, and says that they have it, offers it."""

from __future__ import annotations

from datetime import date

import pytest

from bot.understand import understand

TODAY = date(2026, 11, 24)  # a Tuesday


@pytest.mark.parametrize(
    ("lang", "said", "service", "hours"),
    [
        ("pt", "Quem precisa de tradução? A gente faz, 2 horas", "tradução", 2),
        ("pt", "alguém precisa de carona pra feira? temos uma van, 3h", "carona pra feira", 3),
        ("fr", "Qui a besoin de pansements à domicile ? Notre infirmière passe, 1h", "pansements à domicile", 1),
        ("fr", "Quelqu'un a besoin d'une traduction ? On fait ça, 2 heures", "traduction", 2),
        ("es", "¿Quién necesita curaciones? Nuestra enfermera va, 1 hora", "curaciones", 1),
        ("es", "¿Alguien necesita transporte? Tenemos una camioneta, 2 horas", "transporte", 2),
        ("en", "Who needs a nurse? Ours can come, 1 hour", "nurse", 1),
        ("ar", "مين محتاج سواق؟ عندنا باص، ساعتين", "سواق", 2),
    ],
)
def test_a_question_who_needs_it_before_what_we_have_offers_it(lang: str, said: str, service: str, hours: int) -> None:
    read = understand(said, lang, TODAY)
    assert (read.intent, read.slots["service"], read.slots["hours"]) == ("post_offer", service, hours)


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("pt", "quem precisa da gente?"),
        ("pt", "quem precisa da gente? a gente quer ajudar"),
        ("fr", "Qui a besoin de bénévoles ? Nous cherchons à aider"),
        ("es", "¿Quién necesita ayuda? Queremos colaborar"),
        ("en", "who needs help? we want to help"),
        ("ar", "مين محتاج مساعدة؟ نحنا بحلب"),
    ],
)
def test_who_names_nothing_still_looks_around(lang: str, said: str) -> None:
    assert understand(said, lang, TODAY).intent == "find_matches"
