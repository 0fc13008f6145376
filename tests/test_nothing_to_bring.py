"""What the one who comes brings, or need not bring, is for the other side; other hours than agreed are told once."""

from __future__ import annotations

import pytest

from bot.understand.told import told_in
from tests.faults import agreed, states, tap
from tests.story import Story, answer

pytestmark = pytest.mark.words


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("fr", "vous n'avez pas besoin d'apporter quoi que ce soit"),
        ("fr", "inutile de prévoir du matériel, on a tout"),
        ("fr", "n'apportez rien"),
        ("fr", "vous pouvez amener vos outils svp"),
        ("fr", "il faudra apporter une échelle"),
        ("pt", "nao precisa trazer nada"),
        ("pt", "n precisa de trazer comida, a gente da o almoço"),
        ("pt", "vocês não precisam trazer ferramentas"),
        ("pt", "não tragam nada"),
        ("pt", "traz as ferramentas por favor"),
    ],
)
def test_what_is_brought_or_not_is_arranged_between_the_two(lang: str, words: str) -> None:
    assert told_in(words, lang).sure == {"theirs"}


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("fr", "on cherche quelqu'un pour amener les enfants à l'école"),
        ("fr", "pas besoin de plombier"),
        ("fr", "il faut prendre rendez-vous ?"),
        ("pt", "precisamos de alguém pra levar as crianças"),
        ("pt", "não precisamos mais"),
    ],
)
def test_who_is_to_be_taken_somewhere_is_no_such_arrangement(lang: str, words: str) -> None:
    assert "theirs" not in told_in(words, lang).all


@pytest.mark.parametrize(
    ("lang", "words", "sends"),
    [("fr", "pas besoin d'amener les outils", "Je l’envoie")],
)
def test_it_is_sent_to_the_other_side_when_they_say_so(story: Story, lang: str, words: str, sends: str) -> None:
    agreed(story)
    tap(story, "luz", f"lang:{lang}")
    read = answer(story, words)
    assert words in read
    assert sends in read
    assert states(story) == ["agreed"]


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("fr", "c fait mais ca a pris 3h au lieu de 2"),
        ("fr", "c'est fini, on a mis 3 heures et pas 2"),
        ("pt", "ja foi feito mas levou 3h em vez de 2"),
        ("pt", "foram 3 horas e nao 2"),
    ],
)
def test_so_many_hours_instead_of_others_are_how_long_it_took(lang: str, words: str) -> None:
    assert told_in(words, lang).sure == {"amount"}
