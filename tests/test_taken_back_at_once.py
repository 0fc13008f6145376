"""Who puts a word right in the same sentence publishes what was meant: a service, a length or a day."""

from __future__ import annotations

from datetime import date

import pytest

from bot.understand.taken_back import without_taken_back
from tests.faults import joins
from tests.story import Story, answer

pytestmark = pytest.mark.words

TODAY = date(2026, 11, 24)  # a Tuesday


@pytest.mark.parametrize(
    ("lang", "words", "meant"),
    [
        ("ar", "محتاجين كهربائي قصدي سباك ساعتين بكرا", "محتاجين سباك ساعتين بكرا"),
        ("ar", "بدنا دهان لا عفوا نجار يوم السبت", "بدنا نجار يوم السبت"),
        (
            "ar",
            "بدنا شاحنة صغيرة لا لا قصدي حدا يصلح الثلاجة تبع اللقاحات ساعة بكرا",
            "بدنا حدا يصلح الثلاجة تبع اللقاحات ساعة بكرا",
        ),
        ("ar", "نحتاج نجار ساعتين بكرا لا استنى بعد بكرا", "نحتاج نجار ساعتين بعد بكرا"),
        ("ar", "عايزين نجار تلات ساعات لا قصدي اربع ساعات بكرة", "عايزين نجار اربع ساعات بكرة"),
        ("ar", "عايزين نجار ساعتين يوم الحد يا لهوي لا الاتنين", "عايزين نجار ساعتين يوم الاتنين"),
        ("es", "necesitamos un carpintero, perdón, un herrero, 2 horas", "necesitamos un herrero, 2 horas"),
        ("en", "we need a carpenter, sorry, a plumber, 2 hours", "we need a plumber, 2 hours"),
        ("fr", "on cherche un menuisier, pardon, un plombier, 2 heures", "on cherche un plombier, 2 heures"),
        ("pt", "precisamos de um pintor, quer dizer, um pedreiro", "precisamos de um pedreiro"),
    ],
)
def test_what_was_meant_stands_in_the_place_of_what_was_said(lang: str, words: str, meant: str) -> None:
    assert without_taken_back(words, lang, TODAY) == meant


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("ar", "بدنا سباك ساعتين، آسفين على الإزعاج، بكرا"),
        ("ar", "نحتاج نجار ساعتين بكرا لا تتأخروا"),
        ("en", "we need a plumber 2 hours, sorry for the short notice, tomorrow"),
        ("es", "necesitamos un pintor, perdón por la molestia, 2 horas"),
        ("es", "no necesitamos pintor"),
    ],
)
def test_who_only_excuses_herself_takes_nothing_back(lang: str, words: str) -> None:
    assert without_taken_back(words, lang, TODAY) == words


def test_the_card_shows_what_was_meant(story: Story) -> None:
    story.hub()
    joins(story, "luz", lang="ar")
    card = answer(story, "محتاجين كهربائي قصدي سباك ساعتين بكرا لا استنى بعد بكرا")
    assert "سباك" in card
    assert "كهربائي" not in card
    assert "الخميس 26 نوفمبر" in card
