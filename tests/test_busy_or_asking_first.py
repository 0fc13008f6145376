"""A suggestion is answered by "we are booked that week", "I ask the others first" or "yes, but three hours"."""

from __future__ import annotations

import pytest

from bot.understand.amounts.further import further_hours
from bot.understand.told import told_in
from tests.faults import agreed, rows, states, suggested, tap, to
from tests.story import Story

pytestmark = pytest.mark.words

BUSY = [
    ("fr", "dsl on est full cette semaine"),
    ("fr", "la semaine prochaine on est en congé"),
    ("fr", "cette semaine c mort"),
    ("fr", "jeudi on est deja pris"),
    ("pt", "to sem gente essa semana"),
    ("pt", "ate domingo ta cheio"),
    ("pt", "essa semana a gente ta lotado"),
]
ASKING = [
    ("fr", "faut que je voie avec ma presidente"),
    ("fr", "je dois demander au bureau"),
    ("fr", "j'en parle à mes collègues et je reviens vers vous"),
    ("pt", "vou falar com a coordenadora e te retorno"),
    ("pt", "vou ver com a responsável e já te falo"),
    ("pt", "vou perguntar pra coordenadora"),
    ("pt", "preciso falar com a chefe antes"),
    ("pt", "tenho que ver primeiro com o pessoal"),
]


@pytest.mark.parametrize(("lang", "words"), BUSY)
def test_who_is_booked_refuses_and_proposes_no_day(story: Story, lang: str, words: str) -> None:
    suggested(story)
    tap(story, "mar", f"lang:{lang}")
    story.say("mar", "1001")
    read = to(story.say("mar", words), "mar")[-1]
    assert {"fr": "Non merci", "pt": "Agora não"}[lang] in read or states(story) == ["declined"]
    assert states(story) in (["suggested"], ["declined"])


@pytest.mark.parametrize(
    ("lang", "words"),
    [("pt", "quinta não dá mais, a gente tem compromisso")],
)
def test_who_is_booked_on_a_day_of_what_is_agreed_is_asked_for_another(story: Story, lang: str, words: str) -> None:
    agreed(story)
    tap(story, "mar", f"lang:{lang}")
    story.say("mar", "1001")
    read = to(story.say("mar", words), "mar")[-1]
    assert {"fr": "un autre jour, ou vous annulez", "pt": "outro dia ou vocês cancelam"}[lang] in read
    assert states(story) == ["agreed"]


@pytest.mark.parametrize(("lang", "words"), ASKING)
def test_who_asks_the_others_first_is_waited_for_and_nobody_is_called(story: Story, lang: str, words: str) -> None:
    suggested(story)
    tap(story, "mar", f"lang:{lang}")
    story.say("mar", "1001")
    read = to(story.say("mar", words), "mar")[-1]
    assert {"fr": "Très bien. Cela reste en attente", "pt": "Tudo bem. Fica à espera"}[lang] in read
    assert rows(story, "parked_case", "id") == []


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("fr", "je voudrais parler à la coordinatrice"),
        ("pt", "preciso falar com a coordenadora"),
        ("pt", "quero falar com alguém da coordenação"),
    ],
)
def test_who_wants_the_coordination_is_not_made_to_wait(lang: str, words: str) -> None:
    assert "wait" not in told_in(words, lang).sure


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("fr", "on est tous bénévoles"),
        ("pt", "estamos prontos pra semana que vem"),
        ("pt", "tamos sem gente pra montar as cadeiras"),
    ],
)
def test_who_is_not_booked_refuses_nothing(lang: str, words: str) -> None:
    assert "no" not in told_in(words, lang).sure


@pytest.mark.parametrize(
    ("lang", "words", "more"),
    [
        ("fr", "oui mais 3h", None),
        ("fr", "d'accord mais 1h seulement", None),
        ("fr", "une heure de plus", 60),
        ("pt", "sim mas 3 horas", None),
        ("pt", "aceito mas 3h pq é longe", None),
        ("pt", "pode ser mas 1h só", None),
        ("pt", "sim mais 3 horas", None),
        ("pt", "ok mais 3h", None),
        ("pt", "precisa de mais 3 horas", 180),
        ("pt", "mais uma hora", 60),
        ("pt", "3 horas a mais", 180),
        ("es", "una hora más", 60),
    ],
)
def test_but_so_many_hours_are_not_so_many_more(lang: str, words: str, more: int | None) -> None:
    assert further_hours(words, lang) == more


def test_who_is_booked_on_the_very_day_accepts_nothing(story: Story) -> None:
    suggested(story)
    tap(story, "mar", "lang:fr")
    story.say("mar", "1001")
    story.say("mar", "vendredi on est deja pris")
    assert states(story) in (["suggested"], ["declined"])
