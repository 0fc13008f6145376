"""Who looks for what others offer, where they were asked what they need, finds it; what was begun is kept."""

from __future__ import annotations

import pytest

from core.db import Database
from core.vault import Vault
from tests.faults import rows
from tests.story import Story, answer, telling
from tests.test_apart import SAID

pytestmark = pytest.mark.words

ISOLATES = dict.fromkeys(map(ord, "\u2066\u2068\u2069"))

LOOKS = {
    "es": ("¿quién ofrece contabilidad?", "quién ofrece contabilidad", "buscar", "quiero ver las ofertas"),
    "ar": ("من يقدم محاسبة؟", "من يقدم محاسبة", "بحث"),
    "en": ("who offers accounting?", "search", "see offers"),
    "fr": ("qui propose de la comptabilité ?", "chercher", "voir les offres"),
    "pt": ("quem oferece contabilidade?", "quem oferece contabilidade", "buscar"),
}
NEEDS = {
    "es": ("buscar contador", "alguien que enseñe inglés", "quien pueda reparar la bomba"),
    "ar": ("حد يصلح المضخة",),
    "en": ("somebody who teaches English", "search and rescue training"),
    "fr": ("quelqu'un qui répare les pompes", "recherche de fonds"),
    "pt": ("alguém que conserte a bomba", "a menina não dorme desde que a polícia entrou lá"),
}


def asked_what(story: Story, lang: str) -> None:
    """Somebody offers accounting; luz, of another organisation, is asked what they need."""
    story.hub(*SAID[lang].hub)
    story.langs.update(sol="es", luz=lang)
    for words in ("hola", "Casa Sol, Tegucigalpa", "ofrecemos contabilidad, a distancia", "sí"):
        story.say("sol", words)
    for words in (*SAID[lang].join, "1"):
        answer(story, words)


@pytest.mark.parametrize("lang", LOOKS)
def test_who_looks_around_is_not_taken_to_need_it(lang: str, story: Story) -> None:
    asked_what(story, lang)
    for words in LOOKS[lang]:
        found = answer(story, words)
        assert "contabilidad" in found, words
        assert ("1. " in found) or ("١. " in found), words  # it can be opened
        answer(story, "0")
        answer(story, "1")
    assert [what for _kind, what in rows(story, "listing", "kind", "what")] == ["contabilidad"]


@pytest.mark.parametrize("lang", NEEDS)
def test_what_only_sounds_like_looking_is_a_need(lang: str, story: Story) -> None:
    asked_what(story, lang)
    for words in NEEDS[lang]:
        assert "contabilidad" not in answer(story, words), words
        answer(story, "0")
        answer(story, "1")


def test_a_draft_is_kept_while_they_look(story: Story) -> None:
    asked_what(story, "es")
    answer(story, "3 horas")
    assert answer(story, "¿quién ofrece contabilidad?").endswith("4. Seguir")
    assert answer(story, "4").endswith("¿Qué necesitan?")
    assert "3 horas" in answer(story, "un pintor, jueves")


@pytest.mark.parametrize(
    ("lang", "which"), [("es", "la primera"), ("ar", "الاولى"), ("fr", "la première s'il vous plaît")]
)
def test_from_a_list_between_questions_one_chooses(lang: str, which: str, story: Story) -> None:
    need, looks, _vain, _nothing = VAIN[lang]
    asked_what(story, lang)
    answer(story, need)
    answer(story, looks)
    assert "1. " in (card := answer(story, which)).replace("١", "1")
    assert "contabilidad" in card
    assert [kind for (kind,) in rows(story, "listing", "kind")] == ["offer"]


@pytest.mark.parametrize(
    ("lang", "misread", "looks"),
    [
        ("es", "necesitamos contabilidad", "no, solo quería ver quién ofrece contabilidad"),
        ("en", "we need accounting", "no, I just wanted to see who offers accounting"),
        ("fr", "il nous faut de la comptabilité", "non, montrez-moi seulement qui propose de la comptabilité"),
    ],
)
def test_who_only_looks_for_it_asks_for_nothing(lang: str, misread: str, looks: str, story: Story) -> None:
    asked_what(story, lang)
    answer(story, misread)
    assert "contabilidad" in answer(story, looks)
    assert "contabilidad" in answer(story, "1")
    assert [kind for (kind,) in rows(story, "listing", "kind")] == ["offer"]


VAIN = {
    "es": ("necesitamos un pintor", "quién ofrece contabilidad", "quién ofrece plomería", "para «plomería»."),
    "ar": ("محتاجين دهان", "عايزين نعرف مين بيقدم محاسبة", "عايز اعرف مين بيقدم سباكة", "عن «سباكة»."),
    "fr": ("on cherche un peintre", "qui propose de la comptabilité", "qui propose de la plomberie", "en ce moment."),
}


@pytest.mark.parametrize("lang", VAIN)
def test_who_looks_for_something_else_where_hours_are_asked_sees_it_and_is_asked_one_question(
    lang: str, sqlite_db: Database, vault: Vault, now: int
) -> None:
    need, looks, in_vain, nothing = VAIN[lang]
    with telling(sqlite_db, vault, now) as story:
        asked_what(story, lang)
        hours = answer(story, need)
        found = answer(story, looks)
        assert "contabilidad" in found
        assert answer(story, "4").endswith(hours)
        told = answer(story, in_vain).translate(ISOLATES)
        assert told.endswith(f"{nothing}\n\n{hours.translate(ISOLATES)}")
