"""Another hour in words is part of the terms: what is proposed, asked for and agreed says it, on each side's clock."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from core.db import Database
from core.vault import Vault
from tests.faults import joins, plain, rows, states, tap, version
from tests.story import Story, telling

pytestmark = pytest.mark.words

AT_THREE = "contabilidad, a las 3 de la tarde"
AT_FIVE = "contabilidad, a las 5 de la tarde"


@pytest.fixture
def asked(db: Database, vault: Vault, now: int) -> Iterator[Story]:
    """Mar reads that Luz needs accounting on Friday at three."""
    with telling(db, vault, now) as story:
        story.hub(langs=("es", "ar", "en", "fr", "pt"))
        joins(story, "luz")
        joins(story, "mar")
        story.say("mar", "ofrecemos contabilidad")
        story.say("mar", "1")
        story.say("luz", "necesitamos contabilidad, 2 horas, el viernes a las 3 de la tarde")
        assert AT_THREE in plain(story.say("luz", "1"), "mar")
        yield story


def says(story: Story, who: str, words: str) -> str:
    return plain(story.say(who, words), who)


def agreed_on(story: Story) -> tuple[str, str]:
    """What, and by which day."""
    ((_id, what, day),) = rows(story, "exchange", "id", "what", "due_on")
    return what, day


@pytest.mark.parametrize(
    "words",
    [
        "podemos, pero el sábado a las 5 de la tarde",
        "sí, pero sería el sábado a las 5 de la tarde",
        "podemos ir el sábado a las 5 de la tarde",
    ],
)
def test_who_can_at_another_hour_proposes_that_hour(asked: Story, words: str) -> None:
    assert AT_FIVE in says(asked, "mar", words)
    assert AT_FIVE in plain(asked.say("mar", "1"), "luz")
    asked.say("luz", "acepto")
    assert (states(asked), agreed_on(asked)) == (["agreed"], (AT_FIVE, "2026-11-28"))


def test_who_asks_for_another_hour_of_what_is_proposed_proposes_it(asked: Story) -> None:
    asked.say("mar", "1")
    assert AT_FIVE in says(asked, "luz", "mejor el sábado a las 5 de la tarde")
    assert AT_FIVE in plain(asked.say("luz", "1"), "mar")
    asked.say("mar", "1")
    assert agreed_on(asked) == (AT_FIVE, "2026-11-28")


@pytest.mark.parametrize("words", ["acepto, los esperamos el viernes a las 3", "sí, el viernes a las 3"])
def test_the_same_hour_in_other_words_is_no_other_hour(asked: Story, words: str) -> None:
    asked.say("mar", "1")
    says(asked, "luz", words)
    asked.say("luz", "1")
    assert (states(asked), agreed_on(asked)) == (["agreed"], (AT_THREE, "2026-11-27"))


def test_an_answer_to_the_day_of_other_terms_keeps_its_hour(asked: Story) -> None:
    asked.say("mar", "1")
    asked.wait(10 * 86_400_000)
    assert states(asked) == ["lapsed"]
    says(asked, "luz", "1001")
    assert "qué día" in says(asked, "luz", "1")
    assert "contabilidad, a las 9 am" in says(asked, "luz", "el martes 15 de diciembre a las 9 am")
    asked.say("luz", "1")
    assert agreed_on(asked) == ("contabilidad, a las 9 am", "2026-12-15")


def test_the_hour_is_changed_on_the_card_before_it_goes(asked: Story) -> None:
    says(asked, "mar", "podemos, pero el sábado a las 5 de la tarde")
    assert "contabilidad, a las 6" in says(asked, "mar", "mejor a las 6")
    asked.say("mar", "1")
    asked.say("luz", "1")
    assert agreed_on(asked) == ("contabilidad, a las 6", "2026-11-28")


def settled_on(story: Story) -> None:
    """The two agree on Friday at three."""
    story.say("mar", "1")
    story.say("luz", "1")
    assert (states(story), agreed_on(story)) == (["agreed"], (AT_THREE, "2026-11-27"))


@pytest.mark.parametrize(
    ("words", "what", "day"),
    [
        ("mejor el domingo a las 10 de la mañana", "contabilidad, a las 10 de la mañana", "2026-11-29"),
        ("lo podemos pasar para el sábado a las 5 de la tarde?", AT_FIVE, "2026-11-28"),
        ("cambiémoslo para las 5 de la tarde", "contabilidad, 5 de la tarde", "2026-11-27"),
        ("mejor el domingo", AT_THREE, "2026-11-29"),
    ],
)
def test_a_day_is_moved_with_its_hour_once_the_other_side_says_yes(
    asked: Story, words: str, what: str, day: str
) -> None:
    settled_on(asked)
    says(asked, "luz", words)
    wished = plain(asked.say("luz", "1"), "mar")
    assert what in wished
    assert AT_THREE in wished
    assert agreed_on(asked) == (AT_THREE, "2026-11-27")
    assert what in says(asked, "mar", "1")
    assert agreed_on(asked) == (what, day)


def test_what_is_refused_stays_at_its_hour(asked: Story) -> None:
    settled_on(asked)
    says(asked, "luz", "mejor el domingo a las 10 de la mañana")
    asked.say("luz", "1")
    tap(asked, "mar", f"x:1:{version(asked)}:dayno")
    assert agreed_on(asked) == (AT_THREE, "2026-11-27")
    assert AT_THREE in says(asked, "mar", "1001")


@pytest.mark.parametrize("words", ["llegamos a las 9", "¿a las 3 está bien?", "nos vemos el viernes a las 3"])
def test_an_hour_that_is_only_told_asks_for_no_other_time(asked: Story, words: str) -> None:
    settled_on(asked)
    assert "otro momento" not in says(asked, "luz", words)
    assert agreed_on(asked) == (AT_THREE, "2026-11-27")


def test_far_away_it_is_told_on_the_clock_of_who_asked(story: Story) -> None:
    far_away(story)
    assert "(هندوراس: ١٠:٠٠؛ عندكم: السبت ٢٨ نوفمبر، ١٨:٠٠)" in says(story, "nur", "نقدر يوم السبت الساعة ٦ مساء")
    assert "traducción, 10:00" in plain(story.say("nur", "1"), "luz")
    story.say("luz", "1")
    assert "traducción, 11:00" in says(story, "nur", "ممكن نأجلها ليوم الاثنين الساعة ٧ مساء؟")
    story.say("nur", "1")
    assert "traducción, 11:00" in says(story, "luz", "1")
    assert agreed_on(story) == ("traducción, 11:00", "2026-11-30")


def far_away(story: Story) -> None:
    """Nur in Cairo reads that Luz in Tegucigalpa needs a translation on Friday at three, which is 23:00 in Cairo."""
    story.hub(langs=("es", "ar"))
    joins(story, "luz")
    joins(story, "nur", "جمعية النور، القاهرة", "ar")
    story.say("nur", "نقدم ترجمة عربي اسباني عن بعد")
    story.say("nur", "1")
    story.say("luz", "necesitamos traducción por zoom, 2 horas, el viernes a las 3 de la tarde")
    story.say("luz", "1")


def test_an_hour_that_cannot_be_told_there_takes_the_old_one_away(story: Story) -> None:
    far_away(story)
    assert "traducción\n" in says(story, "nur", "نقدر يوم السبت بعد الظهر")


@pytest.mark.parametrize(
    ("words", "hour", "here", "theirs"),
    [
        ("نقدر يوم السبت الساعة ٦ الصبح", "22:00", "viernes 27 de noviembre", "السبت ٢٨ نوفمبر، ٠٦:٠٠"),
        ("ممكن، لكن الساعة ٦ الصبح", "22:00", "viernes 27 de noviembre", "السبت ٢٨ نوفمبر، ٠٦:٠٠"),
        ("نقدر يوم الاثنين الساعة ١٢ الظهر", "04:00", "lunes 30 de noviembre", "الاثنين ٣٠ نوفمبر، ١٢:٠٠"),
        ("نقدر يوم الاثنين الساعة ٦ الصبح", "22:00", "domingo 29 de noviembre", "الاثنين ٣٠ نوفمبر، ٠٦:٠٠"),
    ],
)
def test_an_hour_that_is_on_another_day_there_moves_the_day_and_each_side_reads_its_own(
    story: Story, words: str, hour: str, here: str, theirs: str
) -> None:
    far_away(story)
    assert f"عندكم: {theirs}" in says(story, "nur", words)
    proposed = plain(story.say("nur", "1"), "luz")
    assert f"traducción, {hour}" in proposed
    assert f"Fecha límite: {here}" in proposed


def test_who_asks_for_another_time_far_away_reads_it_on_their_own_clock(story: Story) -> None:
    far_away(story)
    story.say("nur", "1")
    story.say("luz", "1")
    for words, asked in (
        ("ممكن نأجلها ليوم الاثنين الساعة ٦ الصبح؟", "طلبتم موعداً آخر: traducción, 22:00، الأحد ٢٩ نوفمبر"),
        ("نأجلها ليوم الأربعاء", "طلبتم يوماً آخر: الأربعاء ٢ ديسمبر"),
    ):
        says(story, "nur", words)
        read = plain(story.say("nur", "1"), "nur")
        assert f"{asked} (هندوراس:" in read
        story.say("luz", "1")
    assert agreed_on(story) == ("traducción, 22:00", "2026-12-02")


def test_a_day_before_today_is_told_to_nobody(story: Story) -> None:
    far_away(story)  # it is Tuesday, the evening in Cairo
    read = says(story, "nur", "نقدر اليوم الساعة ٦ الصبح")
    assert "traducción\nالمدة: ساعتان\nآخر موعد: الثلاثاء ٢٤ نوفمبر\n" in read
