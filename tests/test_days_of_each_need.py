"""Of several requests in one message each keeps its own day and hours; in doubt none gets the day of another."""

from __future__ import annotations

from datetime import date

import pytest

from bot.understand import Timed, items_in
from tests.faults import joins, rows
from tests.story import Story, answer

pytestmark = pytest.mark.words

TODAY = date(2026, 11, 24)


def needs_of(text: str, lang: str, today: date = date(2026, 11, 24)) -> tuple[str, ...]:
    return tuple(one.what for one in items_in(text, lang, today, "need"))


def timed_needs(text: str, lang: str, today: date = date(2026, 11, 24)) -> tuple[Timed, ...]:
    return items_in(text, lang, today, "need")


THU, FRI, SAT = "2026-11-26", "2026-11-27", "2026-11-28"


_EACH_KEEPS_ITS_OWN_DAY = [
        ("es", "necesitamos costurera el jueves 3 horas y electricista el viernes 2 horas",
         (("costurera", 180, THU), ("electricista", 120, FRI))),
        ("es", "el jueves necesitamos costurera 3 horas y el viernes electricista 2 horas",
         (("costurera", 180, THU), ("electricista", 120, FRI))),
        ("es", "necesitamos costurera el jueves y electricista el viernes",
         (("costurera", 0, THU), ("electricista", 0, FRI))),
        ("es", "necesitamos: 1) peluquero 2 horas el viernes 2) plomero 3 horas el sabado",
         (("peluquero", 120, FRI), ("plomero", 180, SAT))),
        ("en", "we need a barber on thursday 2 hours and a cook on saturday 4 hours",
         (("barber", 120, THU), ("cook", 240, SAT))),
        ("en", "need plumber for 2 hrs, painter for 4 hrs, both on friday",
         (("plumber", 120, FRI), ("painter", 240, FRI))),
        ("es", "necesitamos un pintor para la escuela 3h y un cocinero para la fiesta 2h",
         (("pintor para la escuela", 180, ""), ("cocinero para la fiesta", 120, ""))),
        ("fr", "on a besoin d'un plombier jeudi 2h et d'un électricien vendredi 3h",
         (("plombier", 120, THU), ("électricien", 180, FRI))),
        ("pt", "precisamos de eletricista quinta 3h e encanador sexta 2h",
         (("eletricista", 180, THU), ("encanador", 120, FRI))),
        ("ar", "محتاجين كهربائي الخميس ٣ ساعات وسباك الجمعة ساعتين", (("كهربائي", 180, THU), ("سباك", 120, FRI))),
        # one request, or in doubt which of them is meant
        ("es", "necesitamos un plomero el jueves y el viernes y un pintor el sabado",
         (("plomero el jueves y el viernes", 0, THU), ("pintor", 0, SAT))),
        ("es", "necesitamos un taller de costura el jueves y el viernes", ()),
        ("es", "necesitamos un contador 2 horas el lunes y 3 horas el martes", ()),
        ("en", "we need a plumber friday and saturday", ()),
    ]  # fmt: skip


def test_each_keeps_its_own_day() -> None:
    wrong = [said for lang, said, needs in _EACH_KEEPS_ITS_OWN_DAY if timed_needs(said, lang, TODAY) != needs]
    assert len(wrong) <= 0.12 * len(_EACH_KEEPS_ITS_OWN_DAY), wrong


def test_a_list_that_is_numbered_in_one_line_is_a_list() -> None:
    assert needs_of("necesitamos 1) peluquero 2) plomero", "es") == ("peluquero", "plomero")
    assert needs_of("necesitamos 2 horas de plomero (1)", "es") == ()


def test_the_second_comes_with_its_own_day(story: Story) -> None:
    story.hub()
    joins(story, "luz")
    said = "necesitamos: 1) peluquero 2 horas el viernes 2) plomero 3 horas el sabado 3) cocinera 1 hora el jueves"
    assert "viernes 27 de noviembre" in answer(story, said)
    assert "sábado 28 de noviembre" in answer(story, "1")
    assert "jueves 26 de noviembre" in answer(story, "1")
    answer(story, "1")
    assert sorted(rows(story, "listing", "what", "minutes", "due_on")) == [
        ("cocinera", 60, THU), ("peluquero", 120, FRI), ("plomero", 180, SAT),
    ]  # fmt: skip
