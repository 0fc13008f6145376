"""People say what they need with a verb, and ask with one who does it."""

from __future__ import annotations

from datetime import date

import pytest

from bot.understand import understand
from bot.understand.calendar.dates import read_day
from bot.understand.words import word
from core.calendar import after_quiet, next_morning
from core.matching import service_of
from tests.faults import tap, to
from tests.lived import lived_once
from tests.story import Story

TODAY = date(2026, 11, 24)
HOUR = 3_600_000


@pytest.mark.parametrize(
    ("lang", "typed", "what"),
    [
        ("es", "Buscamos alguien que traduzca un documento al árabe", "alguien que traduzca un documento al árabe"),
        ("es", "necesitamos quien nos lleve las cuentas", "quien nos lleve las cuentas"),
        ("es", "alguien que nos enseñe Excel", "alguien que nos enseñe Excel"),
        ("es", "se ocupa una persona que planche uniformes, cinco horas", "persona que planche uniformes"),
        ("es", "Que nos arregle la impresora", "arregle la impresora"),
        ("es", "arreglar la impresora", "arreglar la impresora"),
        ("es", "¿nos pueden arreglar la impresora?", "arreglar la impresora"),
        ("ar", "نبحث عن من يترجم وثيقة", "يترجم وثيقة"),
        ("ar", "محتاجين حد يصلح الطابعة", "يصلح الطابعة"),
        ("en", "looking for someone who can translate a document", "someone who can translate a document"),
        ("fr", "on cherche quelqu'un qui traduise un document", "quelqu'un qui traduise un document"),
        ("fr", "qu'on nous répare l'imprimante", "répare l'imprimante"),
        ("pt", "procuramos alguém que traduza um documento", "alguém que traduza um documento"),
        ("pt", "precisamos de quem cuide do jardim", "quem cuide do jardim"),
        # what helps, gives or gets something says nothing of what is done
        ("es", "que nos ayuden con una computadora", "computadora"),
        ("es", "necesitamos alguien que nos preste un proyector", "alguien que nos preste un proyector"),
        ("pt", "podem nos arrumar um intérprete de Libras?", "intérprete de Libras"),
    ],
)
def test_a_need_keeps_its_verb(lang: str, typed: str, what: str) -> None:
    understood = understand(typed, lang, TODAY)
    assert understood.intent == "post_need"


@pytest.mark.parametrize(
    ("lang", "typed", "words", "service"),
    [
        ("es", "¿quién sabe coser?", "coser", "sewing"),
        ("es", "quien traduce al árabe?", "traduce al árabe", "translation"),
        ("es", "hola, ¿quién cuida niños?", "cuida niños", "childcare"),
        ("ar", "مين بيعرف يخيط؟", "يخيط", "sewing"),
        ("ar", "شكون كيعرف يخيط؟", "يخيط", "sewing"),
        ("ar", "من يترجم إلى الفرنسية؟", "يترجم إلى الفرنسية", "translation"),
        ("en", "who knows sewing?", "sewing", "sewing"),
        ("en", "who can sew?", "sew", "sewing"),
        ("en", "who translates into Arabic?", "translates into Arabic", "translation"),
        ("fr", "qui sait coudre ?", "coudre", "sewing"),
        # whether anybody knows it is asked as if it were who
        ("es", "alguien sabe coser?", "coser", "sewing"),
        ("es", "hola, ¿alguien aquí sabe de contabilidad?", "contabilidad", "accounting"),
        ("ar", "حد بيعرف يخيط؟", "يخيط", "sewing"),
        ("ar", "في حدا بيفهم بالمحاسبة؟", "المحاسبة", "accounting"),
        ("en", "does anyone know how to sew?", "sew", "sewing"),
        ("fr", "est-ce que quelqu'un sait coudre ?", "coudre", "sewing"),
        ("fr", "quelqu'un s'y connaît en comptabilité ?", "comptabilité", "accounting"),
        ("pt", "alguém entende de contabilidade?", "contabilidade", "accounting"),
        ("fr", "qui garde des enfants ?", "garde des enfants", "childcare"),
        ("pt", "quem sabe costurar?", "costurar", "sewing"),
        ("pt", "quem traduz para o árabe?", "traduz para o árabe", "translation"),
    ],
)
def test_a_question_after_who_does_it_looks_among_offers(lang: str, typed: str, words: str, service: str) -> None:
    understood = understand(typed, lang, TODAY)
    assert (understood.intent, understood.slots["service"]) == ("find_matches", words)
    assert service_of(words, lang) == service


