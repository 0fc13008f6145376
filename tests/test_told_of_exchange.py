"""What people say about an exchange in their own words: a question, "later", half of it, an hour too late.

The tables for hundreds of sentences are `python -m bench.saying`; here is what each kind of them leads to.
"""

from __future__ import annotations

import pytest

from bench.saying import sentences
from bench.saying_scenes import SETTINGS
from bench.saying_steps import STEPS
from bot.understand.cues.cuelines import read_cues
from bot.understand.told import SUPPOSED, TOLD, told_in
from tests.faults import adds_up, agreed, proposed, rows, states, tap, truth, version
from tests.story import Story, answer


@pytest.mark.parametrize(
    ("lang", "words", "send"),
    [
        ("ar", "السلام عليكم، وين المكان؟", "إرسال"),
        ("pt", "oi, com quem eu falo quando chegar?", "1. Enviar"),
    ],
)
@pytest.mark.words
def test_a_question_about_what_is_agreed_can_be_sent_to_them(story: Story, lang: str, words: str, send: str) -> None:
    agreed(story)
    tap(story, "luz", f"lang:{lang}")
    answer(story, "0")
    said = answer(story, words)
    assert f"\u2068{words}\u2069" in said
    assert send in said


@pytest.mark.parametrize("words", ["le pregunto a mi jefa"])
def test_who_will_answer_later_reads_that_it_waits(story: Story, words: str) -> None:
    proposed(story)
    before = truth(story)
    assert "Queda a la espera de su respuesta" in answer(story, words)
    assert truth(story) == before


@pytest.mark.parametrize(("lang", "words"), [("pt", "tudo bem?"), ("ar", "تمام؟")])
@pytest.mark.words
def test_a_yes_that_asks_agrees_to_nothing(story: Story, lang: str, words: str) -> None:
    proposed(story)
    tap(story, "luz", f"lang:{lang}")
    answer(story, "1001")
    assert "1001" in answer(story, words)
    assert states(story) == ["proposed"]


def test_half_of_it_asks_about_half_of_the_hours(story: Story) -> None:
    agreed(story)
    assert "1 hora" in answer(story, "hoy hicimos la mitad", "mar")
    answer(story, "1", "mar")
    assert rows(story, "exchange", "id", "delivered_minutes") == [(1, 60)]
    adds_up(story)


@pytest.mark.parametrize("words", ["recibido pero llegaron una hora tarde", "llegaron con dos horas de retraso"])
@pytest.mark.words
def test_by_how_much_they_were_late_is_not_how_long_it_took(story: Story, words: str) -> None:
    agreed(story)
    tap(story, "mar", f"x:1:{version(story)}:done")
    if "«Recibido tarde», elige 2" in answer(story, words):  # where it is less than sure, it is named first
        answer(story, "2")
    assert rows(story, "exchange", "state", "settled_minutes") == [("settled", 120)]
    assert (1, 0) in rows(story, "review", "exchange_id", "on_time")


@pytest.mark.parametrize("words", ["nos equivocamos, quítela", "ya no podemos, retiramos la propuesta"])
@pytest.mark.words
def test_who_takes_a_proposal_back_finds_the_choice(story: Story, words: str) -> None:
    proposed(story)
    answer(story, "0", "mar")
    assert "1. Retirar" in answer(story, words, "mar")
    assert states(story) == ["proposed"]


@pytest.mark.parametrize(
    ("words", "there"),
    [
        ("necesitamos un pintor para otro día", "¿Cuántas horas, más o menos?"),
        ("Estamos disponibles para dar clases de cueca en cualquier junta de vecinos", "cueca"),
        ("¿cuántas horas tenemos?", "Saldo"),
        ("quiero hablar con la coordinadora", "coordinación"),
        ("i cant do this anymore i want to die", "coordinación"),
    ],
)
@pytest.mark.words
def test_what_plainly_asks_for_something_else_is_not_about_the_exchange(story: Story, words: str, there: str) -> None:
    agreed(story)
    answer(story, "0")
    said = answer(story, words)
    assert there in said
    assert "1001" not in said


@pytest.mark.parametrize("lang", SETTINGS)
def test_every_language_tells_all_of_it(lang: str) -> None:
    assert {cue.intent for cue in read_cues(lang, "told")} == {*TOLD, SUPPOSED}


@pytest.mark.parametrize("lang", SETTINGS)
def test_every_step_is_said_in_twenty_ways(lang: str) -> None:
    told = list(sentences(lang))
    assert {one.step for one in told} == set(STEPS)
    assert all(sum(one.step == step for one in told) >= 20 for step in STEPS)


def test_what_is_told_is_read_in_the_language_of_the_words() -> None:
    assert "ask" in told_in("where do we go", "es").all
    assert "move" in told_in("n2agel lel etnein", "ar").all
    assert not told_in("buenos días", "es").all
