"""Who says which hours it really were, or which day would do instead, is asked once with that filled in."""

from __future__ import annotations

from datetime import date

import pytest

from bot.understand.amounts.hours import read_hours, right_hours
from bot.understand.calendar.dates import read_day
from tests.faults import adds_up, agreed, neighbours, pointed, proposed, rows, states, suggested, tap, version
from tests.story import Story, answer

TUESDAY = date(2026, 11, 24)


def speaks(story: Story, lang: str, who: str = "luz") -> None:
    tap(story, who, f"lang:{lang}")


# ---- hours --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lang", "words", "minutes"),
    [
        ("es", "no, no fueron 2 horas fue 1", 60),
        ("es", "no fueron dos, fue una", 60),
        ("es", "hola no fueron 2 fue 1 gracias", 60),
        ("es", "fue una hora no dos", 60),
        ("es", "no son 2 sino 3", 180),
        ("es", "no fueron dos horas fue hora y media", 90),
        ("es", "eran 2 y media no 3 horas", 150),
        ("ar", "لا مش ساعتين، ساعة وحدة", 60),
        ("ar", "لا ساعة مش ساعتين", 60),
        ("ar", "مكانتش ساعتين كانت ساعة", 60),
        ("ar", "ما كانوا ساعتين كانوا تلات ساعات", 180),
        ("en", "it wasn't 2 hours it was 1", 60),
        ("fr", "c'est pas 2h c'est 1h", 60),
        ("pt", "não foram 2, foi 1", 60),
    ],
)
def test_hours_in_the_place_of_others(lang: str, words: str, minutes: int) -> None:
    assert right_hours(words, lang) == minutes
    assert read_hours(words, lang) == minutes


@pytest.mark.parametrize(
    "words",
    [
        *("no fueron 2", "no, fue 1", "no vinieron dos, vino una", "no fueron dos, fue una señora"),
        *("no fueron 2 personas fue 1", "no es el 2 es el 3", "no eran las 3 eran las 4", "no son 1001 son 1002"),
        *("fueron 2 horas", "مش شخصين، واحد اجى", "not two people, one"),
    ],
)
def test_what_only_looks_like_it(words: str) -> None:
    assert right_hours(words, "es") is None


def test_other_hours_than_the_provider_said_ask_once_and_move_nothing_before(story: Story) -> None:
    agreed(story)
    tap(story, "mar", f"x:1:{version(story)}:done")
    assert "Recibieron: 1 hora" in answer(story, "no, no fueron 2 horas fue 1")
    assert states(story) == ["delivered"]
    assert rows(story, "exchange", "id", "settled_minutes") == [(1, None)]
    answer(story, "sí")
    assert states(story) == ["delivered"]  # the other side is asked
    tap(story, "mar", f"x:1:{version(story)}:fig")
    assert rows(story, "exchange", "id", "settled_minutes") == [(1, 60)]
    adds_up(story)


@pytest.mark.parametrize(
    ("lang", "words", "said"),
    [
        ("es", "no, no fueron 2 horas fue 1", "Recibieron: 1 hora"),
        ("ar", "لا مش ساعتين، ساعة وحدة", "ساعة واحدة"),
        ("en", "it wasnt 2 hours it was 1", "you received 1 hour"),
        ("pt", "não foram 2, foi 1", "Vocês receberam: 1 hora"),
    ],
)
@pytest.mark.words
def test_the_card_that_asks_whether_it_was_received_takes_other_hours(
    story: Story, lang: str, words: str, said: str
) -> None:
    agreed(story)
    tap(story, "mar", f"x:1:{version(story)}:done")
    speaks(story, lang)
    answer(story, "1001")
    assert said in answer(story, words)
    assert states(story) == ["delivered"]


@pytest.mark.words
def test_who_gives_puts_the_hours_right_too(story: Story) -> None:
    agreed(story)
    assert "Duración: 1 hora" in answer(story, "no, no fueron 2 horas fue 1", "mar")
    assert states(story) == ["agreed"]
    answer(story, "sí", "mar")
    assert states(story) == ["delivered"]


@pytest.mark.parametrize(
    ("lang", "words", "choice"),
    [
        ("es", "perdón no fueron 2 horas fue 1", "Escribirles"),
    ],
)
@pytest.mark.words
def test_what_was_told_already_is_put_right_by_the_other_side(story: Story, lang: str, words: str, choice: str) -> None:
    agreed(story)
    tap(story, "mar", f"x:1:{version(story)}:done")
    speaks(story, lang, "mar")
    read = answer(story, words, "mar")
    assert f"{pointed(read)}. {choice}" in read
    assert states(story) == ["delivered"]


