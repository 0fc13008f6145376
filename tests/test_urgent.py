"""What is needed as soon as possible says so: to whoever writes it, to whoever is asked, and to the coordination."""

from __future__ import annotations

import pytest

from bot.understand.asked import says_urgent
from core.db import Database
from core.vault import Vault
from tests.faults import rows
from tests.story import YES, Story, telling
from tests.test_first_words import JOINED, joined, reply

_AT_WHEN = [
    ("es", "necesitamos revisar la bomba, 3 horas", "lo antes posible", "Fecha límite: lo antes posible"),
    ("ar", "نحتاج سباكاً ٣ ساعات", "في أقرب وقت", "آخر موعد: في أقرب وقت"),
    ("en", "we need a plumber, 3 hours", "asap please", "By: as soon as possible"),
    ("fr", "on a besoin d'un plombier, 3 heures", "le plus vite possible", "Date limite : dès que possible"),
    ("pt", "precisamos de um encanador, 3 horas", "o quanto antes", "Prazo: o quanto antes"),
]


@pytest.mark.parametrize(("lang", "needed", "when", "line"), _AT_WHEN)
def test_as_soon_as_possible_answers_by_which_day(story: Story, lang: str, needed: str, when: str, line: str) -> None:
    story.hub(langs=tuple(JOINED))
    joined(story, lang)
    reply(story, needed)
    assert line in reply(story, when).replace("\u202f", " ").replace("\u00a0", " ")
    reply(story, YES[lang])
    assert rows(story, "listing", "kind", "urgent", "due_on") == [("need", 1, None)]


@pytest.mark.words
def test_an_urgent_request_in_one_message_is_not_asked_for_a_day(story: Story) -> None:
    story.hub(langs=tuple(JOINED))
    joined(story, "es")
    assert "lo antes posible" in reply(story, "nos urge un electricista, 2 horas")


def test_urgent_beside_a_day_keeps_the_day_and_no_hurry_is_not_urgent(
    sqlite_db: Database, vault: Vault, now: int
) -> None:
    with telling(sqlite_db, vault, now) as story:
        story.hub(langs=tuple(JOINED))
        joined(story, "es")
        assert "viernes 27 de noviembre, urgente" in reply(story, "urge un pintor para el viernes, 2 horas")
        reply(story, "cancelar")
        reply(story, "necesitamos un pintor, 2 horas")
        told = reply(story, "no es urgente")
        assert "urgente" not in told
        assert "sin día fijo" in told
        assert "lo antes posible" in reply(story, "perdón, sí es urgente")
    assert not says_urgent("no es urgente", "es")


def a_plumber_is_asked_for(story: Story) -> None:
    """In Arabic, with no day; the card waits for its yes."""
    story.hub(langs=tuple(JOINED))
    joined(story, "ar")
    for said in ("نحتاج سباكاً ٣ ساعات", "بدون يوم محدد"):
        reply(story, said)


@pytest.mark.parametrize("words", ["انشر الآن", "نعم الآن"])
@pytest.mark.words
def test_publish_it_now_publishes_and_makes_nothing_urgent(story: Story, words: str) -> None:
    a_plumber_is_asked_for(story)
    reply(story, words)
    assert rows(story, "listing", "kind", "urgent", "due_on") == [("need", 0, None)]


@pytest.mark.parametrize("words", ["رصيدنا كام دلوقتي", "كم رصيدنا الحين"])
@pytest.mark.words
def test_the_balance_asked_for_just_now_is_answered_and_the_request_stays(story: Story, words: str) -> None:
    a_plumber_is_asked_for(story)
    read = reply(story, words)
    assert "الرصيد:" in read
    assert "عاجل" not in read


def test_who_is_suggested_and_the_coordination_read_that_it_is_urgent(story: Story) -> None:
    hub = story.hub()
    story.langs["ana"] = "es"
    story.say("ana", story.code("coordinator", hub))
    for who, name in (("luz", "Casa Luz, Danlí"), ("taller", "Taller Voltio, Danlí")):
        story.langs[who] = "es"
        story.say(who, "hola")
        story.say(who, name)
    story.say("taller", "ofrecemos electricista")
    story.say("taller", "sí")
    story.say("luz", "necesitamos un electricista urgente, 2 horas")
    told = [text for who, text in story.say("luz", "sí") if who == "taller"]
    assert any("Fecha límite: lo antes posible" in text for text in told)
    seen = "\n".join(text for who, text in story.say("ana", "pedidos abiertos") if who == "ana")
    assert "lo antes posible" in seen


@pytest.mark.parametrize(
    ("lang", "offered", "said", "card"),
    [
        (
            "es",
            "yo arreglo bombas de agua",
            "puedo dar unas 10 horas al mes",
            "arreglo bombas de agua, 10 horas al mes",
        ),
        ("en", "we fix laptops", "12 hours a month", "fix laptops, 12 hours a month"),
        ("fr", "nous proposons des cours de couture", "10 h", "cours de couture, 10 h"),
        ("ar", "نقدم دروس خياطة", "٤ ساعات بالأسبوع", "دروس خياطة، ٤ ساعات بالأسبوع"),
    ],
)
@pytest.mark.words
def test_hours_on_the_card_of_an_offer_are_said_in_its_words_and_given_to_nobody(
    story: Story, lang: str, offered: str, said: str, card: str
) -> None:
    story.hub(langs=tuple(JOINED))
    joined(story, lang)
    reply(story, offered)
    assert card in reply(story, said)
    reply(story, YES[lang])
    assert rows(story, "listing", "kind") == [("offer",)]


@pytest.mark.parametrize(
    ("lang", "words"), [("pt", "já recebemos"), ("pt", "sim, já foi, deu tudo certo"), ("es", "ya quedó")]
)
def test_a_small_word_beside_others_is_no_hurry(lang: str, words: str) -> None:
    assert not says_urgent(words, lang)
