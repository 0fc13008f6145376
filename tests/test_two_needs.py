"""One message that asks for two services becomes two requests, one after the other; neither is dropped."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.understand import needs_of
from core.db import Database
from core.vault import Vault
from tests.faults import rows, to
from tests.story import Story, telling

JOIN = {
    "es": "Casa Luz, Tegucigalpa",
    "ar": "جمعية النور، طنجة",
    "en": "Casa Luz, Lisbon",
    "fr": "Maison Luz, Rabat",
    "pt": "Casa Luz, Lisboa",
}
SAID = {
    "es": ("necesitamos un contador y un diseñador de logo", "contador", "diseñador de logo", "Ahora: "),
    "ar": ("نحتاج محاسب ومصمم شعار", "محاسب", "مصمم شعار", "الآن: "),
    "en": ("we need an accountant and a logo designer", "accountant", "logo designer", "Now: "),
    "fr": ("nous avons besoin d'un comptable et d'un graphiste", "comptable", "graphiste", "Maintenant"),
    "pt": ("precisamos de um contador e de um designer de logo", "contador", "designer de logo", "Agora: "),
}


@pytest.fixture
def story(db: Database, vault: Vault, now: int) -> Iterator[Story]:
    with telling(db, vault, now) as told:
        told.hub(langs=("es", "ar", "en", "fr", "pt"))
        yield told


def reply(story: Story, said: str) -> str:
    return "\n".join(to(story.say("luz", said), "luz")).replace("\u2068", "").replace("\u2069", "")


def joined(story: Story, lang: str) -> None:
    story.langs["luz"] = lang
    reply(story, "/start")
    reply(story, JOIN[lang])


@pytest.mark.parametrize("lang", SAID)
def test_the_second_is_asked_about_as_soon_as_the_first_is_published(story: Story, lang: str) -> None:
    said, first, second, now = SAID[lang]
    joined(story, lang)
    told = reply(story, said)
    assert first in told
    assert second in told
    reply(story, "2")
    reply(story, "27/11")
    told = reply(story, "1")
    assert now in told
    assert second in told
    reply(story, "3")
    reply(story, "27/11")
    reply(story, "1")
    assert sorted(rows(story, "listing", "minutes", "what")) == [(120, first), (180, second)]


def test_a_newcomers_two_are_kept_as_well_and_three_come_one_by_one(story: Story) -> None:
    reply(story, "necesitamos contabilidad, un logo y un electricista antes del viernes")
    assert "Primero: contabilidad. Después: logo, electricista." in reply(story, JOIN["es"])
    assert "Ahora: logo" in reply(story, "cancelar")
    reply(story, "2")
    assert "Ahora: electricista" in reply(story, "1")
    reply(story, "1")
    reply(story, "1")
    assert sorted(rows(story, "listing", "what", "due_on")) == [("electricista", "2026-11-27"), ("logo", "2026-11-27")]


def test_leaving_for_the_menu_leaves_both(story: Story) -> None:
    joined(story, "es")
    reply(story, SAID["es"][0])
    assert "Ahora" not in reply(story, "0")
    assert rows(story, "listing", "id") == []


def test_for_whom_may_stand_behind_the_last() -> None:
    assert needs_of("محتاجين نجار وكهربائي للمركز قبل نهاية الشهر", "ar") == ("نجار", "كهربائي للمركز")


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("es", "necesitamos traducción y corrección de un texto"),
        ("es", "necesitamos un taller de costura y bordado"),
        ("es", "necesitamos un salón con sillas y un proyector"),
        ("es", "necesitamos un contador y un abogado los sábados"),
        ("ar", "نحتاج ترجمة وتدقيق وثيقة"),
        ("ar", "محتاجين كراسي وترابيزات للندوة"),
        ("en", "we need someone who can cook and clean"),
    ],
)
def test_one_piece_of_work_stays_one_request(lang: str, said: str) -> None:
    assert needs_of(said, lang) == ()
