"""Under which condition something is offered, and how who comes has to be, stays among the words of the listing."""

from __future__ import annotations

from datetime import date

import pytest

from bot.understand import understand

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("lang", "said", "whole"),
    [
        ("es", "necesitamos psicologa 2 horas el viernes, que hable garífuna",
         "psicologa 2 horas el viernes, que hable garífuna"),
        ("es", "necesitamos psicologa 2 horas el viernes, de preferencia mujer",
         "psicologa 2 horas el viernes, de preferencia mujer"),
        ("es", "ofrecemos transporte en lancha si ponen el combustible",
         "transporte en lancha si ponen el combustible"),
        ("es", "podemos prestar el megafono siempre que lo devuelvan", "prestar el megafono siempre que lo devuelvan"),
        ("en", "we need nurse, but only woman, 2 hours friday", "nurse, but only woman"),
        ("en", "we need a driver friday, who speaks french", "driver friday, who speaks french"),
        ("en", "we can cook maqluba if you bring the ingredients", "cook maqluba if you bring the ingredients"),
        ("en", "we can lend tents but only in summer", "lend tents but only in summer"),
        ("en", "we offer haircut for women only, not for men", "haircut for women only, not for men"),
        ("fr", "nous offrons des cours de couture à condition que la salle soit prête",
         "cours de couture à condition que la salle soit prête"),
        ("pt", "oferecemos aulas de costura, mas só no verão", "aulas de costura, mas só no verão"),
    ],
)  # fmt: skip
def test_a_condition_stays_among_the_words(lang: str, said: str, whole: str) -> None:
    assert understand(said, lang, TODAY).whole == whole
