"""An hour that a request names is the writer's own: who reads it in another time zone is told theirs."""

from __future__ import annotations

import pytest

from bot.understand.calendar.hourofday import hour_of_day
from core.calendar import instant_of
from core.messages import Clock, Screen, _, dump, load
from tests.faults import joins, plain
from tests.story import Story

HOUR = 60


@pytest.mark.parametrize(
    ("lang", "words", "minutes"),
    [
        ("es", "contador, a las 3 de la tarde", 15 * HOUR),
        ("es", "contador, a las 3", 15 * HOUR),
        ("es", "contador, a la 1", 13 * HOUR),
        ("es", "traducción, 03:00", 3 * HOUR),
        ("es", "traducción, 03:00 de la tarde", 15 * HOUR),
        ("es", "traducción, 3:00", 15 * HOUR),
        ("es", "pintor, a las 8 am", 8 * HOUR),
        ("es", "técnico, 15:30 hs", 15 * HOUR + 30),
        ("es", "pintor, 5 de la tarde", 17 * HOUR),
        ("es", "clases, a las 7 y media de la noche", 19 * HOUR + 30),
        ("es", "intérprete, a medio día", 12 * HOUR),
        ("es", "niñera, de las 3 a las 5 pm", 15 * HOUR),
        ("es", "niñera, de 10 a 2 de la tarde", 10 * HOUR),
        ("es", "niñera, de 10 de la mañana a 3 de la tarde", 10 * HOUR),
        ("es", "reunión a las 12:30 am", 30),
        ("ar", "محاسب، الساعة ٤ العصر", 16 * HOUR),
        ("ar", "مترجم، الساعة الخامسة والنصف مساء", 17 * HOUR + 30),
        ("ar", "مترجم الساعة سبعة الصبح", 7 * HOUR),
        ("ar", "مترجم، من ٤ ل ٦ العصر", 16 * HOUR),
        ("ar", "اجتماع الساعة ١٢ الظهر", 12 * HOUR),
        ("en", "accountant, at 3pm", 15 * HOUR),
        ("en", "nurse, at 7 p.m.", 19 * HOUR),
        ("en", "accountant at 10 a.m.", 10 * HOUR),
        ("fr", "plombier, à 14h30", 14 * HOUR + 30),
        ("fr", "plombier, vers 9h du matin", 9 * HOUR),
        ("fr", "cours, à midi", 12 * HOUR),
        ("pt", "aula, às 7 da noite", 19 * HOUR),
        ("pt", "professor, das 9 às 12", 9 * HOUR),
    ],
)
def test_the_hour_is_read_on_the_writers_clock(lang: str, words: str, minutes: int) -> None:
    assert hour_of_day(words, lang) == minutes


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("es", "contador"),
        ("es", "niñera, por la mañana"),
        ("es", "curso de 20 horas"),
        ("es", "taller para 25 niños de 8 a 12 años"),
        ("es", "desayuno a las 30 personas"),
        ("es", "fiesta a las 12 de la noche"),
        ("ar", "دكتور، بعد الضهر"),
        ("en", "night watchman"),
    ],
)
def test_no_hour_is_made_up(lang: str, words: str) -> None:
    assert hour_of_day(words, lang) is None


def test_an_hour_of_a_wall_is_an_instant_of_its_zone() -> None:
    there, here = (instant_of("2026-11-27", 15 * HOUR, zone) for zone in ("America/Tegucigalpa", "Africa/Cairo"))
    assert there - here == 8 * HOUR * 60_000


def test_a_clock_outlives_the_outbox() -> None:
    screen = Screen((_("{hour}", hour=Clock(75)),))
    assert load(dump(screen)) == screen


def asks(story: Story, helper: str, lang: str, offer: str, need: str) -> str:
    """What who can help reads when Luz of Tegucigalpa asks."""
    story.hub(langs=("es", "ar", "en", "fr", "pt"))
    joins(story, "luz")
    joins(story, "zoe", helper, lang)
    story.say("zoe", offer)
    story.say("zoe", "1")
    story.say("luz", need)
    return plain(story.say("luz", "sí"), "zoe")


@pytest.mark.parametrize(
    ("lang", "helper", "offer", "told"),
    [
        (
            *("ar", "جمعية النور، القاهرة", "نقدم ترجمة عربي اسباني عن بعد"),
            "(هندوراس: ١٥:٠٠؛ عندكم: الجمعة ٢٧ نوفمبر، ٢٣:٠٠)",
        ),
        (
            *("pt", "Casa Zoe, Lisboa", "oferecemos tradução, à distância"),
            "(Honduras: 15:00; para vocês: sexta-feira, 27 de novembro, 21:00)",
        ),
    ],
)
def test_who_gives_far_away_reads_the_hour_on_their_own_clock(
    story: Story, lang: str, helper: str, offer: str, told: str
) -> None:
    got = asks(story, helper, lang, offer, "necesitamos traducción por zoom, 2 horas, el viernes a las 3 de la tarde")
    assert told in got
    accepted = plain([*story.say("zoe", "1"), *story.say("luz", "1")], "zoe")
    assert accepted.count(told) == 2  # what was proposed, and what is agreed


@pytest.mark.words
def test_who_looks_at_a_request_far_away_reads_the_hour_on_their_own_clock(story: Story) -> None:
    story.hub(langs=("es", "ar", "en", "fr", "pt"))
    joins(story, "luz")
    joins(story, "zoe", "Casa Zoe, Lisboa", "pt")
    joins(story, "mar", "Casa Mar, Tela")
    story.say("luz", "necesitamos traducción por zoom, 2 horas, el viernes a las 3 de la tarde")
    story.say("luz", "sí")
    story.say("zoe", "pedidos dos outros")
    day = "Prazo: sexta-feira, 27 de novembro (Honduras: 15:00; para vocês: sexta-feira, 27 de novembro, 21:00)"
    assert day in plain(story.say("zoe", "1"), "zoe")
    for who, words in (("mar", "pedidos de otros"), ("luz", "nuestros pedidos")):
        story.say(who, words)
        assert "Fecha límite: viernes 27 de noviembre\n" in plain(story.say(who, "1"), who)


@pytest.mark.parametrize(
    ("helper", "need"),
    [
        ("Casa Zoe, Tegucigalpa", "necesitamos traducción por zoom, 2 horas, el viernes a las 3 de la tarde"),
        ("Casa Zoe, San Salvador", "necesitamos traducción por zoom, 2 horas, el viernes a las 3 de la tarde"),
        ("Casa Zoe, Madrid", "necesitamos traducción por zoom, 2 horas, el viernes"),
        ("Casa Zoe, Madrid", "necesitamos traducción por zoom, 2 horas, a las 3 de la tarde, sin fecha fija"),
    ],
)
@pytest.mark.words
def test_nothing_is_added_where_the_clocks_agree_or_no_hour_of_a_day_is_named(
    story: Story, helper: str, need: str
) -> None:
    got = asks(story, helper, "es", "ofrecemos traducción, a distancia", need)
    assert "traducción" in got
    assert "para ustedes:" not in got
