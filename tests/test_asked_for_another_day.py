"""Who is asked for another day answers in words: a day that they name is that one first, then one of their own."""

from __future__ import annotations

import pytest

from tests.faults import agreed, pointed, rows, states, tap
from tests.story import Story, answer

pytestmark = pytest.mark.words


def _asked(story: Story) -> None:
    """Mar asks Luz for the Monday in the place of the Friday."""
    agreed(story)
    assert "lunes 30 de noviembre" in answer(story, "¿podemos pasarlo al lunes?", "mar")
    answer(story, "sí", "mar")
    assert rows(story, "exchange", "id", "wish") == [(1, "day")]


_YES = {"es": "1. Sí, ese día", "en": "1. Yes, that day", "fr": "1. Oui, ce jour-là", "pt": "1. Sim, nesse dia"}
_YES |= {"ar": "1. نعم، ذلك اليوم"}
_NO = {"es": "No, lo acordado", "en": "No, as agreed", "fr": "Non, comme convenu", "pt": "Não, o combinado"}
_NO |= {"ar": "لا، كما اتفقنا"}


def _reads(story: Story, lang: str, words: str, *, opened: bool) -> str:
    """What Luz reads who answers so, with the card before her or not."""
    _asked(story)
    tap(story, "luz", f"lang:{lang}")
    answer(story, "1001" if opened else "0")
    return answer(story, words)


@pytest.mark.parametrize("opened", [True, False])
@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("es", "el lunes nos queda bien"),
        ("es", "el viernes no podemos, el lunes sí"),
        ("en", "no worries, monday is ok"),
        ("en", "monday works for us"),
        ("fr", "lundi c'est bon"),
        ("fr", "ok pour lundi"),
        ("fr", "aucun souci pour lundi"),
        ("pt", "segunda está ótimo pra gente"),
        ("pt", "sem problema, na segunda pode ser"),
        ("ar", "الاثنين مناسب"),
        ("ar", "ما في مشكلة، الاثنين تمام"),
    ],
)
def test_the_day_that_is_asked_for_is_agreed_to_first(story: Story, lang: str, words: str, opened: bool) -> None:
    if _YES[lang] in _reads(story, lang, words, opened=opened):
        assert rows(story, "exchange", "id", "wish") == [(1, "day")]  # nothing moved yet
        answer(story, "1")
    assert rows(story, "exchange", "id", "due_on", "wish") == [(1, "2026-11-30", None)]


@pytest.mark.parametrize("opened", [True, False])
@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("es", "perdón, el lunes no se puede"),
        ("es", "no, dejémoslo el viernes"),
        ("en", "sorry monday is not possible"),
        ("en", "we cant do monday"),
        ("en", "monday is difficult for us"),
        ("en", "no, let's keep friday"),
        ("fr", "désolé lundi c'est pas possible"),
        ("fr", "lundi on ne peut pas"),
        ("fr", "non on reste sur vendredi"),
        ("pt", "na segunda não dá"),
        ("ar", "الاثنين ما بيناسبنا"),
        ("ar", "آسفين، يوم الاثنين غير ممكن"),
    ],
)
def test_a_no_to_the_day_that_is_asked_for_is_no_wish_for_it(story: Story, lang: str, words: str, opened: bool) -> None:
    read = _reads(story, lang, words, opened=opened)
    if _NO[lang] in read and pointed(read):
        answer(story, pointed(read))
    assert rows(story, "exchange", "id", "due_on", "wish") == [(1, "2026-11-27", None)]
    assert states(story) == ["agreed"]


def test_a_yes_behind_words_that_refuse_the_day_agrees_to_nothing(story: Story) -> None:
    _asked(story)
    answer(story, "1001")
    answer(story, "el lunes no podemos")
    assert "1. No, lo acordado" in answer(story, "sí")
    assert rows(story, "exchange", "id", "wish") == [(1, "day")]


@pytest.mark.parametrize(
    ("lang", "words"),
    [("es", "el lunes no, ¿el martes?"), ("en", "what about tuesday instead?"), ("fr", "lundi non, mardi")],
)
def test_a_third_day_is_a_wish_of_their_own(story: Story, lang: str, words: str) -> None:
    _asked(story)
    tap(story, "luz", f"lang:{lang}")
    answer(story, "1001")
    answer(story, words)
    answer(story, "1")
    assert rows(story, "exchange", "id", "wish", "wish_value") == [(1, "day", "2026-12-01")]


def test_a_weekday_with_an_hour_is_that_of_the_day_asked_for(story: Story) -> None:
    _asked(story)
    tap(story, "luz", "lang:en")
    answer(story, "1001")
    read = answer(story, "can you come on monday at 3?")
    assert _YES["en"] in read or "To \u2068Casa Mar" in read  # the hour can be told them