@pytest.mark.parametrize(
    ("typed", "intent"),
    [
        ("يصلح لنا الطابعة", "post_need"),
        ("تصلح لنا الغسالة", "post_need"),
        ("يترجم لنا وثيقة", "post_need"),
        ("يصلحلنا الطابعة", "post_need"),
        ("نبحث عن من يصلح لنا", "post_need"),
        ("يصلح لنا", "accept_match"),
        ("يصلح لنا العرض", "accept_match"),
        ("الموعد يصلح لنا", "accept_match"),
        ("ما يصلح لنا", "decline_match"),
    ],
)
def test_the_verb_that_repairs_and_suits_repairs_where_a_thing_stands_behind_it(typed: str, intent: str) -> None:
    assert understand(typed, "ar", TODAY).intent == intent


@pytest.mark.parametrize(
    ("lang", "typed"),
    [
        ("es", "¿quién nos cose unos uniformes?"),
        ("es", "quien puede manejar el sábado"),
        ("en", "who can babysit during our parent meeting thursday? 2 hrs"),
        ("ar", "منو يكدر يدرّس الأطفال رياضيات؟ ساعتين بالأسبوع"),
        ("pt", "Quem pode levar 12 idosos ao posto de vacina amanhã às 9?"),
    ],
)
def test_where_it_is_for_us_or_a_day_is_named_somebody_is_needed(lang: str, typed: str) -> None:
    assert understand(typed, lang, TODAY).intent == "post_need"


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("ليوم واحد", None),
        ("يوم واحد", None),
        ("ليوم كامل", None),
        ("ليوم او يومين", None),
        ("ليوم", "2026-11-24"),
        ("ليوم الخميس", "2026-11-26"),
        ("يوم 1", "2026-12-01"),
    ],
)
def test_what_lasts_a_day_names_none(typed: str, day: str | None) -> None:
    assert read_day(typed, "ar", TODAY) == (date.fromisoformat(day) if day else None)


def test_one_day_is_how_long_a_driver_is_needed() -> None:
    slots = understand("محتاجين سائق ليوم واحد", "ar", TODAY).slots
    assert slots == {"service": "سائق", "hours": 8}


@pytest.mark.parametrize("lang", ["es", "ar", "en", "pt"])
def test_what_a_machine_calls_no_number_is_a_no_in_french_alone(lang: str) -> None:
    for typed in ("NaN", "nan", "NaN!"):
        assert word(typed, lang) is None
        assert understand(typed, lang, TODAY).intent != "no"
        assert word(typed, "fr") == "no"


@lived_once
def begun(story: Story) -> None:
    """Sol offers accounting by day; Luz asks for it."""
    story.hub()
    for words in ("ofrecemos contabilidad a distancia", "Grupo Sol, San Pedro Sula", "sí"):
        story.say("sol", words)


@pytest.fixture
def story(story: Story) -> Story:
    begun(story)
    return story


def asks(story: Story) -> None:
    for words in ("necesitamos un contador, 3 horas, antes del viernes", "Casa Luz, Tegucigalpa", "sí"):
        story.say("luz", words)


def changes(story: Story, hours: str) -> None:
    tap(story, "luz", "l:2:edit-hours")
    story.say("luz", hours)
    story.say("luz", "sí")


def until_night(story: Story) -> None:
    zone = "America/Tegucigalpa"
    story.wait(after_quiet(next_morning(story.now, zone), zone) - story.now + 13 * HOUR)


def test_what_is_changed_before_anybody_heard_of_it_comes_as_new(story: Story) -> None:
    story.now += 12 * HOUR
    asks(story)
    changes(story, "7")
    changes(story, "8")
    told = " ".join(to(story.wait(12 * HOUR), "sol"))
    assert "8 horas" in told
    assert "Lo cambió" not in told


def test_what_is_changed_by_night_after_it_was_told_comes_as_changed(story: Story) -> None:
    asks(story)
    until_night(story)
    changes(story, "7")
    changes(story, "8")
    told = " ".join(to(story.wait(12 * HOUR), "sol"))
    assert "8 horas" in told
    assert "Lo cambió" in told
