"""A feast behind "of" says what is done, and a day that is named beside it is the day."""

from __future__ import annotations

from datetime import date

import pytest

from bot.understand import understand

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("lang", "words", "service", "day"),
    [
        ("pt", "preciso de decoração de natal, 3h, dia 15", "decoração de natal", "2026-12-15"),
        ("pt", "papai noel pra festa de natal, 2h, 20 de dezembro", "papai noel pra festa de natal", "2026-12-20"),
        ("pt", "preciso de árvore de natal no dia 10", "árvore de natal", "2026-12-10"),
        ("pt", "preciso de decoração de natal, 3h", "decoração de natal", None),
        ("pt", "encanador antes do natal, 2h", "encanador", "2026-12-25"),
        ("fr", "besoin d'un pere noel, 2h, 20 decembre", "pere noel", "2026-12-20"),
        ("fr", "besoin d'un arbre de noel, 2h, samedi 12 decembre", "arbre de noel", "2026-12-12"),
        ("fr", "on propose des repas de noel", "repas de noel", None),
        ("fr", "besoin d'un traiteur pour noel, 3h", "traiteur", "2026-12-25"),
        ("fr", "un plombier pour le jour de noël, 2h", "plombier", "2026-12-25"),
        ("en", "we need a christmas tree, 2h, 20 december", "christmas tree", "2026-12-20"),
        ("en", "a cook for christmas, 3 hours", "cook", "2026-12-25"),
        ("es", "necesito decoración de navidad, 3 horas, el 15", "decoración de navidad", "2026-12-15"),
        ("es", "un cocinero para navidad, 3 horas", "cocinero", "2026-12-25"),
    ],
)
def test_a_feast_is_the_day_where_it_says_when(lang: str, words: str, service: str, day: str | None) -> None:
    slots = understand(words, lang, TODAY).slots
    assert (slots["service"], slots.get("deadline")) == (service, day)
