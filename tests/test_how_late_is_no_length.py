"""How late somebody came, or how long somebody waited, is not how long it took."""

from __future__ import annotations

import pytest

from bot.understand.told import told_in
from tests.faults import agreed, pointed, rows, tap, to
from tests.story import Story

pytestmark = pytest.mark.words


@pytest.fixture
def story(story: Story) -> Story:
    agreed(story)
    return story


def said(story: Story, who: str, lang: str, words: str) -> str:
    """What they read, of the exchange that is their screen."""
    tap(story, who, f"lang:{lang}")
    story.say(who, "1001")
    return to(story.say(who, words), who)[-1]


@pytest.mark.parametrize(
    ("lang", "words", "for_them"),
    [
        ("fr", "désolé du retard de 15 minutes", "Pour \u2068Casa Luz"),
        ("fr", "on s'excuse, 20 min de retard", "Pour \u2068Casa Luz"),
        ("pt", "a gente chegou atrasado 20 min pq o ônibus quebrou", "Para \u2068Casa Luz"),
        ("pt", "atrasamos 20 minutos", "Para \u2068Casa Luz"),
        ("pt", "desculpa o atraso de 15 minutos", "Para \u2068Casa Luz"),
    ],
)
def test_who_came_late_excuses_it_to_who_waited(story: Story, lang: str, words: str, for_them: str) -> None:
    assert for_them in said(story, "mar", lang, words)


@pytest.mark.parametrize(
    ("lang", "words", "choice"),
    [
        ("fr", "ils sont arrivés 1h en retard mais c'est fait", "Reçu en retard"),
        ("fr", "j'ai attendu une demi heure et personne n'est venu", "Signaler un problème"),
        ("pt", "atrasaram 1h mas fizeram", "Recebido com atraso"),
        ("pt", "demorou 20 min pra chegar", "Recebido com atraso"),
        ("pt", "esperei meia hora e eles n vieram", "Há um problema"),
        ("pt", "esperamos 1 hora e ninguem veio", "Há um problema"),
    ],
)
def test_who_waited_has_received_no_such_hours(story: Story, lang: str, words: str, choice: str) -> None:
    read = said(story, "luz", lang, words)
    assert f"{pointed(read)}. {choice}" in read or words in read  # the card, or what they tell, shown once
    assert rows(story, "exchange", "settled_minutes") == [(None,)]


@pytest.mark.parametrize(
    ("lang", "words"), [("fr", "ça a pris 2h"), ("pt", "demorou 3 horas"), ("pt", "foi só 1 hora")]
)
def test_how_long_it_took_is_no_delay(lang: str, words: str) -> None:
    assert "delay" not in told_in(words, lang).all
