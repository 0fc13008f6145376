"""The plain answers to "can you help?": a yes in the words of the question, and the hours and the day that would do."""

from __future__ import annotations

from datetime import date

import pytest

from bot.understand.amounts.hours import find_hours
from bot.understand.amounts.instead import hours_instead
from bot.understand.calendar.dates import read_day
from bot.understand.lexis.tokens import tokenise
from tests.faults import rows, states, tap, to, version
from tests.story import Story
from tests.test_can_help import suggested

pytestmark = pytest.mark.words

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("es", "podemos"),
        ("es", "si podemos"),
        ("es", "claro que podemos"),
        ("es", "sí, les ayudamos"),
        ("es", "dale pues"),
        ("en", "we can"),
        ("en", "yes we can"),
        ("en", "ok, we will come"),
        ("fr", "oui, on peut"),
        ("pt", "podemos sim"),
    ],
)
def test_a_yes_in_other_words_proposes_the_terms_of_the_need(story: Story, lang: str, said: str) -> None:
    suggested(story, lang)
    story.say("sol", "1001")
    story.say("sol", said)
    assert rows(story, "exchange", "state", "minutes", "due_on") == [("proposed", 240, "2026-11-27")]


@pytest.mark.parametrize(
    ("lang", "said", "state"),
    [("es", "¿sí podemos?", "suggested"), ("es", "no podemos", "declined"), ("en", "can we?", "suggested")],
)
def test_a_question_or_a_no_proposes_nothing(story: Story, lang: str, said: str, state: str) -> None:
    suggested(story, lang)
    story.say("sol", "1001")
    story.say("sol", said)
    assert states(story) == [state]


def test_who_receives_accepts_by_saying_so_under_the_terms(story: Story) -> None:
    suggested(story, "es")
    tap(story, "sol", f"x:1:{version(story)}:prop")
    story.say("luz", "podemos")
    assert states(story) == ["agreed"]


@pytest.mark.parametrize(
    ("lang", "said", "hours", "day"),
    [
        ("es", "podemos pero el viernes no, el sabado si, y serian 5 horas", "5 horas", "sábado 28"),
        ("es", "podemos el sabado no el viernes, y son 5 horas", "5 horas", "sábado 28"),
        ("es", "mejor dejemoslo en 3 horas y el domingo", "3 horas", "domingo 29"),
        ("es", "dejémoslo en 2 horas", "2 horas", "viernes 27"),
        ("es", "4 horas es mucho, 2?", "2 horas", "viernes 27"),
        ("en", "4 hours is too much, 3?", "3 hours", "Friday 27"),
        ("en", "friday we are closed, saturday or sunday ok? and it will take 5 hrs", "5 hours", "Sunday 29"),
    ],
)
def test_hours_and_day_in_one_answer_are_both_proposed(
    story: Story, lang: str, said: str, hours: str, day: str
) -> None:
    suggested(story, lang)
    story.say("sol", "1001")
    read = to(story.say("sol", said), "sol")[-1]
    assert hours in read
    assert day in read
    assert states(story) == ["suggested"]


@pytest.mark.parametrize(
    ("lang", "said", "minutes"),
    [
        ("es", "5 horas es mucho, 4", 240),
        ("es", "3 horas son pocas, mejor 4", 240),
        ("en", "5 hours is too much, 4?", 240),
        ("fr", "5 heures c'est trop, 4", 240),
        ("pt", "5 horas é muito, 4", 240),
        ("en", "5 hours is too much", None),
    ],
)
def test_of_hours_that_are_too_many_the_others_are_meant(lang: str, said: str, minutes: int | None) -> None:
    tokens = tokenise(said)
    assert hours_instead(tokens, lang, find_hours(tokens, lang)) == minutes


@pytest.mark.parametrize(
    ("lang", "said", "day"),
    [
        ("es", "podemos el sabado no el viernes", "2026-11-28"),
        ("es", "mejor el lunes, no el viernes", "2026-11-30"),
        ("es", "el viernes no el sabado", "2026-11-28"),
        ("es", "el viernes no el sabado si", "2026-11-28"),
        ("en", "we can on saturday not friday", "2026-11-28"),
    ],
)
def test_the_no_between_two_days_refuses_one_of_them(lang: str, said: str, day: str) -> None:
    assert read_day(said, lang, TODAY) == date.fromisoformat(day)
