"""Hours that are said once of a list of offers: of each where "each" is said, and of none where they are a total."""

from __future__ import annotations

from datetime import date

import pytest

from bot.understand import items_in, understand
from tests.faults import neighbours, rows, tap
from tests.story import Story

pytestmark = pytest.mark.words

TUESDAY = date(2026, 11, 24)


def skills_of(text: str, lang: str, today: date = date(2026, 11, 24)) -> tuple[str, ...]:
    return tuple(one.what for one in items_in(text, lang, today, "offer"))


@pytest.mark.parametrize(
    ("lang", "text", "each"),
    [
        ("es", "ofrecemos: diseño, traducción y contabilidad, 2 horas cada una", "contabilidad, 2 horas cada una"),
        ("es", "2 horas cada una: ofrecemos diseño, traducción y contabilidad", "contabilidad, 2 horas cada una"),
        ("ar", "نقدم تصميم وترجمة ومحاسبة، ساعتين لكل واحدة", "محاسبة، ساعتين لكل واحدة"),
        ("ar", "نقدم تصميم وترجمة ومحاسبة كل وحدة ساعتين", "محاسبة، كل وحدة ساعتين"),
        ("en", "we offer design, translation and accounting, 2 hours each", "accounting, 2 hours each"),
        ("fr", "nous proposons dessin, traduction et comptabilité, 2 heures chacune", "comptabilité, 2 heures chacune"),
        ("pt", "oferecemos design, tradução e contabilidade, 2 horas cada uma", "contabilidade, 2 horas cada uma"),
        ("es", "ofrecemos: diseño, traducción y contabilidad, 3 horas en total", "contabilidad"),
        ("ar", "نقدم تصميم وترجمة ومحاسبة، 3 ساعات بالمجموع", "محاسبة"),
        ("en", "we offer design, translation and accounting, 3 hours in total", "accounting"),
    ],
)
def test_each_of_a_list_has_its_hours(lang: str, text: str, each: str) -> None:
    offered = skills_of(text, lang, TUESDAY)
    assert len(offered) == 3
    assert offered[2] == each


def test_hours_of_each_and_the_day_of_all_stand_behind_each() -> None:
    text = "ofrecemos carpintería y plomería, 2 horas cada una, mañana"
    assert skills_of(text, "es", TUESDAY) == (
        "carpintería, 2 horas cada una, mañana (25/11)",
        "plomería, 2 horas cada una, mañana (25/11)",
    )


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("ofrecemos pintura, 3 horas en total", "post_offer"),
        ("necesitamos pintor 3 horas en total para el viernes", "post_need"),
        ("horas en total", "balance"),
        ("tenemos 5 horas en total?", "balance"),
        ("cuántas horas tenemos en total", "balance"),
    ],
)
def test_a_total_of_hours_asks_for_the_balance_only_where_nothing_else_is_said(text: str, intent: str) -> None:
    assert understand(text, "es", TUESDAY).intent == intent


@pytest.mark.parametrize(
    ("lang", "text", "listed"),
    [
        (
            "es",
            "ofrecemos: diseño, traducción y contabilidad, 2 horas cada una",
            ["diseño, 2 horas cada una", "traducción, 2 horas cada una", "contabilidad, 2 horas cada una"],
        ),
        (
            "es",
            "ofrecemos: diseño, traducción y contabilidad, 3 horas en total",
            ["diseño", "traducción", "contabilidad"],
        ),
        (
            "ar",
            "نقدم تصميم وترجمة ومحاسبة، ساعتين لكل واحدة",
            ["تصميم، ساعتين لكل واحدة", "ترجمة، ساعتين لكل واحدة", "محاسبة، ساعتين لكل واحدة"],
        ),
    ],
)  # fmt: skip
def test_they_are_published_so(story: Story, lang: str, text: str, listed: list[str]) -> None:
    neighbours(story)
    tap(story, "luz", f"lang:{lang}")
    story.say("luz", text)
    story.say("luz", "1")
    assert [what for _id, what in rows(story, "listing", "id", "what")] == listed


@pytest.mark.parametrize(
    ("text", "service", "hours"),
    [
        ("نحتاج ممرضتين كل واحدة ساعتين ونص يوم السبت", "ممرضتين", 5),
        ("نحتاج عاملتين لتنظيف المركز لكل عاملة أربع ساعات", "عاملتين لتنظيف المركز", 8),
        ("بدنا حلاقين اثنين كل حلاق ثلاث ساعات", "حلاقين", 6),
        ("نحتاج ثلاثة متطوعين لمدة أربع ساعات لكل منهم يوم السبت لتوزيع السلال", "توزيع السلال", 12),
        ("بدنا ٣ معلمات كل معلمة ساعتين", "٣ معلمات", 6),
        ("نحتاج متطوعين لتوزيع السلال كل واحد ساعتين", "توزيع السلال", 2),
    ],
)
def test_what_is_said_of_each_of_them_is_no_part_of_the_service(text: str, service: str, hours: int) -> None:
    read = understand(text, "ar", TUESDAY)
    assert (read.slots["service"], read.slots["hours"]) == (service, hours)
