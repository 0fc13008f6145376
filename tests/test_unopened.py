"""Words about an exchange whose card nobody opened: they can only be about that one, and it asks once more."""

from __future__ import annotations

import pytest

from tests.faults import agreed, neighbours, proposed, rows, states, suggested, tap, version
from tests.story import Story, answer


@pytest.mark.parametrize(
    ("lang", "words", "hours"),
    [
        ("es", "si pero serian 3 horas no 2", "3 horas"),
        ("en", "yes but it would be 3 hours", "3 hours"),
    ],
)
@pytest.mark.words
def test_a_yes_with_other_hours_is_another_proposal(story: Story, lang: str, words: str, hours: str) -> None:
    proposed(story)
    tap(story, "luz", f"lang:{lang}")
    assert hours in answer(story, words)
    assert states(story) == ["proposed"]
    assert rows(story, "exchange", "id", "minutes") == [(1, 120)]


@pytest.mark.parametrize("words", ["no gracias ya conseguimos quien"])
@pytest.mark.words
def test_a_no_with_more_opens_what_waits(story: Story, words: str) -> None:
    proposed(story)
    answer(story, "0")
    said = answer(story, words)
    assert "¿Aceptan?" in said
    assert "No, gracias" in said
    assert states(story) == ["proposed"]


@pytest.mark.parametrize(
    ("lang", "words", "day"),
    [
        ("es", "se puede mover para el lunes por favor", "lunes 30"),
        ("ar", "فينا نأجل ليوم الاثنين؟", "الاثنين 30"),
        ("ar", "هل يمكن تأجيل الموعد إلى الاثنين", "الاثنين 30"),
        ("en", "can we move it to monday please", "Monday 30"),
        ("fr", "on peut décaler à lundi ?", "lundi 30"),
        ("pt", "dá pra adiar para segunda?", "segunda-feira, 30"),
    ],
)
@pytest.mark.words
def test_what_is_agreed_is_moved_by_asking_the_other_side(story: Story, lang: str, words: str, day: str) -> None:
    agreed(story)
    tap(story, "luz", f"lang:{lang}")
    assert day in answer(story, words)
    assert rows(story, "exchange", "id", "due_on") == [(1, "2026-11-27")]
    assert len(rows(story, "listing", "id")) == 2  # "mover" was published as an offer


@pytest.mark.parametrize(
    "words",
    ["necesitamos mover muebles el lunes, 2 horas", "se inundó la bodega ayer"],
)
@pytest.mark.words
def test_what_asks_or_offers_is_a_listing_all_the_same(story: Story, words: str) -> None:
    agreed(story)
    assert "1001" not in answer(story, words)


_HOURS = "¿Cuántas horas, más o menos?"


@pytest.mark.parametrize("days", [0, 5])
@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("necesitamos pintor el lunes", _HOURS),
        ("necesitamos un pintor, 3 horas", "¿Para cuándo?"),
        ("we need a painter on Monday", _HOURS),
        ("on a besoin d'un peintre lundi", _HOURS),
        ("precisamos de pintor na segunda", _HOURS),
    ],
)
@pytest.mark.words
def test_another_service_on_a_day_is_asked_for_and_what_is_agreed_stays(
    story: Story, words: str, asked: str, days: int
) -> None:
    agreed(story)
    story.wait(days * 24 * 3_600_000)
    for seen in ("menú", "1001"):
        answer(story, seen)
        read = answer(story, words)
        assert "1001" not in read
        assert asked in read
        answer(story, "cancelar")


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("es", "lo necesitamos el lunes"),
        ("es", "el lunes mejor"),
        ("en", "we need it on Monday"),
        ("en", "we need you to come on Monday"),
        ("pt", "precisamos que venham na segunda"),
    ],
)
@pytest.mark.words
def test_what_both_know_is_needed_on_another_day(story: Story, lang: str, words: str) -> None:
    agreed(story)
    tap(story, "luz", f"lang:{lang}")
    read = answer(story, words)
    assert "1001" in read
    assert read.count("30") == 1
    assert rows(story, "exchange", "due_on") == [("2026-11-27",)]


@pytest.mark.parametrize(
    ("lang", "words", "send"),
    [("es", "vamos a llegar un poco tarde", "1. Enviar")],
)
@pytest.mark.words
def test_who_will_be_late_tells_it_at_once(story: Story, lang: str, words: str, send: str) -> None:
    agreed(story)
    tap(story, "mar", f"lang:{lang}")
    shown = answer(story, words, "mar")
    assert f"\u2068{words}\u2069" in shown
    assert send in shown


@pytest.mark.parametrize("words", ["fuimos y no habia nadie", "llegamos y no encontramos a nadie"])
@pytest.mark.words
def test_who_found_nobody_finds_the_problem_first(story: Story, words: str) -> None:
    agreed(story)
    read = answer(story, words, "mar")
    assert "1. Hay un problema" in read or "¿Se lo digo a la coordinación?" in read
    assert states(story) == ["agreed"]


@pytest.mark.words
def test_nobody_was_there_in_arabic_is_no_request(story: Story) -> None:
    agreed(story)
    tap(story, "mar", "lang:ar")
    read = answer(story, "جينا وما لقينا حدا", "mar")
    assert "1. توجد مشكلة" in read or "هل أخبر فريق التنسيق" in read
    assert len(rows(story, "listing", "id")) == 2


@pytest.mark.parametrize(("lang", "words"), [("es", "como los contacto"), ("ar", "كيف بحكي معهم")])
@pytest.mark.words
def test_how_to_reach_them_opens_writing_to_them(story: Story, lang: str, words: str) -> None:
    agreed(story)
    tap(story, "luz", f"lang:{lang}")
    assert "Casa Mar" in answer(story, words)


def test_who_can_help_with_that_proposes_it_and_publishes_nothing(story: Story) -> None:
    suggested(story)
    said = answer(story, "hola buenas si nosotros podemos ayudar con eso gracias por avisar", "mar")
    assert "1001" in said
    assert states(story) == ["proposed"]
    assert "Oferta:" not in said


@pytest.mark.words
def test_without_an_exchange_there_is_nothing_to_move(story: Story) -> None:
    neighbours(story)
    assert "1001" not in answer(story, "can we move it to monday please")


@pytest.mark.words
def test_of_two_exchanges_nobody_guesses_which_one_is_moved(story: Story) -> None:
    agreed(story)
    story.say("mar", "ofrecemos plomería")
    story.say("mar", "sí")
    answer(story, "necesitamos plomería, 2 horas, antes del viernes")
    answer(story, "sí")
    tap(story, "mar", f"x:2:{version(story, 2)}:prop")
    tap(story, "luz", f"x:2:{version(story, 2)}:acc")
    assert states(story) == ["agreed", "agreed"]
    answer(story, "0")
    said = answer(story, "se puede mover para el lunes por favor")
    assert "1001" in said
    assert "1002" in said


@pytest.mark.parametrize("words", ["excelente trabajo 5 estrellas", "si llegaron pero tarde como una hora"])
@pytest.mark.words
def test_stars_or_a_delay_before_it_is_confirmed_open_the_question(story: Story, words: str) -> None:
    agreed(story)
    tap(story, "mar", f"x:1:{version(story)}:done")
    answer(story, "0")
    said = answer(story, words)
    assert "¿Lo recibieron?" in said
    assert "Recibido tarde" in said
    assert states(story) == ["delivered"]
