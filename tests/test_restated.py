"""Answers to a card that name what stands on it, or something else; and what the other side is to be asked or told."""

from __future__ import annotations

from datetime import date

import pytest

from bot.understand.calendar.beside import day_beside
from bot.understand.calendar.dates import find_days, read_day
from bot.understand.lexis.tokens import tokenise
from bot.understand.passing_on import asks_whether, says_what_to_tell, words_for_them
from tests.faults import agreed, plain, pointed, proposed, rows, states, suggested, tap, to, version
from tests.story import DAY, Story, answer


def reads_in(story: Story, who: str, lang: str) -> None:
    """They have that language, and the exchange's card on the screen."""
    tap(story, who, f"lang:{lang}")
    answer(story, "1001", who)


def another_day(story: Story) -> None:
    """Agreed for Friday 27; Mar asks for Monday 30."""
    agreed(story)
    answer(story, "1001", "mar")
    answer(story, "¿puede ser el lunes 30?", "mar")
    answer(story, "sí", "mar")


def fewer_hours(story: Story) -> None:
    """Luz says that it took one hour, of the two that were agreed."""
    agreed(story)
    story.wait(4 * DAY)
    answer(story, "1001")
    answer(story, "ya vinieron pero solo estuvieron una hora")
    answer(story, "sí")


def wishes(story: Story) -> list[str]:
    return [wish for _id, wish in rows(story, "exchange", "id", "wish") if wish]


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("es", "son muchas horas dos pero bueno, está bien que vengan el viernes"),
        ("es", "es bastante, pero aceptamos"),
        ("en", "it's a lot but ok, go ahead"),
        ("fr", "c'est beaucoup mais bon, on accepte"),
        ("pt", "é muita hora mas tudo bem, podem vir na sexta"),
        ("ar", "ماشي موافقين على الساعتين"),
    ],
)
def test_a_yes_that_restates_the_terms_is_one(story: Story, lang: str, words: str) -> None:
    proposed(story)
    reads_in(story, "luz", lang)
    answer(story, words)
    assert states(story) == ["agreed"]


@pytest.mark.parametrize(
    ("lang", "words", "named"),
    [
        ("es", "está bien que vengan el sábado", "sábado 28"),
        ("en", "fine, three hours then", "3 hours"),
        ("ar", "ماشي موافقين على ٣ ساعات", "3 ساعات"),
    ],
)
def test_a_yes_that_names_others_proposes_them(story: Story, lang: str, words: str, named: str) -> None:
    proposed(story)
    reads_in(story, "luz", lang)
    assert named in plain(story.say("luz", words), "luz")
    assert states(story) == ["proposed"]


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", "yes friday works if they bring their own tools"),
        ("es", "sí, el viernes si traen su herramienta"),
        ("fr", "oui vendredi si vous apportez le matériel"),
        ("ar", "ماشي يوم الجمعة لو معاكم العدة"),
    ],
)
def test_a_yes_with_an_if_is_none(story: Story, lang: str, words: str) -> None:
    proposed(story)
    reads_in(story, "luz", lang)
    answer(story, words)
    assert states(story) == ["proposed"]


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("es", "sí está bien el lunes"),
        ("en", "yes, monday is fine"),
        ("fr", "d'accord pour lundi"),
        ("ar", "ايوه الاتنين كويس"),
    ],
)
def test_another_day_is_agreed_to_by_its_name(story: Story, lang: str, words: str) -> None:
    another_day(story)
    reads_in(story, "luz", lang)
    answer(story, words)
    assert wishes(story) == []
    assert "2026-11-30" in str(rows(story, "exchange", "id", "due_on"))


@pytest.mark.parametrize(
    ("lang", "words", "day"),
    [
        ("es", "sí, el martes está bien", "martes 1 de diciembre"),
        ("fr", "d'accord pour mardi", "mardi 1er décembre"),
    ],
)
def test_and_not_by_the_name_of_a_third_one(story: Story, lang: str, words: str, day: str) -> None:
    another_day(story)
    reads_in(story, "luz", lang)
    assert day in plain(story.say("luz", words), "luz")
    assert wishes(story) == ["day"]


@pytest.mark.parametrize(
    ("lang", "words"),
    [("es", "sí, fue una hora"), ("ar", "ايوه هي ساعه واحده فعلا"), ("fr", "oui c'était bien une heure")],
)
def test_fewer_hours_are_agreed_to_by_saying_them(story: Story, lang: str, words: str) -> None:
    fewer_hours(story)
    reads_in(story, "mar", lang)
    answer(story, words, "mar")
    assert states(story) == ["settled"]


def test_and_not_by_saying_others(story: Story) -> None:
    fewer_hours(story)
    reads_in(story, "mar", "es")
    assert pointed(answer(story, "no fue una hora, fueron dos", "mar")) in ("", "2")
    assert states(story) == ["agreed"]


