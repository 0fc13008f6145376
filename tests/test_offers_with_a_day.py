"""An offer whose words name a day is over when the day is: nobody finds it then, and one tap shows it again."""

from __future__ import annotations

from datetime import date

import pytest

from bot.understand.calendar.lastday import last_day
from tests.faults import neighbours, rows, to
from tests.story import DAY, Story

FRIDAY = date(2026, 11, 27)
ENDS = [
    ("es", "taller, este sábado", "2026-11-28"),
    ("es", "mudanza, el viernes", "2026-12-04"),
    ("es", "taller de costura, el 12 de diciembre", "2026-12-12"),
    ("es", "transporte, mañana (28/11)", "2026-11-28"),
    ("es", "camión, hasta el viernes", "2026-12-04"),
    ("es", "taller el sábado y el domingo", "2026-11-29"),
    ("ar", "ورشة خياطة، يوم السبت القادم", "2026-11-28"),
    ("en", "workshop, this Saturday", "2026-11-28"),
    ("fr", "atelier, samedi", "2026-11-28"),
    ("pt", "oficina, neste sábado", "2026-11-28"),
]
STAYS = [
    ("es", "contabilidad los sábados"),
    ("es", "guitarra, lunes"),
    ("es", "contabilidad, clases de guitarra, y carpintería, el sábado"),
    ("es", "clases a partir del lunes"),
    ("es", "talleres, desde el sábado"),
    ("es", "traducciones, en dos días (29/11)"),
    ("es", "carpintería de lunes a viernes"),
    ("es", "decoración, de Navidad (25/12)"),
    ("es", "clases por la mañana, 3 horas"),
    ("ar", "محاسبة كل سبت"),
    ("ar", "دروسا، من يوم الأحد"),
    ("ar", "ترجمة خلال يومين"),
    ("en", "accounting on Saturdays"),
    ("en", "tutoring starting Monday"),
    ("fr", "comptabilité le samedi"),
    ("fr", "cours dès lundi"),
    ("pt", "aulas às segundas"),
]


@pytest.mark.parametrize(("lang", "words", "day"), ENDS)
def test_words_that_name_a_day_after_which_it_is_over(lang: str, words: str, day: str) -> None:
    assert str(last_day(words, lang, FRIDAY)) == day


@pytest.mark.parametrize(("lang", "words"), STAYS)
def test_words_that_name_no_such_day(lang: str, words: str) -> None:
    assert last_day(words, lang, FRIDAY) is None


@pytest.fixture
def story(story: Story) -> Story:
    neighbours(story)
    return story


def states(story: Story) -> list[tuple[str, str | None]]:
    return [row[1:] for row in rows(story, "listing", "id", "state", "due_on")]


def test_it_is_said_on_the_card_and_to_others_and_ends_with_the_day(story: Story) -> None:
    (card,) = to(story.say("luz", "puedo dar un taller de costura este sábado"), "luz")
    assert "\nHasta: sábado 28 de noviembre\n" in card
    story.say("luz", "sí")
    assert "hasta el sábado 28 de noviembre" in to(story.say("mar", "ofertas"), "mar")[0]
    story.wait(DAY)
    assert states(story) == [("open", "2026-11-28")]
    story.wait(2 * DAY)  # its owner is asked before
    (over,) = to(story.wait(3 * DAY), "luz")
    assert "Ya pasó la fecha de" in over
    assert states(story)[0][0] == "expired"
    assert "Todavía no hay ofertas." in to(story.say("mar", "ofertas"), "mar")[0]
    story.say("mar", "necesitamos un taller de costura, 2 horas")
    story.say("mar", "sí")
    assert rows(story, "exchange", "id") == []


def test_one_tap_shows_it_again_without_the_day_and_offers_to_change_its_words(story: Story) -> None:
    story.say("luz", "puedo dar un taller de costura este sábado")
    story.say("luz", "sí")
    story.wait(6 * DAY)
    (again,) = to(story.say("luz", "1"), "luz")
    assert "sin día fijo" in again
    assert "Cambiar" in again
    assert states(story) == [("open", None)]


def test_the_day_can_be_put_right_or_left_open_before_it_is_published(story: Story) -> None:
    story.say("luz", "puedo dar un taller de costura este sábado")
    story.say("luz", "cambiar")
    story.say("luz", "día")
    (card,) = to(story.say("luz", "sin día fijo"), "luz")
    assert "Hasta" not in card
    story.say("luz", "sí")
    assert states(story) == [("open", None)]


def test_of_several_offers_of_one_day_each_ends_with_it(story: Story) -> None:
    (card,) = to(story.say("luz", "ofrecemos contabilidad y carpintería el sábado"), "luz")
    assert card.count("(hasta el sábado 28 de noviembre)") == 2
    story.say("luz", "sí")
    assert states(story) == [("open", "2026-11-28")] * 2


def test_other_words_have_another_day_or_none(story: Story) -> None:
    story.say("luz", "puedo dar un taller de costura este sábado")
    story.say("luz", "sí")
    for words, day in (("taller de costura el lunes 7 de diciembre", "2026-12-07"), ("taller de costura", None)):
        story.say("luz", "mis publicaciones")
        story.say("luz", "1")
        story.say("luz", "cambiar")
        story.say("luz", "qué")
        story.say("luz", words)
        story.say("luz", "sí")
        assert states(story) == [("open", day)]


def test_another_place_leaves_the_day_as_it_is(story: Story) -> None:
    story.say("luz", "puedo dar un taller de costura este sábado")
    story.say("luz", "sí")
    story.say("luz", "mis publicaciones")
    story.say("luz", "1")
    story.say("luz", "cambiar")
    story.say("luz", "lugar")
    story.say("luz", "Tela")
    story.say("luz", "sí")
    assert states(story) == [("open", "2026-11-28")]