@pytest.mark.words
def test_people_who_were_fewer_are_a_problem_and_no_hours(story: Story) -> None:
    agreed(story)
    tap(story, "mar", f"x:1:{version(story)}:done")
    read = answer(story, "no fueron 2 personas, fue 1")
    assert "¿Se lo digo a la coordinación?" in read
    assert "1 hora" not in read
    assert states(story) == ["delivered"]


# ---- days ---------------------------------------------------------------------------------------------------------

OTHER_DAY = [
    ("es", "el viernes no puedo, ¿puede ser el sábado?"),
    ("es", "no puedo el viernes, mejor el sábado"),
    ("es", "el viernes no me sirve el sabado si"),
    ("es", "en vez del viernes el sábado"),
    ("ar", "مو مناسب الجمعة، ينفع السبت؟"),
    ("ar", "ما بقدر الجمعة، السبت منيح؟"),
    ("ar", "مش هينفع الجمعة، السبت؟"),
    ("ar", "بدل الجمعة السبت"),
    ("en", "friday doesn't work, saturday?"),
    ("en", "can't do friday, how about saturday"),
    ("fr", "vendredi je peux pas, samedi c'est possible ?"),
    ("fr", "au lieu de vendredi, samedi"),
    ("pt", "sexta não dá, pode ser sábado?"),
]


@pytest.mark.parametrize(("lang", "words"), OTHER_DAY)
def test_a_day_that_is_refused_is_not_the_day(lang: str, words: str) -> None:
    assert read_day(words, lang, TUESDAY) == date(2026, 11, 28)


@pytest.mark.parametrize(
    ("lang", "words", "day"),
    [
        ("es", "no podemos antes del viernes", date(2026, 11, 27)),
        ("es", "no puede ser el viernes?", date(2026, 11, 27)),
        ("es", "no puedo el viernes", None),
        ("es", "ni viernes ni sábado", None),
        ("ar", "ما بقدر الجمعة", None),
    ],
)
def test_a_day_beside_a_no(lang: str, words: str, day: date | None) -> None:
    assert read_day(words, lang, TUESDAY) == day


@pytest.mark.parametrize(("lang", "words"), [OTHER_DAY[0], OTHER_DAY[4], OTHER_DAY[8]])
@pytest.mark.parametrize("opened", [True, False])
@pytest.mark.words
def test_another_day_for_a_proposal_is_filled_in(story: Story, lang: str, words: str, opened: bool) -> None:
    proposed(story)
    speaks(story, lang)
    if opened:
        answer(story, "1001")
    day = {"es": "sábado 28", "ar": "السبت 28", "en": "Saturday 28"}[lang]
    assert day in answer(story, words)
    assert rows(story, "exchange", "id", "due_on") == [(1, "2026-11-27")]
    answer(story, "1")
    assert rows(story, "exchange", "id", "due_on", "state") == [(1, "2026-11-28", "proposed")]


def test_what_is_agreed_asks_the_other_side_for_the_other_day(story: Story) -> None:
    agreed(story)
    said = answer(story, "el viernes no puedo, mejor el sabado", "mar")
    assert "sábado 28 de noviembre en lugar del viernes 27 de noviembre" in said
    assert rows(story, "exchange", "id", "due_on") == [(1, "2026-11-27")]


@pytest.mark.words
def test_a_suggestion_takes_the_other_day_as_well(story: Story) -> None:
    suggested(story)
    answer(story, "1001", "mar")
    assert "sábado 28" in answer(story, "el viernes no puedo, ¿puede ser el sábado?", "mar")


@pytest.mark.parametrize("words", ["viernes y sábado", "el viernes está bien", "ni viernes ni sábado"])
@pytest.mark.words
def test_two_days_together_or_the_agreed_one_change_nothing(story: Story, words: str) -> None:
    proposed(story)
    answer(story, "1001")
    assert "sábado 28" not in answer(story, words)


@pytest.mark.words
def test_two_days_without_an_exchange_are_not_understood(story: Story) -> None:
    neighbours(story)
    assert "No entendí" in answer(story, "el viernes no puedo, ¿puede ser el sábado?")
