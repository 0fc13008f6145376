"""At which time of the day something is needed stays in the words of the request, and is no length of work."""

from __future__ import annotations

from datetime import date

import pytest

from bot.understand import understand
from bot.understand.amounts.clocks import without_clocks
from bot.understand.calendar.timesofday import at_hour
from tests.faults import neighbours, rows, tap, to
from tests.story import Story, answer

TUESDAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("lang", "text", "whole", "hours", "day"),
    [
        ("es", "ocupamos contador, 2 horas, el martes a las 3 de la tarde", "contador, a las 3 de la tarde", 2, 1),
        ("es", "ocupamos pintor mañana a las 8 am 3 horas", "pintor, a las 8 am", 3, 25),
        ("es", "necesitamos chofer el viernes 3pm 2 horas", "chofer, 3pm", 2, 27),
        ("es", "necesitamos técnico el jueves 15:30 hs dos horas", "técnico, 15:30 hs", 2, 26),
        ("es", "necesitamos intérprete el miércoles a medio día 1 hora", "intérprete, a medio día", 1, 25),
        ("es", "necesitamos niñera el viernes de las 3 a las 5 pm", "niñera, de las 3 a las 5 pm", 2, 27),
        ("es", "necesitamos pintor tipo 5 de la tarde el viernes", "pintor, 5 de la tarde", None, 27),
        ("es", "necesitamos niñera mañana por la mañana", "niñera, por la mañana", None, 25),
        ("ar", "محتاجين محاسب ساعتين بكرة الساعة ٤ العصر", "محاسب، الساعة ٤ العصر", 2, 25),
        ("ar", "محتاجين دكتور بكره بعد الضهر ساعتين", "دكتور، بعد الضهر", 2, 25),
        ("ar", "محتاجين سباك يوم الجمعة بعد صلاة الجمعة ساعتين", "سباك، بعد صلاة الجمعة", 2, 27),
        ("ar", "محتاجين طباخ الخميس بعد الإفطار، ٣ ساعات", "طباخ، بعد الإفطار", 3, 26),
        ("ar", "عايزين محاسب بكرة قبل المغرب", "محاسب، قبل المغرب", None, 25),
        ("ar", "محتاجين مترجم السبت من ٤ ل ٦ العصر", "مترجم، من ٤ ل ٦ العصر", 2, 28),
        ("ar", "محتاجين سباك الأحد من الساعة ١٠ الصبح للساعة ١٢", "سباك، من الساعة ١٠ الصبح للساعة ١٢", 2, 29),
        ("en", "we need an accountant tuesday at 3pm for 2 hours", "accountant, at 3pm", 2, 1),
        ("fr", "on cherche un plombier mardi à 15h, 2 heures", "plombier, à 15h", 2, 1),
        ("pt", "precisamos de professor das 9 às 12 na segunda", "professor, das 9 às 12", 3, 30),
    ],
)  # fmt: skip
def test_a_request_keeps_its_hour(lang: str, text: str, whole: str, hours: int | None, day: int) -> None:
    said = understand(text, lang, TUESDAY)
    assert said.intent == "post_need"
    assert said.slots.get("hours") == hours
    assert date.fromisoformat(str(said.slots["deadline"])).day == day


@pytest.mark.parametrize(
    ("lang", "text", "rest"),
    [
        ("pt", "sexta às 15h", "sexta "),
        ("es", "2 horas a las 10 am", "2 horas "),
        ("ar", "ساعتين الساعة 3", "ساعتين "),
        ("es", "de 2 a 3", "de 2 a 3"),
        ("en", "from 2 to 3 hours", "from 2 to 3 hours"),
        ("fr", "2 à 3 heures", "2 à 3 heures"),
    ],
)
def test_a_clock_is_no_length_in_an_answer(lang: str, text: str, rest: str) -> None:
    assert without_clocks(text, lang) == rest


def test_another_hour_takes_the_place_of_the_first() -> None:
    assert at_hour("contador, a las 3 de la tarde", "mejor a las 5", "es", TUESDAY) == "contador, a las 5"
    assert at_hour("contador", "el viernes", "es", TUESDAY) == ""


@pytest.mark.parametrize(
    ("lang", "words", "said"),
    [
        ("es", "el martes a las 3 de la tarde", "contabilidad, a las 3 de la tarde"),
        ("ar", "بكرة الساعة ٤ العصر", "contabilidad، الساعة ٤ العصر"),
        ("pt", "sexta às 15h", "contabilidad, às 15h"),
    ],
)
@pytest.mark.words
def test_an_answer_to_by_which_day_keeps_the_hour_for_who_may_help(
    story: Story, lang: str, words: str, said: str
) -> None:
    neighbours(story)
    story.say("mar", "ofrecemos contabilidad")
    story.say("mar", "sí")
    answer(story, "necesitamos contabilidad, 2 horas")
    tap(story, "luz", f"lang:{lang}")
    answer(story, words)
    heard = "\n".join(to(story.say("luz", "1"), "mar"))
    assert said in heard
    assert (2, said, 120) in rows(story, "listing", "id", "what", "minutes")


def test_the_hour_on_the_card_is_changed_by_another(story: Story) -> None:
    neighbours(story)
    answer(story, "necesitamos contabilidad, 2 horas, el viernes a las 3 de la tarde")
    said = answer(story, "mejor a las 5")
    assert "contabilidad, a las 5" in said
    assert "2 horas" in said
    answer(story, "sí")
    assert [text for _id, text in rows(story, "listing", "id", "what")] == ["contabilidad, a las 5"]