def test_who_asked_for_it_proposes_it_and_is_asked_about_their_question_then(story: Story) -> None:
    suggested(story)
    answer(story, "1001")
    asked = "quisiera preguntarle a esa gente si ellos traen los papeles"
    assert pointed(answer(story, asked)) == "1"
    assert asked in answer(story, "1")
    assert any(asked in text for text in to(story.say("luz", "sí"), "mar"))
    assert states(story) == ["proposed"]


@pytest.mark.parametrize(
    ("text", "told", "whether"),
    [
        ("dígales a las hermanas del curso que me perdonen", "me perdonen", False),
        ("escríbales que si pueden venir el jueves", "si pueden venir el jueves", True),
        ("tell the women of the course that we are sorry", "we are sorry", False),
        ("ask the people if they bring tools", "they bring tools", True),
        ("dites aux gens de Casa Mar que nous arrivons", "nous arrivons", False),
        ("avise ao pessoal da Casa Mar que chegamos às 9", "chegamos às 9", False),
        ("diles que sí vamos mañana", "sí vamos mañana", False),
        ("اسأليهم هل معاهم عدة", "هل معاهم عدة", True),
    ],
)
def test_whom_they_name_is_none_of_the_words(text: str, told: str, whether: bool) -> None:
    assert (words_for_them(text), asks_whether(text)) == (told, whether)


@pytest.mark.parametrize(
    ("lang", "first", "words"),
    [
        ("es", "no vamos a poder ir el viernes, la contadora se enfermó", "por ahora nada más avíseles y ya vemos"),
        ("es", "no vamos a poder ir el viernes, la contadora se enfermó", "no el 31 no, solo aviseles"),
        ("en", "sorry, our accountant is ill, we can't come on friday", "just tell them for now"),
        ("fr", "désolés, notre comptable est malade, on ne peut pas venir", "dites-leur seulement, on verra après"),
    ],
)
def test_only_tell_them_sends_what_stands_in_the_question(story: Story, lang: str, first: str, words: str) -> None:
    agreed(story)
    reads_in(story, "mar", lang)
    assert first in answer(story, first, "mar")
    assert not says_what_to_tell(words)
    new = story.say("mar", words)
    assert any(first in text for text in to(new, "luz"))
    assert states(story) == ["agreed"]


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("es", "fuimos a la casa y estaba cerrado, nadie llegó"),
        ("ar", "رحنا لقيناها مقفولة ومحدش جه"),
        ("en", "we went there and it was locked, nobody showed up"),
    ],
)
@pytest.mark.parametrize("days", [0, 5])
def test_nobody_came_is_told_once(story: Story, lang: str, words: str, days: int) -> None:
    agreed(story)
    story.wait(days * DAY)
    reads_in(story, "luz", lang)
    assert words in plain(story.say("luz", words), "luz")
    answer(story, "1")
    assert states(story) == ["disputed"]


def test_what_names_the_cards_day_is_for_the_other_side(story: Story) -> None:
    agreed(story)
    answer(story, "1001")
    assert "¿Es un pedido" not in answer(story, "el viernes tenemos retiro y va a estar cerrado")


def test_who_tells_nobody_of_a_problem_is_back_at_the_card(story: Story) -> None:
    agreed(story)
    story.wait(4 * DAY)
    tap(story, "mar", f"x:1:{version(story)}:done")
    answer(story, "1001")
    answer(story, "el trabajo quedó mal hecho")
    assert "1. Recibido, a tiempo" in answer(story, "no")


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("lkhmis ma n9derch, wach n9dro ndiroha nhar sbt?", "2026-11-28"),
        ("youm el etneen ya rit", "2026-11-30"),
        ("wach momkin nhar l2arbi3a2", "2026-11-25"),
        ("nhar 7ed inchallah", "2026-11-29"),
    ],
)
def test_days_of_arabic_in_latin_letters(words: str, day: str) -> None:
    assert str(day_beside(words, "ar", date(2026, 11, 24), date(2026, 11, 26))) == day


@pytest.mark.parametrize("words", ["bghina chi 7ad y3awenna", "kheddamin tlata swaye3", "3ayzin 7ad y3allem"])
def test_a_person_and_a_number_are_no_day(words: str) -> None:
    assert find_days(tokenise(words), "ar", date(2026, 11, 24)) == []


@pytest.mark.parametrize(
    ("lang", "words"),
    [("es", "ese fin de mes de enero"), ("en", "the end of the month of january"), ("pt", "no fim do mês de janeiro")],
)
def test_the_end_of_the_month_that_is_named(lang: str, words: str) -> None:
    assert read_day(words, lang, date(2026, 12, 1)) == date(2027, 1, 31)
