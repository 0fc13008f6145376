"""Words that would do for an answer, and plainly mean something else: nothing is overwritten, and they are answered."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from core.db import Database
from core.vault import Vault
from tests.faults import rows
from tests.story import Story, answer, telling

pytestmark = pytest.mark.words


@dataclass(frozen=True, slots=True)
class Said:
    """What one person writes in their language; `hub` is what `Story.hub` takes."""

    hub: tuple[str, str, str, tuple[str, ...]]
    join: tuple[str, str]
    need: str
    painter: str
    other: str
    electrician: str
    offer: str
    same: str
    yes: str
    questions: tuple[str, ...]
    hours: str
    place: str


SAID = {
    "es": Said(
        ("Red Demo", "HN", "America/Tegucigalpa", ("es", "ar", "en")),
        ("hola", "Casa Luz, Tegucigalpa"),
        "necesitamos un pintor, 3 horas, jueves",
        "pintor",
        "necesitamos un electricista, 2 horas, mañana",
        "electricista",
        "ofrecemos clases de inglés a distancia",
        "al pintor lo necesitamos 4 horas",
        "sí",
        ("cuánto saldo tengo?", "¿cuántas horas tenemos?", "ver nuestros movimientos"),
        "3 horas",
        "⁨Tegucigalpa⁩",
    ),
    "ar": Said(
        ("شبكة القاهرة", "EG", "Africa/Cairo", ("ar", "en", "es")),
        ("مرحبا", "بيت النور، القاهرة"),
        "محتاجين دهان، ٣ ساعات، الخميس",
        "دهان",
        "محتاجين كهربائي، ساعتين، بكرة",
        "كهربائي",
        "نقدم دروس انجليزي عن بعد",
        "محتاجين الدهان ٤ ساعات",
        "نعم",
        ("عندنا كام ساعة؟", "كام ساعة معانا؟", "كشف الساعات"),
        "٣ ساعات",
        "⁨القاهرة⁩",
    ),
    "en": Said(
        ("Lagos Network", "NG", "Africa/Lagos", ("en", "ar", "es")),
        ("hello", "Light House, Lagos"),
        "we need a painter, 3 hours, Thursday",
        "painter",
        "we need an electrician, 2 hours, tomorrow",
        "electrician",
        "we offer English classes online",
        "we need the painter for 4 hours",
        "yes",
        ("how many hours do we have?", "what is our balance", "show me our history"),
        "3 hours",
        "⁨Lagos⁩",
    ),
    "fr": Said(
        ("Réseau de Dakar", "SN", "Africa/Dakar", ("fr", "ar", "en")),
        ("bonjour", "Maison Lumière, Dakar"),
        "nous cherchons un peintre, 3 heures, jeudi",
        "peintre",
        "nous cherchons un électricien, 2 heures, demain",
        "électricien",
        "nous proposons des cours d'anglais à distance",
        "nous cherchons le peintre pour 4 heures",
        "oui",
        ("combien d'heures avons-nous ?", "quel est notre solde ?", "voir notre historique"),
        "3 heures",
        "⁨Dakar⁩",
    ),
    "pt": Said(
        ("Rede Recife", "BR", "America/Recife", ("pt", "en", "es")),
        ("bom dia", "Casa Luz, Recife"),
        "precisamos de um pintor, 3 horas, quinta",
        "pintor",
        "precisamos de um eletricista, 2 horas, amanhã",
        "eletricista",
        "oferecemos aulas de inglês a distância",
        "precisamos do pintor por 4 horas",
        "sim",
        ("quantas horas temos?", "qual é o nosso saldo?", "ver nosso extrato"),
        "3 horas",
        "⁨Recife⁩",
    ),
}


@pytest.fixture(params=SAID.values(), ids=SAID)
def said(request: pytest.FixtureRequest) -> Said:
    found: Said = request.param
    return found


@pytest.fixture
def story(story: Story, said: Said) -> Story:
    story.hub(*said.hub)
    story.langs["luz"] = said.hub[3][0]
    for words in said.join:
        story.say("luz", words)
    return story


def published(story: Story) -> list[tuple[str, int | None]]:
    return [(what, minutes) for _id, what, minutes in rows(story, "listing", "id", "what", "minutes")]


def test_a_second_request_waits_for_no_card_and_overwrites_none(story: Story, said: Said) -> None:
    answer(story, said.need)
    card = answer(story, said.other)
    assert said.electrician in card
    assert said.painter not in card
    back = answer(story, said.yes)
    assert said.painter in back
    assert said.hours in back
    answer(story, said.yes)
    assert published(story) == [(said.electrician, 120), (said.painter, 180)]


def test_an_offer_does_not_move_the_place_of_a_request(story: Story, said: Said) -> None:
    answer(story, said.need)
    answer(story, said.offer)
    back = answer(story, said.yes)
    assert said.painter in back
    assert said.place in back


def test_a_request_in_place_of_hours_keeps_both(story: Story, said: Said) -> None:
    answer(story, "1")
    answer(story, said.painter)
    assert said.electrician in answer(story, said.other)
    answer(story, said.yes)
    answer(story, "3")
    answer(story, "27/11")
    answer(story, said.yes)
    assert published(story) == [(said.electrician, 120), (said.painter, 180)]


def test_other_hours_for_the_same_service_change_the_card(story: Story, said: Said) -> None:
    answer(story, said.need)
    card = answer(story, said.same)
    assert said.painter in card
    assert "4" in card or "٤" in card
    answer(story, said.yes)
    assert published(story) == [(said.painter, 240)]


def test_a_clear_question_is_no_amount_of_hours_no_day_and_no_town(story: Story, said: Said) -> None:
    asked = [answer(story, "1"), answer(story, said.painter)]
    for question in said.questions:
        assert answer(story, question).endswith(asked[-1])
    asked.append(answer(story, "3"))
    for question in said.questions:
        assert answer(story, question).endswith(asked[-1])
    card = answer(story, "27/11")
    for question in said.questions:
        assert answer(story, question).endswith(card)
    answer(story, "2")
    where = answer(story, "4")
    for question in said.questions:
        assert answer(story, question).endswith(where)
    answer(story, "1")
    answer(story, said.yes)
    assert published(story) == [(said.painter, 180)]


def test_an_offer_in_answer_to_what_they_need_is_an_offer_and_the_other_way_round(story: Story, said: Said) -> None:
    answer(story, "1")
    answer(story, said.offer)
    answer(story, said.yes)
    answer(story, "0")
    answer(story, "2")
    answer(story, said.other)
    answer(story, said.yes)
    assert [kind for _id, kind in rows(story, "listing", "id", "kind")] == ["offer", "need"]
    assert (said.electrician, 120) in published(story)


CHANGED = {
    "es": ("cambiar la fecha", "cambia las horas", "cambiar a 4 horas"),
    "ar": ("تغيير الموعد", "تغيير المدة", "تغيير إلى ٤ ساعات"),
    "en": ("change the date", "change the hours", "change to 4 hours"),
    "fr": ("changer la date", "modifier les heures", "changer pour 4 heures"),
    "pt": ("mudar o prazo", "mudar as horas", "mudar para 4 horas"),
}


@pytest.mark.parametrize("lang", CHANGED)
def test_a_part_that_is_named_with_the_word_is_asked_anew_and_its_value_taken(
    lang: str, sqlite_db: Database, vault: Vault, now: int
) -> None:
    said, (day, hours, other) = SAID[lang], CHANGED[lang]
    with telling(sqlite_db, vault, now) as begun:
        begun.hub(*said.hub)
        begun.langs["luz"] = lang
        for words in (*said.join, said.need):
            begun.say("luz", words)
        assert said.painter not in answer(begun, day)  # the question, no card
        answer(begun, "30")
        assert said.painter not in answer(begun, hours)
        answer(begun, "2")
        answer(begun, other)
        answer(begun, said.yes)
        assert published(begun) == [(said.painter, 240)]


@pytest.mark.parametrize("asked", ["alguien que dé clases de inglés", "dar clases de inglés", "asesoría gratuita"])
def test_what_only_sounds_like_an_offer_is_what_they_need(
    asked: str, sqlite_db: Database, vault: Vault, now: int
) -> None:
    with telling(sqlite_db, vault, now) as begun:
        begun.hub(*SAID["es"].hub)
        for words in (*SAID["es"].join, "1"):
            begun.say("luz", words)
        assert "¿Cuántas horas" in answer(begun, asked)
