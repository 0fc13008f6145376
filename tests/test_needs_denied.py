"""Who says what is not needed asks for none of it, and who says what cannot be done offers none."""

from __future__ import annotations

from datetime import date

import pytest

from bot.understand import understand

TODAY = date(2026, 11, 24)  # a Tuesday


@pytest.mark.parametrize(
    ("lang", "said", "intent"),
    [
        ("fr", "on n'a pas besoin de plombier", "cancel"),
        ("fr", "nous n'avons pas besoin d'un chauffeur", "cancel"),
        ("fr", "on ne cherche pas de plombier", "cancel"),
        ("fr", "pas besoin d'amener les outils", "out_of_scope"),
        ("pt", "não precisamos de pedreiro", "cancel"),
        ("pt", "a gente não precisa de pedreiro", "cancel"),
        ("es", "no necesitamos un plomero", "cancel"),
        ("es", "no ocupamos pintor", "cancel"),
        ("en", "we don't need a plumber", "cancel"),
        ("en", "we do not need anything now", "cancel"),
        ("ar", "لا نحتاج سباك", "cancel"),
        ("ar", "مش محتاجين سباك", "cancel"),
    ],
)
def test_what_is_not_needed_is_no_request(lang: str, said: str, intent: str) -> None:
    assert understand(said, lang, TODAY).intent == intent


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("fr", "on peut plus vendredi, plutôt samedi"),
        ("fr", "on peut pas donner de cours"),
        ("fr", "nous ne pouvons plus proposer le transport"),
        ("pt", "não podemos dar aula"),
        ("pt", "não damos aula no domingo"),
        ("es", "no podemos dar clases de inglés el viernes"),
        ("en", "we can't teach on friday"),
    ],
)
def test_what_we_cannot_do_is_no_offer(lang: str, said: str) -> None:
    assert understand(said, lang, TODAY).intent == "out_of_scope"


@pytest.mark.parametrize(
    ("lang", "said", "intent", "service"),
    [
        ("fr", "on n'a pas besoin d'argent, on a besoin d'un plombier", "post_need", "plombier"),
        ("fr", "pas besoin d'expérience, on cherche des bénévoles pour trier", "post_need", "trier"),
        ("fr", "on n'a pas de plombier, qui peut venir ?", "post_need", "plombier"),
        ("fr", "on a de plus en plus besoin de bénévoles pour trier", "post_need", "trier"),
        ("fr", "on propose des cours de couture, pas besoin de matériel", "post_offer", "cours de couture"),
        ("pt", "não temos quem conserte o telhado", "post_need", "conserte o telhado"),
        ("pt", "oferecemos aulas de dança, não precisa de experiência", "post_offer", "aulas de dança"),
        ("es", "no necesitamos un pintor, necesitamos un albañil", "post_need", "albañil"),
        ("fr", "on peut pas payer mais on peut donner des cours de couture", "post_offer", "cours de couture"),
        ("pt", "não podemos pagar, mas podemos dar aula de costura", "post_offer", "aula de costura"),
        ("es", "no podemos pagar pero ofrecemos clases de costura", "post_offer", "clases de costura"),
        ("en", "we can't find a plumber", "post_need", "plumber"),
        ("es", "no necesitamos mucho, solo un pintor", "post_need", "pintor"),
        ("fr", "nous donnons plus de 3 heures de cours de français", "post_offer", "cours de français"),
        ("en", "we don't need help, we offer cooking classes", "post_offer", "cooking classes"),
        ("en", "we can offer a nurse, not on mondays", "post_offer", "nurse"),
        ("pt", "não sabemos costurar mas podemos cozinhar", "post_offer", "cozinhar"),
        ("ar", "ما فينا نصلح السقف بس فينا نطبخ", "post_offer", "نطبخ"),
        ("ar", "منقدرش نعلم، نقدر نطبخ للأطفال", "post_offer", "نطبخ للأطفال"),
    ],
)
def test_what_else_is_said_counts(lang: str, said: str, intent: str, service: str) -> None:
    read = understand(said, lang, TODAY)
    assert (read.intent, read.slots["service"]) == (intent, service)
