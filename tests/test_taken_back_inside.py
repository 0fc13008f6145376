"""Who takes a word back within the sentence asks for the one that stands behind: "carpintero, perdón, un herrero"."""

from __future__ import annotations

from datetime import date

import pytest

from bot.understand import understand

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("lang", "said", "whole"),
    [
        ("es", "necesitamos un carpintero, perdón, un herrero, 3 horas el viernes", "herrero"),
        ("en", "we need a carpenter, sorry i mean welder, 3 hours friday", "welder"),
        ("en", "we need a cook, no wait, a driver", "driver"),
        ("fr", "on cherche un plombier, non, un électricien", "électricien"),
        # which take nothing back, or not what is needed
        ("es", "perdón, necesitamos un herrero", "herrero"),
        ("es", "necesitamos un pintor, no importa cuando", "pintor"),
        ("es", "ofrecemos clases de ingles, no, de frances", "clases de ingles, no, de frances"),
        ("en", "we need a plumber, sorry for the late notice", "plumber"),
    ],
)
def test_the_word_behind_is_asked_for(lang: str, said: str, whole: str) -> None:
    assert understand(said, lang, TODAY).whole == whole
