"""A word or two in answer to an exchange's card: "we accept", "received", "delivered" are about that exchange."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from tests.faults import adds_up, states
from tests.story import Story
from tests.test_apart import SAID

pytestmark = pytest.mark.words


class Told(NamedTuple):
    """What the two write until it is proposed, the ways to accept it, and to say that it came or was done."""

    offer: tuple[str, str]
    need: str
    accept: tuple[str, ...]
    came: tuple[str, ...]
    gave: tuple[str, ...]


TOLD = {
    "es": Told(
        ("Estudio Sol, San Pedro Sula", "ofrecemos contabilidad a distancia"),
        "necesitamos un contador, 3 horas, antes del viernes",
        ("aceptamos", "Sí, acepto"),
        ("recibido", "recibimos", "Recibido."),
        ("entregado", "terminamos"),
    ),
    "ar": Told(
        ("مركز سامي، الإسكندرية", "نقدم محاسبة عن بعد"),
        "نحتاج محاسباً، ٣ ساعات، قبل الجمعة",
        ("نقبل", "نعم نوافق"),
        ("استلمنا", "تمت"),
        ("خلصنا", "سلمنا"),
    ),
    "en": Told(
        ("Sun Studio, Ibadan", "we offer accounting from a distance"),
        "we need an accountant, 3 hours, before Friday",
        ("we accept", "Accepted"),
        ("received", "we received it"),
        ("delivered", "finished"),
    ),
    "fr": Told(
        ("Atelier Soleil, Thiès", "nous proposons de la comptabilité à distance"),
        "nous avons besoin d'un comptable, 3 heures, avant vendredi",
        ("nous acceptons", "J'accepte"),
        ("reçu", "bien reçu"),
        ("livré", "terminé"),
    ),
    "pt": Told(
        ("Estúdio Sol, Olinda", "oferecemos contabilidade a distância"),
        "precisamos de um contador, 3 horas, antes de sexta",
        ("aceitamos", "Sim, aceito"),
        ("recebido", "recebemos"),
        ("entregamos", "terminamos"),
    ),
}


def until_proposed(story: Story, lang: str) -> None:
    """sol offers what luz needs, and says that they can help."""
    said, told = SAID[lang], TOLD[lang]
    story.hub(*said.hub)
    story.langs.update(luz=lang, sol=lang)
    for words in (said.join[0], *told.offer, said.yes):
        story.say("sol", words)
    for words in (*said.join, told.need, said.yes):
        story.say("luz", words)
    story.say("sol", "1")


@pytest.mark.parametrize(("lang", "words"), [(lang, one) for lang, told in TOLD.items() for one in told.accept])
def test_who_accepts_in_a_word_has_agreed(lang: str, words: str, story: Story) -> None:
    until_proposed(story, lang)
    story.say("luz", words)
    assert states(story) == ["agreed"]
    adds_up(story)


@pytest.mark.parametrize(("lang", "words"), [(lang, one) for lang, told in TOLD.items() for one in told.came])
def test_that_it_came_opens_the_card_and_moves_nothing(lang: str, words: str, story: Story) -> None:
    until_proposed(story, lang)
    story.say("luz", "1")
    told = dict(story.say("luz", words))["luz"]
    assert "1001" in told
    assert states(story) == ["agreed"]


@pytest.mark.parametrize(("lang", "words"), [(lang, one) for lang, told in TOLD.items() for one in told.gave])
def test_that_it_was_done_opens_the_card(lang: str, words: str, story: Story) -> None:
    until_proposed(story, lang)
    story.say("luz", "1")
    assert "1001" in dict(story.say("sol", words))["sol"]


def test_a_label_without_its_comma_is_the_label(story: Story) -> None:
    until_proposed(story, "es")
    story.say("luz", "1")
    story.say("luz", "recibido a tiempo")
    assert states(story) == ["settled"]
    adds_up(story)
