"""How who comes has to be, and that somebody is asked first: said of what is written or proposed, no new request."""

from __future__ import annotations

import pytest

from tests.faults import joins, proposed, rows, states, tap
from tests.story import Story, answer

pytestmark = pytest.mark.words

_NEEDS = {
    "es": "necesitamos un electricista, 2 horas, el viernes",
    "en": "need an electrician, 2 hours, friday",
    "fr": "besoin d'un électricien 2h vendredi",
    "pt": "precisamos de um eletricista, 2 horas, sexta",
    "ar": "نحتاج كهربائي ساعتين يوم الجمعة",
}


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("es", "tiene que ser mujer"),
        ("en", "it has to be a woman"),
        ("en", "they need to bring their own tools"),
        ("en", "we need them to speak Arabic"),
        ("fr", "il faut que ce soit une femme"),
        ("fr", "faut qu'il parle wolof"),
        ("pt", "tem que ser mulher"),
        ("ar", "لازم تكون امرأة"),
    ],
)
def test_how_who_comes_has_to_be_is_added_to_what_is_written(story: Story, lang: str, words: str) -> None:
    story.hub()
    joins(story, "luz", lang=lang)
    answer(story, _NEEDS[lang])
    assert f"{'، ' if lang == 'ar' else ', '}{words}" in answer(story, words)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("it has to be on saturday", "Saturday 28 November"),
        ("it must be 3 hours", "3 hours"),
        ("it has to be in the morning", "electrician, in the morning"),
        ("can you add that they must bring a ladder?", "electrician, they must bring a ladder"),
    ],
)
def test_a_condition_of_when_goes_where_that_stands(story: Story, words: str, says: str) -> None:
    story.hub()
    joins(story, "luz", lang="en")
    answer(story, _NEEDS["en"])
    read = answer(story, words)
    assert says in read
    assert words not in read


@pytest.mark.parametrize(
    ("lang", "words", "waits"),
    [
        ("en", "I need to talk to the director first", "It waits for your answer"),
        ("en", "we have to ask our members first", "It waits for your answer"),
        ("fr", "faut que je demande à l'équipe", "Cela reste en attente"),
        ("fr", "il faut que j'en parle à la directrice", "Cela reste en attente"),
    ],
)
def test_who_asks_somebody_first_needs_nothing_new(story: Story, lang: str, words: str, waits: str) -> None:
    proposed(story)
    tap(story, "luz", f"lang:{lang}")
    answer(story, "1001")
    assert waits in answer(story, words)
    answer(story, "0")
    answer(story, _NEEDS[lang])
    read = answer(story, words)  # while something else is written, too
    assert waits in read or "waits here" in read or "attend ici" in read
    assert states(story) == ["proposed"]


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", "we would need to see their certificate"),
        ("en", "we need them at 9 sharp"),
        ("en", "they must bring their own laptop"),
        ("fr", "il faudrait voir leur diplôme"),
        ("fr", "il faut qu'elle soit là à 9h"),
    ],
)
def test_a_condition_under_a_proposal_is_for_who_made_it(story: Story, lang: str, words: str) -> None:
    proposed(story)
    tap(story, "luz", f"lang:{lang}")
    answer(story, "1001")
    read = answer(story, words)
    assert words in read.replace("\u2068", "").replace("\u2069", "")
    assert {"en": "Shall I send it?", "fr": "Je l’envoie"}[lang] in read
    assert len(rows(story, "listing", "id")) == 2


def test_another_service_under_a_proposal_is_still_a_request(story: Story) -> None:
    proposed(story)
    tap(story, "luz", "lang:en")
    answer(story, "1001")
    assert "Request: \u2068plumber" in answer(story, "we need a plumber, 2 hours, friday")
