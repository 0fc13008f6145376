"""May words alone do what a choice does? Not where they take it back or make a condition (bot/dialogue/gate.py)."""

from __future__ import annotations

import pytest

from bot.dialogue.gate import takes_back
from tests.faults import agreed, joins, pointed, proposed, rows, states, suggested, tap, version
from tests.story import Story, answer


@pytest.mark.parametrize(
    ("words", "takes"),
    [
        ("يووه الغي ده كله", True),
        ("sí, cancela eso", True),
        ("yes, cancel that", True),
        ("dale, publícalo", False),
        ("ايوه انشر", False),
    ],
)
def test_a_yes_with_a_word_for_cancel_in_it_is_none(words: str, takes: bool) -> None:
    assert takes_back(words) is takes


def test_ugh_cancel_all_that_publishes_nothing(story: Story) -> None:
    story.hub(langs=("ar",))
    joins(story, "luz", lang="ar")
    answer(story, "نعلم الخياطة")
    answer(story, "يووه الغي ده كله")
    assert [state for _id, state in rows(story, "listing", "id", "state")] == []


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("es", "sí, pero necesitamos un micrófono"),
        ("en", "ok but they must bring their own tools"),
        ("fr", "d'accord mais il faut venir le matin"),
        ("pt", "sim, mas precisamos de transporte"),
        ("ar", "موافقين لكن بشرط يجيبوا العدة"),
    ],
)
def test_a_yes_with_a_condition_accepts_nothing(story: Story, lang: str, words: str) -> None:
    proposed(story)
    tap(story, "luz", f"lang:{lang}")
    answer(story, "1001")
    answer(story, words)
    assert states(story) == ["proposed"]


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("es", "no terminaron"),
        ("es", "llegaron una hora tarde"),
        ("es", "llegaron tarde y no terminaron"),
        ("en", "they have not finished"),
        ("fr", "ils n'ont pas fini"),
        ("pt", "não terminaram"),
        ("ar", "ما خلصوا"),
        *(("es", "gracias"), ("en", "thanks a lot"), ("ar", "شكرا كتير")),
    ],
)
def test_no_hours_move_by_what_is_not_done_by_a_delay_or_by_thanks(story: Story, lang: str, words: str) -> None:
    agreed(story)
    tap(story, "mar", f"x:1:{version(story)}:done")
    tap(story, "luz", f"lang:{lang}")
    answer(story, "1001")
    answer(story, words)
    assert rows(story, "exchange", "state", "settled_minutes") == [("delivered", None)]


@pytest.mark.parametrize(
    ("lang", "words"), [("es", "diles que ya terminamos"), ("en", "tell them we are done"), ("ar", "قلهم خلصنا")]
)
def test_what_the_others_are_to_be_told_says_nothing_of_it_to_us(story: Story, lang: str, words: str) -> None:
    agreed(story)
    tap(story, "mar", f"lang:{lang}")
    answer(story, "1001", "mar")
    assert answer(story, words, "mar")
    assert states(story) == ["agreed"]


@pytest.mark.parametrize("words", ["no podemos", "no queremos trabajar con ellos"])
def test_a_no_may_have_a_no_in_it(story: Story, words: str) -> None:
    suggested(story)
    answer(story, "1001", "mar")
    answer(story, words, "mar")
    assert states(story) == ["declined"]


def test_a_yes_behind_a_card_that_points_at_its_no_is_asked_about(story: Story) -> None:
    proposed(story)
    answer(story, "0")
    read = answer(story, "gracias pero no, ya tenemos contador")  # its card was not on the screen
    assert f"{pointed(read)}. No, gracias" in read
    read = answer(story, "sí")
    assert f"{pointed(read)}. Aceptar" in read
    assert states(story) == ["proposed"]
    answer(story, "sí")
    assert states(story) == ["agreed"]


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("pt", "agradecido mas o sr padre já tinha falado com os escuteiros e eu não sabia"),
        ("pt", "o pessoal daqui tem outra coisa no sábado"),
        ("fr", "quand ils viennent"),
        ("es", "qué saben de nosotros"),
        ("ar", "مين بفريقنا هلأ"),
        ("ar", "shu m3allam 3an nede tab3na"),
        ("ar", "meen b fari2na halla2"),
    ],
)
def test_words_that_nobody_knows_agree_to_nothing_on_a_card_that_asks(story: Story, lang: str, words: str) -> None:
    proposed(story)
    tap(story, "luz", f"lang:{lang}")
    story.say("luz", "1001")
    story.say("luz", words)
    assert states(story) == ["proposed"]
