"""Which of their own listings words mean, and that nothing of it changes before one card has shown it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from bot.understand.alike import named_among
from bot.understand.calendar.resting import rests_until
from bot.understand.often import weekly_instead
from core.db import Database
from core.vault import Vault
from tests.faults import joins, rows
from tests.story import YES, Story, answer, telling

pytestmark = pytest.mark.words
TODAY = date(2026, 11, 24)
POSTS = {
    "es": ("ofrecemos cocinar para retiros", "necesitamos clases de computación, 4 horas, el sábado"),
    "ar": ("بنقدم طبخ للعزومات", "محتاجين حد يصلح مكنتين خياطة، ساعتين، يوم الخميس"),
    "en": ("we offer sewing lessons", "we need someone to fix the roof, 4 hours, on Friday"),
    "fr": ("nous proposons des cours de couture", "il nous faut un plombier, 2 heures, vendredi"),
    "pt": ("oferecemos aulas de costura", "precisamos de um eletricista, 2 horas, na segunda"),
}
MENU = {"ar": "القائمة", "es": "menú"}


@pytest.fixture
def ours(sqlite_db: Database, vault: Vault, now: int, request: pytest.FixtureRequest) -> Iterator[Story]:
    """Luz has published an offer and a request, in a language."""
    lang = request.param
    with telling(sqlite_db, vault, now) as story:
        story.hub()
        joins(story, "luz", lang=lang)
        for words in POSTS[lang]:
            answer(story, words)
            answer(story, YES[lang])
        answer(story, MENU.get(lang, "menu"))
        yield story


def states(story: Story) -> list[str]:
    return [state for _id, state in rows(story, "listing", "id", "state")]


@pytest.mark.parametrize(
    ("ours", "words"),
    [
        ("es", "dejen guardada la oferta de cocinar hasta el 7 de enero"),
        ("ar", "وقفوا عرض الطبخ لحد يوم الخميس الجاي"),
        ("en", "put the sewing on hold till the 10th of January"),
        ("fr", "les cours de couture, mettez-les en veille jusqu'au 10 janvier"),
        ("pt", "deixa as aulas de costura guardadas até 10 de janeiro"),
    ],
    indirect=["ours"],
)
def test_what_shall_rest_is_shown_first(ours: Story, words: str) -> None:
    assert "1. " in answer(ours, words).replace("١", "1")
    assert states(ours) == ["open", "open"]
    answer(ours, "1")
    assert states(ours) == ["paused", "open"]


@pytest.mark.parametrize(
    ("ours", "over", "yes", "state"),
    [
        ("es", "lo de cocinar ya no lo hacemos, quítenlo", "sí, retírelo", "withdrawn"),
        ("es", "lo de cocinar ya no lo hacemos, quítenlo", "no, déjelo", "open"),
        ("ar", "عرض الطبخ شيلوه خلاص", "ايوه شيليه", "withdrawn"),
        ("ar", "عرض الطبخ شيلوه خلاص", "لا استنوا سيبوه", "open"),
        ("en", "please take the sewing lessons off the list", "sure, take it off the list", "withdrawn"),
        ("en", "please take the sewing lessons off the list", "keep it", "open"),
        ("pt", "não damos mais aulas de costura, pode tirar da lista", "sim, pode tirar", "withdrawn"),
        ("fr", "retirez l'offre de cours de couture", "oui, retirez", "withdrawn"),
    ],
    indirect=["ours"],
)
def test_a_yes_or_a_no_is_to_the_card_that_asks(ours: Story, over: str, yes: str, state: str) -> None:
    answer(ours, over)
    answer(ours, yes)
    assert states(ours) == [state, "open"]


@pytest.mark.parametrize(
    ("ours", "pause", "again"),
    [
        ("es", "pausen lo de cocinar", "muéstrelo otra vez"),
        ("ar", "وقفوا عرض الطبخ", "رجعوه تاني"),
        ("en", "pause the sewing lessons", "show it again please"),
    ],
    indirect=["ours"],
)
def test_what_rests_comes_back_from_its_own_screen(ours: Story, pause: str, again: str) -> None:
    answer(ours, pause)
    answer(ours, "1")
    assert states(ours) == ["paused", "open"]
    answer(ours, again)
    assert states(ours) == ["open", "open"]


@pytest.mark.parametrize("ours", ["es"], indirect=True)
def test_of_several_that_fit_the_choice_keeps_what_was_said(ours: Story) -> None:
    for words in ("ofrecemos clases de costura", "sí", "menú"):
        answer(ours, words)
    assert "¿Cuál?" in answer(ours, "lo de las clases pónganlo a cinco horas")
    assert "5 horas" in answer(ours, "la segunda")


@pytest.mark.parametrize(
    ("text", "labels", "lang", "but", "named"),
    [
        ("sí, retírelo", ["cocinar para retiros"], "es", "Retirar", []),
        ("quiten lo de los retiros", ["cocinar para retiros", "clases"], "es", "", [0]),
        ("طلب التصوير شيلوه", ["حد يعلمنا نصور", "سباك"], "ar", "", [0]),
        ("طلب المكن", ["سباك", "حد يصلح مكنتين خياطة"], "ar", "", [1]),
        ("the roof", ["fix the roof", "paint a roof"], "en", "", [0, 1]),
    ],
)
def test_which_are_named(text: str, labels: list[str], lang: str, but: str, named: list[int]) -> None:
    assert named_among(text, labels, lang, but=but) == named


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("لحد يوم الخميس الجاي", date(2026, 11, 26)),
        ("لحد بكره", date(2026, 11, 25)),
        ("لحد ٧ يناير", date(2027, 1, 7)),
        ("نهار لحد", date(2026, 11, 29)),
        ("لحد الجاي", date(2026, 11, 29)),
        ("لحد ما نرجع", None),
    ],
)
def test_until_is_no_sunday(text: str, day: date | None) -> None:
    assert rests_until(text, "ar", TODAY) == day


@pytest.mark.parametrize(
    ("what", "text", "lang", "new"),
    [
        ("descargar sacos, cada martes", "ahora llega los jueves no los martes", "es", "descargar sacos, cada jueves"),
        ("cleaning every Tuesday", "they come on Thursdays now, not Tuesdays", "en", "cleaning every Thursday"),
        ("ménage tous les mardis", "maintenant c'est le jeudi", "fr", "ménage tous les jeudis"),
        ("aula toda terça", "agora é toda quinta", "pt", "aula toda quinta"),
        ("مدرسة كل يوم ثلاثاء", "يوم الخميس بدل الثلاثاء", "ar", "مدرسة كل يوم خميس"),
        ("clases de costura", "los jueves", "es", ""),
    ],
)
def test_another_weekday_of_what_is_weekly(what: str, text: str, lang: str, new: str) -> None:
    assert weekly_instead(what, text, lang) == new
