"""Asking in words for what fits one's own, for other alerts, and a number that no choice has."""

from __future__ import annotations

import pytest

from tests.faults import joins, tap, to
from tests.story import Story

pytestmark = pytest.mark.words


@pytest.fixture
def asked(story: Story) -> Story:
    """Luz and Nur need what Sol offers."""
    story.hub()
    story.langs |= {"luz": "es", "sol": "es", "nur": "ar"}
    for who in ("luz", "sol"):
        joins(story, who)
    story.say("sol", "ofrecemos contabilidad a distancia")
    story.say("sol", "sí")
    story.say("luz", "necesitamos un contador, 2 horas, antes del viernes")
    story.say("luz", "sí")
    story.say("nur", "نحتاج محاسب، ساعتين، قبل يوم الجمعة")
    story.say("nur", "جمعية النور، القاهرة")
    story.say("nur", "نعم")
    return story


@pytest.mark.parametrize(
    "words", ["lo que nos sirve", "coincidencias", "hay alguien para lo nuestro", "ver propuestas"]
)
def test_what_fits_ours_in_spanish_words(asked: Story, words: str) -> None:
    (said,) = to(asked.say("luz", words), "luz")
    assert "Para «\u2068contador\u2069»" in said or "puede ayudar con: \u2068contador\u2069" in said
    assert "Por qué: mismo servicio (contabilidad)" in said


def test_what_fits_ours_in_arabic_words(asked: Story) -> None:
    (said,) = to(asked.say("nur", "ما يناسبنا"), "nur")
    assert "من أجل «\u2068محاسب\u2069»" in said
    assert "السبب: الخدمة نفسها (محاسبة)" in said


def test_who_has_published_nothing_is_told_what_to_do(asked: Story) -> None:
    joins(asked, "mar")
    (said,) = to(asked.say("mar", "coincidencias"), "mar")
    assert "nada publicado" in said


def test_other_alerts_are_asked_about(asked: Story) -> None:
    (said,) = to(asked.say("luz", "cambiar avisos"), "luz")
    assert "¿Cada cuánto envío propuestas?" in said


@pytest.mark.parametrize(
    ("who", "words", "done"),
    [
        ("luz", "avisos una vez al día", "Desde ahora envío las propuestas una vez al día"),
        ("luz", "no quiero avisos de propuestas", "Las propuestas están en pausa"),
        ("nur", "تنبيهات مرة في اليوم", "من الآن تصلكم الاقتراحات مرة في اليوم"),
        ("nur", "لا نريد تنبيهات الاقتراحات", "الاقتراحات متوقفة مؤقتاً"),
    ],
)
def test_who_says_how_often_has_it_so_and_a_no_never_switches_them_on(
    asked: Story, who: str, words: str, done: str
) -> None:
    (said,) = to(asked.say(who, words), who)
    assert said.startswith(done)


@pytest.mark.parametrize("number", ["7", "٧"])
def test_a_number_that_no_choice_has_is_no_rating(asked: Story, number: str) -> None:
    tap(asked, "nur", "b:o:")
    (said,) = to(asked.say("nur", number), "nur")
    assert "آخر رقم هنا" in said
